"""Who gets what answer: gaps and overlaps, and proposals for the offer."""

from typing import Any

from tests import factories
from tests.permissions.shapes import DESK, NO_WAY, RUNS, Row, staff
from tests.permissions.town import Town

# Every role in the network reads its proposals; those of another network do not exist.
READS = staff("YMMM", nobody="MMMM", former="MMMM", elsewhere="MYYM", administrator="YYYM")

ROWS = {
    "coverage:gaps": DESK,
    "coverage:council": DESK,
    "coverage:council_pdf": Row(
        get=staff("Y", nobody="M", former="M", administrator="Y"), post=staff("X")
    ),
    # Without a kind of file there is none.
    "coverage:file": Row(get=staff("M"), post=staff("X")),
    # Nothing is supposed in this address, so there is nothing to keep.
    "coverage:what_if": Row(get=staff("Y"), post=staff("Y")),
    "coverage:proposals": DESK,
    "coverage:proposal": Row(get=READS, post=NO_WAY, kind="proposal_of_offer"),
    "coverage:edit_proposal": Row(get=RUNS, post=RUNS, kind="proposal_of_offer"),
    "coverage:share": Row(get=NO_WAY, post=RUNS, kind="proposal_of_offer"),
    "coverage:end_sharing": Row(get=NO_WAY, post=RUNS, kind="proposal_of_offer"),
    "coverage:archive_proposal": Row(get=NO_WAY, post=RUNS, kind="proposal_of_offer"),
    "coverage:travel_times": Row(get=RUNS, post=RUNS, kind="network"),
    "coverage:archive_travel_times": Row(get=NO_WAY, post=RUNS, kind="travel_times"),
    "coverage:carry_travel_times": Row(get=RUNS, post=RUNS, kind="travel_times"),
    "coverage:own_areas": Row(get=RUNS, post=RUNS, kind="network"),
    "coverage:archive_own_areas": Row(get=NO_WAY, post=RUNS, kind="own_areas"),
    # A link that opens nothing; tests/coverage/test_what_if_views.py opens real ones.
    "coverage:shared": Row(get="M", post="X", kind="token"),
}


def objects(town: Town) -> dict[str, tuple[Any, ...]]:
    kept = (factories.a_what_if(one).pk for one in town.homes)
    times = (factories.travel_times(one).pk for one in town.homes)
    areas = (factories.own_areas(one).pk for one in town.homes)
    return {
        "own_areas": (*areas, town.missing),
        "proposal_of_offer": (*kept, town.missing),
        "travel_times": (*times, town.missing),
    }

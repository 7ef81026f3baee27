"""Who gets what answer: the agenda, and who registered."""

from typing import Any

from tests import factories
from tests.permissions.shapes import DESK, NO_WAY, PUBLIC, RECORD, RUNS, Row, staff
from tests.permissions.town import Town

# Those who add: who runs the network, and partners, in the name of what they tend.
ADDS = staff(
    "NMMM", nobody="MMMM", former="MMMM", elsewhere="MYYM",
    partner="YMMM", coordinator="YMMM", administrator="YYYM",
)  # fmt: skip
# Everybody with a role in the network sees its activities, also drafts.
# What belongs to whoever runs a network is missing for everybody else.
RUNS_OWN = staff("MMMM", elsewhere="MYYM", coordinator="YMMM", administrator="YYYM")
MEMBERS = staff("YMMM", nobody="MMMM", former="MMMM", elsewhere="MYYM", administrator="YYYM")

ROWS = {
    "agenda:agenda": PUBLIC,
    "agenda:month": Row(get="PM", post="XX", kind="month"),
    "agenda:feed": PUBLIC,
    "agenda:activity": Row(get=RECORD, post="XXXX", kind="activity"),
    "agenda:activity_feed": Row(get=RECORD, post="XXXX", kind="activity"),
    "agenda:register": Row(get=RECORD, post=RECORD, kind="occurrence"),
    # A link that opens nothing; tests/agenda/test_views_registering.py opens real ones.
    "agenda:registration": Row(get="M", post="M", kind="token"),
    "agenda:activities": DESK,
    "agenda:add": Row(get=ADDS, post=ADDS, kind="network"),
    "agenda:feeds": DESK,
    "agenda:add_feed": Row(get=RUNS, post=RUNS, kind="network"),
    "agenda:followed": Row(get=RUNS_OWN, post=NO_WAY, kind="feed"),
    "agenda:edit_feed": Row(get=RUNS_OWN, post=RUNS_OWN, kind="feed"),
    "agenda:read_feed": Row(get=NO_WAY, post=RUNS_OWN, kind="feed"),
    "agenda:set_followed": Row(get=NO_WAY, post=RUNS_OWN, kind="feed"),
    "agenda:uitdatabank": DESK,
    "agenda:uit_import": Row(get=RUNS, post=RUNS, kind="network"),
    "agenda:uit_files": Row(get=RUNS, post=NO_WAY, kind="network"),
    "agenda:uit_approve": Row(get=NO_WAY, post=RUNS, kind="activity"),
    "agenda:uit_file": Row(get=RUNS, post=NO_WAY, kind="activity"),
    "agenda:settle": Row(get=NO_WAY, post=ADDS, kind="activity_source"),
    "agenda:work": Row(get=MEMBERS, post=NO_WAY, kind="activity"),
    "agenda:edit": Row(get=ADDS, post=ADDS, kind="activity"),
    "agenda:set_state": Row(get=NO_WAY, post=ADDS, kind="activity"),
    "agenda:occurrence": Row(get=ADDS, post=ADDS, kind="occurrence"),
    "agenda:registrations": Row(get=ADDS, post=NO_WAY, kind="occurrence"),
    "agenda:cancel": Row(get=NO_WAY, post=ADDS, kind="registration"),
}


def objects(town: Town) -> dict[str, tuple[Any, ...]]:
    pairs = zip(town.homes, town.organizations, strict=True)
    made = [factories.an_activity(home, organizer=organizer) for home, organizer in pairs]
    times = [one.occurrences.get() for one in made]
    feeds = [factories.a_feed(home) for home in town.homes]
    sources = [factories.a_source(one) for one in made]
    registered = [factories.a_registration(one) for one in times]
    return {
        "activity": (*(one.pk for one in made), town.missing),
        "occurrence": (*(one.pk for one in times), town.missing),
        "registration": (*(one.pk for one in registered), town.missing),
        "feed": (*(one.pk for one in feeds), town.missing),
        "activity_source": (*(one.pk for one in sources), town.missing),
        "month": ((2026, 5), (2026, 13)),
    }

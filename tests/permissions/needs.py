"""Who gets what answer: what families lack."""

from typing import Any

from tests import factories
from tests.permissions.shapes import DESK, NO_WAY, RUNS, TAKES_PART, Row, staff
from tests.permissions.town import Town

ROWS = {
    "needs:board": DESK,
    "needs:add": Row(get=TAKES_PART, post=TAKES_PART, kind="network"),
    "needs:vote": Row(get=TAKES_PART, post=TAKES_PART, kind="network"),
    "needs:edit": Row(get=RUNS, post=RUNS, kind="need"),
    "needs:archive": Row(get=NO_WAY, post=RUNS, kind="need"),
    "needs:figures": DESK,
    # Own series: of the network itself; then those of another network, and one that is not there.
    "needs:indicator": Row(
        get=staff("YMMM", nobody="MMMM", former="MMMM", elsewhere="MYYM", administrator="YYYM"),
        post=NO_WAY,
        kind="indicator",
    ),
    "needs:archive_series": Row(get=NO_WAY, post=RUNS, kind="indicator"),
    "needs:import_series": Row(get=RUNS, post=RUNS, kind="network"),
}


def objects(town: Town) -> dict[str, tuple[Any, ...]]:
    series = (factories.an_indicator(one, f"Reeks {at}") for at, one in enumerate(town.homes))
    return {
        "need": (*(factories.a_need(one).pk for one in town.homes), town.missing),
        "indicator": (*(one.pk for one in series), town.missing),
    }

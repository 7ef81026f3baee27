"""Who gets what answer: what families lack."""

from typing import Any

from tests import factories
from tests.permissions.shapes import DESK, NO_WAY, RUNS, TAKES_PART, Row
from tests.permissions.town import Town

ROWS = {
    "needs:board": DESK,
    "needs:add": Row(get=TAKES_PART, post=TAKES_PART, kind="network"),
    "needs:vote": Row(get=TAKES_PART, post=TAKES_PART, kind="network"),
    "needs:edit": Row(get=RUNS, post=RUNS, kind="need"),
    "needs:archive": Row(get=NO_WAY, post=RUNS, kind="need"),
}


def objects(town: Town) -> dict[str, tuple[Any, ...]]:
    return {"need": (*(factories.a_need(one).pk for one in town.homes), town.missing)}

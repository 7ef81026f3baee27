"""Who gets what answer: campaigns, and what partners propose for them."""

from typing import Any

from tests.permissions.shapes import DESK, NO_WAY, RUNS, Row, staff
from tests.permissions.town import Town
from tests.week import rows

SEES = staff("YMMM", nobody="MMMM", former="MMMM", elsewhere="MYYM", administrator="YYYM")

ROWS = {
    "week:campaigns": DESK,
    "week:add_campaign": Row(get=RUNS, post=RUNS, kind="network"),
    "week:campaign": Row(get=SEES, post=NO_WAY, kind="week_campaign"),
    "week:edit_campaign": Row(get=RUNS, post=RUNS, kind="week_campaign"),
    "week:set_state": Row(get=NO_WAY, post=RUNS, kind="week_campaign"),
    "week:start_timeline": Row(get=NO_WAY, post=RUNS, kind="week_campaign"),
    # The partner of the town has no chair; tests/week/test_views.py gives one.
    "week:propose": Row(get=RUNS, post=RUNS, kind="week_campaign"),
    "week:review": Row(get=NO_WAY, post=RUNS, kind="campaign_activity"),
}


def objects(town: Town) -> dict[str, tuple[Any, ...]]:
    made = [rows.a_campaign(home, edition=2027 + n) for n, home in enumerate(town.homes)]
    proposed = [rows.a_proposed(one) for one in made]
    return {
        "week_campaign": (*(one.pk for one in made), town.missing),
        "campaign_activity": (*(one.pk for one in proposed), town.missing),
    }

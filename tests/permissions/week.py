"""Who gets what answer: campaigns, what partners propose for them, what they print and tell."""

from typing import Any

from tests.permissions.shapes import DESK, NO_WAY, RECORD, RUNS, Row, staff
from tests.permissions.town import Town
from tests.week import rows
from tests.week.made import a_campaign, an_entry
from vlaggenlijn.week.models import PaperFile

OWN_PAPER = staff("MMMM", coordinator="YMMM")
SEES = staff("YMMM", nobody="MMMM", former="MMMM", elsewhere="MYYM", administrator="YYYM")

ROWS = {
    "week:campaigns": DESK,
    "week:add_campaign": Row(get=RUNS, post=RUNS, kind="network"),
    "week:campaign": Row(get=SEES, post=NO_WAY, kind="week_campaign"),
    "week:edit_campaign": Row(get=RUNS, post=RUNS, kind="week_campaign"),
    "week:set_state": Row(get=NO_WAY, post=RUNS, kind="week_campaign"),
    "week:start_timeline": Row(get=NO_WAY, post=RUNS, kind="week_campaign"),
    "week:carry_over": Row(get=RUNS, post=RUNS, kind="week_campaign"),
    "week:lesson": Row(get=RUNS, post=RUNS, kind="week_step"),
    # The partner of the town has no chair; tests/week/test_views.py gives one.
    "week:propose": Row(get=RUNS, post=RUNS, kind="week_campaign"),
    "week:review": Row(get=NO_WAY, post=RUNS, kind="campaign_activity"),
    "week:programme": Row(get=RECORD, post="XXXX", kind="week_campaign"),
    "week:print": Row(get=RUNS, post=NO_WAY, kind="week_campaign"),
    "week:programme_pdf": Row(get=RUNS, post=NO_WAY, kind="week_campaign"),
    "week:ask_for_paper": Row(get=NO_WAY, post=RUNS, kind="week_campaign"),
    "week:paper_file": Row(get=OWN_PAPER, post=NO_WAY, kind="paper_file"),
    "week:poster": Row(get=RUNS, post=NO_WAY, kind="week_campaign"),
    "week:cards": Row(get=RUNS, post=NO_WAY, kind="week_campaign"),
    "week:texts": Row(get=RUNS, post=NO_WAY, kind="week_campaign"),
    "week:campaign_picture": Row(get=RUNS, post=NO_WAY, kind="week_picture"),
    "week:activity_picture": Row(get=RECORD, post="XXXX", kind="week_activity_picture"),
}


def objects(town: Town) -> dict[str, tuple[Any, ...]]:
    names = ("Eigen", "Gedeelde", "Andere")
    campaigns = [a_campaign(home, name=name) for home, name in zip(town.homes, names, strict=True)]
    activities = [an_entry(one) for one in campaigns]
    steps = [rows.a_step(one) for one in campaigns]
    proposed = [rows.a_proposed(one) for one in campaigns]
    asked = [
        PaperFile.objects.create(
            by=town.people["coordinator"], campaign=one, order="dag", size="a4"
        )
        for one in campaigns[:1]
    ]
    size = "1080x1080"
    return {
        "week_campaign": (*(one.pk for one in campaigns), town.missing),
        "campaign_activity": (*(one.pk for one in proposed), town.missing),
        "week_step": (*(one.pk for one in steps), town.missing),
        "paper_file": (asked[0].pk, town.missing, town.missing, town.missing),
        "week_picture": (*((one.pk, size) for one in campaigns), (town.missing, size)),
        "week_activity_picture": (*((one.pk, size) for one in activities), (town.missing, size)),
    }

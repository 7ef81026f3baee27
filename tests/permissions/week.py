"""Who gets what answer: campaigns, what partners propose for them, what they print and tell."""

from typing import Any

from tests.permissions.shapes import DESK, NO_WAY, PUBLIC, RECORD, RUNS, Row, staff
from tests.permissions.town import Town
from tests.week.made import a_campaign, an_entry
from tests.week.past import TOLD
from tests.week.rows import a_picture, a_proposed, a_step, some_bunting
from vlaggenlijn.week.actions import tell
from vlaggenlijn.week.models import PaperFile

SEES = staff("YMMM", nobody="MMMM", former="MMMM", elsewhere="MYYM", administrator="YYYM")
OWN_PAPER = staff("MMMM", coordinator="YMMM")

ROWS = {
    "week:campaigns": DESK,
    "week:add_campaign": Row(get=RUNS, post=RUNS, kind="network"),
    "week:campaign": Row(get=SEES, post=NO_WAY, kind="week_campaign"),
    "week:edit_campaign": Row(get=RUNS, post=RUNS, kind="week_campaign"),
    "week:set_state": Row(get=NO_WAY, post=RUNS, kind="week_campaign"),
    "week:start_timeline": Row(get=NO_WAY, post=RUNS, kind="week_campaign"),
    "week:carry_over": Row(get=RUNS, post=RUNS, kind="week_campaign"),
    "week:timeline": Row(get=SEES, post=NO_WAY, kind="week_campaign"),
    "week:add_timeline_step": Row(get=RUNS, post=RUNS, kind="week_campaign"),
    "week:edit_timeline_step": Row(get=RUNS, post=RUNS, kind="week_step"),
    "week:remove_timeline_step": Row(get=NO_WAY, post=RUNS, kind="week_step"),
    "week:lesson": Row(get=RUNS, post=RUNS, kind="week_step"),
    # The partner of the town has no chair; tests/week/test_views.py gives one.
    "week:propose": Row(get=RUNS, post=RUNS, kind="week_campaign"),
    "week:review": Row(get=NO_WAY, post=RUNS, kind="campaign_activity"),
    "week:propose_again": Row(get=NO_WAY, post=RUNS, kind="campaign_activity"),
    "week:withdraw": Row(get=NO_WAY, post=RUNS, kind="campaign_activity"),
    "week:voting": Row(get=SEES, post=NO_WAY, kind="week_campaign"),
    "week:cast": Row(get=NO_WAY, post=RUNS, kind="week_campaign"),
    "week:add_emphasis": Row(get=NO_WAY, post=RUNS, kind="week_campaign"),
    "week:remove_emphasis": Row(get=NO_WAY, post=RUNS, kind="week_campaign"),
    "week:open_vote": Row(get=NO_WAY, post=RUNS, kind="week_campaign"),
    "week:choose_emphasis": Row(get=NO_WAY, post=RUNS, kind="week_campaign"),
    "week:bunting": Row(get=SEES, post=NO_WAY, kind="week_campaign"),
    "week:add_bunting": Row(get=RUNS, post=RUNS, kind="week_campaign"),
    "week:edit_bunting": Row(get=RUNS, post=RUNS, kind="bunting"),
    # Other sites frame it: FRAMABLE in tests/test_permission_matrix.py.
    "week:widget": Row(get=RECORD, post="XXXX", kind="network"),
    "week:widget_lines": Row(get=RUNS, post=NO_WAY, kind="week_campaign"),
    "week:pictures": Row(get=RUNS, post=RUNS, kind="week_campaign"),
    "week:remove_picture": Row(get=NO_WAY, post=RUNS, kind="week_photo"),
    "week:picture_at_work": Row(get=SEES, post=NO_WAY, kind="week_photo"),
    "week:picture": Row(get=RECORD, post="XXXX", kind="week_photo"),
    "week:kits": Row(get=RUNS, post=RUNS, kind="week_campaign"),
    # Links that open nothing; tests/week/test_kits.py opens real ones.
    "week:kit": Row(get="M", post="X", kind="token"),
    "week:kit_cards": Row(get="M", post="X", kind="token"),
    "week:kit_poster": Row(get="M", post="X", kind="token"),
    "week:kit_picture": Row(get="M", post="X", kind="kit_picture"),
    "week:evaluations": Row(get=RUNS, post=NO_WAY, kind="week_campaign"),
    # The partner of the town has no chair; tests/week/test_evaluating.py gives one.
    "week:evaluate": Row(get=RUNS, post=RUNS, kind="campaign_activity"),
    "week:learn": Row(get=RUNS, post=RUNS, kind="evaluation"),
    "week:report": Row(get=SEES, post=NO_WAY, kind="week_campaign"),
    "week:report_docx": Row(get=SEES, post=NO_WAY, kind="week_campaign"),
    "week:ask_for_report": Row(get=NO_WAY, post=RUNS, kind="week_campaign"),
    "week:thank": Row(get=RUNS, post=RUNS, kind="week_campaign"),
    "week:told_by_link": Row(get="M", post="X", kind="token"),
    "week:evaluate_by_link": Row(get="M", post="M", kind="token_and_item"),
    "week:report_by_link": Row(get="M", post="X", kind="token"),
    "week:public": PUBLIC,
    "week:programme": Row(get=RECORD, post="XXXX", kind="week_campaign"),
    "week:harvest": Row(get=RECORD, post="XXXX", kind="week_campaign"),
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
    steps = [a_step(one) for one in campaigns]
    proposed = [a_proposed(one) for one in campaigns]
    told = [tell(by=None, entry=one, values=TOLD) for one in proposed]
    paper = PaperFile.objects.create(
        by=town.people["coordinator"], campaign=campaigns[0], order="dag", size="a4"
    )
    hung = [some_bunting(one, one.network.municipalities.first()) for one in campaigns]
    size = "1080x1080"
    return {
        "week_campaign": (*(one.pk for one in campaigns), town.missing),
        "campaign_activity": (*(one.pk for one in proposed), town.missing),
        "evaluation": (*(one.pk for one in told), town.missing),
        "bunting": (*(one.pk for one in hung), town.missing),
        "paper_file": (paper.pk, town.missing, town.missing, town.missing),
        "week_photo": (*(a_picture(one).pk for one in campaigns), town.missing),
        "week_step": (*(one.pk for one in steps), town.missing),
        "kit_picture": (("geen-pakket", size),),
        "week_picture": (*((one.pk, size) for one in campaigns), (town.missing, size)),
        "week_activity_picture": (*((one.pk, size) for one in activities), (town.missing, size)),
    }

"""Everything that is written about campaigns."""

from vlaggenlijn.week.actions.activities import (
    look_again,
    look_again_everywhere,
    propose_activity,
    propose_again,
    review,
    withdraw,
)
from vlaggenlijn.week.actions.asking import ask_how_it_went
from vlaggenlijn.week.actions.campaigns import (
    EditionTaken,
    count_bunting,
    keep_campaign,
    set_campaign_state,
)
from vlaggenlijn.week.actions.carrying import NextEditionThere, carry_over, keep_lesson
from vlaggenlijn.week.actions.evaluating import (
    LessonFull,
    learn,
    opened_by_link,
    tell,
    tell_by_link,
)
from vlaggenlijn.week.actions.kits import mail_kits, opened_kit
from vlaggenlijn.week.actions.thanking import (
    letter_of,
    report_by_link,
    summary_of,
    thank,
    thanks_of,
)
from vlaggenlijn.week.actions.timeline import (
    add_step,
    change_step,
    remove_step,
    start_national_timeline,
)
from vlaggenlijn.week.actions.voting import (
    ShortlistFull,
    VoteClosed,
    add_emphasis,
    close_vote,
    open_vote,
    remove_emphasis,
    vote,
)

__all__ = [
    "EditionTaken",
    "LessonFull",
    "NextEditionThere",
    "ShortlistFull",
    "VoteClosed",
    "add_emphasis",
    "add_step",
    "ask_how_it_went",
    "carry_over",
    "change_step",
    "close_vote",
    "count_bunting",
    "keep_campaign",
    "keep_lesson",
    "learn",
    "letter_of",
    "look_again",
    "look_again_everywhere",
    "mail_kits",
    "open_vote",
    "opened_by_link",
    "opened_kit",
    "propose_activity",
    "propose_again",
    "remove_emphasis",
    "remove_step",
    "report_by_link",
    "review",
    "set_campaign_state",
    "start_national_timeline",
    "summary_of",
    "tell",
    "tell_by_link",
    "thank",
    "thanks_of",
    "vote",
    "withdraw",
]

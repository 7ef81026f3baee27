"""Everything that is written about campaigns."""

from vlaggenlijn.week.actions.activities import (
    look_again,
    propose_activity,
    review,
    withdraw,
)
from vlaggenlijn.week.actions.campaigns import (
    EditionTaken,
    count_bunting,
    keep_campaign,
    set_campaign_state,
)
from vlaggenlijn.week.actions.carrying import NextEditionThere, carry_over, keep_lesson
from vlaggenlijn.week.actions.timeline import add_step, start_national_timeline
from vlaggenlijn.week.actions.voting import VoteClosed, add_emphasis, close_vote, vote

__all__ = [
    "EditionTaken",
    "NextEditionThere",
    "VoteClosed",
    "add_emphasis",
    "add_step",
    "carry_over",
    "close_vote",
    "count_bunting",
    "keep_campaign",
    "keep_lesson",
    "look_again",
    "propose_activity",
    "review",
    "set_campaign_state",
    "start_national_timeline",
    "vote",
    "withdraw",
]

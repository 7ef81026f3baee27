"""What happens by itself, and when; the hours are local time."""

from django.core.management import call_command

from vlaggenlijn.accounts.actions import forget_old_links
from vlaggenlijn.common.duties import Duty
from vlaggenlijn.directory.actions.drafts import forget_old_drafts
from vlaggenlijn.directory.actions.proposals import forget_proposers

MONDAY = 0

DUTIES: tuple[Duty, ...] = (
    Duty("nightly", lambda: call_command("nightly"), hour=3),
    Duty("forget_old_links", forget_old_links, hour=3),
    Duty("forget_old_drafts", forget_old_drafts, hour=3),
    Duty("forget_proposers", forget_proposers, hour=3),
)

"""What happens by itself, and when; the hours are local time."""

from django.core.management import call_command

from vlaggenlijn.accounts.actions import forget_old_links
from vlaggenlijn.common.duties import Duty
from vlaggenlijn.directory.actions.exporting import forget_old_exports
from vlaggenlijn.directory.actions.importing_jobs import forget_old_imports

MONDAY = 0

DUTIES: tuple[Duty, ...] = (
    Duty("nightly", lambda: call_command("nightly"), hour=3),
    Duty("forget_old_links", forget_old_links, hour=3),
    Duty("forget_old_imports", forget_old_imports, hour=4),
    Duty("forget_old_exports", forget_old_exports, hour=4),
)

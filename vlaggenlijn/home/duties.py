"""What happens by itself, and when; the hours are local time."""

from django.core.management import call_command

from vlaggenlijn.accounts.actions import forget_ended_sessions, forget_old_links, say_farewells
from vlaggenlijn.common.duties import Duty

MONDAY = 0

DUTIES: tuple[Duty, ...] = (
    Duty("nightly", lambda: call_command("nightly"), hour=3),
    Duty("forget_old_links", forget_old_links, hour=3),
    Duty("forget_ended_sessions", forget_ended_sessions, hour=3),
    Duty("say_farewells", say_farewells, hour=9),
)

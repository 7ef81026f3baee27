"""What happens by itself, and when; the hours are local time."""

import logging
from collections.abc import Callable, Iterable

from django.core.management import call_command

from vlaggenlijn.accounts.actions import (
    forget_ended_sessions,
    forget_old_invitations,
    forget_old_links,
    say_farewells,
)
from vlaggenlijn.agenda.actions import (
    extend_series,
    follow_feeds,
    forget_old_registrations,
    remind_of_tomorrow,
)
from vlaggenlijn.agenda.actions.uitdatabank import look_for_changes, push_what_waits
from vlaggenlijn.common.duties import Duty
from vlaggenlijn.dialogue.actions import forget_old_camps, forget_old_names
from vlaggenlijn.directory.actions import (
    ask_by_itself,
    forget_old_suggestions,
    forget_removed_contacts,
    remind,
)
from vlaggenlijn.directory.actions.drafts import forget_old_drafts
from vlaggenlijn.directory.actions.duplicates import look_for_likely_pairs
from vlaggenlijn.directory.actions.exporting import forget_old_exports
from vlaggenlijn.directory.actions.following_hsds import follow_sources
from vlaggenlijn.directory.actions.importing_jobs import forget_old_imports
from vlaggenlijn.directory.actions.proposals import forget_proposers
from vlaggenlijn.directory.actions.publications import number_changes
from vlaggenlijn.directory.actions.trusting import check_addresses, reckon_qualities
from vlaggenlijn.guide.actions import forget_asked_words, forget_old_counts
from vlaggenlijn.home.actions import send_digests
from vlaggenlijn.partnership.actions import (
    forget_asked,
    forget_invited,
    mail_partners_on_monday,
    remind_asked,
)
from vlaggenlijn.week.actions import ask_how_it_went, look_again_everywhere
from vlaggenlijn.week.actions.pictures import forget_pixels
from vlaggenlijn.week.actions.printing import forget_old_papers

logger = logging.getLogger(__name__)

MONDAY = 0

DUTIES: tuple[Duty, ...] = (
    Duty("nightly", lambda: call_command("nightly"), hour=3),
    Duty("forget_old_links", forget_old_links, hour=3),
    Duty("forget_old_counts", forget_old_counts, hour=3),
    Duty("forget_asked_words", forget_asked_words, hour=3),
    Duty("digests", send_digests, hour=7, weekday=MONDAY),
    Duty("tasks_of_partners", mail_partners_on_monday, hour=8, weekday=MONDAY),
    Duty("consultation_reminders", remind_asked, hour=9),
    Duty("ask_how_it_went", ask_how_it_went, hour=9),
    Duty("forget_invited", forget_invited, hour=3),
    Duty("forget_asked", forget_asked, hour=3),
    Duty("forget_removed_contacts", forget_removed_contacts, hour=3),
    Duty("find_likely_pairs", look_for_likely_pairs.func, hour=4),
    Duty("check_addresses", check_addresses, hour=1),
    Duty("reckon_qualities", reckon_qualities, hour=5),
    Duty("forget_old_suggestions", forget_old_suggestions, hour=3),
    Duty("freshness_reminders", remind, hour=9),
    # Daily, so that a month begun with the machine off is not lost; it asks once a month at most.
    Duty("freshness_by_itself", ask_by_itself, hour=9),
    Duty("forget_ended_sessions", forget_ended_sessions, hour=3),
    Duty("say_farewells", say_farewells, hour=9),
    Duty("forget_old_invitations", forget_old_invitations, hour=3),
    Duty("forget_old_imports", forget_old_imports, hour=4),
    Duty("forget_old_exports", forget_old_exports, hour=4),
    Duty("forget_old_papers", forget_old_papers, hour=4),
    Duty("forget_pixels", forget_pixels, hour=4),
    Duty("forget_old_drafts", forget_old_drafts, hour=3),
    Duty("forget_proposers", forget_proposers, hour=3),
    Duty("forget_old_registrations", forget_old_registrations, hour=3),
    Duty("follow_feeds", follow_feeds, hour=5),
    Duty("follow_sources", follow_sources, hour=5),
    Duty("changes_for_uitdatabank", look_for_changes, hour=6),
    Duty("extend_series", extend_series, hour=4),
    Duty("remind_of_tomorrow", remind_of_tomorrow, hour=9),
    Duty("forget_names_of_dialogue", forget_old_names, hour=3),
    Duty("forget_names_of_camps", forget_old_camps, hour=3),
)

# What every round of the clock does, however often it comes.
EACH_ROUND: tuple[Callable[[], object], ...] = (
    number_changes,
    look_again_everywhere,
    push_what_waits,
)


def do_each_round(chores: Iterable[Callable[[], object]] = EACH_ROUND) -> None:
    """Do what is never done for good; one that fails is logged, and the next round tries again."""
    for chore in chores:
        try:
            chore()
        except Exception:
            logger.exception("A chore of each round failed; the next round tries again.")

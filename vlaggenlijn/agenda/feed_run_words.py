"""How the reading of a calendar went, in sentences that say what to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from vlaggenlijn.agenda.models import FeedRun
from vlaggenlijn.common.fetching_words import FETCHING

REASONS: Mapping[str, Any] = {
    **FETCHING,
    "fetch_address": lazy(
        "This is not an address that we can follow. It begins with https:// or webcal:."
    ),
    "fetch_host": lazy(
        "Whoever looks after this site does not allow calendars of %(host)s. Ask them to add it."
    ),
    "fetch_packed": lazy("The other site sends the calendar packed, though we ask it not to."),
    "fetch_large": lazy(
        "The calendar is larger than %(limit)s MB. Ask its owner for one of only what is to come."
    ),
    "calendar_charset": lazy("The calendar is in letters that we cannot read. It should be UTF-8."),
    "calendar_none": lazy(
        "At this address there is no calendar, but something else, for example a web page. Look for"
        " the address that ends in .ics."
    ),
    "calendar_nested": lazy("The calendar is built in a way that no calendar is, so we stop."),
    "calendar_too_many": lazy("The calendar has more than %(limit)s lines or parts, so we stop."),
    "calendar_long_line": lazy("The calendar has a line without an end, so we stop."),
}
LEFT_OUT: Mapping[str, Any] = {
    "calendar_rule": lazy("“%(name)s” comes back by a rule that we cannot follow."),
    "calendar_no_time": lazy("“%(name)s” does not say when it is."),
    "calendar_no_title": lazy("The event with identifier “%(name)s” has no name."),
    "calendar_full": lazy("“%(name)s” did not fit any more: the calendar has too much in it."),
}


def reason_text(code: str, values: Mapping[str, Any]) -> str:
    """Return why nothing was read."""
    return str(REASONS[code]) % values


@dataclass(frozen=True, slots=True)
class RunWords:
    """A reading in words; ``is_good`` when the calendar was read."""

    run: FeedRun
    is_good: bool
    text: str
    remarks: list[str]


def run_words(run: FeedRun) -> RunWords:
    if run.code == "same":
        return RunWords(run, True, _("Read; nothing had changed."), [])
    if run.code != "read":
        return RunWords(run, False, reason_text(run.code, run.values), [])
    return RunWords(run, True, _totals(run), _remarks(run))


def _totals(run: FeedRun) -> str:
    counts = {name: run.totals.get(name, 0) for name in ("new", "changed", "doubtful", "unchanged")}
    if not any(counts.values()):
        return _("Read; nothing of what is in it is still to come.")
    text = _(
        "Read: %(new)s new, %(changed)s changed, %(doubtful)s to look at, %(unchanged)s as before."
    )
    return text % counts


def _remarks(run: FeedRun) -> list[str]:
    found = [str(LEFT_OUT[code]) % {"name": name or "?"} for code, name in run.refused]
    private = run.values.get("private", 0)
    if private:
        found.append(
            ngettext(
                "%(count)s event is private and was left out.",
                "%(count)s events are private and were left out.",
                private,
            )
            % {"count": private}
        )
    if run.values.get("zones"):
        found.append(
            _("We do not know the time zone %(names)s, so its hours were read as Belgian ones.")
            % {"names": run.values["zones"]}
        )
    if run.missing:
        found.append(
            ngettext(
                "%(count)s activity is not in the calendar any more. If it is not there the next"
                " time either, it is archived here.",
                "%(count)s activities are not in the calendar any more. If they are not there the"
                " next time either, they are archived here.",
                len(run.missing),
            )
            % {"count": len(run.missing)}
        )
    return found

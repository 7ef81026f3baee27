"""Words for bands, groups, faces and flaws; and texts to copy into a newsletter or a post."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from vlaggenlijn.week.programme import Entry, by_day
from vlaggenlijn.week.sheets import Masthead, hours_of, paper_heading, when_of
from vlaggenlijn.week.timeline import Rule

BAND_LABELS = {
    "none": gettext_lazy("nobody"),
    "few": gettext_lazy("fewer than 5"),
    "5-14": gettext_lazy("5 to 14"),
    "15-29": gettext_lazy("15 to 29"),
    "30-59": gettext_lazy("30 to 59"),
    "60-119": gettext_lazy("60 to 119"),
    "120": gettext_lazy("120 or more"),
}
GROUP_LABELS = {
    "mothers": gettext_lazy("mothers"),
    "fathers": gettext_lazy("fathers"),
    "grandparents": gettext_lazy("grandparents"),
    "toddlers": gettext_lazy("babies and toddlers"),
    "children": gettext_lazy("children of primary school"),
    "teenagers": gettext_lazy("teenagers"),
    "newcomers": gettext_lazy("families new in Belgium"),
    "first_time": gettext_lazy("families that never came before"),
    "professionals": gettext_lazy("professionals and volunteers"),
}
FACE_LABELS = {
    "good": gettext_lazy("glad"),
    "fair": gettext_lazy("so-so"),
    "poor": gettext_lazy("not glad"),
}
FLAW_LABELS = {
    "no_date": gettext_lazy("has no day"),
    "no_place": gettext_lazy("has no place"),
    "no_contact": gettext_lazy("has nobody to call, mail or look up"),
    "outside": gettext_lazy("falls outside the days of the campaign"),
    "twice": gettext_lazy("stands twice: same name, place and time"),
}
MOST_IN_A_POST = 6


BEHIND_LABELS = {
    "withdrawn": gettext_lazy("it was withdrawn"),
    "sent_back": gettext_lazy("it was sent back and not proposed again"),
    "off": gettext_lazy("it was called off"),
    "left": gettext_lazy("its partner left the table"),
    "goes_on": gettext_lazy(
        "it still goes on then, and stands on the agenda; propose a new one for the programme"
    ),
}


def rule_text(rule: Rule) -> str:
    """Return how far a step lies from the campaign: "30 days before the first day"."""
    count = abs(rule.days)
    is_begin = rule.anchor == "begin"
    if not count:
        return _("on the first day") if is_begin else _("on the last day")
    if rule.days < 0 and is_begin:
        text = ngettext("%(count)s day before the start", "%(count)s days before the start", count)
    elif rule.days < 0:
        text = ngettext("%(count)s day before the end", "%(count)s days before the end", count)
    elif is_begin:
        text = ngettext("%(count)s day after the start", "%(count)s days after the start", count)
    else:
        text = ngettext("%(count)s day after the end", "%(count)s days after the end", count)
    return text % {"count": count}


def newsletter_text(masthead: Masthead, entries: Sequence[Entry]) -> str:
    """Return the whole programme as plain text for a newsletter, day by day."""
    parts = [
        masthead.name if not masthead.theme else f"{masthead.name}: {masthead.theme}",
        _("%(days)s. Everything stands on %(address)s")
        % {"days": masthead.days, "address": masthead.address},
    ]
    for group in by_day(entries):
        lines = [paper_heading(group.heading).upper()]
        for row in group.rows:
            told = ", ".join(filter(None, [row.entry.place, row.entry.for_whom, row.entry.cost]))
            hours = hours_of(row.time) if row.time else ""
            lines.append(f"{hours}  {row.entry.title}" + (f" ({told})" if told else ""))
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def campaign_post(masthead: Masthead, entries: Sequence[Entry]) -> str:
    """Return a short post about the whole campaign, with the first activities of the programme."""
    first = [row for group in by_day(entries) for row in group.rows][:MOST_IN_A_POST]
    count = len(entries)
    activities = ngettext("%(count)s activity", "%(count)s activities", count) % {"count": count}
    lines = [f"– {row.entry.title}, {when_of(row.time)}" for row in first if row.time]
    return "\n".join(
        [
            _("%(name)s, %(days)s: %(activities)s for parents and children.")
            % {"name": masthead.name, "days": masthead.days, "activities": activities},
            *lines,
            _("All of it: %(address)s") % {"address": masthead.address},
        ]
    )


def activity_post(masthead: Masthead, entry: Entry, address: str) -> str:
    """Return a short post about one activity, for who organises it."""
    first = when_of(min(entry.times)) if entry.times else ""
    told = ", ".join(filter(None, [first, entry.place]))
    rest = " · ".join(filter(None, [entry.for_whom, entry.cost]))
    return "\n".join(
        filter(None, [entry.title, told, rest, f"{masthead.name}, {masthead.days}", address])
    )

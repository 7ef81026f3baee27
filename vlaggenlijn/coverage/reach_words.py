"""How far counts as near, and how far the nearest is, in words."""

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vlaggenlijn.coverage.models import Means
from vlaggenlijn.coverage.reckoning import Reckoned
from vlaggenlijn.coverage.within import SPEEDS, Within


def within_text(within: Within) -> str:
    """Return "within 5 km" or "within 15 minutes by bike"."""
    templates = {
        Means.FOOT: _("within %(amount)s minutes on foot"),
        Means.BIKE: _("within %(amount)s minutes by bike"),
        Means.TRANSIT: _("within %(amount)s minutes by public transport"),
        Means.CAR: _("within %(amount)s minutes by car"),
    }
    text = templates[Means(within.means)] if within.means else _("within %(amount)s km")
    return text % {"amount": within.amount}


def within_in_full(within: Within) -> str:
    """Return the same with what it rests on, as the start of a sentence."""
    text = within_text(within)
    said = text[:1].upper() + text[1:]
    if within.means:
        return _("%(within)s (as the table of travel times says)") % {"within": said}
    return _("%(within)s by road (estimated)") % {"within": said}


def nearest_text(nearest: float | None, means: str) -> str:
    """Return how far the nearest is, in kilometres or minutes; a dash where there is none."""
    if nearest is None:
        return "–"
    if means:
        return _("%(minutes)s min") % {"minutes": round(nearest)}
    return _("%(km)s km") % {"km": formats.number_format(nearest / 1000, 1)}


def ways_told(found: Reckoned) -> str:
    """Return what travel times a reckoning rests on; "" for distances."""
    if found.travelled is None:
        return ""
    about, means = found.travelled.about, found.travelled.travel.means
    told = _(
        "Travel times %(means)s: %(source)s, %(year)s. Of the ways within this time between a"
        " neighbourhood here and an offer, %(share)s %% stand in that table. For the others we take"
        " the distance as the crow flies, times 1.3, at %(speed)s km an hour: an assumption."
    ) % {
        "means": Means(means).label,
        "source": about.source,
        "year": about.year,
        "share": int(100 * found.travelled.share_known),
        "speed": formats.number_format(SPEEDS[means], 1 if SPEEDS[means] % 1 else 0),
    }
    return f"{told} {stale_told(found.travelled.stale)}".strip()


def stale_told(count: int) -> str:
    """Return what codes of a table of times are none any more, and what to do; "" for none."""
    if not count:
        return ""
    return ngettext(
        "%(count)s code of that table is no neighbourhood, place or service (any more): its ways"
        " are estimated until a table of links carries it over.",
        "%(count)s codes of that table are no neighbourhood, place or service (any more): their"
        " ways are estimated until a table of links carries them over.",
        count,
    ) % {"count": count}

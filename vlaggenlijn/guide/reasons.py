"""Why an offer stands there, in the visitor's words."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from vlaggenlijn.common.tongues import spoken
from vlaggenlijn.directory.cards import ReasonText, age_text
from vlaggenlijn.guide.matching import Match, Reason
from vlaggenlijn.places.models import Municipality
from vlaggenlijn.taxonomy.lookup import label

PLACED = ("place", "area", "next_door")
# What an offer is about, or what it helps with without being about it.
ABOUT = ("theme", "helps")
SHOWN = (*ABOUT, "text", "door", *PLACED, "region", "age")


def names_in(matches: Iterable[Match]) -> dict[str, str]:
    """Return the names, in the visitor's language, of the concepts and places in the reasons."""
    language = spoken()
    reasons = [reason for match in matches for reason in match.reasons]
    terms = {str(reason.values[0]) for reason in reasons if reason.kind in ABOUT}
    codes = {str(reason.values[0]) for reason in reasons if reason.kind in PLACED}
    found = Municipality.objects.in_bulk(sorted(codes)) if codes else {}
    places = {nis: one.label(language) for nis, one in found.items()}
    return {term: label(term, language) for term in sorted(terms)} | places


def reason_texts(reasons: Iterable[Reason], names: Mapping[str, str]) -> tuple[ReasonText, ...]:
    """Return the reasons that a parent cares about, in words; ``names`` from names_in."""
    return tuple(
        ReasonText(reason.kind, _text(reason, names)) for reason in reasons if reason.kind in SHOWN
    )


def _text(reason: Reason, names: Mapping[str, str]) -> str:
    if reason.kind == "theme":
        return _theme(names[str(reason.values[0])], str(reason.values[1]))
    if reason.kind == "helps":
        return _helps(names[str(reason.values[0])], str(reason.values[1]))
    if reason.kind == "text":
        return _("You wrote: %(words)s") % {"words": ", ".join(map(str, reason.values))}
    if reason.kind == "door":
        return _("You can go there with any question")
    if reason.kind == "age":
        return _("For this age: %(age)s") % {"age": _age(int(reason.values[0]))}
    if reason.kind == "region":
        return _region(str(reason.values[0]))
    return _where(reason.kind, names[str(reason.values[0])])


def _age(months: int) -> str:
    return _("before birth") if months < 0 else age_text(months)


def _theme(theme: str, because: str) -> str:
    if because:
        return _("About “%(theme)s”: you wrote “%(words)s”") % {"theme": theme, "words": because}
    return _("About “%(theme)s”") % {"theme": theme}


def _helps(theme: str, because: str) -> str:
    values = {"theme": theme, "words": because}
    if because:
        return _("May help with “%(theme)s”: you wrote “%(words)s”") % values
    return _("May help with “%(theme)s”") % values


def _region(region: str) -> str:
    regions = {"flanders": _("For all of Flanders"), "brussels": _("For all of Brussels")}
    return regions.get(region, region)


def _where(kind: str, name: str) -> str:
    texts = {
        "place": _("In %(place)s"),
        "area": _("Works in %(place)s"),
        "next_door": _("Nearby, in %(place)s"),
    }
    return texts[kind] % {"place": name}

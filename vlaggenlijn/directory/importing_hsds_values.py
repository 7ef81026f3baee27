"""What an import of HSDS changes of a part, in the words of whoever reads it."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, time

from django.utils import formats
from django.utils.translation import gettext as _

from vlaggenlijn.common.phones import shown as shown_phone
from vlaggenlijn.common.tongues import spoken
from vlaggenlijn.directory.history_words import (
    Names,
    day_name,
    day_text,
    field_value,
    language_name,
)
from vlaggenlijn.directory.hours_codes import BETWEEN, Said, said_in
from vlaggenlijn.places.models import Municipality
from vlaggenlijn.taxonomy.models import Concept

MORE = "…"
NAMED = ("areas", "concepts")  # parts that hold codes of ours
Change = tuple[str, str, str]


def names_in(changes: Iterable[Change]) -> Names:
    """Look up the codes of ours in (part, before, after), in a query for each kind there is."""
    codes: dict[str, set[str]] = {name: set() for name in NAMED}
    for name, *texts in changes:
        if name in codes:
            codes[name].update(one for text in texts for one in _listed(text))
    found: dict[str, str] = {}
    if codes["areas"]:
        towns = Municipality.objects.filter(pk__in=codes["areas"])
        found |= {one.pk: one.label(spoken()) for one in towns}
    if codes["concepts"]:
        concepts = Concept.objects.filter(slug__in=codes["concepts"]).with_labels()
        found |= {one.slug: one.label for one in concepts}
    return Names(found)


def value_text(name: str, text: str, names: Names) -> str:
    """Return the text of a part as a page shows it; a dash for none."""
    if not text:
        return "–"
    if name == "hours":
        return BETWEEN.join(_hours(said_in(one)) for one in text.split(BETWEEN))
    if name in EACH:
        return ", ".join(EACH[name](one, names) for one in _listed(text)) + _more(text)
    return _column(name, text, names)


def _column(name: str, text: str, names: Names) -> str:
    if name.endswith("_age_months"):
        return field_value(name, int(text), names)
    plain = {"True": _("yes"), "False": _("no")}
    return plain.get(text) or field_value(name, text, names)


def _listed(text: str) -> list[str]:
    return [one for one in text.removesuffix(MORE).split(", ") if one]


def _more(text: str) -> str:
    return MORE if text.endswith(MORE) else ""


def _area(code: str, names: Names) -> str:
    regions = {"flanders": _("all of Flanders"), "brussels": _("all of Brussels")}
    return names.of(code) or regions.get(code, code)


EACH: Mapping[str, Callable[[str, Names], str]] = {
    "phones": lambda text, _names: shown_phone(text),
    "languages": lambda text, _names: language_name(text),
    "areas": _area,
    "concepts": lambda text, names: names.of(text) or text,
}


def _hours(said: Said) -> str:
    days = ", ".join(map(_day, said.days))
    if said.month_days:
        days = _("day %(days)s of the month") % {"days": said.month_days.replace(",", ", ")}
    times = " – ".join(map(_clock, filter(None, (said.opens, said.closes))))
    how = {"by_appointment": _("by appointment"), "closed": _("closed")}.get(said.how, "")
    return " ".join(filter(None, (days, times, how, _rest(said.rest))))


def _clock(text: str) -> str:
    try:
        return formats.time_format(time.fromisoformat(text), "G.i")
    except ValueError:
        return text


def _rest(text: str) -> str:
    """Return what else is said, with the days from and until which it holds written out."""
    first, _space, more = text.partition(" ")
    try:
        days = [day_text(date.fromisoformat(one)) for one in first.split("/")]
    except ValueError:
        return text
    return " ".join(filter(None, (" – ".join(days), more)))


def _day(code: str) -> str:
    place, name = code[:-2].lstrip("+"), day_name(code[-2:])
    placed = {
        "1": _("first %(day)s of the month"),
        "2": _("second %(day)s of the month"),
        "3": _("third %(day)s of the month"),
        "4": _("fourth %(day)s of the month"),
        "5": _("fifth %(day)s of the month"),
        "-1": _("last %(day)s of the month"),
    }
    return placed.get(place, "%(day)s") % {"day": name}

"""Facts in words, a line a part: for looking at a version and for comparing two."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import formats
from django.utils.translation import gettext as _

from vlaggenlijn.common.phones import shown
from vlaggenlijn.common.tongues import spoken
from vlaggenlijn.directory.facts import (
    CapacityFacts,
    ClosureFacts,
    CostFacts,
    OrganizationFacts,
    PhoneFacts,
    PlaceFacts,
    ServiceFacts,
    WeekFacts,
)
from vlaggenlijn.directory.facts_compare import AGE_COLUMNS, AGES, differing, parts
from vlaggenlijn.directory.history_words import (
    A_MONDAY,
    Names,
    day_text,
    field_label,
    field_value,
    language_name,
)
from vlaggenlijn.places.models import Municipality
from vlaggenlijn.taxonomy.models import Concept

Facts = ServiceFacts | OrganizationFacts


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part of a record as it reads in each of some sets of facts."""

    name: str
    label: str
    texts: tuple[str, ...]

    @property
    def is_different(self) -> bool:
        return len(set(self.texts)) > 1


def compared(*all_facts: Facts, names: Iterable[str] | None = None) -> list[PartLine]:
    """Return the parts in words, beside each other; all that anyone says, or only ``names``."""
    words = _names_of(all_facts)
    model = (
        "directory.service" if isinstance(all_facts[0], ServiceFacts) else "directory.organization"
    )
    values = [parts(facts) for facts in all_facts]
    wanted = list(dict.fromkeys(name for one in values for name in one)) if names is None else names
    lines = [
        PartLine(
            name,
            part_label(model, name),
            tuple(part_text(name, one.get(name), words) for one in values),
        )
        for name in wanted
    ]
    return [line for line in lines if any(line.texts)]


def differences(mine: Any, theirs: Any) -> list[PartLine]:
    """Return only the parts that do not say the same, in words."""
    return compared(mine, theirs, names=differing(mine, theirs))


def _names_of(all_facts: Iterable[Facts]) -> Names:
    ids: set[UUID] = set()
    codes: set[str] = set()
    for facts in all_facts:
        ids |= facts.concepts if isinstance(facts, ServiceFacts) else facts.sectors
        ids |= {place.setting for place in facts.places if place.setting}
        codes |= facts.municipalities if isinstance(facts, ServiceFacts) else set()
    found = {str(one.pk): one.label for one in Concept.objects.filter(pk__in=ids).with_labels()}
    towns = Municipality.objects.filter(pk__in=codes)
    return Names(found | {one.pk: one.label(spoken()) for one in towns})


def part_label(model: str, name: str) -> str:
    labels = {
        AGES: _("ages"),
        "concepts": _("themes and labels"),
        "sectors": _("sector"),
        "phones": _("phones"),
        "places": _("places"),
        "municipalities": _("for families who live in"),
        "regions": _("for a whole region"),
        "languages": _("languages spoken"),
        "interpreted": _("languages with an interpreter"),
        "cost": _("cost"),
        "capacity": _("places free"),
        "week": _("usual opening hours"),
        "closures": _("closed days"),
        "kbo": _("enterprise number (KBO)"),
    }
    return labels.get(name) or field_label(model, name)


def part_text(name: str, value: Any, names: Names) -> str:
    """Return a part in words, a line for each row; empty for nothing."""
    if value is None:
        return ""
    known = WORDS.get(name)
    return known(value, names) if known else field_value(name, value, names)


def _ages(value: Any, names: Names) -> str:
    first, last = (
        field_value(name, months, names) for name, months in zip(AGE_COLUMNS, value, strict=True)
    )
    return f"{first or '…'} – {last or '…'}" if first or last else ""


def _named(value: Any, names: Names) -> str:
    return ", ".join(sorted(names.of(one) or _("a word that is gone") for one in value))


def _regions(value: Any, names: Names) -> str:
    regions = {"flanders": _("all of Flanders"), "brussels": _("all of Brussels")}
    return ", ".join(regions.get(one, one) for one in sorted(value))


def _languages(value: Any, names: Names) -> str:
    return ", ".join(sorted(map(language_name, value)))


def _phones(rows: Iterable[PhoneFacts], names: Names) -> str:
    return "\n".join(_phone(row) for row in rows)


def _phone(row: PhoneFacts) -> str:
    notes = [row.description, _("for professionals") if row.is_for_professionals else ""]
    said = ", ".join(filter(None, notes))
    return f"{shown(row.number)} ({said})" if said else shown(row.number)


def _places(rows: Iterable[PlaceFacts], names: Names) -> str:
    return "\n".join(_place(row, names) for row in rows)


def _place(row: PlaceFacts, names: Names) -> str:
    street = " ".join(filter(None, (row.address_1, row.address_2)))
    town = " ".join(filter(None, (row.postal_code, row.city)))
    kind = "" if row.location_type == "physical" else _("online, by phone or post")
    access = [f"{_access(kind)}: {_('yes') if known else _('no')}" for kind, known in row.access
              if known is not None]  # fmt: skip
    said = [row.name, kind, street, town, names.of(row.setting), row.transportation, *access]
    phone = shown(row.phone) if row.phone else ""
    return ", ".join(filter(None, [*said, phone, _week(row.week, names)])) or _("a place")


def _access(kind: str) -> str:
    known = {"wheelchair": _("wheelchair"), "pram": _("pram"), "bus": _("bus, tram or train")}
    return known.get(kind, kind)


def _week(week: WeekFacts, names: Names) -> str:
    days = [
        f"{formats.date_format(A_MONDAY.replace(day=1 + number), 'l')} {text}"
        for number, text in enumerate(week.days)
        if text
    ]
    asked = {"only": _("by appointment"), "also": _("also by appointment")}.get(week.appointment)
    return "; ".join([*days, *([asked] if asked else [])])


def _closures(rows: Iterable[ClosureFacts], names: Names) -> str:
    return "\n".join(
        f"{day_text(row.first)} – {day_text(row.last)}" + (f" ({row.note})" if row.note else "")
        for row in rows
    )


def _cost(cost: CostFacts, names: Names) -> str:
    plain = _money(cost.amount)
    lower = f"UiTPAS {_money(cost.uitpas_amount)}".strip() if cost.is_uitpas else ""
    return ", ".join(filter(None, (plain, lower)))


def _money(amount: Any) -> str:
    if amount is None:
        return ""
    return "€ " + formats.number_format(amount, 2) if amount else _("free")


def _capacity(facts: CapacityFacts, names: Names) -> str:
    free = "" if facts.available is None else _("%(free)s free") % {"free": facts.available}
    full = "" if facts.maximum is None else _("%(all)s in all") % {"all": facts.maximum}
    said = ", ".join(filter(None, (free, full)))
    return f"{said} ({facts.unit})" if said and facts.unit else said


WORDS: dict[str, Callable[[Any, Names], str]] = {
    AGES: _ages,
    "concepts": _named,
    "sectors": _named,
    "phones": _phones,
    "places": _places,
    "municipalities": _named,
    "regions": _regions,
    "languages": _languages,
    "interpreted": _languages,
    "cost": _cost,
    "capacity": _capacity,
    "week": _week,
    "closures": _closures,
}

"""A kept change in words: labels instead of columns, names instead of ids."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from babel import Locale
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.models import User
from vlaggenlijn.common.phones import shown
from vlaggenlijn.common.tongues import spoken
from vlaggenlijn.directory.birthdays import age_after
from vlaggenlijn.directory.models import (
    Accessibility,
    Location,
    Organization,
    RecordTranslation,
    Service,
)
from vlaggenlijn.directory.models.locations import LocationType
from vlaggenlijn.directory.models.service import OnHolidays, Status
from vlaggenlijn.places.models import Municipality
from vlaggenlijn.taxonomy.models import Concept

Row = dict[str, Any]
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
A_MONDAY = date(2024, 1, 1)
SILENT_FIELDS = ("id", "version", "created_at", "network_id", "organization_id", "is_demo")


@dataclass(slots=True)
class Names:
    """Names of what rows point to, by id as text; an id that is gone has none."""

    by_id: dict[str, str] = field(default_factory=dict)

    def of(self, pk: object) -> str:
        return self.by_id.get(str(pk), "") if pk else ""


def names_in(rows: Iterable[Row]) -> Names:
    """Look up everything the rows point to, in one query for each kind."""
    rows = list(rows)
    concepts = Concept.objects.filter(pk__in=_values(rows, "concept_id", "setting_id"))
    towns = Municipality.objects.filter(pk__in=_values(rows, "municipality_id"))
    people = User.objects.filter(pk__in=_values(rows, "assurer_id"))
    places = Location.objects.filter(pk__in=_values(rows, "location_id"))
    survivors = _values(rows, "merged_into_id")
    found: dict[str, str] = {str(one.pk): one.label for one in concepts.with_labels()}
    found |= {one.pk: one.label(spoken()) for one in towns}
    found |= {str(one.pk): str(one) for one in people}
    found |= {str(one.pk): str(one) for one in places.select_related("address")}
    for model in (Organization, Service) if survivors else ():
        found |= {str(pk): name for pk, name in _named(model, survivors)}
    return Names(found)


def _named(model: type[Organization] | type[Service], ids: set[str]) -> Iterable[tuple[Any, str]]:
    return model._base_manager.filter(pk__in=ids).values_list("pk", "name")


def _values(rows: list[Row], *keys: str) -> set[str]:
    return {row[key] for row in rows for key in keys if row.get(key)}


def field_label(model: str, name: str) -> str:
    """Return what people call a column of a service or an organisation."""
    own = {
        "minimum_age_months": _("youngest child"),
        "maximum_age_months": _("oldest child"),
        "wait_time_on": _("waiting time noted on"),
        "assurer_id": _("confirmed by"),
        "archived_at": _("archived on"),
        "merged_into_id": _("merged into"),
    }
    owner = Organization if model == Organization._meta.label_lower else Service
    return own.get(name) or str(getattr(owner._meta.get_field(name), "verbose_name", name))


def field_value(name: str, value: Any, names: Names) -> str:
    """Return a value of a service or an organisation in words; empty for nothing."""
    if value is None or value == "":
        return ""
    choices = {"status": Status, "on_holidays": OnHolidays}
    if name in choices and value in choices[name].values:
        return str(choices[name](value).label)
    if name == "maximum_age_months":
        value = age_after(value)
    if name.endswith("_age_months"):
        return _("before birth") if value < 0 else _("%(years)s years") % {"years": years(value)}
    if name.endswith("_id"):
        return names.of(value)
    if name.endswith("_at"):
        return moment_text(value)
    if name.endswith("_on") or name == "closed_until":
        return day_text(value)
    return str(value)


def years(months: int) -> str:
    """Return months as years with at most two decimals, the way the language writes them."""
    number = (Decimal(months) / 12).quantize(Decimal("0.01")).normalize()
    return formats.number_format(number)


def day_text(value: str | date) -> str:
    day = value if isinstance(value, date) else date.fromisoformat(value[:10])
    return formats.date_format(day, "j F Y")


def moment_text(value: str | datetime) -> str:
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return formats.date_format(timezone.localtime(moment), "j F Y, G.i")


def language_name(code: str) -> str:
    """Return the name of a language in the visitor's language, else its code."""
    return str(Locale.parse(spoken()).languages.get(code, code))


def _phone(row: Row, names: Names) -> str:
    notes = [row["description"], _("for professionals") if row["is_for_professionals"] else ""]
    return _noted(shown(row["number"]), *notes)


def _schedule(row: Row, names: Names) -> str:
    if row["is_closed"]:
        days = [day_text(row[name]) for name in ("valid_from", "valid_to") if row[name]]
        return _noted(_("closed: %(days)s") % {"days": " – ".join(days)}, row["description"])
    times = [row[name] for name in ("opens_at", "closes_at") if row[name]]
    hours = " – ".join(text[:5].replace(":", ".") for text in times)
    weekdays = ", ".join(day_name(code) for code in row["byday"].split(",") if code)
    said = " ".join(part for part in (weekdays, hours) if part)
    is_asked_first = row["attending_type"] == "by_appointment"
    if is_asked_first and not said:
        return _noted(_("by appointment"), row["description"])
    return _noted(said, row["description"], _("by appointment") if is_asked_first else "")


def day_name(code: str) -> str:
    """Return the name of a day by its code of two letters; any other code as it is."""
    if code not in WEEKDAYS:
        return code
    return formats.date_format(A_MONDAY.replace(day=1 + WEEKDAYS.index(code)), "l")


def _language(row: Row, names: Names) -> str:
    by_interpreter = _("with an interpreter") if row["is_by_interpreter"] else ""
    return _noted(language_name(row["code"]), row["note"], by_interpreter)


def _cost(row: Row, names: Names) -> str:
    amount = row["amount"]
    money = "" if amount is None else "€ " + formats.number_format(Decimal(amount), 2)
    money = _("free") if amount is not None and Decimal(amount) == 0 else money
    parts = [row["option"], "UiTPAS" if row["is_uitpas"] else "", money]
    return _noted(" ".join(part for part in parts if part), row["amount_description"])


def _area(row: Row, names: Names) -> str:
    regions = {"flanders": _("all of Flanders"), "brussels": _("all of Brussels")}
    return regions.get(row["region"]) or names.of(row["municipality_id"])


def _concept(row: Row, names: Names) -> str:
    is_suggested = row.get("is_confirmed") is False
    note = _("does not fit") if row.get("is_refused") else _("suggested")
    return _noted(names.of(row["concept_id"]), note if is_suggested else "")


def _capacity(row: Row, names: Names) -> str:
    values = {"free": row["available"], "all": row["maximum"], "unit": row["unit"]}
    if row["maximum"] is None:
        return _("%(free)s free") % values + (f" ({row['unit']})" if row["unit"] else "")
    if row["available"] is None:
        return _("%(all)s in all") % values + (f" ({row['unit']})" if row["unit"] else "")
    return _("%(free)s free of %(all)s") % values + (f" ({row['unit']})" if row["unit"] else "")


def _link(row: Row, names: Names) -> str:
    return names.of(row["location_id"]) or _("a place that is gone")


def _location(row: Row, names: Names) -> str:
    kind = "" if row["location_type"] == "physical" else LocationType(row["location_type"]).label
    return _noted(row["name"] or _("without a name"), str(kind), names.of(row["setting_id"]))


def _address(row: Row, names: Names) -> str:
    street = " ".join(part for part in (row["address_1"], row["address_2"]) if part)
    place = " ".join(part for part in (row["postal_code"], row["city"]) if part)
    return ", ".join(part for part in (street, place) if part)


def _access(row: Row, names: Names) -> str:
    answer = _("yes") if row["is_possible"] else _("no")
    kind = Accessibility.Kind(row["kind"]).label
    return _noted(f"{kind}: {answer}", row["description"])


def _identifier(row: Row, names: Names) -> str:
    return f"{row['identifier_type'].upper()} {row['identifier']}"


def _translation(row: Row, names: Names) -> str:
    state = RecordTranslation.State(row["state"]).label
    return f"{language_name(row['language'])}, {state}: {row.get('name') or row['description']}"


def _contact(row: Row, names: Names) -> str:
    # The name is gone from the history a while after the person is gone; see actions/contacts.py.
    return _noted(row["name"] or _("a person who was removed"), row["title"])


def _noted(text: str, *notes: str) -> str:
    said = ", ".join(note for note in notes if note)
    return f"{text} ({said})" if said else text


IN_WORDS: dict[str, Callable[[Row, Names], str]] = {
    "directory.phone": _phone,
    "directory.schedule": _schedule,
    "directory.language": _language,
    "directory.costoption": _cost,
    "directory.servicearea": _area,
    "directory.serviceconcept": _concept,
    "directory.organizationconcept": _concept,
    "directory.servicecapacity": _capacity,
    "directory.serviceatlocation": _link,
    "directory.location": _location,
    "directory.address": _address,
    "directory.accessibility": _access,
    "directory.organizationidentifier": _identifier,
    "directory.servicetranslation": _translation,
    "directory.organizationtranslation": _translation,
    "directory.contact": _contact,
}


def row_label(model: str) -> str:
    """Return what people call a row that belongs to a service or an organisation."""
    labels = {
        "directory.phone": _("phone"),
        "directory.schedule": _("opening hours"),
        "directory.language": _("language"),
        "directory.costoption": _("cost"),
        "directory.servicearea": _("area served"),
        "directory.serviceconcept": _("theme or label"),
        "directory.organizationconcept": _("sector"),
        "directory.servicecapacity": _("places free"),
        "directory.serviceatlocation": _("place"),
        "directory.location": _("details of the place"),
        "directory.address": _("address"),
        "directory.accessibility": _("access"),
        "directory.organizationidentifier": _("number"),
        "directory.servicetranslation": _("translation"),
        "directory.organizationtranslation": _("translation"),
        "directory.contact": _("contact person"),
    }
    return labels[model]

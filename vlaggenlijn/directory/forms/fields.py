"""Fields that read what people write: ages, hours, phone numbers, amounts, ticks in groups."""

import re
import uuid
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from babel import Locale
from django import forms
from django.core.validators import EmailValidator
from django.db.models import Prefetch, QuerySet
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from vlaggenlijn.common.forms import TextField
from vlaggenlijn.common.phones import dialled, extension, shown, standard
from vlaggenlijn.common.tongues import spoken
from vlaggenlijn.directory.birthdays import HALF_YEAR, YEAR, age_after, last_month_before
from vlaggenlijn.directory.hours_text import HoursError, format_hours, parse_hours
from vlaggenlijn.directory.import_rows import values
from vlaggenlijn.taxonomy.lookup import preferred_labels
from vlaggenlijn.taxonomy.models import Concept

OLDEST = 25 * YEAR
MONTHS = re.compile(r"(\d{1,3})\s*(?:m|mnd|maand|maanden|mois|months?)\.?", re.IGNORECASE)
YEARS = re.compile(
    r"(\d{1,2})(?:[.,](\d{1,2}))?\s*(½)?\s*(?:j|jaar|jaren|ans?|years?|y)?\.?", re.IGNORECASE
)
AMOUNT = re.compile(r"€?\s*(\d{1,6})(?:[.,](\d{1,2}|-))?\s*(?:€|euro)?", re.IGNORECASE)
COMMON_LANGUAGES = ("nl", "fr", "en", "tr", "ar")
# Languages that families in Flanders and Brussels speak at home, beside the common ones.
MORE_LANGUAGES = frozenset(
    {"aa", "am", "bg", "cs", "ckb", "da", "de", "el", "es", "et", "fa", "ff", "fi", "hi", "hr"}
    | {"hu", "hy", "it", "ja", "ka", "kmr", "ku", "lt", "lv", "mk", "mn", "ne", "no", "pa", "pl"}
    | {"ps", "pt", "ro", "ru", "rw", "sk", "sl", "so", "sq", "sr", "sv", "sw", "ta", "tg", "th"}
    | {"ti", "tl", "uk", "ur", "uz", "vi", "wo", "zgh", "zh"}
)
KNOWN = (("", lazy("we do not know")), ("yes", lazy("yes")), ("no", lazy("no")))

Groups = list[tuple[str, list[tuple[Any, str]]]]


class AgeField(TextField):
    """An age in years ("3", "2,5", "2½") or months ("4 months"), kept in months."""

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        months = age_in_months(text)
        if months is None:
            raise forms.ValidationError(
                _("Write an age between 0 and 25 years, for example 3 or 2,5 or 18 months.")
            )
        return months

    def prepare_value(self, value: Any) -> Any:
        return age_as_text(value) if isinstance(value, int) else value


class LastAgeField(AgeField):
    """Until which age: a (half) birthday is kept as the last month before it, as in the words."""

    def clean(self, value: Any) -> int | None:
        months = super().clean(value)
        return None if months is None else last_month_before(months)

    def prepare_value(self, value: Any) -> Any:
        return super().prepare_value(age_after(value) if isinstance(value, int) else value)


def age_in_months(text: str) -> int | None:
    """Return the months of an age as people write it, or None when it cannot be read."""
    if months := MONTHS.fullmatch(text):
        found = int(months[1])
    elif years := YEARS.fullmatch(text):
        part = Decimal(f"0.{years[2] or 0}") + (Decimal("0.5") if years[3] else 0)
        found = int(years[1]) * YEAR + round(part * YEAR)
    elif text == "½":
        found = HALF_YEAR
    else:
        return None
    return found if found <= OLDEST else None


def age_as_text(months: int) -> str:
    """Return months as AgeField reads them back: years when that is exact to a half."""
    if months % HALF_YEAR:
        return ngettext("%(count)s month", "%(count)s months", months) % {"count": months}
    years = Decimal(months) / YEAR
    return formats.number_format(years, 0 if months % YEAR == 0 else 1)


class HoursField(TextField):
    """The hours of one day, kept as one spelling; empty is closed."""

    def clean(self, value: Any) -> str:
        try:
            return format_hours(parse_hours(super().clean(value)))
        except HoursError as error:
            raise forms.ValidationError(hours_mend(error)) from None


def hours_mend(error: HoursError) -> str:
    """Return what is wrong with hours and how to write them."""
    sentences = {
        "unreadable": _("“%(text)s” is not clear. Write hours as 9-12, 13.30-17."),
        "impossible_time": _("“%(text)s” is not a time of the day. Write hours as 9-12, 13.30-17."),
        "no_time_between": _("“%(text)s” begins and ends at the same time. Write hours as 9-12."),
        "long_night": _(
            "“%(text)s” would last until the next morning. Write afternoon hours as 13-17."
        ),
        "overlap": _("“%(text)s” overlaps the hours before it. Join them, for example 9-17."),
        "too_long": _("This is too long. Write only hours here, for example 9-12, 13.30-17."),
    }
    return sentences[error.reason] % {"text": error.text[:40]}


class PhoneField(TextField):
    """A phone number in its standard form."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "tel"}))
        super().__init__(**options)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if inner := extension(text):
            raise forms.ValidationError(
                _(
                    "Write the number alone, and “extension %(digits)s” where you say what it"
                    " is for."
                )
                % {"digits": inner}
            )
        if text and not dialled(text):
            raise forms.ValidationError(
                _("We cannot dial this number. Write one number, for example 09 123 45 67 or 1712.")
            )
        return standard(text) if text else ""

    def prepare_value(self, value: Any) -> Any:
        return shown(value) if isinstance(value, str) and value.startswith("+") else value


class PostcodeField(TextField):
    def clean(self, value: Any) -> str:
        text = super().clean(value)
        try:
            return values.postal_code(text) if text else ""
        except values.Wrong:
            raise forms.ValidationError(
                _("A post code has four digits, for example 9000.")
            ) from None


class KboField(TextField):
    """An enterprise number, kept as ten digits."""

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        try:
            return values.kbo(text) if text else ""
        except values.Wrong:
            raise forms.ValidationError(
                _("An enterprise number has ten digits, for example 0207.437.468.")
            ) from None


class AmountField(TextField):
    """An amount in euro; comma and point both divide euros and cents."""

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        if not text:
            return None
        found = AMOUNT.fullmatch(text)
        if found is None:
            raise forms.ValidationError(_("Write an amount in euro, for example 5 or 2,50."))
        cents = (found[2] or "0").replace("-", "0")
        return Decimal(f"{found[1]}.{cents}").quantize(Decimal("0.01"))

    def prepare_value(self, value: Any) -> Any:
        return formats.number_format(value, 2) if isinstance(value, Decimal) else value


class WebField(forms.URLField):
    """A web address that anybody may open: http or https, without a name or password in it."""

    def __init__(self, **options: Any) -> None:
        message = lazy("This is not a web address. Write it as www.example.be.")
        super().__init__(assume_scheme="https", error_messages={"invalid": message}, **options)

    def clean(self, value: Any) -> str:
        address = str(super().clean(value) or "")
        parts = urlsplit(address)
        if address and parts.scheme not in ("http", "https"):
            raise forms.ValidationError(
                _("A web address begins with https:// or http://. Write it as www.example.be.")
            )
        if parts.username is not None or parts.password is not None:
            raise forms.ValidationError(
                _("Leave out the user name and the password: everybody will read this address.")
            )
        return address


class MailField(forms.EmailField):
    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        message = lazy("This is not an e-mail address. Write it as name@example.be.")
        self.validators = [EmailValidator(message=message), *self.validators[1:]]


class KnownField(forms.ChoiceField):
    """Yes, no or nothing known, as True, False and None."""

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=KNOWN, required=False, **options)

    def clean(self, value: Any) -> bool | None:
        return {"yes": True, "no": False}.get(super().clean(value))

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no", None: ""}.get(value, value)


class GroupedCheckboxes(forms.CheckboxSelectMultiple):
    """Ticks in groups that fold; a group without a name is always in sight."""

    template_name = "directory/work/_grouped_checkboxes.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["groups"] = [
            {
                "name": group,
                "options": options,
                "chosen": sum(bool(option["selected"]) for option in options),
            }
            for group, options in _by_group(context["widget"]["optgroups"])
        ]
        return context


def _by_group(optgroups: Iterable[Any]) -> Iterable[tuple[str, list[Any]]]:
    """Join what Django keeps apart: each option without a group is a group of its own."""
    groups: dict[str, list[Any]] = {}
    for name, options, _index in optgroups:
        groups.setdefault(name or "", []).extend(options)
    return groups.items()


class TicksField(forms.TypedMultipleChoiceField):
    """Several ticks, as a frozenset."""

    widget = GroupedCheckboxes

    def __init__(self, *, coerce: Any = str, **options: Any) -> None:
        super().__init__(coerce=coerce, required=False, **options)

    def clean(self, value: Any) -> frozenset[Any]:
        return frozenset(super().clean(value))

    def prepare_value(self, value: Any) -> Any:
        return [str(one) for one in value or []]


class ConceptsField(TicksField):
    """Ticks for concepts, by id."""

    def __init__(self, **options: Any) -> None:
        super().__init__(coerce=uuid.UUID, **options)


def with_names(concepts: QuerySet[Concept]) -> QuerySet[Concept]:
    """Read concepts with the word for each language only."""
    return concepts.prefetch_related(Prefetch("labels", preferred_labels()))


def concept_choices(concepts: Iterable[Concept]) -> Groups:
    """Return ticks by label, in one group without a name."""
    return [("", [(str(one.pk), one.label) for one in concepts])]


def grouped_choices(concepts: Iterable[Concept], groups: Mapping[str, str]) -> Groups:
    """Return themes by life domain ({slug: label}), each under the first of its domains."""
    found: dict[str, list[tuple[str, str]]] = {label: [] for label in groups.values()}
    for concept in concepts:
        slugs = [slug.replace("_", "-") for slug in _domains(concept)]
        label = next((groups[slug] for slug in slugs if slug in groups), _("Other"))
        found.setdefault(label, []).append((str(concept.pk), concept.label))
    return [(label, sorted(options, key=_by_label)) for label, options in found.items() if options]


def _domains(concept: Concept) -> list[str]:
    match = concept.extra.get("match", {})
    return [*match.get("life_domains", []), *match.get("life-domains", [])]


def _by_label(option: tuple[str, str]) -> str:
    return option[1].casefold()


def language_choices(chosen: Iterable[str], first: str = "") -> Groups:
    """Return ticks for languages: the common ones in sight, all others by name in a fold."""
    names = Locale.parse(spoken()).languages
    more = sorted({*MORE_LANGUAGES, *chosen} - set(COMMON_LANGUAGES))
    folded = sorted(((code, names.get(code, code)) for code in more), key=_by_label)
    common = [(code, names.get(code, code)) for code in COMMON_LANGUAGES]
    return [(first, common), (_("More languages"), folded)]

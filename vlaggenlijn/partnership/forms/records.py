"""What forms of this room share: values by column, days, and money."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.accounts.models import Audited
from vlaggenlijn.common.forms import VersionedForm, visible
from vlaggenlijn.partnership.sums import cents, euros


class RecordForm(VersionedForm):
    """A form whose fields are the columns of a record; ``LINKS`` are relations beside it."""

    LINKS: ClassVar[tuple[str, ...]] = ()

    def values(self) -> dict[str, Any]:
        """Return what goes into the columns of the record."""
        beside = {"version", "idempotency_key", *self.LINKS}
        return {name: value for name, value in self.cleaned_data.items() if name not in beside}

    def key(self) -> dict[str, Any]:
        """Return which version was seen and the key of this form, for an action."""
        data = self.cleaned_data
        return {"version": data["version"] or None, "idempotency_key": data["idempotency_key"]}

    @classmethod
    def shown(cls, record: Audited) -> dict[str, Any]:
        """Return the values of a record for ``initial``."""
        names = [name for name in cls.base_fields if name not in ("idempotency_key", *cls.LINKS)]
        values = {name: getattr(record, name) for name in names if hasattr(record, name)}
        return values | {name: list(getattr(record, name).all()) for name in cls.LINKS}


class DayField(forms.DateField):
    """A day, chosen in the calendar of the browser."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(widget=widget, **options)


class EuroField(forms.CharField):
    """An amount in euros as people write it; its value is whole cents, 0 for nothing."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(widget=widget, max_length=20, required=False, **options)

    def clean(self, value: Any) -> int:
        text = visible(str(super().clean(value))).strip()
        if not text:
            return 0
        try:
            return cents(text)
        except ValueError:
            raise forms.ValidationError(
                lazy("Write an amount in euros, for example 1.250,00.")
            ) from None

    def prepare_value(self, value: Any) -> Any:
        return euros(value) if isinstance(value, int) else value


class Ticks(forms.ModelMultipleChoiceField):
    """Several records to tick; none is fine."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=None, required=False, **options)  # type: ignore[arg-type]


def offer(form: forms.Form, **querysets: Any) -> None:
    """Give fields the records that may be chosen."""
    for name, rows in querysets.items():
        form.fields[name].queryset = rows  # type: ignore[attr-defined]


def in_order(data: dict[str, Any], first: str, last: str, form: forms.Form) -> None:
    """Say it at the later day when it lies before the earlier one."""
    begin, end = data.get(first), data.get(last)
    if begin and end and end < begin:
        form.add_error(last, lazy("This day lies before the first one."))

"""Forms about money; amounts are typed in euros and kept in cents."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.common.forms import TextField
from vlaggenlijn.partnership.forms.records import DayField, EuroField, RecordForm, offer
from vlaggenlijn.partnership.models import FundingSource, Undertaking


def this_year() -> int:
    return timezone.localdate().year


class SourceForm(RecordForm):
    """Where money comes from."""

    name = TextField(label=lazy("Name"), max_length=150)
    kind = forms.ChoiceField(label=lazy("What kind of money?"), choices=FundingSource.Kind.choices)
    year = forms.IntegerField(label=lazy("Year"), min_value=2000, max_value=2100, initial=this_year)
    deadline_on = DayField(
        label=lazy("Deadline"),
        required=False,
        help_text=lazy("The last day to hand in. It then stands in the calendar of calls."),
    )
    url = forms.URLField(
        label=lazy("Where does it stand?"), required=False, assume_scheme="https", max_length=200
    )
    asked_cents = EuroField(label=lazy("Asked (euro)"))
    granted_cents = EuroField(label=lazy("Granted (euro)"))
    remark = TextField(label=lazy("Remark"), max_length=300, required=False)


class LineForm(RecordForm):
    """What part of a source is for."""

    what = TextField(
        label=lazy("What for?"), max_length=200, help_text=lazy("An activity, a printer, a meal.")
    )
    undertaking = forms.ModelChoiceField(
        label=lazy("Part of which undertaking?"),
        queryset=Undertaking.objects.none(),
        required=False,
        empty_label=lazy("none"),
    )
    planned_cents = EuroField(label=lazy("Planned (euro)"))
    spent_cents = EuroField(label=lazy("Spent (euro)"))
    spent_on = DayField(label=lazy("Paid on"), required=False)

    def __init__(self, *args: Any, network: LocalNetwork, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, undertaking=Undertaking.objects.of_network(network))

"""Forms about who sits at the table."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.common.forms import PlainForm, TextField, VersionedForm
from vlaggenlijn.directory.models import Contact, Organization
from vlaggenlijn.partnership.forms.records import DayField, RecordForm, in_order, offer
from vlaggenlijn.partnership.models import Chair, TableInvitation


class PartnerForm(RecordForm):
    """The chair of an organisation, its mandate, and whom to speak to."""

    chair = forms.ChoiceField(
        label=lazy("Which chair?"),
        choices=Chair.choices,
        initial=Chair.NOT_YET,
        help_text=lazy("The steering group decides on policy, the working group does the work."),
    )
    contact = forms.ModelChoiceField(
        label=lazy("Contact person"),
        queryset=Contact.objects.none(),
        required=False,
        empty_label=lazy("the organisation itself"),
        help_text=lazy(
            "From the contact persons of the organisation, who are asked each year whether they"
            " are still right."
        ),
    )
    mandate = TextField(
        label=lazy("Mandate"),
        max_length=200,
        required=False,
        help_text=lazy("What may they decide? For example: commits two days a month."),
    )
    mandate_from = DayField(label=lazy("Mandate from"), required=False)
    mandate_until = DayField(label=lazy("Mandate until"), required=False)
    brings = TextField(
        label=lazy("What do they bring?"),
        max_length=300,
        required=False,
        help_text=lazy("For example: a room, a car, contacts with fathers."),
    )

    def __init__(self, *args: Any, organization: Organization, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, contact=Contact.objects.of_organization(organization))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        in_order(data, "mandate_from", "mandate_until", self)
        return data


class InviteForm(VersionedForm):
    """A personal text, to one address."""

    email = forms.EmailField(label=lazy("To which address?"))
    text = TextField(
        label=lazy("Your own words"),
        max_length=1500,
        lines=8,
        help_text=lazy(
            "Say why you think of them. The link to answer and your name come below it by"
            " themselves."
        ),
    )


class InvitationAnswerForm(PlainForm):
    """The answer of an organisation, with a word beside it if it likes."""

    answer = forms.ChoiceField(
        label=lazy("Do you join us?"),
        choices=TableInvitation.Answer.choices,
        widget=forms.RadioSelect,
    )
    words = TextField(
        label=lazy("Do you want to say something?"), max_length=500, lines=3, required=False
    )

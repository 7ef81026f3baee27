"""The form of a calendar that is followed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.agenda.actions.following import FEEDS, plain_address
from vlaggenlijn.agenda.feed_run_words import reason_text
from vlaggenlijn.agenda.models import State
from vlaggenlijn.common.forms import TextField
from vlaggenlijn.directory.followed_pages import FollowedForm
from vlaggenlijn.directory.models import Organization
from vlaggenlijn.places.models import Municipality


class FeedForm(FollowedForm):
    """An address, and what becomes of what is found there."""

    way, reason, plain_address = FEEDS, staticmethod(reason_text), staticmethod(plain_address)
    already = lazy("This calendar is followed already.")

    name = TextField(
        label=lazy("Name"), max_length=100,
        help_text=lazy("For example: calendar of the library."),
    )  # fmt: skip
    url = TextField(
        label=lazy("Address of the calendar"), max_length=500,
        help_text=lazy("An iCalendar address; it often ends in .ics and may begin with webcal:."),
    )  # fmt: skip
    new_state = forms.ChoiceField(
        label=lazy("How does something new come in?"), widget=forms.RadioSelect,
        choices=[
            (State.DRAFT, lazy("as a draft: somebody looks at it first")),
            (State.PUBLISHED, lazy("on the agenda at once")),
        ],
        initial=State.DRAFT,
    )  # fmt: skip
    organizer = forms.ModelChoiceField(
        label=lazy("Who organises it?"), queryset=Organization.objects.none(), required=False,
        empty_label=lazy("the network itself"),
    )  # fmt: skip
    municipality = forms.ModelChoiceField(
        label=lazy("Municipality, when an event does not say where it is"), required=False,
        queryset=Municipality.objects.none(), empty_label=lazy("leave it open"),
    )  # fmt: skip

    def __init__(self, *args: Any, network: LocalNetwork, **options: Any) -> None:
        super().__init__(*args, network=network, **options)
        organizers = Organization.objects.published().at_home_in(network)
        self.fields["organizer"].queryset = organizers  # type: ignore[attr-defined]
        self.fields["municipality"].queryset = network.municipalities.all()  # type: ignore[attr-defined]

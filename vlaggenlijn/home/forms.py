"""What a person chooses for themselves."""

from django import forms
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.accounts.models.people import MailLanguage
from vlaggenlijn.common.forms import PlainForm


class PreferencesForm(PlainForm):
    """The language of mails, and whether the Monday mail comes."""

    language = forms.ChoiceField(
        label=lazy("Language of the mails you get"),
        choices=MailLanguage.choices,
        widget=forms.RadioSelect,
    )
    wants_digest = forms.BooleanField(
        label=lazy("On Monday a mail with what waits for me"),
        required=False,
        help_text=lazy("Only when there is something to tell."),
    )

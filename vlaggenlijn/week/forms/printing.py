"""The form of an imprint."""

from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.common.forms import TextField, VersionedForm


class ImprintForm(VersionedForm):
    """Who is responsible for what is printed, and where people can ask."""

    publisher = TextField(
        label=lazy("Responsible publisher: name and address"),
        max_length=200,
        help_text=lazy(
            "The law asks the name and address of a person on everything you hang up or hand out."
            " For example: the name of your director, with the address of the house."
        ),
    )
    contact = TextField(
        label=lazy("Where can people ask?"),
        max_length=150,
        required=False,
        help_text=lazy("A phone number or an address of mail. Empty: that of the network."),
    )

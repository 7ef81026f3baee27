"""The form of what somebody keeps for themselves about a service."""

from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.common.forms import TextField, VersionedForm


class PersonalForm(VersionedForm):
    """An own label and a note that nobody else reads; both may be empty."""

    label = TextField(
        label=lazy("My label"),
        required=False,
        max_length=40,
        help_text=lazy("For example: sleeping, or: in Turkish. You find it back under this word."),
    )
    text = TextField(
        label=lazy("My note"),
        required=False,
        max_length=4000,
        lines=6,
        help_text=lazy("Write no names of families and nothing by which one could know them."),
    )

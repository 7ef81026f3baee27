"""The form of one part of a report."""

from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.common.forms import TextField, VersionedForm

LONGEST_PART = 30_000


class PartForm(VersionedForm):
    """What somebody writes in one part; an empty text takes it away again."""

    is_conflict = False

    text = TextField(
        label=lazy("Text"),
        required=False,
        max_length=LONGEST_PART,
        lines=18,
        help_text=lazy(
            "Put in numbers and quotes by their mark, such as [[T3.14]]: it follows what changes."
        ),
    )

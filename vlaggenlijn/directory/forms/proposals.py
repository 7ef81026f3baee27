"""The words that go with a proposal: why, and the answer."""

from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.common.forms import PlainForm, TextField, VersionedForm


class ReasonForm(PlainForm):
    reason = TextField(
        label=lazy("Why do you propose this?"),
        required=False,
        max_length=300,
        lines=2,
        help_text=lazy("For example: a family stood before a closed door. Name no families."),
    )


class AnswerForm(VersionedForm):
    """The answer of the owner; the parts that are ticked are read by the view."""

    answer = TextField(
        label=lazy("A word to the proposer"),
        required=False,
        max_length=500,
        lines=3,
        help_text=lazy("They get it by mail. If you do not take something over, say why."),
    )

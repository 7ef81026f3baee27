"""The form with which a coded project of another tool comes in."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.common.forms import VersionedForm
from vlaggenlijn.dialogue.exchange.problems import MEGABYTE, MESSAGES, Limits, Unreadable
from vlaggenlijn.dialogue.exchange.reading import ReadProject, read_qdpx

# What a visitor waits for; larger projects go through the command line.
ONLINE = Limits(
    file_bytes=10 * MEGABYTE,
    project_bytes=10 * MEGABYTE,
    text_bytes=5 * MEGABYTE,
    all_texts_bytes=20 * MEGABYTE,
    members=2_000,
    elements=60_000,
)


class ProjectForm(VersionedForm):
    """A .qdpx; what it holds is read while the form is checked."""

    file = forms.FileField(
        label=lazy("Project of another tool"),
        help_text=lazy(
            "A REFI-QDA project (.qdpx), at most 10 MB. You become the one who reads it."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".qdpx"}),
    )

    read: ReadProject

    def clean_file(self) -> None:
        upload = self.cleaned_data["file"]
        try:
            self.read = read_qdpx(upload.read(ONLINE.file_bytes + 1), ONLINE)
        except Unreadable as refused:
            raise ValidationError(_(MESSAGES[refused.code]) % refused.values) from None

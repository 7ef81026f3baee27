"""The form of a source that is followed."""

from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.common.forms import TextField
from vlaggenlijn.directory.actions.following_hsds import SOURCES
from vlaggenlijn.directory.followed_pages import FollowedForm
from vlaggenlijn.directory.source_words import reason_text


class SourceForm(FollowedForm):
    """What a source is called, and where it is."""

    way, reason = SOURCES, staticmethod(reason_text)
    already = lazy("This source is followed already.")

    name = TextField(
        label=lazy("Name"), max_length=100,
        help_text=lazy("For example: directory of the neighbouring network."),
    )  # fmt: skip
    url = TextField(
        label=lazy("Address of the data"), max_length=500,
        help_text=lazy("The address of an HSDS API, or of a file: JSON, ndjson or a zip of CSV"
                       " tables. At most 60 MB at once and 200 MB in all."),
    )  # fmt: skip

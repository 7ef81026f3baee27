"""What was done with a codebook, so that it can be read and undone by who codes."""

import uuid

from django.db.models import Exists, OuterRef, Q

from vlaggenlijn.accounts.models import Change, ChangeSet
from vlaggenlijn.accounts.models.changes import ChangeSetQuerySet
from vlaggenlijn.dialogue.models import Code, Series

DEEDS = "dialogue.codebook."
LATEST = 10


def latest_deeds(series: Series) -> list[ChangeSet]:
    """Return the latest deeds in the codebook of a series, newest first."""
    return list(_deeds(series).newest_first()[:LATEST])


def deed_with_id(series: Series, text: str) -> ChangeSet | None:
    """Return a deed in the codebook of a series by its id as a page sent it."""
    try:
        return _deeds(series).filter(pk=uuid.UUID(text)).first()
    except ValueError:
        return None


def _deeds(series: Series) -> ChangeSetQuerySet:
    """Every deed in a codebook changes, adds or removes a code; its trace names the series."""
    key = str(series.pk)
    codes = Change.objects.filter(change_set=OuterRef("pk"), model=Code._meta.label_lower)
    own = codes.filter(Q(before__series_id=key) | Q(after__series_id=key))
    deeds = ChangeSet.objects.in_networks([series.network]).of_deed(DEEDS)
    return deeds.filter(Exists(own))

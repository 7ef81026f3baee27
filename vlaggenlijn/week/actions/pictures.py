"""Pictures of a campaign: added with the rights to use them, taken away, and forgotten."""

import hashlib
import uuid
from collections.abc import Mapping
from typing import Any

from vlaggenlijn.accounts.models import User, recorded
from vlaggenlijn.week.models import Campaign, CampaignPicture, Pixels

MOST_PHOTOS = 30


class PicturesFull(Exception):
    """A campaign holds 30 photos at most."""


def add_picture(
    *,
    by: User | None,
    campaign: Campaign,
    content: bytes,
    values: Mapping[str, Any],
    idempotency_key: uuid.UUID | None = None,
) -> CampaignPicture:
    """Keep a PNG of ``small_png``; the image of a theme takes the place of the one before.

    The same key again returns that of before. Raises PicturesFull.
    """
    network, deed = campaign.network, "picture.add"
    with recorded(by=by, network=network, deed=deed, key=idempotency_key) as recorder:
        if recorder.is_repeat:
            added = recorder.change_set.changes.get(before__isnull=True)
            return CampaignPicture.locked(added.object_id)
        stored = Campaign.locked(campaign.pk)
        picture = CampaignPicture(campaign=stored, **values)
        _make_room(picture)
        picture.digest = hashlib.sha256(content).hexdigest()
        Pixels.objects.get_or_create(digest=picture.digest, defaults={"content": content})
        picture.save()
    return picture


def _make_room(picture: CampaignPicture) -> None:
    pictures = CampaignPicture.objects.of(picture.campaign)
    if picture.kind == CampaignPicture.Kind.THEME:
        for one in pictures.themes():
            one.delete()
    elif pictures.of_bunting().count() >= MOST_PHOTOS:
        raise PicturesFull


def remove_picture(*, by: User | None, picture: CampaignPicture) -> None:
    """Take a picture away: nobody sees it from now on; for a month an undo brings it back."""
    with recorded(by=by, network=picture.campaign.network, deed="picture.remove"):
        found = CampaignPicture.objects.filter(pk=picture.pk).first()
        if found is not None:
            found.delete()


def forget_pixels() -> int:
    """Delete pixels that no picture has any more, a month after they came; return how many."""
    return Pixels.objects.forgotten().delete()[0]

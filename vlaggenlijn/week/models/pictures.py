"""Pictures of a campaign: the image of its theme, and photos of its bunting."""

from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import Audited
from vlaggenlijn.partnership.models.belonging import InNetworkQuerySet
from vlaggenlijn.places.models import Municipality
from vlaggenlijn.week.models.campaigns import Campaign

# So long can an undo bring back a picture that was taken away; nobody sees it in the meantime.
KEPT_FOR = timedelta(days=30)


class CampaignPictureQuerySet(InNetworkQuerySet["CampaignPicture"]):
    way = "campaign__network"

    def of(self, campaign: Campaign) -> "CampaignPictureQuerySet":
        return self.filter(campaign=campaign)

    def to_see(self) -> "CampaignPictureQuerySet":
        """Pictures that visitors may see: those of a campaign that they may see."""
        return self.filter(campaign__in=Campaign.objects.to_see())

    def themes(self) -> "CampaignPictureQuerySet":
        return self.filter(kind=CampaignPicture.Kind.THEME)

    def of_bunting(self) -> "CampaignPictureQuerySet":
        return self.filter(kind=CampaignPicture.Kind.BUNTING).select_related("municipality")

    def with_places(self) -> "CampaignPictureQuerySet":
        return self.select_related("campaign__network", "municipality")


class CampaignPicture(Audited):
    """A picture with its words, who made it, and that it may be used; its pixels stand apart.

    ``alt`` is what somebody hears who does not see it.
    """

    class Kind(models.TextChoices):
        THEME = "theme", _("image of the theme")
        BUNTING = "bunting", _("photo of the bunting")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="pictures")
    kind = models.CharField(max_length=7, choices=Kind.choices)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="+"
    )
    alt = models.CharField(max_length=200)
    maker = models.CharField(max_length=120)
    rights = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)

    objects = CampaignPictureQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return self.alt


class PixelsQuerySet(models.QuerySet["Pixels"]):
    def forgotten(self) -> "PixelsQuerySet":
        """Pixels that no picture has any more, a month after they came."""
        used = CampaignPicture.objects.filter(digest=OuterRef("digest"))
        old = self.filter(added_at__lt=timezone.now() - KEPT_FOR)
        return old.filter(~Exists(used))

    def of(self, picture: Any) -> bytes:
        """Return the PNG of a picture; empty when its pixels are forgotten."""
        found = self.filter(digest=picture.digest).first()
        return bytes(found.content) if found else b""


class Pixels(models.Model):
    """A picture as a small PNG of our own making, named by its content; never in the history."""

    digest = models.CharField(max_length=64, primary_key=True)
    content = models.BinaryField()
    added_at = models.DateTimeField(default=timezone.now)

    objects = PixelsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "pixels"

    def __str__(self) -> str:
        return self.digest[:12]

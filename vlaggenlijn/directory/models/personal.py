"""What one person keeps for themselves about a service; nobody else ever sees it."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import User
from vlaggenlijn.common.sealing import Place, SealError, unseal
from vlaggenlijn.directory.models.service import Service


class FavouriteQuerySet(models.QuerySet["Favourite"]):
    def of(self, user: Any) -> "FavouriteQuerySet":
        return self.filter(user=user)

    def among(self, services: Iterable[Service]) -> "FavouriteQuerySet":
        return self.filter(service__in=[service.pk for service in services])

    def seen_by(self, user: Any) -> "FavouriteQuerySet":
        """A person's favourites among what they may still see, by name."""
        seen = Service.objects.for_user(user).current().values("pk")
        mine = self.of(user).filter(service__in=seen).select_related("service__organization")
        return mine.order_by("service__name", "pk")

    def labelled(self, label: str) -> "FavouriteQuerySet":
        return self.filter(label=label)

    def labels(self) -> list[str]:
        """Return the labels in use, in the order of the alphabet."""
        used = self.exclude(label="").order_by("label")
        return list(used.values_list("label", flat=True).distinct())


class Favourite(models.Model):
    """A service that a person has at hand, under a label of their own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="favourites")
    service = models.ForeignKey(Service, models.CASCADE, related_name="favourites")
    label = models.CharField(_("own label"), max_length=40, blank=True)

    objects = FavouriteQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["user", "service"], name="favourite_once")]

    is_personal = True


class PrivateNoteQuerySet(models.QuerySet["PrivateNote"]):
    def of(self, writer: Any) -> "PrivateNoteQuerySet":
        return self.filter(writer=writer)

    def about(self, *services: uuid.UUID) -> "PrivateNoteQuerySet":
        return self.filter(service__in=services)


class PrivateNote(models.Model):
    """What one person wrote for themselves; sealed, so that a stolen database says nothing.

    It is not audited: the record of changes is read by others, and this is read by its writer only.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    writer = models.ForeignKey(User, models.CASCADE, related_name="private_notes")
    service = models.ForeignKey(Service, models.CASCADE, related_name="private_notes")
    sealed_text = models.BinaryField()
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = PrivateNoteQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["writer", "service"], name="private_note_once")
        ]

    is_personal = True

    def told(self) -> dict[str, str]:
        """The note as its writer takes it along; without a fitting key the text stays sealed."""
        try:
            text = unseal(bytes(self.sealed_text), context=self.place)
        except SealError:
            text = ""
        return {"service": str(self.service_id), "text": text}

    @property
    def place(self) -> Place:
        """Where the sealed text belongs: this row, and this writer."""
        return Place(self._meta.label_lower, (str(self.pk), str(self.writer_id)), "sealed_text")

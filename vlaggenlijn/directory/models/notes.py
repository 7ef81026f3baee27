"""What belongs beside a record: who tends it, what a network adds, how a file was read."""

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import Audited, AuditedQuerySet, Change, LocalNetwork, Membership
from vlaggenlijn.directory.models.organization import Organization
from vlaggenlijn.directory.models.service import Service

NOTE_OLD_AFTER = timedelta(days=2 * 365)


class Stewardship(Audited):
    """A partner's membership tends an organisation: may change it and confirm it."""

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="stewardships")
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="stewardships")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["membership", "organization"], name="steward_once")
        ]


class LocalNoteQuerySet(AuditedQuerySet["LocalNote"]):
    def for_user(self, user: Any) -> "LocalNoteQuerySet":
        return self.filter(network__in=LocalNetwork.objects.for_user(user))

    def of_network(self, network: LocalNetwork) -> "LocalNoteQuerySet":
        return self.filter(network=network)

    def about(self, *services: Service) -> "LocalNoteQuerySet":
        return self.filter(service__in=services).select_related("network")

    def with_writer(self) -> "LocalNoteQuerySet":
        """Adds who wrote last (written_by: a name, None for the system) and written_at."""
        changes = Change.objects.filter(object_id=OuterRef("pk")).order_by("-id")
        named = NullIf("change_set__by__name", Value(""))
        name = Coalesce(named, "change_set__by__email", output_field=models.CharField())
        by = changes.values_list(name)
        return self.annotate(
            written_by=Subquery(by[:1]), written_at=Subquery(changes.values("change_set__at")[:1])
        )


class LocalNote(Audited):
    """What professionals of a network tell each other about a service of any network."""

    network = models.ForeignKey(LocalNetwork, models.CASCADE, related_name="local_notes")
    service = models.ForeignKey(Service, models.CASCADE, related_name="local_notes")
    refer_when = models.TextField(_("when do I refer here?"), blank=True, max_length=2000)
    refer_when_not = models.TextField(_("when not?"), blank=True, max_length=2000)

    objects = LocalNoteQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["network", "service"], name="note_once")]

    @property
    def is_old(self) -> bool:
        """True when nobody wrote in it for two years; only after with_writer()."""
        written_at: datetime | None = getattr(self, "written_at", None)
        return written_at is None or written_at < timezone.now() - NOTE_OLD_AFTER


class ImportMapping(Audited):
    """How a network reads a spreadsheet with these columns; remembered for the next time."""

    network = models.ForeignKey(LocalNetwork, models.CASCADE, related_name="import_mappings")
    header = models.JSONField()
    header_digest = models.CharField(max_length=64)
    mapping = models.JSONField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["network", "header_digest"], name="mapping_once")
        ]

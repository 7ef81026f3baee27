"""What belongs beside a record: who tends it, what a network adds, how a file was read."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import Audited, AuditedQuerySet, LocalNetwork, Membership
from vlaggenlijn.directory.models.organization import Organization
from vlaggenlijn.directory.models.service import Service


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

    def about(self, service: Service) -> "LocalNoteQuerySet":
        return self.filter(service=service).select_related("network")


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

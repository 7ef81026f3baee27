from django.db import models

from vlaggenlijn.accounts.models import Audited
from vlaggenlijn.directory.models.organization import Organization
from vlaggenlijn.directory.models.service import Service
from vlaggenlijn.taxonomy.models import Concept


class ServiceConcept(Audited):
    """HSDS attribute: a service belongs under a concept; suggested until an editor confirms."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="service_concepts")
    concept = models.ForeignKey(Concept, models.PROTECT, related_name="service_concepts")
    is_confirmed = models.BooleanField(default=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["service", "concept"], name="service_concept_once")
        ]


class OrganizationConcept(Audited):
    """HSDS attribute of an organisation: its sector."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="organization_concepts"
    )
    concept = models.ForeignKey(Concept, models.PROTECT, related_name="organization_concepts")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "concept"], name="organization_concept_once"
            )
        ]

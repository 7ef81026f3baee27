from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q

from vlaggenlijn.accounts.models import Audited, AuditedQuerySet
from vlaggenlijn.directory.models.organization import Organization
from vlaggenlijn.directory.models.service import Service
from vlaggenlijn.taxonomy.models import Concept


class ServiceConceptQuerySet(AuditedQuerySet["ServiceConcept"]):
    def confirmed(self) -> "ServiceConceptQuerySet":
        return self.filter(is_confirmed=True)

    def confirmed_themes(self) -> "ServiceConceptQuerySet":
        return self.confirmed().filter(concept__scheme="themes")

    def theme_slugs(self, services: models.QuerySet[Any]) -> set[str]:
        """Return the slugs of the themes under which an editor put any of these services."""
        links = self.confirmed_themes().filter(service__in=services.order_by().values("pk"))
        return set(links.values_list("concept__slug", flat=True).distinct())

    def decided(self) -> "ServiceConceptQuerySet":
        """What an editor confirmed or left out for good."""
        return self.filter(Q(is_confirmed=True) | Q(is_refused=True))

    def of_services(self, services: Iterable[Any]) -> "ServiceConceptQuerySet":
        return self.filter(service__in=list(services)).select_related("concept")

    def about(self, concept: Any) -> "ServiceConceptQuerySet":
        return self.filter(concept=concept)


class ServiceConcept(Audited):
    """HSDS attribute: a service belongs under a concept; suggested until an editor confirms.

    A suggestion that an editor left out stays here, so that it does not come back.
    """

    service = models.ForeignKey(Service, models.CASCADE, related_name="service_concepts")
    concept = models.ForeignKey(Concept, models.PROTECT, related_name="service_concepts")
    is_confirmed = models.BooleanField(default=True)
    is_refused = models.BooleanField(default=False)

    objects = ServiceConceptQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_confirmed=False) | Q(is_refused=False), name="confirmed_or_refused"
            ),
            models.UniqueConstraint(fields=["service", "concept"], name="service_concept_once"),
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

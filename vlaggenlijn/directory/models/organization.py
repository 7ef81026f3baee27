import uuid
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import Audited, AuditedQuerySet, LocalNetwork, Membership, Role
from vlaggenlijn.places.models import Municipality
from vlaggenlijn.taxonomy.lookup import preferred_labels

LOCAL_GOVERNMENTS = ("municipality", "ocmw")


class OrganizationQuerySet(AuditedQuerySet["Organization"]):
    def published(self) -> "OrganizationQuerySet":
        return self.filter(archived_at__isnull=True)

    def for_network(self, network: LocalNetwork) -> "OrganizationQuerySet":
        """Organisations at home in a network, and those whose offer reaches its municipalities."""
        return self._belonging_to([network])

    def for_networks(self, networks: Iterable[LocalNetwork]) -> "OrganizationQuerySet":
        """The same, for any of several networks."""
        return self._belonging_to(list(networks))

    def for_user(self, user: Any) -> "OrganizationQuerySet":
        """Organisations a person may see in the workspace."""
        if user.is_administrator:
            return self.all()
        return self._belonging_to(LocalNetwork.objects.for_user(user))

    def _belonging_to(self, networks: Iterable[LocalNetwork]) -> "OrganizationQuerySet":
        covered = Municipality.objects.filter(networks__in=networks)
        return self.filter(
            Q(network__in=networks)
            | Q(services__service_areas__municipality__in=covered)
            | Q(services__service_areas__region__in=covered.values("region"))
            | Q(locations__address__municipality__in=covered)
        ).distinct()

    def editable_by(self, user: Any) -> "OrganizationQuerySet":
        """Organisations a person may change: a coordinator's network, a partner's own."""
        return self.all() if user.is_administrator else self.kept_by(user)

    def kept_by(self, user: Any) -> "OrganizationQuerySet":
        """Organisations a person keeps true by their role: coordinated, or tended as a partner."""
        mine = Membership.objects.current().of(user)
        coordinated = mine.with_role(Role.COORDINATOR).values("network")
        tended = mine.with_role(Role.PARTNER)
        return self.filter(
            Q(network__in=coordinated) | Q(stewardships__membership__in=tended)
        ).distinct()

    def tended_by(self, user: Any) -> "OrganizationQuerySet":
        """Organisations that are a partner's own."""
        tended = Membership.objects.current().of(user).with_role(Role.PARTNER)
        return self.filter(stewardships__membership__in=tended).distinct()

    def identified_by(self, kind: str, identifiers: Any) -> "OrganizationQuerySet":
        return self.filter(
            identifiers__identifier_type=kind, identifiers__identifier__in=identifiers
        )

    def at_home_in(self, network: LocalNetwork) -> "OrganizationQuerySet":
        return self.filter(network=network)

    def tended_in(self, membership: Membership) -> "OrganizationQuerySet":
        return self.filter(stewardships__membership=membership)

    def standing_in(self, nis: str) -> "OrganizationQuerySet":
        """Organisations with a place in a municipality (NIS code)."""
        return self.filter(locations__address__municipality=nis).distinct()

    def with_ids(self, ids: Iterable[uuid.UUID]) -> "OrganizationQuerySet":
        return self.filter(pk__in=list(ids))

    def general_doors(self, codes: Iterable[str], sectors: Iterable[str]) -> "OrganizationQuerySet":
        """Organisations of some sectors that stand in one of some municipalities (NIS codes)."""
        return self.filter(
            locations__address__municipality__in=list(codes),
            concepts__scheme="sectors",
            concepts__slug__in=list(sectors),
        ).distinct()

    def of_sectors(self, sectors: Iterable[Any]) -> "OrganizationQuerySet":
        """Organisations of any of these sectors; of every one when none is named."""
        wanted = [sector.pk for sector in sectors]
        return self.filter(concepts__in=wanted).distinct() if wanted else self

    def standing_within(
        self, provinces: Iterable[str], municipalities: Iterable[str]
    ) -> "OrganizationQuerySet":
        """Organisations with a place in a province (NIS code, or a region) or a municipality.

        Everywhere when neither is named.
        """
        wide, near = list(provinces), list(municipalities)
        if not wide and not near:
            return self
        at = "locations__address__municipality"
        where = Q(**{f"{at}__province_nis__in": wide}) | Q(**{f"{at}__region__in": wide})
        return self.filter(where | Q(**{f"{at}__in": near})).distinct()

    def local_governments(self) -> "OrganizationQuerySet":
        """Municipalities and OCMWs, by their sector."""
        return self.filter(
            concepts__scheme="sectors", concepts__slug__in=LOCAL_GOVERNMENTS
        ).distinct()

    def of_government(self) -> "OrganizationQuerySet":
        """Local governments, and who has a number or an address that only governments have."""
        numbers = OrganizationIdentifier.objects.filter(
            Q(identifier_type="ovo")
            | Q(identifier_type="uri", identifier__contains="/bestuurseenheden/")
        )
        local = Organization.objects.local_governments()
        return self.filter(Q(pk__in=local.values("pk")) | Q(pk__in=numbers.values("organization")))

    def named(self, words: str) -> "OrganizationQuerySet":
        return self.filter(name__icontains=words)

    def stalest_first(self) -> "OrganizationQuerySet":
        return self.order_by(F("assured_on").asc(nulls_first=True), "name", "id")

    def current(self) -> "OrganizationQuerySet":
        return self.filter(archived_at__isnull=True)

    def archived(self) -> "OrganizationQuerySet":
        return self.filter(archived_at__isnull=False)

    def with_details(self) -> "OrganizationQuerySet":
        return self.select_related("network").prefetch_related(
            "identifiers",
            "phones",
            "translations",
            Prefetch("organization_concepts__concept__labels", preferred_labels()),
            "locations__address__municipality",
            "locations__accessibility",
            Prefetch("locations__setting__labels", preferred_labels()),
            "schedules",
        )


class Organization(Audited):
    """HSDS organization: one record, at home in one network, shown wherever its offer reaches."""

    network = models.ForeignKey(LocalNetwork, models.PROTECT, related_name="organizations")
    name = models.CharField(_("name"), max_length=200)
    alternate_name = models.CharField(_("other name"), max_length=200, blank=True)
    description = models.TextField(_("description"), blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)
    concepts: models.ManyToManyField[Any, Any] = models.ManyToManyField(
        "taxonomy.Concept", through="OrganizationConcept", related_name="organizations"
    )
    assured_on = models.DateField(_("last confirmed on"), null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("merged into"),
        related_name="merged",
    )
    is_demo = models.BooleanField(default=False)

    objects = OrganizationQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("directory:organization", args=[self.pk])


class OrganizationIdentifier(Audited):
    """HSDS organization_identifier; the type is kbo, ovo, nis, uri or a source's own name."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="identifiers")
    identifier_type = models.CharField(max_length=40)
    identifier = models.CharField(max_length=250, db_index=True)

    class Meta:
        ordering = ["identifier_type", "identifier"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "identifier_type", "identifier"], name="identifier_once"
            )
        ]

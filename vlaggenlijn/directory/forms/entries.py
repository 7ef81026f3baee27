"""A whole page of forms about one record: read from facts, checked together, back to facts."""

import uuid
from collections.abc import Callable, Iterable
from typing import Any

from django.http import QueryDict

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.common.forms import ErrorLink, error_links
from vlaggenlijn.directory.actions.hours import other_rows
from vlaggenlijn.directory.actions.reading import (
    SERVICE_SCHEMES,
    is_closure,
    organization_facts,
    service_facts,
    service_links,
)
from vlaggenlijn.directory.facts import OrganizationFacts, PlaceFacts, ServiceFacts
from vlaggenlijn.directory.forms.fields import (
    Groups,
    concept_choices,
    grouped_choices,
    language_choices,
    with_names,
)
from vlaggenlijn.directory.forms.organization import OrganizationForm, organization_initial
from vlaggenlijn.directory.forms.rows import (
    Closures,
    OrganizationPlaces,
    Phones,
    ServicePlaces,
    closure_initial,
    phone_initial,
    place_initial,
)
from vlaggenlijn.directory.forms.service import CONCEPT_FIELDS, ServiceForm, service_initial
from vlaggenlijn.directory.models import Organization, Schedule, Service
from vlaggenlijn.directory.theme_suggestions import Suggested, suggestions_for
from vlaggenlijn.places.models import Municipality
from vlaggenlijn.taxonomy.models import Concept

NEW_SERVICE = {"status": "active", "on_holidays": "closed", "wait_time": ""}


class Entry:
    """Forms that are shown, checked and saved as one."""

    form: Any
    rows: dict[str, Any]

    def is_valid(self) -> bool:
        # Every part is checked, so that all errors are shown at once.
        answers = [part.is_valid() for part in self.parts]
        return all(answers)

    @property
    def parts(self) -> list[Any]:
        return [self.form, *self.rows.values()]

    @property
    def errors(self) -> list[ErrorLink]:
        return error_links(*self.parts) if self.form.is_bound else []

    @property
    def idempotency_key(self) -> uuid.UUID:
        return self.form.cleaned_data["idempotency_key"]  # type: ignore[no-any-return]

    @property
    def version(self) -> int | None:
        return self.form.cleaned_data["version"]  # type: ignore[no-any-return]

    @property
    def is_confirmed(self) -> bool:
        return bool(self.form.cleaned_data["is_confirmed"])

    def renew(self, version: int | None) -> None:
        self.form.renew(version)


class ServiceEntry(Entry):
    """The page of a service of an organisation; ``stored`` is None for a new one."""

    def __init__(
        self,
        organization: Organization,
        stored: Service | None,
        data: QueryDict | None = None,
        theme: Concept | None = None,
    ) -> None:
        facts = service_facts(stored) if stored else new_service(organization.network, theme)
        shown = service_initial(facts) if data is None else {}
        version = {"version": stored.version if stored else None, "is_confirmed": stored is None}
        choices = service_choices(organization.network, facts)
        settings = choices.pop("setting")
        self.stored = stored
        self.form = ServiceForm(data, initial=shown | version, choices=choices)
        self.rows = {
            "phones": Phones(data, prefix="phones", initial=_rows(data, facts.phones)),
            "places": ServicePlaces(
                data,
                prefix="places",
                initial=_rows(data, facts.places),
                form_kwargs={
                    "settings": settings,
                    "stored": {place.id: place for place in facts.places},
                    "locations": free_locations(organization, facts.places),
                },
            ),
            "closures": Closures(data, prefix="closures", initial=_rows(data, facts.closures)),
        }

    @property
    def refused(self) -> frozenset[uuid.UUID]:
        return self.form.cleaned_data["refused"]  # type: ignore[no-any-return]

    def suggested(self) -> list[Suggested]:
        """Return the themes that the stored text suggests and that are not ticked."""
        if self.stored is None:
            return []
        ticked = set(self.form["themes"].value() or [])
        found = suggestions_for([self.stored])[self.stored.pk]
        return [one for one in found if str(one.concept) not in ticked]

    def facts(self) -> ServiceFacts:
        """Return what was filled in on a valid page."""
        return self.form.facts(  # type: ignore[no-any-return]
            phones=tuple(row.phone() for row in self.rows["phones"].kept()),
            places=tuple(row.place() for row in self.rows["places"].kept()),
            closures=tuple(row.closure() for row in self.rows["closures"].kept()),
        )

    def other_hours(self) -> list[Schedule]:
        """Rows of hours that the page cannot show and leaves as they are."""
        if self.stored is None:
            return []
        links = service_links(self.stored)
        groups = [self.stored.schedules.all(), *(link.schedules.all() for link in links)]
        return [row for rows in groups for row in other_rows(rows) if not is_closure(row)]


class OrganizationEntry(Entry):
    """The page of an organisation; ``stored`` is None for a new one."""

    def __init__(
        self, network: LocalNetwork, stored: Organization | None, data: QueryDict | None = None
    ) -> None:
        facts = organization_facts(stored) if stored else OrganizationFacts(columns={})
        shown = organization_initial(facts) if data is None else {}
        version = {"version": stored.version if stored else None, "is_confirmed": stored is None}
        concepts = _concepts(network, ("sectors", "settings"), facts.sectors)
        self.stored = stored
        self.form = OrganizationForm(
            data, initial=shown | version, sectors=concept_choices(concepts["sectors"])
        )
        self.rows = {
            "phones": Phones(data, prefix="phones", initial=_rows(data, facts.phones)),
            "places": OrganizationPlaces(
                data,
                prefix="places",
                initial=_rows(data, facts.places),
                form_kwargs={
                    "settings": flat(concepts["settings"]),
                    "stored": {place.id: place for place in facts.places},
                },
            ),
        }

    def facts(self) -> OrganizationFacts:
        """Return what was filled in on a valid page."""
        return self.form.facts(  # type: ignore[no-any-return]
            phones=tuple(row.phone() for row in self.rows["phones"].kept()),
            places=tuple(row.place() for row in self.rows["places"].kept()),
        )


SHOWN: dict[str, Callable[[Any], dict[str, Any]]] = {
    "PhoneFacts": phone_initial,
    "PlaceFacts": place_initial,
    "ClosureFacts": closure_initial,
}


def _rows(data: QueryDict | None, facts: Iterable[Any]) -> list[dict[str, Any]] | None:
    # A page that comes back holds its own rows; stored ones would mark untouched rows as changed.
    return None if data is not None else [SHOWN[type(one).__name__](one) for one in facts]


def new_service(network: LocalNetwork, theme: Concept | None = None) -> ServiceFacts:
    """Return what a new service begins with: active, for the whole network, in Dutch.

    ``theme`` is ticked already for somebody who comes from a question that found nothing.
    """
    everywhere = network.areas.values_list("municipality_id", flat=True)
    return ServiceFacts(
        columns=NEW_SERVICE,
        concepts=frozenset({theme.pk} if theme else ()),
        municipalities=frozenset(everywhere),
        languages=frozenset({"nl"}),
    )


def service_choices(network: LocalNetwork, facts: ServiceFacts) -> dict[str, Any]:
    """Return the ticks to offer by field, and the kinds of place; what is ticked stays offered."""
    concepts = _concepts(network, (*SERVICE_SCHEMES, "settings", "life-domains"), facts.concepts)
    domains = {one.slug: one.label for one in concepts["life-domains"]}
    offered: dict[str, Any] = {
        field: concept_choices(concepts[scheme]) for field, scheme in CONCEPT_FIELDS.items()
    }
    themes = grouped_choices(concepts["themes"], domains)
    return offered | {
        "themes": themes,
        "refused": themes,
        "setting": flat(concepts["settings"]),
        "municipalities": municipality_choices(network, facts.municipalities),
        "languages": language_choices(facts.languages),
        "interpreted": language_choices(facts.interpreted),
    }


def _concepts(
    network: LocalNetwork, schemes: Iterable[str], chosen: Iterable[uuid.UUID]
) -> dict[str, list[Concept]]:
    """Return the concepts to choose from by scheme, in two queries."""
    schemes = tuple(schemes)
    offered = Concept.objects.of_scheme(*schemes).usable_in(network)
    kept = Concept.objects.filter(scheme__in=schemes, pk__in=list(chosen))
    found: dict[str, list[Concept]] = {scheme: [] for scheme in schemes}
    for concept in with_names(offered | kept):
        found[concept.scheme_id].append(concept)
    return found


def flat(concepts: Iterable[Concept]) -> list[tuple[str, str]]:
    return [(str(one.pk), one.label) for one in concepts]


def municipality_choices(network: LocalNetwork, chosen: Iterable[str]) -> Groups:
    """Return ticks for the municipalities of a network and those already served."""
    served = Municipality.objects.filter(nis__in=list(chosen))
    towns = Municipality.objects.filter(networks=network) | served
    return [("", [(one.nis, one.name_nl) for one in towns.distinct()])]


def free_locations(organization: Organization, places: Iterable[PlaceFacts]) -> list[Any]:
    """Return locations of an organisation that a service does not use yet."""
    taken = {place.location for place in places}
    locations = organization.locations.select_related("address").prefetch_related("accessibility")
    return [location for location in locations if location.pk not in taken]

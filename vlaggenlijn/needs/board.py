"""The board: what it is about, what is lacking, and who already does something about it (D3.2)."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.directory.models import Organization, Service
from vlaggenlijn.needs.models import SCHEMES, Need
from vlaggenlijn.taxonomy.models import Concept

FLAGS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Line:
    """One need; ``weight`` is the mean of the votes (1 to 3), None without any.

    ``doers`` are organisations of the directory with an offer about all that the need is about;
    ``is_vague`` says that it names no topic, function or group by which to look for them.
    """

    need: Need
    weight: float | None
    voters: int
    doers: list[Organization]
    is_vague: bool

    @property
    def flags(self) -> list[bool]:
        """Return for each of three flags whether it is up."""
        return [self.weight is not None and self.weight + 0.5 >= flag for flag in FLAGS]


def lines_of(network: LocalNetwork) -> list[Line]:
    """Return the needs of a network that stand on its board, the heaviest first."""
    needs = list(Need.objects.of_network(network).current().heaviest_first().with_subjects())
    offers = _offers(network, needs)
    return [
        Line(
            need,
            need.weight,  # type: ignore[attr-defined]
            need.voters,  # type: ignore[attr-defined]
            _doers(need, offers),
            not _wanted(need),
        )
        for need in needs
    ]


def _wanted(need: Need) -> set[uuid.UUID]:
    """Return the concepts by which an offer is recognised; an age is compared in months."""
    ids = (getattr(need, f"{name}_id") for name in SCHEMES if name != "age_band")
    return {pk for pk in ids if pk}


def _offers(network: LocalNetwork, needs: Iterable[Need]) -> list[tuple[Service, set[uuid.UUID]]]:
    """Return what visitors may see here and is about anything asked, with its subjects."""
    asked = {pk for need in needs for pk in _wanted(need)}
    if not asked:
        return []
    services = Service.objects.for_network(network).published().about_any(asked)
    subjects: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    links = Service.concepts.through.objects.confirmed().of_services(services)
    for service, concept in links.values_list("service", "concept"):
        subjects[service].add(concept)
    return [(service, subjects[service.pk]) for service in services]


def _doers(need: Need, offers: Iterable[tuple[Service, set[uuid.UUID]]]) -> list[Organization]:
    wanted = _wanted(need)
    found = {
        service.organization
        for service, subjects in offers
        if wanted and wanted <= subjects and _fits_age(service, need.age_band)
    }
    return sorted(found, key=lambda one: (one.name.casefold(), str(one.pk)))


def _fits_age(service: Service, band: Concept | None) -> bool:
    """Whether a service takes children of a band; an age that is not said excludes nobody."""
    if band is None:
        return True
    first, last = band.extra["age_months"]
    youngest, oldest = service.minimum_age_months, service.maximum_age_months
    return (youngest is None or youngest <= last) and (oldest is None or oldest >= first)

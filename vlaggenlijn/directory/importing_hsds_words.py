"""What the terms of somebody else's taxonomy mean here: our own by their code, others as told."""

from collections.abc import Mapping
from uuid import UUID

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.directory.hsds_in.wishes import term_name
from vlaggenlijn.directory.importing_places import KnownPlaces
from vlaggenlijn.directory.importing_sectors import KnownSectors
from vlaggenlijn.directory.importing_service_words import REGION_OF
from vlaggenlijn.places.folding import fold

SERVICE_SCHEMES = (
    "themes", "target-groups", "functions", "intensities", "situations", "principles",
)  # fmt: skip
SCHEMES = (*SERVICE_SCHEMES, "sectors", "settings")


class KnownTerms:
    """The concepts of a network, what was told of foreign terms, and places; asks no query."""

    def __init__(
        self,
        schemes: Mapping[str, KnownSectors],
        places: KnownPlaces,
        told: Mapping[str, str] | None = None,
    ) -> None:
        self._schemes, self._places = schemes, places
        self._told = {fold(term): meaning for term, meaning in (told or {}).items()}
        self._areas: dict[str, str] = {}

    @classmethod
    def load(cls, network: LocalNetwork, places: KnownPlaces) -> "KnownTerms":
        """Read everything in two queries a scheme."""
        return cls({scheme: KnownSectors.load(network, scheme) for scheme in SCHEMES}, places)

    def with_meanings(self, told: Mapping[str, str]) -> "KnownTerms":
        """Return the same, knowing what foreign terms mean: {"taxonomy: term": "scheme:slug"}."""
        return KnownTerms(self._schemes, self._places, told)

    def concept(self, scheme: str, term: Mapping[str, str]) -> tuple[str, str] | None:
        """Return scheme and slug: as it was told, else by the code under our own scheme."""
        told = self._told.get(fold(term_name(term))) or self._told.get(fold(term["name"]))
        scheme, _, slug = told.partition(":") if told else (scheme, ":", term["code"])
        return (scheme, slug) if self.pk_of(scheme, slug) else None

    def pk_of(self, scheme: str, slug: str) -> UUID | None:
        known = self._schemes.get(scheme)
        found = known.by_slug.get(slug) if known else None
        return found.pk if found else None

    def known(self, scheme: str, slug: str) -> UUID:
        """Return the id of a concept that ``concept`` gave."""
        return self._schemes[scheme].by_slug[slug].pk

    def area(self, text: str) -> str:
        if text not in self._areas:
            self._areas[text] = REGION_OF.get(fold(text)) or self._places.area(text)
        return self._areas[text]

    def municipality(self, postal_code: str, city: str) -> str:
        found = self._places.by_postal_code(postal_code, city)
        return found[0] if len(found) == 1 else ""

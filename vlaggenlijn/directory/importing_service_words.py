"""What the words in a list of services mean here: themes, functions, target groups, areas."""

from collections.abc import Mapping

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.directory.importing_places import KnownPlaces
from vlaggenlijn.directory.importing_sectors import KnownSectors, Sector
from vlaggenlijn.places.folding import fold

SCHEMES = {"themes": "themes", "functions": "functions", "target_groups": "target-groups"}
FIELD_OF = {scheme: name for name, scheme in SCHEMES.items()}
REGIONS = {
    "flanders": "vlaanderen, heel vlaanderen, flanders, all of flanders, la flandre, flandre,"
    " toute la flandre",
    # Brussels without more is the municipality.
    "brussels": "heel brussel, all of brussels, tout bruxelles, brussels hoofdstedelijk gewest",
}
REGION_OF = {fold(word): region for region, words in REGIONS.items() for word in words.split(",")}


class KnownWords:
    """The concepts a network can put a service under, and places; asks no query itself."""

    def __init__(self, schemes: Mapping[str, KnownSectors], places: KnownPlaces) -> None:
        self._schemes = schemes
        self._places = places

    @classmethod
    def load(cls, network: LocalNetwork, places: KnownPlaces) -> "KnownWords":
        """Read everything in two queries a scheme."""
        schemes = {name: KnownSectors.load(network, scheme) for name, scheme in SCHEMES.items()}
        return cls(schemes, places)

    def concept(self, field: str, text: str) -> str:
        found = self._schemes[field].find(text.strip())
        return found.slug if found else ""

    def area(self, text: str) -> str:
        return REGION_OF.get(fold(text)) or self._places.area(text)

    def known(self, field: str, slug: str) -> Sector | None:
        return self._schemes[field].by_slug.get(slug)

    def label(self, field: str, slug: str) -> str:
        found = self.known(field, slug)
        return found.label if found else slug

"""Which sector a word means, which column holds sectors, and names that say too little.

A list of OCMWs calls each just "Aalst"; a parent would not understand, so it becomes "OCMW Aalst".
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.common.spreadsheets import Row
from vlaggenlijn.places.folding import fold
from vlaggenlijn.taxonomy.models import Concept, Label

SCHEME = "sectors"
NAME = "{name}"
Word = tuple[str, str, str]  # language, kind, text
# Columns that may hold sectors, though their name says nothing of the kind.
KIND_COLUMNS = frozenset({"type", "soort", "categorie", "category", "kind", "genre"})


@dataclass(frozen=True, slots=True)
class Sector:
    """A sector with its Dutch label and all its words, folded."""

    pk: UUID
    slug: str
    label: str
    words: frozenset[str]

    def is_named_in(self, text: str) -> bool:
        """Tell whether one of the sector's words stands in a text."""
        folded = f" {fold(text)} "
        return any(f" {word} " in folded for word in self.words)


class KnownSectors:
    """The sectors that a network can use, by slug and by word in any language."""

    def __init__(self, sectors: Iterable[tuple[Sector, Mapping[str, str]]]) -> None:
        self.by_slug: dict[str, Sector] = {}
        self._by_word: dict[str, dict[str, set[str]]] = {kind: {} for kind in Label.Kind.values}
        for sector, kinds in sectors:
            self.by_slug[sector.slug] = sector
            for word, kind in kinds.items():
                self._by_word[kind].setdefault(word, set()).add(sector.slug)

    @classmethod
    def load(cls, network: LocalNetwork, scheme: str = SCHEME) -> "KnownSectors":
        """Read everything of one scheme in two queries; words run to thousands, so as values."""
        concepts = Concept.objects.of_scheme(scheme).usable_in(network)
        words: dict[UUID, list[Word]] = defaultdict(list)
        labels = Label.objects.filter(concept__in=concepts.order_by()).order_by("id")
        for pk, *word in labels.values_list("concept_id", "language", "kind", "text"):
            words[pk].append((word[0], word[1], word[2]))
        known = concepts.values_list("pk", "slug")
        return cls(_with_kinds(pk, slug, words[pk]) for pk, slug in known)

    def find(self, text: str) -> Sector | None:
        """Return the sector with this slug or label, else the only one with it as another word."""
        if text in self.by_slug:
            return self.by_slug[text]
        for kind in (Label.Kind.PREFERRED, Label.Kind.ALTERNATIVE):
            slugs = self._by_word[kind].get(fold(text), set())
            if len(slugs) == 1:
                return self.by_slug[next(iter(slugs))]
        return None


def _with_kinds(pk: UUID, slug: str, words: Sequence[Word]) -> tuple[Sector, dict[str, str]]:
    preferred = {language: text for language, kind, text in words if kind == Label.Kind.PREFERRED}
    kinds: dict[str, str] = {fold(text): Label.Kind.ALTERNATIVE for _, _, text in words}
    kinds |= dict.fromkeys(map(fold, preferred.values()), Label.Kind.PREFERRED)
    kinds[fold(slug)] = Label.Kind.PREFERRED
    kinds.pop("", None)
    return Sector(pk, slug, preferred.get("nl", slug), frozenset(kinds)), kinds


def sector_column(
    header: Sequence[str], rows: Sequence[Row], mapping: Mapping[str, str], sectors: KnownSectors
) -> dict[str, str]:
    """Return {column: "sector"} for a column as "type" whose values mostly are sectors, else {}."""
    if "sector" in mapping.values():
        return {}
    for index, column in enumerate(header):
        if column not in mapping and fold(column) in KIND_COLUMNS:
            texts = {row.cells[index].strip() for row in rows} - {""}
            known = sum(sectors.find(text) is not None for text in texts)
            if 2 * known > len(texts):
                return {column: "sector"}
    return {}


Named = tuple[str, Sector | None]


def fitting_patterns(
    names: Iterable[Named], is_municipality_name: Callable[[str], bool]
) -> dict[str, str]:
    """Return {sector slug: "OCMW {name}"} for sectors whose names all just name municipalities.

    A name that already holds the sector's word does not count against it.
    """
    groups: dict[Sector, list[str]] = defaultdict(list)
    for name, sector in names:
        if name and sector:
            groups[sector].append(name)
    bare = {
        sector: [name for name in group if not sector.is_named_in(name)]
        for sector, group in groups.items()
    }
    return {
        sector.slug: f"{sector.label} {NAME}"
        for sector, group in bare.items()
        if group and all(map(is_municipality_name, group))
    }


def completed(name: str, pattern: str, sector: Sector | None) -> str:
    """Return the name in a pattern as "OCMW {name}", unless it already says what that adds."""
    if not (name and pattern):
        return name
    said = f" {fold(pattern.replace(NAME, ' '))} " in f" {fold(name)} "
    is_clear = said or (sector is not None and sector.is_named_in(name))
    return name if is_clear else pattern.replace(NAME, name)

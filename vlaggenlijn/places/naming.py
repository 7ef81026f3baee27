"""All names that the places answer to, gathered from the register and our own tables."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from vlaggenlijn.places.folding import compact, fold
from vlaggenlijn.places.gazetteer import Kind
from vlaggenlijn.places.register import Registered
from vlaggenlijn.places.tables import Exonym, Former, SubMunicipality

# Older English names ("Mechlin", "Louvain") are understood when typed, but not shown.
_ENGLISH = frozenset({"Antwerp", "Bruges", "Brussels", "Ghent", "Ostend", "Ypres"})


@dataclass(frozen=True, slots=True)
class Name:
    """One name of one municipality of today, with a point and inhabitants where it has its own."""

    text: str
    folded: str
    nis: str
    kind: Kind
    language: str
    latitude: float | None = None
    longitude: float | None = None
    inhabitants: int | None = None


def heirs(former: Iterable[Former]) -> dict[str, str]:
    """The municipality of today for every former NIS code, over as many fusions as there were."""
    next_nis = {row.nis: row.current_nis for row in former}
    found = {}
    for nis, heir in next_nis.items():
        seen = {nis}
        while heir in next_nis and heir not in seen:
            seen.add(heir)
            heir = next_nis[heir]
        found[nis] = heir
    return found


def english_names(exonyms: Iterable[Exonym]) -> dict[str, str]:
    """The English name of every municipality that is called so today, by NIS code."""
    found: dict[str, str] = {}
    for exonym in exonyms:
        if exonym.language == "en" and exonym.name in _ENGLISH:
            found.setdefault(exonym.nis, exonym.name)
    return found


def names(
    register: Iterable[Registered],
    submunicipalities: Iterable[SubMunicipality],
    former: Iterable[Former],
    exonyms: Iterable[Exonym],
    people: Mapping[str, int],
) -> tuple[Name, ...]:
    """Every name once per municipality; `people` gives the inhabitants of each by NIS code.

    A name that a municipality still carries is not listed again as its former one or its part.
    """
    register, former = tuple(register), tuple(former)
    heir = heirs(former)
    gathered = [
        *_own_names(register),
        *_former_names(former, heir, {row.nis: row.region for row in register}),
        *_parts(tuple(submunicipalities), people),
        *_exonyms(exonyms, heir),
    ]
    found: dict[tuple[str, str, str], Name] = {}
    for name in gathered:
        # A former municipality was larger than the part of the same name, so both are kept; a
        # name in two languages, or with and without a hyphen, is one name.
        found.setdefault((name.nis, compact(name.folded), _rank(name.kind)), name)
    carried = {key[:2] for key in found if key[2] == "name"}
    return tuple(name for key, name in found.items() if key[2] == "name" or key[:2] not in carried)


def _rank(kind: Kind) -> str:
    return "name" if kind == "name" else "other"


def _own_names(register: Iterable[Registered]) -> Iterator[Name]:
    for row in register:
        yield Name(row.name_nl, fold(row.name_nl), row.nis, "name", "nl")
        yield Name(row.name_fr, fold(row.name_fr), row.nis, "name", "fr")


def _former_names(
    former: Iterable[Former], heir: Mapping[str, str], region: Mapping[str, str]
) -> Iterator[Name]:
    for row in former:
        language = "fr" if region[heir[row.nis]] == "wallonia" else "nl"
        yield Name(
            row.name,
            fold(row.name),
            heir[row.nis],
            "former",
            language,
            row.latitude,
            row.longitude,
            row.inhabitants,
        )


def _parts(parts: tuple[SubMunicipality, ...], people: Mapping[str, int]) -> Iterator[Name]:
    # A part whose inhabitants are not known counts for an equal share of its municipality.
    shares = Counter(part.nis for part in parts)
    for part in parts:
        share = people.get(part.nis, 0) // (shares[part.nis] + 1)
        inhabitants = share if part.inhabitants is None else part.inhabitants
        yield Name(
            part.name,
            fold(part.name),
            part.nis,
            "submunicipality",
            "nl",
            part.latitude,
            part.longitude,
            inhabitants,
        )


def _exonyms(exonyms: Iterable[Exonym], heir: Mapping[str, str]) -> Iterator[Name]:
    for row in exonyms:
        nis = heir.get(row.nis, row.nis)
        yield Name(row.name, fold(row.name), nis, "exonym", row.language)

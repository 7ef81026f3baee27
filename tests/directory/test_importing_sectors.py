import uuid

import pytest

from tests.factories import BRUSSELS, a_network
from vlaggenlijn.common.spreadsheets import Row
from vlaggenlijn.directory.importing_sectors import (
    KnownSectors,
    Sector,
    completed,
    fitting_patterns,
    sector_column,
)
from vlaggenlijn.taxonomy.models import Concept, Label

pytestmark = pytest.mark.django_db

OCMW = Sector(uuid.uuid4(), "ocmw", "OCMW", frozenset({"ocmw", "sociaal huis", "cpas"}))
TOWN = Sector(uuid.uuid4(), "municipality", "Gemeente", frozenset({"gemeente", "stad"}))


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("ocmw", "ocmw"),
        ("OCMW", "ocmw"),
        ("gemeente", "municipality"),
        ("Sociaal Huis", "ocmw"),
        ("CPAS", "ocmw"),
        ("Youth work", "youth-work"),
        ("youth-work", "youth-work"),
        ("brugfiguur", None),
        ("provincie", None),
        ("", None),
    ],
)
def test_sector_is_found_by_slug_or_word_of_any_language(text: str, slug: str | None) -> None:
    found = KnownSectors.load(a_network()).find(text)
    assert (found.slug if found else None) == slug


def test_sector_of_a_network_counts_there_only() -> None:
    here, elsewhere = a_network(), a_network("brussel", [BRUSSELS])
    concept = Concept.objects.create(scheme_id="sectors", slug="speelbus", network=here)
    Label.objects.create(concept=concept, language="fr", text="", kind=Label.Kind.ALTERNATIVE)
    found = KnownSectors.load(here).find("Speelbus")
    assert found == Sector(concept.pk, "speelbus", "speelbus", frozenset({"speelbus"}))
    assert KnownSectors.load(elsewhere).find("Speelbus") is None


@pytest.mark.parametrize(
    ("values", "column", "mapping", "expected"),
    [
        (["ocmw", "gemeente", "provincie"], "Type", {}, {"Type": "sector"}),
        (["ocmw", "ocmw", ""], "soort", {}, {"soort": "sector"}),
        (["ocmw", "provincie"], "type", {}, {}),
        (["", ""], "type", {}, {}),
        (["ocmw"], "kleur", {}, {}),
        (["ocmw"], "type", {"type": "name"}, {}),
        (["ocmw"], "type", {"domein": "sector"}, {}),
    ],
)
def test_column_holds_sectors_when_most_of_its_values_are(
    values: list[str], column: str, mapping: dict[str, str], expected: dict[str, str]
) -> None:
    rows = [Row(number, ("x", value)) for number, value in enumerate(values, 2)]
    sectors = KnownSectors.load(a_network())
    assert sector_column(["naam", column], rows, mapping, sectors) == expected


def test_pattern_fits_when_all_names_of_a_sector_only_name_municipalities() -> None:
    towns = {"Aalst", "Gent"}
    names = [
        ("Aalst", OCMW),
        ("Sociaal Huis Gent", OCMW),
        ("Aalst", TOWN),
        ("Aalst (voor fusie)", TOWN),
        ("Gent", None),
        ("", OCMW),
    ]
    assert fitting_patterns(names, towns.__contains__) == {"ocmw": "OCMW {name}"}
    assert fitting_patterns([("OCMW Aalst", OCMW)], towns.__contains__) == {}


@pytest.mark.parametrize(
    ("name", "pattern", "sector", "expected"),
    [
        ("Aalst", "OCMW {name}", OCMW, "OCMW Aalst"),
        ("Aalst", "OCMW {name}", None, "OCMW Aalst"),
        ("ocmw Aalst", "OCMW {name}", None, "ocmw Aalst"),
        ("CPAS d'Alost", "OCMW {name}", OCMW, "CPAS d'Alost"),
        ("Stadsdorp", "Gemeente {name}", TOWN, "Gemeente Stadsdorp"),
        ("Aalst", "", OCMW, "Aalst"),
        ("", "OCMW {name}", OCMW, ""),
    ],
)
def test_name_is_completed_unless_it_says_it_already(
    name: str, pattern: str, sector: Sector | None, expected: str
) -> None:
    assert completed(name, pattern, sector) == expected

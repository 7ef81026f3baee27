"""The fields an organisation can be imported with, and which column probably holds which.

A field may have several columns: per row the first one that is filled in counts, today's code
before that of an earlier year (``nis_2025`` before ``nis_2019``).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from vlaggenlijn.common.spreadsheets_table import Row
from vlaggenlijn.directory.import_rows.problems import Problem, problem
from vlaggenlijn.places.folding import fold

gettext_noop = str  # marks a text for translation; nothing is translated here

YEAR = re.compile(r"(?:19|20)\d\d")
NO_YEAR = 9999
APPROXIMATE_WORDS = {"approx", "approximate", "benaderend", "geschat", "approximatif"}
KEY_FIELDS = ("record", "uri", "ovo", "kbo", "identifier")


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that can be imported; ``aliases`` are column names that mean it."""

    name: str
    label: str
    aliases: tuple[str, ...]
    example: str = ""
    max_length: int = 200
    is_required: bool = False
    has_lines: bool = False


def _split(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(","))


FIELDS: tuple[Field, ...] = (
    Field("record", gettext_noop("Vlaggenlijn id"), _split("vlaggenlijn id")),
    Field(
        "identifier",
        gettext_noop("own identifier"),
        _split(
            "id, identifier, code, referentie, reference, identifiant, eigen nummer, "
            "own identifier, identifiant propre"
        ),
        "A-12",
        250,
    ),
    Field(
        "name",
        gettext_noop("name"),
        _split(
            "name, naam, nom, organisatie, organisation, organization, benaming, "
            "naam organisatie, organisatienaam, nom de l organisation, denomination, "
            "organisation name, organization name, naam van de organisatie"
        ),
        "Huis van het Kind",
        is_required=True,
    ),
    Field(
        "description",
        gettext_noop("description"),
        _split("description, beschrijving, omschrijving, toelichting, info, uitleg"),
        max_length=10_000,
        has_lines=True,
    ),
    Field(
        "kbo",
        gettext_noop("enterprise number (KBO)"),
        _split(
            "kbo, kbo nummer, kbonummer, ondernemingsnummer, btw, btw nummer, bce, "
            "numero bce, numero d entreprise, tva, numero de tva, enterprise number, "
            "company number, vat, vat number"
        ),
        "0207.437.468",
    ),
    Field(
        "ovo",
        gettext_noop("OVO code"),
        _split("ovo, ovo code, ovocode, code ovo"),
        "OVO001992",
    ),
    Field(
        "nis",
        gettext_noop("NIS code of the municipality"),
        _split(
            "nis, nis code, niscode, ins, code ins, refnis, municipality code, gemeentecode, "
            "nis code van de gemeente, code ins de la commune, nis code of the municipality"
        ),
        "44021",
    ),
    Field(
        "uri",
        gettext_noop("web identifier (URI)"),
        _split("uri, iri, webidentificatie, identifiant web, web identifier"),
        max_length=250,
    ),
    Field(
        "sector",
        gettext_noop("sector"),
        _split("sector, secteur, beleidsdomein, domein, domaine, domain"),
    ),
    Field(
        "street",
        gettext_noop("street"),
        _split("street, straat, straatnaam, rue, adres, address, adresse, street name"),
        "Grote Markt",
        150,
    ),
    Field(
        "number",
        gettext_noop("house number"),
        _split("number, nummer, huisnummer, nr, huisnr, numero, no, house number"),
        "3",
        30,
    ),
    Field(
        "box",
        gettext_noop("box"),
        _split("box, bus, busnummer, busnr, boite, bte, box number"),
        "201",
        30,
    ),
    Field(
        "postal_code",
        gettext_noop("post code"),
        _split(
            "postcode, post code, postal code, postnummer, code postal, cp, zip, zip code, zipcode"
        ),
        "9300",
    ),
    Field(
        "city",
        gettext_noop("place"),
        _split(
            "city, gemeente, plaats, stad, woonplaats, commune, ville, localite, "
            "municipality, place, town, deelgemeente"
        ),
        "Aalst",
        100,
    ),
    Field(
        "latitude",
        gettext_noop("latitude"),
        _split("latitude, lat, breedtegraad, noorderbreedte, y"),
        "50.94298",
    ),
    Field(
        "longitude",
        gettext_noop("longitude"),
        _split("longitude, lon, lng, long, lengtegraad, oosterlengte, x"),
        "4.03964",
    ),
    Field(
        "phone",
        gettext_noop("phone"),
        _split(
            "phone, telefoon, telefoonnummer, tel, gsm, telephone, phone number, "
            "numero de telephone, gsm nummer, mobile"
        ),
        "09 123 45 67",
    ),
    Field(
        "email",
        gettext_noop("e-mail"),
        _split(
            "email, e mail, mail, e mailadres, emailadres, mailadres, courriel, "
            "adresse e mail, email address"
        ),
        max_length=254,
    ),
    Field(
        "website",
        gettext_noop("website"),
        _split("website, web, url, site, site web, webadres, site internet, webpagina"),
    ),
    Field(
        "languages",
        gettext_noop("languages"),
        _split("language, languages, taal, talen, langue, langues"),
        "nl, fr",
    ),
)
FIELDS_BY_NAME: dict[str, Field] = {field.name: field for field in FIELDS}


@lru_cache(maxsize=4)
def _by_alias(fields: tuple[Field, ...]) -> dict[str, str]:
    return {fold(alias): field.name for field in fields for alias in field.aliases}


def guess_mapping(header: Sequence[str], fields: tuple[Field, ...] = FIELDS) -> dict[str, str]:
    """Return field by column for the columns whose name is known in Dutch, French or English."""
    by_alias = _by_alias(fields)
    guesses = ((column, by_alias.get(_bare(column))) for column in header)
    return {column: field for column, field in guesses if field}


def is_approximate_column(column: str) -> bool:
    return bool(APPROXIMATE_WORDS & set(_words(column)))


def _bare(column: str) -> str:
    """Return the folded name without a year and without words for "approximate"."""
    words = [word for word in _words(column) if word not in APPROXIMATE_WORDS]
    return " ".join(word for word in words if not YEAR.fullmatch(word))


def _words(column: str) -> list[str]:
    return fold(re.sub(r"\(.*?\)|_", " ", column)).split()


@lru_cache(maxsize=16)  # asked for every row of a file
def columns_of(
    header: tuple[str, ...], mapping: frozenset[tuple[str, str]]
) -> dict[str, tuple[int, ...]]:
    """Return positions of columns by field, the preferred one first."""
    fields = dict(mapping)
    positions: dict[str, list[int]] = {}
    for index in sorted(range(len(header)), key=lambda index: _rank(header[index])):
        if fields.get(header[index]):
            positions.setdefault(fields[header[index]], []).append(index)
    return {field: tuple(indexes) for field, indexes in positions.items()}


def _rank(column: str) -> tuple[int, bool]:
    """Sort the newest year first, a column without a year before all, an exact value first."""
    years = [int(word) for word in _words(column) if YEAR.fullmatch(word)]
    return -max(years, default=NO_YEAR), is_approximate_column(column)


def check_mapping(header: Sequence[str], mapping: Mapping[str, str]) -> list[Problem]:
    """Return what is wrong with the choice of columns before any row is read."""
    found = wrong_links(header, mapping, FIELDS)
    return found + _missing_columns(mapped(header, mapping))


def wrong_links(
    header: Sequence[str], mapping: Mapping[str, str], fields: Iterable[Field]
) -> list[Problem]:
    """Return the columns and fields of a mapping that do not exist."""
    known = {field.name for field in fields}
    missing = [
        problem("", "column_missing", column=column) for column in mapping if column not in header
    ]
    return missing + [
        problem("", "field_unknown", column=column, value=field)
        for column, field in mapping.items()
        if field not in known
    ]


def mapped(header: Sequence[str], mapping: Mapping[str, str]) -> set[str]:
    """Return the fields that have a column."""
    return {field for column, field in mapping.items() if column in header}


def _missing_columns(fields: set[str]) -> list[Problem]:
    found = []
    if "name" not in fields:
        found.append(problem("name", "name_unmapped"))
    if not fields & set(KEY_FIELDS):
        found.append(problem("", "no_key_column"))
    if not fields & {"nis", "postal_code"}:
        found.append(problem("nis", "no_place_column"))
    if len(fields & {"latitude", "longitude"}) == 1:
        found.append(problem("latitude", "coordinate_unmapped"))
    return found


@dataclass(frozen=True, slots=True)
class Selection:
    """Rows that meet the conditions, those that do not, and what is wrong with the conditions."""

    kept: list[Row]
    skipped: list[Row]
    problems: list[Problem]


def where(header: Sequence[str], rows: Iterable[Row], conditions: Iterable[str]) -> Selection:
    """Choose rows by conditions as ``type=ocmw``, capitals or not.

    All conditions must hold, but two for one column are alternatives. No row is kept when a
    condition is wrong: importing more than was asked would be worse than importing nothing.
    """
    wanted, found = _wanted(header, conditions)
    kept: list[Row] = []
    skipped: list[Row] = []
    for row in rows:
        is_kept = not found and all(
            row.cells[column].strip().casefold() in values for column, values in wanted.items()
        )
        (kept if is_kept else skipped).append(row)
    return Selection(kept, skipped, found)


def _wanted(
    header: Sequence[str], conditions: Iterable[str]
) -> tuple[dict[int, set[str]], list[Problem]]:
    positions = {column.casefold(): index for index, column in enumerate(header) if column}
    wanted: dict[int, set[str]] = {}
    found: list[Problem] = []
    for condition in conditions:
        column, equals, value = (part.strip() for part in condition.partition("="))
        if not (column and equals):
            found.append(problem("", "where_malformed", value=condition))
        elif column.casefold() not in positions:
            names = ", ".join(filter(None, header))
            found.append(problem("", "where_column", column=column, columns=names))
        else:
            wanted.setdefault(positions[column.casefold()], set()).add(value.casefold())
    return wanted, found

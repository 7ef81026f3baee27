"""What can be wrong with one row of an import, and the sentence that says what to do about it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from dataclasses import field as with_default
from typing import Literal

gettext_noop = str  # marks a text for translation; nothing is translated here

Level = Literal["error", "doubt", "remark"]


@dataclass(frozen=True, slots=True)
class Problem:
    """An error keeps a row out; a doubt lets it in and asks somebody to look; a remark only tells.

    ``field`` is a name out of FIELDS, or empty when the whole row or file is meant.
    """

    level: Level
    field: str
    code: str
    values: Mapping[str, str | int] = with_default(default_factory=dict)


ERRORS: dict[str, str] = {
    "name_missing": gettext_noop("The name is missing. Fill it in."),
    "too_long": gettext_noop(
        "The text under “%(column)s” has more than %(limit)s characters. Shorten it."
    ),
    "formula": gettext_noop(
        "The cell under “%(column)s” holds a formula. Replace it by its result: copy, then paste"
        " as values."
    ),
    "error_cell": gettext_noop(
        "The cell under “%(column)s” holds the error %(value)s. Correct it or empty it."
    ),
    "cell_too_long": gettext_noop(
        "The text under “%(column)s” has more than %(limit)s characters. Shorten it."
    ),
    "too_many_cells": gettext_noop(
        "This row has more cells than there are column names, so its cells may have shifted."
        " Correct the row, or give the extra column a name."
    ),
    "kbo_wrong": gettext_noop(
        "“%(value)s” is not an enterprise number (KBO). It has ten digits, the last two being a"
        " check. Look it up in the Crossroads Bank for Enterprises."
    ),
    "kbo_establishment": gettext_noop(
        "“%(value)s” is the number of an establishment. Fill in the enterprise number (KBO), which"
        " starts with 0 or 1."
    ),
    "ovo_wrong": gettext_noop(
        "“%(value)s” is not an OVO code. Write OVO and six digits, as in OVO001992."
    ),
    "uri_wrong": gettext_noop(
        "“%(value)s” is not a web identifier (URI). It starts with http:// or https://. Correct it"
        " or empty the cell."
    ),
    "nis_unknown": gettext_noop(
        "No municipality has or had the NIS code “%(value)s”. Look the code up, or empty the cell"
        " and give the post code."
    ),
    "coordinate_wrong": gettext_noop(
        "“%(value)s” is not a coordinate in degrees. Write it as 50.94298, or empty the cell."
    ),
    "coordinates_outside": gettext_noop(
        "The point %(latitude)s, %(longitude)s lies outside Belgium. Correct it, or empty both"
        " cells."
    ),
    "coordinates_swapped": gettext_noop(
        "The latitude %(latitude)s and longitude %(longitude)s are swapped. Exchange the two"
        " columns."
    ),
    "duplicate_record": gettext_noop(
        "Row %(row)s has the same Vlaggenlijn id. Keep one row per organisation."
    ),
    "duplicate_uri": gettext_noop(
        "Row %(row)s has the same web identifier (URI). Keep one row per organisation."
    ),
    "duplicate_ovo": gettext_noop(
        "Row %(row)s has the same OVO code. Keep one row per organisation, or correct the code."
    ),
    "duplicate_kbo": gettext_noop(
        "Row %(row)s has the same enterprise number (KBO). Keep one row per organisation: other"
        " places of one organisation become its locations."
    ),
    "duplicate_identifier": gettext_noop(
        "Row %(row)s has the same identifier. Give each organisation its own."
    ),
    "duplicate_name": gettext_noop(
        "Row %(row)s has the same name and post code. Remove one, or give both an enterprise"
        " number (KBO) or an identifier."
    ),
    "column_missing": gettext_noop("The file has no column “%(column)s”. Choose another column."),
    "field_unknown": gettext_noop(
        "The column “%(column)s” is linked to “%(value)s”, which does not exist. Choose a field"
        " from the list."
    ),
    "name_unmapped": gettext_noop("No column holds the name. Choose the column with the name."),
    "organization_missing": gettext_noop(
        "The organisation is missing. Fill in its name, or a number it is known by here."
    ),
    "organization_unmapped": gettext_noop(
        "No column holds the organisation. Choose the column with its name or number."
    ),
    "duplicate_service_record": gettext_noop(
        "Row %(row)s has the same Vlaggenlijn service id. Keep one row per service."
    ),
    "duplicate_service_identifier": gettext_noop(
        "Row %(row)s has the same identifier. Give each service its own."
    ),
    "duplicate_service_name": gettext_noop(
        "Row %(row)s has the same name and organisation. Remove one, or give both an identifier"
        " of their own."
    ),
    "where_malformed": gettext_noop(
        "“%(value)s” is not a condition. Write a column, an equals sign and a value, as in"
        " type=ocmw."
    ),
    "where_column": gettext_noop(
        "The file has no column “%(column)s” to choose rows by. The columns are: %(columns)s."
    ),
}

DOUBTS: dict[str, str] = {
    "record_wrong": gettext_noop(
        "“%(value)s” is not a Vlaggenlijn id, so it is left out. Leave that column as it was."
    ),
    "email_wrong": gettext_noop(
        "“%(value)s” is not an e-mail address, so it is left out. Correct it."
    ),
    "website_wrong": gettext_noop(
        "“%(value)s” is not the address of a website, so it is left out. Correct it."
    ),
    "phone_wrong": gettext_noop(
        "“%(value)s” is not one Belgian or international phone number, so it is kept as a note."
        " Give one number per cell."
    ),
    "language_unknown": gettext_noop(
        "“%(value)s” is not a language we know, so it is left out. Write a name or a code of two"
        " letters, as in nl."
    ),
    "postal_code_wrong": gettext_noop(
        "“%(value)s” is not a Belgian post code of four digits, so it is left out. Correct it."
    ),
    "postal_code_unknown": gettext_noop(
        "We know no municipality with post code %(value)s, so the municipality is left open."
        " Check the post code, or give the NIS code."
    ),
    "postal_code_ambiguous": gettext_noop(
        "Post code %(value)s belongs to several municipalities, so the municipality is left open."
        " Give the NIS code."
    ),
    "nis_split": gettext_noop(
        "The former municipality %(value)s has no single successor, so the municipality is left"
        " open. Give the NIS code of today."
    ),
    "no_place": gettext_noop(
        "There is no NIS code and no post code, so the municipality is left open. Give one of them."
    ),
    "no_street": gettext_noop(
        "There is no street, so only the municipality is shown. Add the street if people may come"
        " there."
    ),
    "coordinate_missing": gettext_noop(
        "Only one of latitude and longitude is filled in, so neither is used. Give both."
    ),
    "service_phone_wrong": gettext_noop(
        "“%(value)s” is not a phone number we can dial, so it is shown as it is written. Put a"
        " slash with spaces between two numbers."
    ),
    "age_wrong": gettext_noop(
        "“%(value)s” is not an age, so it is left out. Write it as 3, 2,5 jaar or 18 maanden."
    ),
    "ages_swapped": gettext_noop(
        "The youngest age is above the oldest one, so the ages are left as they were. Correct them."
    ),
    "hours_wrong": gettext_noop(
        "We cannot read “%(value)s” as opening hours, so the hours are left as they were. Write"
        " them as: ma-vr 9-12, 13-17; za 10-12."
    ),
    "status_wrong": gettext_noop(
        "“%(value)s” is not a state we know, so it is left out. Write active, not active, stopped"
        " or closed for a time."
    ),
    "day_wrong": gettext_noop(
        "“%(value)s” is not a day in the past or today, so it is left out. Write it as 2026-05-31."
    ),
    "yes_wrong": gettext_noop("“%(value)s” is neither yes nor no, so it counts as no."),
    "concept_unknown": gettext_noop(
        "“%(value)s” is not a word of this list that we know, so it is left out. Choose one that"
        " the workspace shows."
    ),
    "area_unknown": gettext_noop(
        "“%(value)s” is not one municipality we know, so it is left out. Write its name or its NIS"
        " code."
    ),
    "shared_kbo": gettext_noop(
        "Row %(row)s has the same enterprise number (KBO). Check that these are two organisations."
    ),
    "no_key_column": gettext_noop(
        "No column holds an identifier, so organisations are recognised by name and post code"
        " only. Add an enterprise number (KBO) or an identifier of your own if you have one."
    ),
    "no_place_column": gettext_noop(
        "No column holds a NIS code or a post code, so no municipality can be filled in. Add one"
        " of them."
    ),
    "coordinate_unmapped": gettext_noop(
        "Only one of latitude and longitude has a column, so neither is used. Choose both columns."
    ),
}

MESSAGES: dict[str, str] = ERRORS | DOUBTS

# Doubts that only tell something; they do not ask anybody to look at the row.
REMARKS = frozenset({"no_street"})


def problem(about: str, code: str, /, **values: str | int) -> Problem:
    """Return the problem with the level that belongs to its code."""
    return Problem("error" if code in ERRORS else "doubt", about, code, values)


def message_of(found: Problem, translate: Callable[[str], str] = str) -> str:
    """Return the sentence of a problem, translated by the caller's gettext when it gives one."""
    return translate(MESSAGES[found.code]) % found.values

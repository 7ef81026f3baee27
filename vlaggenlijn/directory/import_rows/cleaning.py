"""From the cells of one row to the values of one organisation, with what is wrong or doubtful.

What was true and is not any more stays readable: the code of a former municipality is resolved to
today's and kept beside it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Protocol

from vlaggenlijn.common.spreadsheets_table import Row
from vlaggenlijn.directory.import_rows import values as values_of
from vlaggenlijn.directory.import_rows.cells import Cells
from vlaggenlijn.directory.import_rows.fields import FIELDS_BY_NAME
from vlaggenlijn.directory.import_rows.problems import Problem, problem
from vlaggenlijn.directory.import_rows.values import Wrong

PLAIN_FIELDS = ("identifier", "name", "description", "sector", "street", "number", "box", "city")
READERS: dict[str, Callable[[str], str]] = {
    "record": values_of.record,
    "kbo": values_of.kbo,
    "ovo": values_of.ovo,
    "uri": values_of.uri,
    "postal_code": values_of.postal_code,
    "email": values_of.email,
    "website": values_of.website,
}


@dataclass(frozen=True, slots=True)
class NisAnswer:
    """What is known of a NIS code; ``current`` holds today's codes of a former municipality."""

    status: Literal["known", "former", "never"]
    current: tuple[str, ...] = ()


class PlacesLookup(Protocol):
    """What cleaning asks about places."""

    def by_nis(self, code: str, /) -> NisAnswer: ...

    def by_postal_code(self, code: str, city: str, /) -> Sequence[str]:
        """Return NIS codes of today's municipalities with a post code; the city may narrow them."""


@dataclass(frozen=True, slots=True)
class OrganizationValues:
    """What an import knows of one organisation; empty means not known.

    Degrees for the point, ISO 639-1 codes for languages, ten digits for KBO, NIS of today.
    """

    record: str = ""
    identifier: str = ""
    name: str = ""
    description: str = ""
    kbo: str = ""
    ovo: str = ""
    uri: str = ""
    sector: str = ""
    nis: str = ""
    former_nis: str = ""
    street: str = ""
    number: str = ""
    box: str = ""
    postal_code: str = ""
    city: str = ""
    latitude: float | None = None
    longitude: float | None = None
    is_approximate: bool = False
    phone: str = ""
    phone_note: str = ""
    email: str = ""
    website: str = ""
    languages: tuple[str, ...] = ()

    @property
    def address_1(self) -> str:
        """Street and number on one line, as HSDS keeps them."""
        return f"{self.street} {self.number}".strip()


@dataclass(frozen=True, slots=True)
class CleanRow:
    """A row as values, with everything that is wrong or doubtful about it."""

    number: int
    values: Any  # OrganizationValues, or ServiceValues
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_wrong(self) -> bool:
        return any(found.level == "error" for found in self.problems)


def clean(
    header: Sequence[str],
    row: Row,
    mapping: Mapping[str, str],
    places: PlacesLookup,
    *,
    allows_demo_numbers: bool = False,
) -> CleanRow:
    """Return the values in a row and its problems; ``mapping`` gives the field by column."""
    cells = Cells(header, row, mapping, FIELDS_BY_NAME)
    found = cells.problems

    def phone(text: str) -> str:
        return values_of.phone(text, allows_demo_numbers=allows_demo_numbers)

    texts: dict[str, Any] = {name: cells.text(name) for name in PLAIN_FIELDS}
    texts |= {name: cells.read(name, reader) for name, reader in READERS.items()}
    texts |= {"phone": cells.read("phone", phone), "languages": languages_in(cells)}
    values = OrganizationValues(**texts)
    if not values.name and "name" not in cells.refused:
        found.append(problem("name", "name_missing"))
    if any(wrong.code == "phone_wrong" for wrong in found):
        values = replace(values, phone_note=cells.text("phone"))
    values = _with_point(_with_place(values, cells, places), cells)
    return CleanRow(row.number, values, found)


def languages_in(cells: Cells) -> tuple[str, ...]:
    known, unknown = values_of.languages(cells.text("languages"))
    cells.problems += [problem("languages", "language_unknown", value=word) for word in unknown]
    return tuple(known)


def _with_place(
    values: OrganizationValues, cells: Cells, places: PlacesLookup
) -> OrganizationValues:
    code = cells.text("nis")
    by_post = (
        tuple(places.by_postal_code(values.postal_code, values.city))
        if (values.postal_code)
        else ()
    )
    if values.record and not code:
        nis, wrong = "", ""  # our own export says by silence that it is not known
    else:
        nis, wrong = (
            by_nis(code, by_post, places) if code else by_post_code(values.postal_code, by_post)
        )
    shown = code or values.postal_code
    cells.problems += [problem("nis", wrong, value=shown)] if wrong else []
    if not values.street and "street" not in cells.refused:
        cells.problems.append(problem("street", "no_street"))
    return replace(values, nis=nis, former_nis=code if nis and nis != code else "")


def by_nis(code: str, by_post: tuple[str, ...], places: PlacesLookup) -> tuple[str, str]:
    """Return today's code, or "" and what is wrong; a post code settles a split municipality."""
    answer = places.by_nis(code)
    if answer.status == "known":
        return code, ""
    if answer.status == "never":
        return "", "nis_unknown"
    likely = [nis for nis in answer.current if nis in by_post]
    choices = answer.current if len(answer.current) == 1 else likely
    return (choices[0], "") if len(choices) == 1 else ("", "nis_split")


def by_post_code(postal_code: str, by_post: tuple[str, ...]) -> tuple[str, str]:
    if not postal_code:
        return "", "no_place"
    if len(by_post) == 1:
        return by_post[0], ""
    return "", "postal_code_ambiguous" if by_post else "postal_code_unknown"


def _with_point(values: OrganizationValues, cells: Cells) -> OrganizationValues:
    texts = {name: cells.text(name) for name in ("latitude", "longitude")}
    point: dict[str, Any] = {}
    for name, text in texts.items():
        try:
            point |= {name: values_of.degrees(text)} if text else {}
        except Wrong as wrong:
            cells.problems.append(problem(name, wrong.code, value=wrong.value))
            return values
    if not point:
        return values
    wrong_code = _point_problem(**point)
    if wrong_code:
        cells.problems.append(problem("latitude", wrong_code, **texts))
        return values
    is_approximate = bool(cells.approximate & {"latitude", "longitude"})
    return replace(values, **point, is_approximate=is_approximate)


def _point_problem(latitude: float | None = None, longitude: float | None = None) -> str:
    if latitude is None or longitude is None:
        return "coordinate_missing"
    if values_of.is_in_belgium(latitude, longitude):
        return ""
    is_swapped = values_of.is_in_belgium(longitude, latitude)
    return "coordinates_swapped" if is_swapped else "coordinates_outside"

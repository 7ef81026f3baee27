"""The neighbourhoods of one slice as a workbook, a table of text or GeoJSON (RFC 7946)."""

import json

from django.utils.translation import gettext as _

from vlaggenlijn.common.small_counts import told
from vlaggenlijn.common.spreadsheets_writing import WRITERS, Cell
from vlaggenlijn.coverage.findings import Slice
from vlaggenlijn.coverage.looking_into import Line, lines_of
from vlaggenlijn.coverage.overview import band_label
from vlaggenlijn.coverage.reckoning import Reckoned

FORMS = ("xlsx", "csv", "ods", "geojson")


def as_file(found: Reckoned, of: Slice, form: str) -> bytes:
    """Return the neighbourhoods with their verdicts; counts of children as the page shows them."""
    lines = lines_of(found, of)
    if form == "geojson":
        return _geojson(found, of, lines)
    rows = [_row(found, of, line) for line in lines]
    return WRITERS[form](_header(), rows, _("gaps and overlaps"))


def _header() -> list[str]:
    return [
        *(_("code"), _("neighbourhood"), _("municipality"), _("function"), _("for whom")),
        *(_("age"), _("children (estimate, in fives)"), _("services to choose from")),
        *(_("metres to the nearest"), _("verdict"), _("how sure"), _("within km")),
    ]


def _row(found: Reckoned, of: Slice, line: Line) -> list[Cell]:
    ground = found.ground
    return [
        *(line.home.code, line.home.name, line.home.municipality.name_nl),
        *(ground.functions[of.function].label, ground.groups[of.group].label, band_label(of.age)),
        *(told(round(line.children)), line.choices, line.metres),
        *(line.verdict_text, line.sureness_text, found.reach / 1000),
    ]


def _geojson(found: Reckoned, of: Slice, lines: list[Line]) -> bytes:
    names = ("code", "neighbourhood", "municipality", "function", "for_whom", "age", "children",
             "choices", "metres_to_nearest", "verdict", "sureness", "within_km")  # fmt: skip
    features = [
        {
            "type": "Feature",
            "geometry": {
                "type": "Point",
                "coordinates": [line.home.longitude, line.home.latitude],
            },
            "properties": dict(zip(names, _row(found, of, line), strict=True)),
        }
        for line in lines
    ]
    document = {"type": "FeatureCollection", "features": features}
    return json.dumps(document, ensure_ascii=False).encode()

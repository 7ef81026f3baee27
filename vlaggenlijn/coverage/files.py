"""The neighbourhoods of one slice as a workbook, a table of text, GeoJSON (RFC 7946) or a map."""

import json

from django.utils.translation import gettext as _

from vlaggenlijn.common.drawing import letters, png_of
from vlaggenlijn.common.small_counts import told
from vlaggenlijn.common.spreadsheets_writing import WRITERS, Cell
from vlaggenlijn.coverage.findings import Slice
from vlaggenlijn.coverage.looking_into import Line, lines_of, map_of
from vlaggenlijn.coverage.overview import band_label
from vlaggenlijn.coverage.pictures import sheet_svg
from vlaggenlijn.coverage.reach_words import within_text
from vlaggenlijn.coverage.reckoning import Reckoned

FORMS = ("xlsx", "csv", "ods", "geojson", "svg", "png")
PICTURES = ("svg", "png")


def as_file(found: Reckoned, of: Slice, form: str) -> bytes:
    """Return the neighbourhoods with their verdicts; counts of children as the page shows them.

    Raises NoLetters for a picture where the machine has no letters to draw it with.
    """
    lines = lines_of(found, of)
    if form == "geojson":
        return _geojson(found, of, lines)
    if form in PICTURES:
        drawn = _map(found, of, lines)
        return png_of(drawn, zoom=2) if form == "png" else drawn.encode()
    rows = [_row(found, of, line) for line in lines]
    return WRITERS[form](_header(found), rows, _("gaps and overlaps"))


def _map(found: Reckoned, of: Slice, lines: list[Line]) -> str:
    ground, shown = found.ground, map_of(found, of, lines)
    title = _("%(function)s, %(group)s, %(age)s: what there is %(within)s in %(network)s") % {
        "function": ground.functions[of.function].label,
        "group": ground.groups[of.group].label.lower(),
        "age": band_label(of.age),
        "within": within_text(found.within),
        "network": ground.network.name,
    }
    return sheet_svg(title, shown.source, shown.land, shown.keys, letters()[0])


def _header(found: Reckoned) -> list[str]:
    is_timed = found.travelled is not None
    nearest = _("minutes to the nearest") if is_timed else _("metres to the nearest")
    return [
        *(_("code"), _("neighbourhood"), _("municipality"), _("function"), _("for whom")),
        *(_("age"), _("children (estimate, in fives)"), _("services to choose from")),
        *(nearest, _("verdict"), _("how sure")),
        _("within minutes") if is_timed else _("within km"),
        _("places per 100 children"),
    ]


def _row(found: Reckoned, of: Slice, line: Line) -> list[Cell]:
    ground = found.ground
    return [
        *(line.home.code, line.home.name, line.home.municipality.name_nl),
        *(ground.functions[of.function].label, ground.groups[of.group].label, band_label(of.age)),
        *(told(round(line.children)), line.choices, line.nearest),
        *(line.verdict_text, line.sureness_text, float(found.within.amount), line.room),
    ]


def _geojson(found: Reckoned, of: Slice, lines: list[Line]) -> bytes:
    near, within = ("minutes", "minutes") if found.travelled else ("metres", "km")
    names = ("code", "neighbourhood", "municipality", "function", "for_whom", "age", "children",
             "choices", f"{near}_to_nearest", "verdict", "sureness",
             f"within_{within}", "places_per_100_children")  # fmt: skip
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

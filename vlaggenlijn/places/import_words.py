"""What an import of figures says in words: why a file is refused, and why rows are left out."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.places.open_files import UnreadableFile
from vlaggenlijn.places.statbel import Reasons

REFUSALS = {
    "cannot_open": lazy("The file cannot be opened. Check that it exists and try again."),
    "empty": lazy("The file is empty. Choose a file with column names and rows."),
    "broken_zip": lazy("The zip file is damaged or locked. Fetch it again."),
    "not_one_text": lazy(
        "The zip holds %(count)s tables of text; one is expected. Take the right one out first."
    ),
    "not_text": lazy("This is no table of text. Fetch the file again as txt or csv."),
    "too_large": lazy("The file is larger than %(limit)s MB. Split it by province first."),
    "no_geojson": lazy("This is no GeoJSON with features. Export the map as GeoJSON, in degrees."),
    "broken_geojson": lazy(
        "The GeoJSON breaks off or is damaged behind feature %(count)s. Export the map again."
    ),
    "unknown_columns": lazy(
        "We do not know this file by its columns: %(columns)s. Known are population by age and by"
        " statistical sector, REFNIS, and neighbourhoods as GeoJSON."
    ),
    "missing_columns": lazy("These columns are missing: %(columns)s."),
    "other_year": lazy(
        "The file says that it is of %(said)s, and you asked for %(year)s. Give the right year."
    ),
    "no_day": lazy("“%(text)s” is no day. Fetch the file again."),
    "no_links": lazy(
        "The table of links does not say which code becomes which; it has these columns: "
        "%(columns)s. Call them “from” and “to”, and if need be “share”."
    ),
    "no_share": lazy("Row %(row)s of the table of links has no share from 0 to 1."),
    "shares_miss": lazy(
        "The shares of %(text)s in the table of links do not add up to 1. To several codes a share"
        " for each is needed."
    ),
    "links_needed": lazy(
        "Codes of sectors of different years share little. Give the table that links these sectors"
        " to neighbourhoods (--links)."
    ),
}
REASONS = {
    "short_row": lazy("rows with too few columns"),
    "no_number": lazy("rows without a whole number or a code"),
    "unknown_sector": lazy("people of whom the sector is not known"),
    "no_sector": lazy("rows without the code of a sector"),
    "no_link": lazy("people in codes that the table of links does not know"),
    "unknown_municipality": lazy("in municipalities that do not exist (any more)"),
    "unknown_neighbourhood": lazy("people in neighbourhoods that we do not know"),
    "neighbourhoods_missing": lazy(
        "municipalities left as they are: the file misses some of their neighbourhoods"
    ),
    "no_people": lazy("neighbourhoods without inhabitants; their municipality is left as it is"),
    "no_shape": lazy("features that are no feature as GeoJSON describes it"),
    "no_town": lazy("features without the NIS code of a municipality"),
    "no_code": lazy("features without a code, or with one of more than 20 signs"),
    "no_area": lazy("features that are no area (a point, a line, or nothing)"),
    "in_metres": lazy("areas in metres (Lambert); export the map in degrees, WGS 84"),
    "far_away": lazy("areas outside Belgium; perhaps north and east changed places"),
    "odd_people": lazy("features of which the number of people is no number"),
    "elsewhere": lazy("areas of municipalities outside this network"),
    "fused": lazy("areas of a municipality that fused; they go with the one of today"),
    "code_twice": lazy("codes that come twice; the last one counts"),
    "strange": lazy("municipalities with a fifth more or less children than before; look again"),
    "new_municipality": lazy("new municipalities; a new release of the site brings them"),
    "ended_municipality": lazy("municipalities that no longer exist"),
    "other_name": lazy("municipalities with another name"),
}
KINDS = {
    "ages": lazy("children by age and municipality"),
    "sectors": lazy("inhabitants by statistical sector"),
    "register": lazy("register of municipalities (only compared)"),
    "neighbourhoods": lazy("neighbourhoods"),
    "boundaries": lazy("boundaries of municipalities"),
}
FOUND = {
    "municipalities": lazy("municipalities"),
    "children": lazy("children"),
    "neighbourhoods": lazy("neighbourhoods"),
    "inhabitants": lazy("inhabitants"),
    "outlines": lazy("outlines"),
}


def refusal(refused: UnreadableFile) -> str:
    """Return in a sentence why a file is refused, and what to do."""
    return str(REFUSALS[refused.code]) % refused.values


def reason_lines(reasons: Reasons) -> Iterator[str]:
    """Return a line for each reason, with how often and the first examples."""
    for code, count in sorted(reasons.counts.items()):
        yield _("! %(count)s %(why)s: %(examples)s") % {
            "count": count,
            "why": REASONS[code],
            "examples": ", ".join(reasons.examples[code]),
        }

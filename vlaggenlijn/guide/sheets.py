"""The sheet that a parent takes home: one offer on one A4, in the parent's language.

It holds nothing about the family; the lines to fill in are filled in by pen.
"""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from vlaggenlijn.accounts.languages import OWN_NAMES, SOURCE, direction
from vlaggenlijn.accounts.middleware import LANGUAGE_PARAMETER
from vlaggenlijn.common.paper import pdf_of, qr_address
from vlaggenlijn.directory.models import Service
from vlaggenlijn.directory.pages import PlaceText, service_page

STYLE = Path(__file__).resolve().parents[1] / "static" / "vlaggenlijn" / "sheet.css"
# Large type first; a long text gets a smaller letter before it gets a second sheet.
SIZES = ("15pt", "14pt", "13pt", "12pt")
MOST_PLACES = 2
MOST_PHONES = 2


@dataclass(frozen=True, slots=True)
class SheetLanguage:
    """A language in which a sheet can be made, by its own name; is_read by a native reader."""

    code: str
    name: str
    direction: str
    is_read: bool


def sheet_languages() -> list[SheetLanguage]:
    return [
        SheetLanguage(code, OWN_NAMES[code], direction(code), code not in settings.UNREAD_LANGUAGES)
        for code, _ in settings.LANGUAGES
    ]


def address_on_sheet(address: str, language: str) -> str:
    """Return the address of the service's page, opening in the parent's language."""
    asked = "" if language == SOURCE else f"?{urlencode({LANGUAGE_PARAMETER: language})}"
    return address + asked


def sheet(
    service: Service, *, language: str, address: str, network: object, regime: str, is_pdf: bool
) -> str:
    """Return the sheet of a service read with ``with_details()`` as a whole HTML document."""
    page_address = address_on_sheet(address, language)
    with translation.override(language):
        page = service_page(service, regime, language=language)
        context = {
            "page": page,
            "places": [_on_paper(place) for place in page.places[:MOST_PLACES]],
            "phones": page.phones[:MOST_PHONES],
            "language": language,
            "direction": direction(language),
            "address": page_address,
            "qr": qr_address(page_address),
            "today": timezone.localdate(),
            "network": network,
            "is_pdf": is_pdf,
        }
        return render_to_string("guide/sheet.html", context)


def _on_paper(place: PlaceText) -> dict[str, object]:
    """A place with its hours by day of the week; what holds on one date only is left to the QR."""
    open_days = [row for row in place.opening_rows if any(sign.isdigit() for sign in row.hours)]
    return {"place": place, "days": open_days}


def sheet_pdf(html: str) -> bytes:
    """Return the sheet as a tagged PDF; raises NoPango where the system cannot draw one."""
    return pdf_of(html, stylesheet=STYLE, sizes=SIZES)

"""Pages on paper: tagged PDF (PDF/UA) out of HTML, and QR codes. Nothing is fetched from outside.

The PDF is drawn with Pango, a library of the system. Without it the site works as always; only who
asks for a PDF is told what is missing, and gets the same as a page to print.
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import segno
from django.utils.translation import gettext_lazy as _

PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
MISSING = _(
    "This server cannot make a PDF: Pango is missing (on Debian: %(packages)s). "
    "The administrator can add it. Print the page instead; it is the same sheet."
)


class NoPango(Exception):
    """The system library that draws a PDF is not on this machine; the text says so in words."""

    def __str__(self) -> str:
        return str(MISSING) % {"packages": PACKAGES}


@cache
def _weasyprint() -> Any:
    """Return the library, read at the first PDF: it is heavy, and it fails without Pango."""
    try:
        return import_module("weasyprint")
    except OSError as error:
        raise NoPango from error


def why_no_pdf() -> str:
    """Return why this machine makes no PDF, in a sentence for staff; empty when it does."""
    try:
        _weasyprint()
    except NoPango as missing:
        return str(missing)
    return ""


def pdf_of(
    html: str,
    *,
    stylesheet: Path,
    sizes: Sequence[str] = (),
    more_style: str = "",
    laid_out: Callable[[], Any] = lambda: None,
) -> bytes:
    """Return the page as PDF/UA-1; raises NoPango. Pictures are data addresses, or left out.

    ``sizes`` are sizes of the letter to try, largest first, until everything is on one sheet;
    ``more_style`` is what follows from the data, like colours and decoration; ``laid_out``
    is called when only the writing is left.
    """
    weasyprint = _weasyprint()
    fetcher = weasyprint.urls.URLFetcher(allowed_protocols=("data",), allow_redirects=False)
    page = weasyprint.HTML(string=html, url_fetcher=fetcher, media_type="print")
    style = stylesheet.read_text(encoding="utf-8") + more_style
    for size in sizes or ("",):
        letter = f"html {{ font-size: {size} }}" if size else ""
        sheets = [weasyprint.CSS(string=style + letter, url_fetcher=fetcher)]
        with _no_cleaning():
            document = page.render(stylesheets=sheets, pdf_variant="pdf/ua-1")
        if len(document.pages) == 1:
            break
    laid_out()
    with _no_cleaning():
        made: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    return made


@contextmanager
def _no_cleaning() -> Iterator[None]:
    """Keep Python from looking for garbage: among many live boxes that takes a sixth."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def qr_address(text: str) -> str:
    """Return a QR code as a data address (SVG, error correction M) for the src of a picture."""
    code = segno.make(text, error="m", micro=False)
    address: str = code.svg_data_uri(scale=4, border=4, dark="#000", light="#fff", omitsize=True)
    return address


def qr_dots(text: str) -> str:
    """Return a QR code as a data address of dots (PNG): for hundreds on paper, drawn in no time."""
    code = segno.make(text, error="m", micro=False)
    address: str = code.png_data_uri(scale=4, border=4)
    return address

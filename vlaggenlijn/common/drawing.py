"""Letters of the machine, and SVG turned into PNG; nothing is fetched from outside."""

from functools import cache
from pathlib import Path

import resvg_py
from django.utils.translation import gettext_lazy as _
from PIL import ImageFont

FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts")
# Families with all letters of Dutch, French and Turkish: name, regular file, bold file.
FAMILIES = (
    ("Noto Sans", "NotoSans-Regular.ttf", "NotoSans-Bold.ttf"),
    ("DejaVu Sans", "DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    ("Liberation Sans", "LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
)
PACKAGE = "fonts-noto-core"
MISSING = _(
    "This server cannot draw pictures: letters are missing (on Debian: %(package)s). "
    "The administrator can add them."
)
NO_SUCH_SIGN = "\U0010fffe"


class NoLetters(Exception):
    """No family of letters is on this machine; the text says so in words."""

    def __str__(self) -> str:
        return str(MISSING) % {"package": PACKAGE}


@cache
def letters() -> tuple[str, Path, Path]:
    """Return the family to draw with and its two files; raises NoLetters."""
    files = {path.name: path for folder in FOLDERS for path in Path(folder).rglob("*.ttf")}
    for family, regular, bold in FAMILIES:
        if regular in files and bold in files:
            return family, files[regular], files[bold]
    raise NoLetters


def why_no_picture() -> str:
    """Return why this machine draws no pictures, in a sentence for staff; empty when it does."""
    try:
        letters()
    except NoLetters as missing:
        return str(missing)
    return ""


@cache
def _font(is_bold: bool) -> ImageFont.FreeTypeFont:
    _family, regular, bold = letters()
    return ImageFont.truetype(bold if is_bold else regular, 100)


def measure(text: str, size: float, is_bold: bool) -> float:
    """Return how wide a text is in pixels."""
    return float(_font(is_bold).getlength(text)) * size / 100


def lacking(text: str) -> str:
    """Return the signs of a text that the letters do not hold, each once, in their order."""
    font = _font(False)
    box = bytes(font.getmask(NO_SUCH_SIGN))
    signs = dict.fromkeys(sign for sign in text if not sign.isspace())
    return "".join(sign for sign in signs if bytes(font.getmask(sign)) == box)


def png_of(svg: str, zoom: float = 1) -> bytes:
    """Return an SVG as PNG, ``zoom`` times its own size, with the letters of ``letters()``; raises
    NoLetters."""
    _family, regular, bold = letters()
    made: bytes = resvg_py.svg_to_bytes(
        svg_string=svg, zoom=zoom, skip_system_fonts=True, font_files=[str(regular), str(bold)]
    )
    return made

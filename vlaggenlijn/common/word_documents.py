"""Documents for a word processor (.docx): few ask for one, and the library holds eleven megabytes.

So it is read at the first document, and a process of a server that writes none does without.
"""

from importlib import import_module
from typing import Any


def new_document() -> Any:
    """Return an empty document of python-docx."""
    return import_module("docx").Document()


def centimetres(length: float) -> Any:
    """Return a length as such a document measures it."""
    return import_module("docx.shared").Cm(length)


def colour(red: int, green: int, blue: int) -> Any:
    """Return a colour of such a document; each part is 0 to 255."""
    return import_module("docx.shared").RGBColor(red, green, blue)

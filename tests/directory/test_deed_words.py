"""Every deed that is kept has words of its own."""

import re
from pathlib import Path

from django.utils import translation

import vlaggenlijn
from vlaggenlijn.directory.deed_words import DEEDS, deed_text

SOURCES = Path(vlaggenlijn.__file__).parent
DEED = re.compile(r"""deed="([a-z_.]+)\"""")


def test_every_deed_in_the_source_has_words() -> None:
    files = SOURCES.rglob("*.py")
    found = {deed for file in files for deed in DEED.findall(file.read_text(encoding="utf-8"))}
    assert len(found) > 30
    assert sorted(found - DEEDS.keys()) == []


def test_deed_of_an_older_release_is_a_change() -> None:
    with translation.override("en"):
        assert deed_text("service.of_yore") == "changed the record"
        assert deed_text("undo") == "undid an earlier change"

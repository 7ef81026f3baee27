"""Letters of the machine, and pictures out of SVG."""

import io
import os
from collections.abc import Iterator

import pytest
from django.utils import translation
from PIL import Image

from vlaggenlijn.common import drawing
from vlaggenlijn.common.drawing import NoLetters, lacking, letters, measure, png_of, why_no_picture
from vlaggenlijn.week.social import CANVASES, Words, picture


def needs_letters() -> None:
    """Only on a machine of one's own; where the whole run happens, letters are always there."""
    if os.environ.get("CI") != "true" and why_no_picture():
        pytest.skip(why_no_picture())


@pytest.fixture
def no_letters(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(drawing, "FOLDERS", ())
    letters.cache_clear()
    yield
    letters.cache_clear()


@pytest.mark.parametrize("name", list(CANVASES))
def test_picture_becomes_a_png_of_its_size_with_its_text(name: str) -> None:
    needs_letters()
    canvas, family = CANVASES[name], letters()[0]

    def drawn(title: str) -> Image.Image:
        words = Words("Week van de Opvoeding", title, ("zaterdag",), "Demo")
        svg = picture(words, canvas, accent="#1f5c4d", family=family, measure=measure)
        return Image.open(io.BytesIO(png_of(svg))).convert("RGB")

    made = drawn("Samen koken")
    assert made.size == (canvas.width, canvas.height)
    assert made.getpixel((5, canvas.height - 5)) == (0x1F, 0x5C, 0x4D)
    assert made.tobytes() != drawn("Samen eten").tobytes()


def test_measure_grows_with_text_and_size() -> None:
    needs_letters()
    assert measure("", 20, False) == 0
    assert measure("samen", 40, False) == pytest.approx(2 * measure("samen", 20, False))
    assert measure("samen", 20, True) > measure("samen", 20, False)


def test_signs_that_the_letters_lack_are_named_once() -> None:
    needs_letters()
    assert lacking("Ça va? Şöyle: één — €5 漢 samen 漢") == "漢"


def test_machine_without_letters_says_what_to_add(no_letters: None) -> None:
    with translation.override("en"):
        assert why_no_picture() == (
            "This server cannot draw pictures: letters are missing (on Debian: fonts-noto-core). "
            "The administrator can add them."
        )
    with pytest.raises(NoLetters):
        letters()

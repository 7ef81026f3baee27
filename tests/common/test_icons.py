"""Icons are those of lucide, drawn once."""

from django.template import Context, Template
from lucide.templatetags import lucide as drawing

from vlaggenlijn.common import icons


def test_icon_is_that_of_the_library() -> None:
    page = Template('{% load lucide %}{% lucide "baby" size=20 aria_hidden="true" %}')
    drawn = drawing.lucide("baby", size=20, aria_hidden="true")
    assert page.render(Context()) == drawn
    assert drawn.startswith("<svg")


def test_icon_is_drawn_once() -> None:
    icons._drawn.cache_clear()
    first, second = (icons.lucide("baby", size=21) for _ in range(2))
    assert first is second
    assert icons.lucide("baby", size=22) != first
    assert icons._drawn.cache_info().misses == 2

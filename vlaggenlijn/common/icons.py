"""The icons of lucide, each drawn once: a page has some 150 of them, and few different ones."""

from functools import lru_cache

from django import template
from lucide.templatetags import lucide as drawing

register = template.Library()
MOST_DRAWN = 1000


@register.simple_tag
def lucide(name: str, *, size: int | None = 24, **attributes: object) -> str:
    """Return an icon as SVG; in templates, after ``{% load lucide %}``."""
    return _drawn(name, size, **attributes)


@lru_cache(maxsize=MOST_DRAWN)
def _drawn(name: str, size: int | None, **attributes: object) -> str:
    return drawing.lucide(name, size=size, **attributes)

"""The language that is spoken now."""

from django.utils.translation import get_language


def spoken() -> str:
    """Return the visitor's language as ISO 639-1; the u-form of Dutch is Dutch too."""
    return (get_language() or "nl")[:2]

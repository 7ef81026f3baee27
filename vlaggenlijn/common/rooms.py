"""How a room adds to one below it that knows nothing of it."""

from functools import cache

from django.utils.module_loading import autodiscover_modules


@cache
def join_rooms() -> None:
    """Let every room make known what it adds to rooms below (its module ``joining``), once.

    Called by whoever reads what may be added. Not when the site starts: settings that tests change
    would be read too early.
    """
    autodiscover_modules("joining")

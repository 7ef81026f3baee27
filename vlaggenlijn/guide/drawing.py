"""Parts of the page of an answer that are the same for every question: drawn once."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import get_language

from vlaggenlijn.accounts.middleware import regime
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.accounts.remembering import Remembered
from vlaggenlijn.guide.filters import Wish
from vlaggenlijn.guide.forms import FilterForm

MOST_PARTS = 100

_parts: Remembered[tuple[Any, ...], str] = Remembered(MOST_PARTS)


def refine(form: FilterForm, wishes: tuple[Wish, ...], network: LocalNetwork | None) -> str:
    """Return the filters as HTML: the same in one language and network as long as none is chosen.

    ``network`` is the one that the form is of: a network has groups of its own.
    """

    def draw() -> str:
        return render_to_string("guide/_refine.html", {"refine": form})

    key = ("refine", get_language(), network.pk if network else None)
    return draw() if wishes else _parts.one(key, draw)


def footer(request: HttpRequest) -> str:
    """Return the foot of the page with its helplines, which differ by regime and language."""

    def draw() -> str:
        return render_to_string("components/footer.html", request=request)

    if request.user.is_authenticated:
        return draw()
    return _parts.one(("footer", get_language(), regime(request)), draw)

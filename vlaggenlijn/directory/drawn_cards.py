"""Cards as HTML. Of a card only its number, its reasons and its distance hang on the question.

The rest is drawn once for each language and day and each way of being open, as long as no record
changes.
"""

from collections.abc import Sequence
from dataclasses import replace
from secrets import token_hex
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.remembering import Remembered
from vlaggenlijn.common.icons import lucide
from vlaggenlijn.directory.cards import Card, ReasonText

MOST_DRAWN = 2000  # some 4 kB each
ICONS = {
    "place": "map-pin",
    "area": "map-pin",
    "age": "baby",
    "freshness": "shield-check",
    "door": "door-open",
    "not_known": "circle-question-mark",
    "unfit": "circle-minus",
    "text": "quote",
}
# Where the reasons and the distance will stand; nobody can guess them and write them in a text.
WHY, DISTANCE = token_hex(16), token_hex(16)
NUMBERED = ('id="c{}"', 'class="flag n{}" aria-hidden="true">{}<')

_drawn: Remembered[tuple[Any, ...], str] = Remembered(MOST_DRAWN)


def drawn_reasons(reasons: Sequence[ReasonText]) -> SafeString:
    """Return why something is here: the site never decides in silence."""
    if not reasons:
        return SafeString("")
    items = format_html_join(
        "",
        '<li>{}<span dir="auto">{}</span></li>',
        ((_icon(reason.kind), reason.text) for reason in reasons),
    )
    return format_html('<ul class="why" aria-label="{}">{}</ul>', _("Why you see this"), items)


def _icon(kind: str) -> str:
    return lucide(ICONS.get(kind, "check"), size=20, aria_hidden="true")


def drawn_card(card: Card) -> SafeString:
    """Return a numbered card; ``drawn_as`` tells apart what may be drawn once."""
    if card.drawn_as is None:
        return _draw(card, drawn_reasons(card.reasons))
    has_distance = bool(card.distance_text)
    drawn = _drawn.one((*card.drawn_as, has_distance), lambda: _frame(card, has_distance))
    for mark in NUMBERED:  # the first of each stands before all words of the record
        drawn = drawn.replace(mark.format(0, 0), mark.format(card.number, card.number), 1)
    drawn = drawn.replace(DISTANCE, escape(card.distance_text))
    return SafeString(drawn.replace(WHY, drawn_reasons(card.reasons)))


def _frame(card: Card, has_distance: bool) -> str:
    bare = replace(card, number=0, reasons=(), distance_text=DISTANCE if has_distance else "")
    return _draw(bare, SafeString(WHY))


def _draw(card: Card, why: SafeString) -> SafeString:
    context = {"card": card, "numbered": True, "why": why}
    return SafeString(render_to_string("components/card.html", context))

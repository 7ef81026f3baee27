"""Offers in templates: why they stand there, and whole cards of which most was drawn before."""

from collections.abc import Sequence

from django import template

from vlaggenlijn.directory.cards import Card, ReasonText
from vlaggenlijn.directory.drawn_cards import drawn_card, drawn_reasons

register = template.Library()


@register.simple_tag
def why(reasons: Sequence[ReasonText]) -> str:
    """Why something is here, each reason with its pictogram; nothing without reasons."""
    return drawn_reasons(reasons)


@register.simple_tag
def offer(card: Card) -> str:
    """A numbered card."""
    return drawn_card(card)

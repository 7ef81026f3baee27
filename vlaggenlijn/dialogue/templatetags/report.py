"""A line of a report in pages: for its readers, and for who writes it."""

from django import template

from vlaggenlijn.dialogue import report_words
from vlaggenlijn.dialogue.report_text import Paragraph, Share

register = template.Library()


@register.filter
def runs(paragraph: Paragraph) -> list[report_words.Run]:
    return report_words.runs(paragraph)


@register.filter
def runs_for_writer(paragraph: Paragraph) -> list[report_words.Run]:
    return report_words.runs(paragraph, is_for_writer=True)


@register.filter
def in_words(share: Share) -> str:
    return report_words.share_text(share)

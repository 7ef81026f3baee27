"""Words of a quote are not typed over: they would stay when whoever said them takes them back."""

from vlaggenlijn.dialogue.models import Quote, Series
from vlaggenlijn.dialogue.report_text import quotes_typed_over


class WordsOfAQuote(Exception):
    """A text holds the words of quotes, not words of one's own; ``args[0]`` are the quotes."""


def refuse_words_of_quotes(series: Series, *texts: str) -> None:
    """Raise WordsOfAQuote when a text holds what still stands of a series, word for word."""
    standing = Quote.objects.of_series(series).standing()
    said = {str(pk): text for pk, text in standing.opened()}
    typed = {key for text in texts for key in quotes_typed_over(text, said)}
    if typed:
        raise WordsOfAQuote(list(standing.with_ids_in(typed).with_subjects().in_order()))

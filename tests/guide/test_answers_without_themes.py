"""The same sentences of parents against the same services, of which nobody confirmed a theme."""

import pytest

from tests.guide.test_answers_of_parents import best, check_parents_sentences, load
from tests.standing import standing

unconfirmed = standing(lambda: load(are_confirmed=False))
pytestmark = pytest.mark.usefixtures("unconfirmed", "reference_data")


def test_parents_sentences_bring_the_right_service_first() -> None:
    check_parents_sentences()


def test_small_words_of_another_language_ask_for_nothing() -> None:
    assert "Taalklas" not in best("je ne sais pas avec les miens", None)
    assert best("les in het nederlands", None)[0] == "Taalklas"

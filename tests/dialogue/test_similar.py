import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vlaggenlijn.dialogue.similar import LEAST_LIKE, Example, Suggestion, cosine, suggested

EXAMPLES = [
    Example("a", "We hebben geen tijd om te luisteren.", {"tijd"}),
    Example("b", "Er is te weinig tijd voor een gesprek.", {"tijd", "gesprek"}),
    Example("c", "Ouders schamen zich om hulp te vragen.", {"drempel"}),
    Example("d", "Hulp vragen is moeilijk voor een ouder.", {"drempel"}),
]
WORDS = st.lists(st.sampled_from("tijd ouder hulp vraag school geld buurt".split())).map(" ".join)
CODES = st.frozensets(st.sampled_from("xyz"), min_size=1)
examples = st.lists(st.tuples(WORDS, CODES), max_size=8).map(
    lambda rows: [Example(str(place), *row) for place, row in enumerate(rows)]
)


def codes(text: str, **options: int) -> list[str]:
    return [one.code for one in suggested(text, EXAMPLES, language="nl", **options)]


def test_quotes_alike_lead_to_their_codes() -> None:
    assert codes("Wij luisteren graag, maar tijd is er niet.") == ["tijd", "gesprek"]
    assert codes("Ouders vragen moeilijk hulp.") == ["drempel"]
    assert codes("Wij luisteren graag, maar tijd is er niet.", most=1) == ["tijd"]


def test_suggestion_names_what_led_to_it() -> None:
    found = suggested("Ouders die hulp vragen, schamen zich.", EXAMPLES, language="nl")
    assert [one.because for one in found] == [("c", "d")]
    assert found[0].likeness > 1


def test_nothing_alike_suggests_nothing() -> None:
    assert codes("De bus rijdt door de regen.") == []
    assert codes("") == []
    assert suggested("tijd", [], language="nl") == ()


def test_same_words_are_wholly_alike() -> None:
    example = [Example("a", "Geen tijd voor ouders", ["tijd"])]
    found = suggested("Geen tijd voor ouders", example, language="nl")
    assert found == (Suggestion("tijd", pytest.approx(1.0), ("a",)),)  # type: ignore[arg-type]


def test_rare_word_leads_more_than_a_common_one() -> None:
    common = [Example(str(number), f"ouder {word}", ["veel"]) for number, word in
              enumerate(("school", "geld", "buurt", "tijd", "straat"))]  # fmt: skip
    rare = Example("r", "ouder vrijwilliger", ["weinig"])
    found = suggested("vrijwilliger en ouder", [*common, rare], language="nl")
    assert found[0].code == "weinig"


def test_at_most_three_quotes_lead_to_a_code() -> None:
    many = [Example(str(number), "geen tijd", ["tijd"]) for number in range(5)]
    assert suggested("tijd", many, language="nl")[0].because == ("0", "1", "2")


@given(WORDS, examples)
@settings(max_examples=60)
def test_suggestions_hold_together(text: str, given_before: list[Example]) -> None:
    found = suggested(text, given_before, language="nl")
    of_quote = {one.quote: one for one in given_before}
    assert len(found) <= 3
    assert [one.likeness for one in found] == sorted((one.likeness for one in found), reverse=True)
    for one in found:
        assert LEAST_LIKE <= one.likeness <= 3 + 1e-9
        assert all(one.code in of_quote[quote].codes for quote in one.because)
    assert found == suggested(text, given_before[::-1], language="nl")


weights = st.dictionaries(st.sampled_from("abcd"), st.floats(0.1, 10))


@given(weights, weights)
def test_likeness_is_the_same_both_ways(first: dict[str, float], second: dict[str, float]) -> None:
    assert cosine(first, second) == pytest.approx(cosine(second, first))
    assert 0 <= cosine(first, second) <= 1
    assert cosine(first, first) == pytest.approx(1 if first else 0)

"""Numbers with the unit that is said with them, and which of them make a list."""

import pytest

from vlaggenlijn.guide.amounts import MONTH, YEAR, groups_of, tokens_of


def amounts(text: str) -> list[list[tuple[float, float | None]]]:
    return [[(one.amount, one.unit) for one in group] for group in groups_of(tokens_of(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3, 5 en 8 jaar", [[(3, None), (5, None), (8, YEAR)]]),
        ("van 3 tot 6 jaar", [[(3, None), (6, YEAR)]]),
        ("3-jarige, 3 maanden", [[(3, YEAR)], [(3, MONTH)]]),
        ("6 jaar, drie plaatsen", [[(6, YEAR)], [(3, None)]]),
        ("2 jaar 3 maanden", [[(2.25, YEAR)]]),
        ("2 jaar en 3", [[(2, YEAR)], [(3, None)]]),
        ("een jaar of vier", [[(4, YEAR)]]),
        ("een jaar of", [[(1, YEAR)]]),
        ("een jaar of drie maanden", [[(1, YEAR), (3, MONTH)]]),
        ("half jaar", [[(0.5, YEAR)]]),
        ("half acht", [[(8, None)]]),
        ("een 5yo", [[(5, YEAR)]]),
        ("een tuin", []),
        ("onze 3 dochters", [[(3, None)]]),
    ],
)
def test_amounts_of_a_text(text: str, found: list[list[tuple[float, float | None]]]) -> None:
    assert amounts(text) == found


def test_an_article_is_marked_for_it_often_tells_how_long() -> None:
    groups = groups_of(tokens_of("een jaar, 1 jaar, سنتين"))
    assert [one.is_article for group in groups for one in group] == [True, False, True]

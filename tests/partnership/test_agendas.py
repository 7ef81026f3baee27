"""An agenda typed as lines, and minutes that are never lost."""

from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.partnership.agendas import Point, lines, replanned


def test_lines_without_numbers_and_dashes() -> None:
    text = "1. Verslag\n - Vaders\n\n* Geld \n2026\n"
    assert lines(text) == ["Verslag", "Vaders", "Geld", "2026"]


def test_lines_keep_the_numbers_that_are_words() -> None:
    titles = [
        "16-23 mei: de Week",
        "2027: begroting",
        "10-jarig bestaan",
        "3de tafel",
        "1.250 euro",
    ]
    assert lines("\n".join(titles)) == titles
    assert lines("\n".join(f"{n}) {title}" for n, title in enumerate(titles, 1))) == titles


def test_same_title_keeps_its_point() -> None:
    points = [
        Point("Verslag", 1, True),
        Point("Geld", 2),
        Point("Weg", 3),
        Point("Gezegd", 4, True),
    ]
    assert replanned(points, ["Geld", "Nieuw", "Verslag"]) == [
        Point("Geld", 2), Point("Nieuw"), Point("Verslag", 1, True), Point("Gezegd", 4, True),
    ]  # fmt: skip


def test_title_that_stands_twice_is_two_points() -> None:
    assert replanned([Point("Geld", 1)], ["Geld", "Geld"]) == [Point("Geld", 1), Point("Geld")]


TITLES = st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=6)


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.booleans()), max_size=6), TITLES)
def test_nothing_minuted_is_lost(there: list[tuple[str, bool]], wanted: list[str]) -> None:
    points = [Point(title, number, said) for number, (title, said) in enumerate(there)]
    found = replanned(points, wanted)
    assert [one.title for one in found][: len(wanted)] == wanted
    assert {one.id for one in points if one.is_minuted} <= {one.id for one in found}
    kept = [one.id for one in found if one.id is not None]
    assert len(kept) == len(set(kept))

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.directory import translating
from vlaggenlijn.directory.translating import (
    ADDED,
    GONE,
    KEPT,
    State,
    Translated,
    changed_fields,
    digest,
    digest_of_all,
    missing_fields,
    plain,
    shown_fields,
    state_of,
    wanted_fields,
    wording_change,
)

DUTCH = {"name": "Spelpunt", "summary": "Kom spelen.", "alert": "", "description": "Elke dag."}
FRENCH = {"name": "Jouer", "summary": "Venez jouer.", "alert": "", "description": ""}


def french(**source: str) -> Translated:
    """The French of the Dutch above, made from other Dutch where given."""
    return Translated(FRENCH, DUTCH | source)


def test_every_translated_field_has_a_length() -> None:
    fields = {name for names in translating.FIELDS.values() for name in names}
    assert set(translating.LONGEST) == fields
    assert fields >= translating.MANY_LINES | translating.SHORT_LIVED


@pytest.mark.parametrize(
    ("one", "other"),
    [("een\r\ntwee ", "een\ntwee"), ("een  twee", "een twee"), ("é", "e\u0301"), (" \n", "")],
)
def test_the_same_wording_has_one_digest(one: str, other: str) -> None:
    assert plain(one) == plain(other)
    assert digest(one) == digest(other)
    assert len(digest(one)) == translating.DIGEST_SIGNS


def test_another_wording_has_another_digest() -> None:
    assert len({digest(text) for text in ("een\ntwee", "een twee", "Een twee", "")}) == 4


def test_digest_of_all_knows_fields_and_places() -> None:
    assert digest_of_all({"a": "1", "b": "2"}) == digest_of_all({"b": "2", "a": "1"})
    others = [{"a": "2", "b": "1"}], [{"a": "1"}, {"b": "2"}], [{"a": "1", "b": ""}], []
    digests = {digest_of_all(*other) for other in others}
    assert len(digests | {digest_of_all({"a": "1", "b": "2"})}) == 5


def test_changed_fields_are_those_whose_dutch_says_something_else() -> None:
    assert changed_fields(french(), DUTCH) == []
    assert changed_fields(french(summary="Kom  spelen. "), DUTCH) == []
    assert changed_fields(french(summary="Anders", alert="Dicht"), DUTCH) == ["summary", "alert"]
    assert changed_fields(Translated(FRENCH, {}), DUTCH) == ["name", "summary", "description"]


def test_missing_fields_are_those_that_the_dutch_fills_in() -> None:
    assert missing_fields(french(), DUTCH) == ["description"]
    assert missing_fields(None, DUTCH) == ["name", "summary", "description"]


@pytest.mark.parametrize(
    ("approved", "draft", "state"),
    [
        (None, None, State.NONE),
        (None, french(), State.DRAFT),
        (french(), None, State.APPROVED),
        (french(), french(name="Oud"), State.APPROVED),
        (french(name="Oud"), french(), State.OUTDATED),
    ],
)
def test_state_is_that_of_what_visitors_read(
    approved: Translated | None, draft: Translated | None, state: State
) -> None:
    assert state_of(approved, draft, DUTCH) == state


def test_wanted_fields_are_empty_or_made_from_other_dutch() -> None:
    assert wanted_fields(None, DUTCH) == ["name", "summary", "description"]
    assert wanted_fields(french(), DUTCH) == ["description"]
    assert wanted_fields(french(name="Oud", alert="Dicht"), DUTCH) == ["name", "description"]


def test_shown_fields_are_what_is_approved_and_still_right() -> None:
    both = {"name": "Jouer", "summary": "Venez jouer."}
    assert shown_fields(None, DUTCH, is_strict=True) == {}
    assert shown_fields(french(), DUTCH, is_strict=True) == both
    assert shown_fields(french(name="Oud"), DUTCH, is_strict=True) == {"summary": "Venez jouer."}
    assert shown_fields(french(name="Oud"), DUTCH, is_strict=False) == both


@pytest.mark.parametrize("is_strict", [True, False])
def test_never_more_than_the_dutch_says(is_strict: bool) -> None:
    said = Translated({"name": "Jouer", "alert": "Fermé"}, {"name": "Spelpunt", "alert": "Dicht"})
    gone = {"name": "Spelpunt", "alert": ""}
    other = {"name": "Spelpunt", "alert": "Open tot 20 uur"}
    assert shown_fields(said, gone, is_strict=is_strict) == {"name": "Jouer"}
    assert shown_fields(said, other, is_strict=is_strict) == {"name": "Jouer"}


def test_wording_change_in_words() -> None:
    assert wording_change("Kom op maandag langs.", "Kom op dinsdag of vrijdag langs.") == [
        (KEPT, "Kom op "), (GONE, "maandag"), (ADDED, "dinsdag of vrijdag"), (KEPT, " langs."),
    ]  # fmt: skip
    assert wording_change("", "Nieuw") == [(ADDED, "Nieuw")]
    assert wording_change("Weg", "") == [(GONE, "Weg")]


@given(st.text(max_size=60), st.text(max_size=60))
def test_wording_change_loses_nothing(old: str, new: str) -> None:
    parts = wording_change(old, new)
    assert "".join(text for kind, text in parts if kind != ADDED) == plain(old)
    assert "".join(text for kind, text in parts if kind != GONE) == plain(new)
    assert all(text for _, text in parts)

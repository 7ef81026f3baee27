from dataclasses import dataclass
from uuid import UUID

import pytest

from vlaggenlijn.directory.import_rows.decisions import Decision, decision_in


@dataclass(frozen=True)
class Known:
    pk: UUID
    version: int = 3


ONE, TWO = Known(UUID(int=1)), Known(UUID(int=2))


@pytest.mark.parametrize(
    ("text", "decision"),
    [
        ("leave", Decision("leave")),
        ("new", Decision("new")),
        ("new:a", Decision("new", "a")),
        ("same:a", Decision("same", "a")),
        ("same:a:3", Decision("same", "a", "3")),
        ("", Decision()),
        ("drop table", Decision()),
        ("other:a:3", Decision()),
    ],
)
def test_word_is_read(text: str, decision: Decision) -> None:
    assert decision_in(text) == decision


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"same:{TWO.pk}:3", TWO),
        (f"same:{TWO.pk}", TWO),
        (f"same:{TWO.pk}:2", None),
        (f"same:{UUID(int=3)}:3", None),
        ("same:", None),
    ],
)
def test_chosen_record_is_there_as_it_was_seen(text: str, found: Known | None) -> None:
    assert decision_in(text).of([ONE, TWO]) == found


@pytest.mark.parametrize(
    ("text", "may_be_new", "is_offered"),
    [
        ("same:a", False, True),
        ("same:h", False, False),
        ("new", True, True),
        ("new", False, False),
        ("new:h", False, True),
        ("new:a", True, False),
        ("leave", False, True),
        ("drop table", True, False),
    ],
)
def test_only_what_is_offered_can_be_chosen(text: str, may_be_new: bool, is_offered: bool) -> None:
    found = decision_in(text).is_offered(["a"], ["h"], may_be_new=may_be_new)
    assert found is is_offered

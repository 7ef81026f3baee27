from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.coverage import promises
from vlaggenlijn.coverage.promises import is_too_long, promise, promised

HOME = UUID(int=1)


@given(about=st.lists(st.text() | st.integers()), content=st.binary())
def test_what_was_promised_comes_back(about: list[str | int], content: bytes) -> None:
    assert promised("areas", HOME, promise("areas", HOME, about, content)) == (about, content)


def test_promise_of_another_kind_or_person_or_changed_is_none() -> None:
    load = promise("areas", HOME, ["2025"], b"x")
    assert promised("times", HOME, load) is None
    assert promised("areas", uuid4(), load) is None
    assert promised("areas", HOME, load + "x") is None
    assert promised("areas", HOME, "") is None


def test_promise_is_not_kept_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    load = promise("areas", HOME, [], b"x")
    monkeypatch.setattr(promises, "KEPT_FOR", -1)
    assert promised("areas", HOME, load) is None


def test_longest_promise_still_fits_in_a_form(monkeypatch: pytest.MonkeyPatch) -> None:
    load = promise("areas", HOME, [], b"x")
    monkeypatch.setattr(promises, "LONGEST", len(load))
    assert not is_too_long(load)
    monkeypatch.setattr(promises, "LONGEST", len(load) - 1)
    assert is_too_long(load)

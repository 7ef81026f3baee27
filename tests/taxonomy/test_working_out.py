"""However many processes work out what records are about, they say what one alone says."""

import pytest

from vlaggenlijn.taxonomy import working_out
from vlaggenlijn.taxonomy.index import Entry, postings_of_many
from vlaggenlijn.taxonomy.learning import Lesson, learn
from vlaggenlijn.taxonomy.thesaurus import Thesaurus, Word
from vlaggenlijn.taxonomy.understanding import Understanding
from vlaggenlijn.taxonomy.working_out import worked_out

SLEEP = Understanding(
    Thesaurus([Word("themes:sleep", "slapen", "nl", is_preferred=True)]),
    offers=learn([Lesson("slaap en rust voor baby's", ("themes:sleep",))]),
)
BATCHES = [[Entry(f"Slaap {one} {two}", "rust") for two in range(3)] for one in range(7)]


@pytest.mark.parametrize("cores", [1, 2, 8])
def test_postings_are_those_of_one_process_in_the_same_order(
    cores: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working_out, "_cores", lambda: cores)
    expected = [postings_of_many(batch, SLEEP) for batch in BATCHES]
    assert list(worked_out(BATCHES, SLEEP)) == expected
    assert working_out._known == []


def test_one_batch_is_worked_out_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working_out, "ProcessPoolExecutor", None)
    assert list(worked_out(BATCHES[:1], SLEEP)) == [postings_of_many(BATCHES[0], SLEEP)]
    assert list(worked_out([], SLEEP)) == []


def test_batches_are_not_read_far_ahead_of_what_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working_out, "_cores", lambda: 2)
    read = []
    found = worked_out((read.append(batch) or batch for batch in BATCHES), SLEEP)
    next(found)
    assert len(read) == working_out.AHEAD * 2 + 1
    assert len(list(found)) == len(BATCHES) - 1


def test_what_fails_in_another_process_fails_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working_out, "_cores", lambda: 2)
    with pytest.raises(AttributeError):
        list(worked_out([*BATCHES, [None]], SLEEP))  # type: ignore[list-item]
    assert working_out._known == []

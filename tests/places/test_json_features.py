"""Features one by one: the same as by reading all at once, and never more than one in memory."""

import io
import json
import tracemalloc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.places import json_features
from vlaggenlijn.places.json_features import BrokenFeatures, features

VALUE: Any = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)


class Slow(io.BytesIO):
    """A file that gives a few bytes at a time, so that everything is cut somewhere."""

    def __init__(self, content: bytes, step: int) -> None:
        super().__init__(content)
        self.step = step

    def read(self, size: int | None = -1) -> bytes:
        return super().read(self.step)


@given(
    st.lists(VALUE, max_size=5),
    st.dictionaries(st.text(max_size=4).filter(lambda name: name != "features"), VALUE),
    st.integers(1, 40),
    st.sampled_from([None, 2]),
    st.booleans(),
    st.booleans(),
)
def test_every_document_gives_its_features_however_it_is_cut(
    found: list[Any],
    others: dict[str, Any],
    step: int,
    indent: int | None,
    is_ascii: bool,
    is_marked: bool,
) -> None:
    document = others | {"features": found} | {"zzz": others}
    text = json.dumps(document, indent=indent, ensure_ascii=is_ascii)
    content = text.encode("utf-8-sig" if is_marked else "utf-8", errors="surrogatepass")
    assert list(features(Slow(content, step))) == found


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("", 0),
        ("[]", 0),
        ("{}", 0),
        ('{"features": 3}', 0),
        ('{"features": {}}', 0),
        ('{"features": [1, 2', 2),
        ('{"features": [1 2]}', 1),
        ('{"features": [1, tru]}', 1),
        ('{"features": [1,]}', 1),
        ('{"features": [1]', 1),
        ('{"features": [1]} x', 1),
        ('{"name" 3, "features": []}', 0),
        ('{"features": [' + "[" * 100_000, 0),
    ],
)
def test_what_is_no_geojson_says_where_it_breaks(text: str, after: int) -> None:
    with pytest.raises(BrokenFeatures) as broken:
        list(features(Slow(text.encode(), 7)))
    assert broken.value.after == after


def test_other_signs_than_utf8_are_broken() -> None:
    with pytest.raises(BrokenFeatures):
        list(features(io.BytesIO('{"features": ["é"]}'.encode("cp1252"))))


def test_feature_without_end_is_not_read_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_features, "LONGEST", 1000)
    file = io.BytesIO(b'{"features": ["' + b"x" * 10_000_000)
    with pytest.raises(BrokenFeatures):
        list(features(file))
    assert file.tell() < 1_000_000


def test_memory_is_that_of_one_feature() -> None:
    class Endless(io.RawIOBase):
        """Thirty megabytes that nobody holds."""

        left, feature = 30_000, b'{"type": "Feature", "x": "' + b"y" * 970 + b'"}'

        def read(self, size: int = -1) -> bytes:
            if self.left == 30_000:
                self.left -= 1
                return b'{"features": [' + self.feature
            self.left -= 1
            return b"," + self.feature if self.left > 0 else b"]}" if self.left == 0 else b""

    tracemalloc.start()
    count = sum(1 for _ in features(Endless()))  # type: ignore[arg-type]
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 29_999
    assert most < 2_000_000

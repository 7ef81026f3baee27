import json
import re

from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.common.linked_data import block, filled

TEXTS = st.text(st.sampled_from("a<>&/\"'!-é\u2028"), max_size=12)
VALUES = TEXTS | st.integers(0, 9) | st.none() | st.lists(TEXTS, max_size=2)


@given(st.dictionaries(TEXTS, VALUES, max_size=3))
def test_block_holds_the_facts_whatever_their_texts_are(facts: dict[str, object]) -> None:
    html = block(facts)
    found = re.fullmatch(r'<script type="application/ld\+json">([^<>&]*)</script>', html)
    assert found
    assert json.loads(found[1]) == facts


def test_what_says_nothing_is_left_out() -> None:
    values = {"a": 0, "b": "", "c": None, "d": [], "e": {}, "f": "x", "g": False}
    assert filled(values) == {"a": 0, "f": "x", "g": False}

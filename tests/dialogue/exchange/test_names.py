import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.dialogue.exchange.names import PREFIXES, group, inside, outside

kinds = st.sampled_from(sorted(PREFIXES["nl"]))


@given(kinds, st.text(min_size=1, max_size=20), st.sampled_from(["nl", "fr", "en", "tr"]))
def test_a_name_of_ours_falls_apart_again(kind: str, name: str, language: str) -> None:
    assert inside(outside(kind, name, language)) == (kind, name)


@pytest.mark.parametrize("name", ["samenwerking", "Kans:", "Kans: ", "Noot: x", "kans: x", ": x"])
def test_a_name_of_others_stays_as_it_is(name: str) -> None:
    assert inside(name) == ("", name)


def test_prefixes_of_all_languages_say_one_thing_each() -> None:
    found = [prefix for kinds in PREFIXES.values() for prefix, _ in kinds.values()]
    assert len(found) == len(set(found))


def test_group() -> None:
    assert (group("opportunity"), group("hat", "fr"), group("hat", "tr")) == (
        "Kansen", "Chapeaux", "Hoeden"
    )  # fmt: skip

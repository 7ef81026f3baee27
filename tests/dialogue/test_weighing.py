"""Tables, organisations and people are counted once each; what is not right is said."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vlaggenlijn.dialogue.weighing import Backing, Weight, gaps_of, weigh

BACKING = st.builds(
    Backing, table=st.sampled_from("12"), organization=st.sampled_from(["", "a", "b"]),
    person=st.sampled_from(["", "p", "q"]),
)  # fmt: skip


def test_one_person_who_says_it_five_times_says_it_once() -> None:
    assert weigh([Backing("1", "a", "p")] * 5) == Weight(1, 1, 1, 5)
    assert weigh([Backing("1", "", ""), Backing("2", "a", "p")]) == Weight(2, 1, 1, 2)


def test_gaps() -> None:
    two = Weight(tables=2, organizations=3, people=3, quotes=4)
    right = {"tables": 2, "organizations": 3, "people": 3}
    assert gaps_of(Weight(0, 0, 0, 0), right) == ("nothing",)
    assert gaps_of(Weight(1, 1, 1, 1), {}) == ("one_table",)
    assert gaps_of(Weight(1, 1, 1, 1), right) == ("one_table", "changed")
    assert (gaps_of(two, right), gaps_of(two, {})) == ((), ())
    assert gaps_of(two, right | {"people": 4}) == ("changed",)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(BACKING, max_size=8), BACKING)
def test_more_never_weighs_less(rows: list[Backing], one: Backing) -> None:
    before, after = weigh(rows), weigh([*rows, one])
    assert after.quotes == before.quotes + 1
    for name in ("tables", "organizations", "people"):
        assert 0 <= getattr(after, name) - getattr(before, name) <= 1

"""A stamp tells a person from a robot; no text breaks it and nobody can make one."""

from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.common.stamps import TOO_FAST_SECONDS, TOO_OLD_SECONDS, new_stamp, stamp_problem

MOMENTS = st.integers(0, 4_000_000_000)


@given(MOMENTS, st.integers(TOO_FAST_SECONDS, TOO_OLD_SECONDS))
def test_stamp_of_a_person_is_good(now: int, age: int) -> None:
    assert stamp_problem(new_stamp(now), now + age) == ""


@given(MOMENTS, st.integers(-1_000_000, TOO_FAST_SECONDS - 1))
def test_stamp_of_a_moment_ago_or_to_come_is_too_fast(now: int, age: int) -> None:
    assert stamp_problem(new_stamp(now), now + age) == "too_fast"


@given(MOMENTS, st.integers(TOO_OLD_SECONDS + 1, 1_000_000_000))
def test_stamp_of_long_ago_is_too_old(now: int, age: int) -> None:
    assert stamp_problem(new_stamp(now), now + age) == "too_old"


@given(st.text() | st.from_regex(r"\d{10}-[0-9a-f]{8}:[A-Za-z0-9_-]{43}", fullmatch=True), MOMENTS)
def test_made_up_stamp_is_forged(text: str, now: int) -> None:
    assert stamp_problem(text, now) == "forged"


@given(MOMENTS, st.data())
def test_stamp_with_one_sign_changed_is_forged(now: int, data: st.DataObject) -> None:
    stamp = new_stamp(now)
    at = data.draw(st.integers(0, len(stamp) - 1))
    sign = data.draw(st.sampled_from("0123456789abcdef-:").filter(lambda one: one != stamp[at]))
    # The last sign of base64 carries spare bits, so that two spellings can mean the same.
    if at < len(stamp) - 1:
        changed = stamp[:at] + sign + stamp[at + 1 :]
        assert stamp_problem(changed, now + 10) == "forged"


def test_two_stamps_of_one_moment_differ() -> None:
    assert new_stamp(1) != new_stamp(1)

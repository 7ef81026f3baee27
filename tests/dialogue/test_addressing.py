"""Who is new in a series, each under a name of its own."""

from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.dialogue.addressing import LONGEST_NAME, Candidate, Known, free_name, plan

NAMES = st.text("AB ()2", min_size=1, max_size=3)
CANDIDATES = st.builds(
    Candidate, key=st.sampled_from("uvwxyz"), name=NAMES, place=st.sampled_from(["", "Gent", "A"])
)


def test_new_known_and_without_an_address() -> None:
    rows = [
        Candidate("1", "CAW", email="caw@example.org"),
        Candidate("2", "OCMW"),
        Candidate("3", "Gezinsbond"),
        Candidate("3", "Gezinsbond"),
    ]
    known = Known(frozenset("2"), frozenset(["Gezinsbond"]), frozenset(["OCMW", "Gezinsbond"]))
    found = plan(rows, known)
    assert [one.name for one in found.new] == ["CAW"]
    assert (found.found, found.known, found.without_email) == (4, 3, 0)
    assert plan(rows[1:2], Known()).without_email == 1


def test_two_of_one_name_are_told_apart() -> None:
    rows = [Candidate(str(one), "OCMW", place=place)
            for one, place in enumerate(["Gent", "Aalst", "Aalst", ""])]  # fmt: skip
    names = [one.name for one in plan(rows, Known()).new]
    assert names == ["OCMW", "OCMW (Aalst)", "OCMW (Aalst) (2)", "OCMW (2)"]
    assert free_name("OCMW", "", {"OCMW", "OCMW (2)"}) == "OCMW (3)"


def test_long_name_stays_within_the_column() -> None:
    long = "x" * 200
    assert free_name(long, "Gent", set()) == "x" * LONGEST_NAME
    placed = free_name(long, "Gent", {"x" * LONGEST_NAME})
    assert (len(placed), placed[-7:]) == (LONGEST_NAME, " (Gent)")


@given(st.lists(CANDIDATES, max_size=8), st.sets(NAMES, max_size=3))
def test_names_are_free_and_a_second_time_nobody_is_new(
    rows: list[Candidate], names: set[str]
) -> None:
    found = plan(rows, Known(names=frozenset(names)))
    given_names = [one.name for one in found.new]
    assert len(set(given_names) | names) == len(given_names) + len(names)
    assert found.found == len(rows)
    after = Known(
        frozenset(one.key for one in found.new), frozenset(), frozenset([*names, *given_names])
    )
    assert plan(rows, after).new == ()

"""Counts of who comes, by hand."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vlaggenlijn.dialogue.response import Addressee, Gatherings, gatherings_of, response_of

STATES = ["addressed", "invited", "registered", "excused", "no_show", "present"]
ADDRESSEES = st.builds(
    Addressee, region=st.sampled_from("AB"), kind=st.just("OCMW"), state=st.sampled_from(STATES),
    has_answered_form=st.booleans(),
)  # fmt: skip


def test_the_report_of_2012() -> None:
    states = {"present": 65, "no_show": 13, "excused": 20, "invited": 210}
    every = [Addressee("", "OCMW", state) for state, many in states.items() for _ in range(many)]
    response = response_of(every)
    assert (response.addressed, response.present, response.percent) == (308, 65, 21)
    assert (response.no_show, response.excused, response.invited) == (13, 20, 308)


def test_tables_of_the_report_of_2012() -> None:
    assert gatherings_of(["held"] * 12 + ["cancelled"] * 2 + ["planned"]) == Gatherings(15, 12)
    assert gatherings_of([]) == Gatherings(0, 0)


def test_nobody() -> None:
    response = response_of([])
    assert (response.addressed, response.percent, response.regions) == (0, None, ())


def test_where_nobody_comes_stands_first() -> None:
    response = response_of([
        Addressee("Antwerpen", "OCMW", "present", was_asked_to_check=True),
        Addressee("Limburg", "OCMW", "invited"),
        Addressee("Gent", "CAW", "registered", has_answered_form=True),
    ])  # fmt: skip
    assert [(one.name, one.is_missing) for one in response.regions] == [
        ("Limburg", True), ("Antwerpen", False), ("Gent", False),
    ]  # fmt: skip
    assert (response.silent, response.answered) == (1, 1)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ADDRESSEES, max_size=20))
def test_lines_add_up(every: list[Addressee]) -> None:
    response = response_of(every)
    for lines in (response.regions, response.kinds):
        assert sum(one.addressed for one in lines) == len(every)
        assert sum(one.comes for one in lines) == response.registered + response.present
        assert sum(one.answered for one in lines) == response.answered

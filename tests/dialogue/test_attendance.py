"""Who took part, told without telling who."""

from hypothesis import given, settings
from hypothesis import strategies as st

from vlaggenlijn.dialogue.attendance import Seat, attendance
from vlaggenlijn.dialogue.small_cells import FEWEST


def seats(region: str, table: str, state: str, count: int) -> list[Seat]:
    return [Seat(region, table, state)] * count


def test_numbers_of_a_region_a_table_and_all() -> None:
    found = attendance([
        *seats("Oost", "1", "present", 5), *seats("Oost", "2", "present", 4),
        *seats("West", "3", "present", 6), *seats("Oost", "", "excused", 3),
        *seats("West", "", "excused", 3), *seats("West", "3", "no_show", 3),
        *seats("Oost", "", "invited", 10), *seats("West", "", "addressed", 12),
    ])  # fmt: skip
    assert (found.total.addressed, dict(found.total.outcomes), found.percent) == (
        46, {"present": 15, "excused": 6, "no_show": 3, "silent": 22}, 33,
    )  # fmt: skip
    assert [(one.name, one.addressed, one.outcomes["present"]) for one in found.regions] == [
        ("Oost", 22, 9), ("West", 24, 6),
    ]  # fmt: skip
    assert (dict(found.tables), found.has_hidden) == ({"1": 5, "2": 4, "3": 6}, False)


def test_small_number_is_hidden_with_what_would_give_it_away() -> None:
    found = attendance([
        *seats("Oost", "1", "present", 2), *seats("Oost", "2", "present", 5),
        *seats("West", "3", "present", 9), *seats("West", "", "excused", 1),
    ])  # fmt: skip
    assert found.tables["1"] is None
    assert found.tables["2"] is None
    assert found.total.outcomes["excused"] is None
    assert found.has_hidden


def test_nobody_addressed_is_no_response() -> None:
    found = attendance([])
    assert (found.total.addressed, found.percent, found.regions) == (0, None, ())
    assert attendance(seats("", "1", "present", 2)).percent is None
    assert attendance(seats("", "", "invited", 4)).percent == 0


SEAT = st.builds(
    lambda region, table, state: Seat(region, f"{region}{table}" if state == "present" else "", state),  # noqa: E501
    st.sampled_from("AB"), st.sampled_from("123"),
    st.sampled_from(["present", "excused", "no_show", "invited"]),
)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(st.lists(SEAT, max_size=60))
def test_no_number_under_three_is_told_and_none_follows_from_one_sum(rows: list[Seat]) -> None:
    found = attendance(rows)
    lines = [found.total, *found.regions]
    cells = [cell for one in lines for cell in (one.addressed, *one.outcomes.values())]
    assert not [one for one in (*cells, *found.tables.values()) if one and one < FEWEST]
    for line in lines:
        assert [line.addressed, *line.outcomes.values()].count(None) != 1
    for name in ("present", "excused", "no_show", "silent"):
        column = [found.total.outcomes[name], *(one.outcomes[name] for one in found.regions)]
        assert column.count(None) != 1

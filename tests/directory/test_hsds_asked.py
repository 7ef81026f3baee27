"""What a program asks is read, or refused with a sentence."""

from datetime import UTC, datetime
from typing import Any

import pytest

from vlaggenlijn.directory.hsds.asked import Asked, Refused, everything, numbered, read


def test_nothing_asked_is_the_first_page_of_everything() -> None:
    assert read("services", {}) == Asked()


def test_every_filter_is_read_and_what_is_unknown_is_left_alone() -> None:
    values = {
        "search": " slapen ", "page": "3", "per_page": "20", "format": "NDJSON",
        "taxonomy_term_id": "t", "taxonomy_id": "x", "organization_id": "o\x00",
        "modified_after": "2026-11-28T10:00:00 01:00", "minimal": "true", "full": "False",
        "postcode": "9000", "whatever": "1",
    }  # fmt: skip
    asked = read("services", values)
    assert asked == Asked(
        search="slapen",
        page=3,
        per_page=20,
        format="ndjson",
        taxonomy_term_id="t",
        taxonomy_id="x",
        organization_id="o",
        modified_after=datetime(2026, 11, 28, 9, tzinfo=UTC),
        minimal=True,
    )
    assert asked.first == 40


@pytest.mark.parametrize("text", ["2026-11-28", "2026-11-28T00:00:00", "2026-11-28T00:00:00z"])
def test_moment_without_a_zone_is_utc(text: str) -> None:
    found = read("services", {"modified_after": text}).modified_after
    assert found == datetime(2026, 11, 28, tzinfo=UTC)


def test_only_the_first_words_count() -> None:
    asked = read("services", {"search": " ".join(str(number) for number in range(99))})
    assert asked.words == [str(number) for number in range(12)]


def test_too_many_on_a_page_and_too_far_away_are_held_back() -> None:
    asked = read("service_at_locations", {"per_page": "100000", "proximity": "999999999"})
    assert (asked.per_page, asked.proximity) == (500, 1_000_000)


@pytest.mark.parametrize(
    ("address", "values", "sentence"),
    [
        ("services", {"page": "0"}, "page begins at 1."),
        ("services", {"page": "-1"}, "page must be a whole number."),
        ("services", {"per_page": "1e3"}, "per_page must be a whole number."),
        ("services", {"page": "9" * 30}, "page must be a whole number."),
        ("services", {"format": "xml"}, "format must be json or ndjson."),
        ("services", {"full": "maybe"}, "full must be true or false."),
        ("changes", {"cursor": "abc"}, "cursor must be a whole number."),
    ],
)
def test_what_cannot_be_read_is_refused(address: str, values: Any, sentence: str) -> None:
    with pytest.raises(Refused, match=f"^{sentence}$"):
        read(address, values)


@pytest.mark.parametrize("text", ["yesterday", "", "0001-01-01T00:00:00+14:00", "2026-13-01"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(Refused, match=r"^modified_after must be a date or a moment"):
        read("services", {"modified_after": text})


def test_page_in_the_middle() -> None:
    assert numbered(["c", "d"], 5, Asked(page=2, per_page=2)) == {
        "total_items": 5,
        "total_pages": 3,
        "page_number": 2,
        "size": 2,
        "first_page": False,
        "last_page": False,
        "empty": False,
        "contents": ["c", "d"],
    }


@pytest.mark.parametrize(("total", "page"), [(0, 1), (5, 9)])
def test_page_without_anything_is_the_last_and_empty(total: int, page: int) -> None:
    told = numbered([], total, Asked(page=page, per_page=5))
    assert (told["empty"], told["last_page"], told["size"]) == (True, True, 0)


def test_everything_is_one_page() -> None:
    told = everything(["a", "b"])
    assert (told["total_pages"], told["size"], everything([])["total_items"]) == (1, 2, 0)

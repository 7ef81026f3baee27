"""Which address of a source comes next, and what is kept of an answer."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.directory.hsds_in.refusals import LIMITS, Unreadable
from vlaggenlijn.directory.hsds_in.steps import FILE, Step, first_url, step_of

ROOT = "https://a.example/api"
OURS = "https://b.example/hsds/profile/"


def step(value: Any, url: str, cursor: str = "") -> Step:
    return step_of(json.dumps(value).encode(), url, cursor)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/feed.json", "https://a.example/feed.json"),
        (f"{ROOT}/services", f"{ROOT}/services?full=true&per_page=100&page=1"),
        (f"{ROOT}/services?page=9&per_page=5", f"{ROOT}/services?page=1&per_page=5&full=true"),
        (f"{ROOT}/changes", f"{ROOT}/changes?cursor=7"),
    ],
)
def test_first_address(url: str, expected: str) -> None:
    assert first_url(url, "7") == expected


@pytest.mark.parametrize("body", [b"PK\x03\x04", b"[1]", b'{"id": 1}', b"[" * 100_000, b"\xff"])
def test_anything_else_is_a_file(body: bytes) -> None:
    assert step_of(body, "https://a.example/feed.zip") == Step("file", "feed.zip", body)
    assert step_of(body, "https://a.example/").name == "file"


def test_front_door_of_an_api_leads_to_its_services() -> None:
    front = {"version": "3.1", "profile": "x", "openapi_url": "y"}
    found = step(front, ROOT)
    assert found == Step("pages", next_url=f"{ROOT}/services?full=true&per_page=100&page=1")


def test_front_door_of_our_own_make_leads_to_what_changed() -> None:
    front = {"profile": OURS, "openapi_url": "y"}
    assert step(front, f"{ROOT}/") == Step("changes", next_url=f"{ROOT}/changes")
    assert step(front, f"{ROOT}/", "5").next_url == f"{ROOT}/changes?cursor=5"


def test_changes_keep_records_by_kind_and_tell_what_is_gone() -> None:
    contents = [
        {"id": "1", "kind": "service", "is_gone": False, "record": {"id": "1"}},
        {"id": "2", "kind": "organization", "is_gone": False, "record": {"id": "2"}},
        {"id": "3", "kind": "service", "is_gone": True},
        {"id": 4, "is_gone": True},
        "text",
    ]
    page = {"contents": contents, "next_cursor": "9", "has_more": True}
    found = step(page, f"{ROOT}/changes?cursor=5")
    kept = {"services": [{"id": "1"}], "organizations": [{"id": "2"}]}
    assert json.loads(found.content) == kept
    assert (found.cursor, found.gone) == ("9", ("3",))
    assert found.next_url == f"{ROOT}/changes?cursor=9"
    assert step(page | {"has_more": False}, f"{ROOT}/changes?cursor=5").next_url == ""
    assert step(page, f"{ROOT}/changes?cursor=9").next_url == ""


WHOLE = {"id": "1", "organization": {"id": "o"}}


@pytest.mark.parametrize("names", [("contents", "total_pages"), ("content", "totalPages")])
def test_pages_follow_each_other_to_the_last(names: tuple[str, str]) -> None:
    page = {names[0]: [WHOLE], names[1]: 2}
    first = step(page, f"{ROOT}/services?full=true")
    assert first.next_url == f"{ROOT}/services?full=true&page=2"
    assert (first.name, first.total) == ("services", 2)
    assert step(page, first.next_url).next_url == ""


def test_services_without_their_organisation_ask_for_organisations_too() -> None:
    page = {"contents": [{"id": "1", "organization_id": "o"}], "total_pages": 1}
    last = step(page, f"{ROOT}/services?page=1")
    assert last.next_url == f"{ROOT}/organizations?per_page=100&page=1"
    assert step(page, last.next_url).next_url == ""


def test_page_of_something_else_keeps_no_table() -> None:
    page = {"contents": [WHOLE], "total_pages": 1}
    assert step(page, f"{ROOT}/offers?page=x").name == "page"


def test_empty_page_is_the_last_and_too_many_are_refused() -> None:
    assert step({"contents": [], "total_pages": 9}, f"{ROOT}/services").next_url == ""
    with pytest.raises(Unreadable) as refused:
        step({"contents": [], "total_pages": 10**6}, f"{ROOT}/services")
    assert refused.value.code == "too_many_pages"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(max_value=9) | st.text(max_size=3),
    lambda inside: st.lists(inside, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["contents", "total_pages", "next_cursor", "has_more", "profile", "openapi_url",
             "record", "organization", "is_gone", "id"]
        ),
        inside, max_size=5,
    ),
    max_leaves=15,
)  # fmt: skip


@given(VALUES)
def test_whatever_is_answered_ends_or_leads_on_at_the_same_site(value: Any) -> None:
    found = step(value, f"{ROOT}/services?page=1")
    assert found.next_url == "" or found.next_url.startswith("https://a.example/")


def test_answer_that_would_fill_the_memory_is_never_read() -> None:
    crowded = b'{"contents": [' + b"[]," * LIMITS.brackets + b"[]]}"
    with pytest.raises(Unreadable, match="more lists and objects"):
        step_of(crowded, "https://a.example/services")
    for body in (crowded[1:], b'{"contents": ', b'{"a": ' * 100_000, b"id,name\n1,a\n"):
        assert step_of(body, "https://a.example/feed").way == FILE

"""Which doors and tabs a person sees, and which of them is open."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import resolve
from django.utils import translation

from tests import factories
from tests.permissions.dialogue import ROWS
from tests.permissions.shapes import NO_WAY, RUNS
from tests.permissions.week import ROWS as WEEK
from tests.permissions.week import SEES
from tests.test_permission_matrix import addresses
from vlaggenlijn.home.navigation import DOORS, navigation

pytestmark = pytest.mark.usefixtures("reference_data")


def doors(user: Any, path: str = "/werk/", *, is_staff_page: bool = True) -> dict[str, Any]:
    request: Any = RequestFactory().get(path)
    request.user, request.is_staff_page = user, is_staff_page
    request.resolver_match = resolve(path)
    with translation.override("nl"):
        return {str(door["label"]): door for door in navigation(request).get("doors", [])}


def test_reader_sees_no_door_of_those_who_run_a_network() -> None:
    reader = factories.a_member("reader", factories.a_network())
    assert list(doors(reader)) == [
        "Bureau", "Gids", "Aanbod", "Organisaties", "Agenda", "Noden", "Samen", "Dialoog",
        "Te doen", "In en uit",
    ]  # fmt: skip


def test_coordinator_and_administrator_see_more() -> None:
    coordinator = factories.a_member("coordinator", factories.a_network())
    assert "Netwerk" in doors(coordinator)
    assert "Hulplijnen" not in doors(coordinator)
    assert "Hulplijnen" in doors(factories.an_administrator())


def test_tabs_are_those_of_the_open_door_and_of_what_one_may_see() -> None:
    network = factories.a_network()
    coordinator = factories.a_member("coordinator", network)
    reader = factories.a_member("reader", network)
    open_door = doors(coordinator, "/werk/voorstellen/")["Te doen"]
    assert open_door["is_current"]
    assert [tab["url"] for tab in open_door["tabs"] if tab["is_here"]] == ["/werk/voorstellen/"]
    assert "/werk/actueel/" in {tab["url"] for tab in open_door["tabs"]}
    hidden = doors(reader, "/werk/voorstellen/")["Te doen"]["tabs"]
    assert "/werk/actueel/" not in {tab["url"] for tab in hidden}
    assert doors(coordinator, "/werk/")["Te doen"]["tabs"] == []


def test_page_of_one_record_stands_behind_its_door() -> None:
    network = factories.a_network("gent")
    coordinator = factories.a_member("coordinator", network)
    some = "00000000-0000-0000-0000-000000000000"
    for path, name in {
        f"/werk/aanbod/{some}/": "Aanbod",
        f"/werk/organisaties/{some}/geschiedenis/": "Organisaties",
        "/werk/netwerk/gent/leden/": "Netwerk",
    }.items():
        found = doors(coordinator, path)
        assert [label for label, door in found.items() if door["is_current"]] == [name]
        assert not found[name]["is_page"]


def test_every_page_of_a_campaign_stands_behind_its_door() -> None:
    files = ("_pdf", "_docx", "_file", "picture", "_at_work", ":cards", ":poster")
    pages = {
        name for name, row in WEEK.items()
        if row.get in (SEES, RUNS) and not name.endswith(files)
    }  # fmt: skip
    (door,) = (page for one in DOORS for page in one.pages if page.name == "week:campaigns")
    assert sorted(pages - {door.name, *door.others}) == []


def test_every_page_of_a_dialogue_stands_behind_its_door() -> None:
    """A page that is read and is no file; else the menu says that one is somewhere else."""
    pages = {
        name for name, row in ROWS.items()
        if row.get != NO_WAY and row.kind != "token" and not name.endswith(("_file", "download"))
    }  # fmt: skip
    (door,) = (page for one in DOORS for page in one.pages if page.name == "dialogue:all_series")
    by_link = {"dialogue:check_one", "dialogue:excuse"}
    assert sorted(pages - by_link - {door.name, *door.others}) == []


def test_every_page_behind_a_door_has_an_address() -> None:
    known = set(addresses())
    assert [
        name
        for door in DOORS
        for page in door.pages
        for name in (page.name, *page.others)
        if name not in known
    ] == []


def test_nobody_else_sees_a_door() -> None:
    assert doors(AnonymousUser()) == {}
    member = factories.a_member("reader", factories.a_network())
    assert doors(member, "/", is_staff_page=False) == {}


def test_every_page_of_the_navigation_has_an_address() -> None:
    assert all(
        page.url.startswith(("/werk/", "/account/", "/demo/"))
        for door in DOORS
        for page in door.pages
    )

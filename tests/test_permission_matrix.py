"""Every address, by every role, on every kind of object. The expected answers are written by hand.

They are never read from access.py: ``tests/permissions`` is the other opinion, a module for each
room. An address without a row fails, and what belongs to another network answers byte for byte like
what does not exist.

A row gives for GET and POST the answer of each role: P public (200), L sign in first (302 to the
sign-in page), and for objects four letters: own, shared (another network's, reaching ours), other,
missing. Y yes (200 or a redirect to one of our own pages, or 409/422: the form came back),
N forbidden (403), M missing (404), X not this method (405).
"""

import re
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection
from django.http import HttpResponse
from django.template.backends.django import Template
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from tests.permissions import matrix
from tests.permissions.shapes import CHANGES, Row
from tests.permissions.town import ROLES, Town, build_town
from tests.standing import standing
from vlaggenlijn.accounts import middleware
from vlaggenlijn.accounts.remembering import Remembered

LOGIN = "/account/login/"
MATRIX = matrix()
# Who gets in is decided in Python: PostgreSQL is asked what the one needs who sees most records.
is_first_database = connection.vendor == "sqlite"
ASKED = ROLES if is_first_database else ("coordinator",)


def addresses(patterns: Any = None, prefix: str = "") -> Iterator[str]:
    """Return the name, with its namespace, of every address of the resolver."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from addresses(pattern.url_patterns, prefix + space)
        else:
            yield prefix + str(pattern.name)


# Addresses that lead to one thing only, whoever asks; nobody has such a token.
ONE_OF_A_KIND: dict[str, list[Any]] = {
    "": [],
    "reset": ["1", "set-password"],
    "token": ["A" * 43],
    "token_and_item": ["x" * 43, uuid.UUID(int=7)],
    "factor": [7],
    "session": [uuid.UUID(int=7)],
    "one_theme": ["sleep"],
    "hsds": ["3.0"],
    "hsds_part": ["service"],
    "hsds_unknown": ["3.0/nothing"],
}


def asked(town: Town, name: str, kind: str) -> list[str]:
    """Return the addresses of one row: one for each kind of object."""
    if kind in ONE_OF_A_KIND:
        return [reverse(name, args=ONE_OF_A_KIND[kind])]
    more = ["fr"] if kind.endswith("_in_french") else []
    keys = [key if isinstance(key, tuple) else (key,) for key in town.keys[kind]]
    return [reverse(name, args=[*key, *more]) for key in keys]


@contextmanager
def blank_pages() -> Iterator[None]:
    """Draw no page but those that refuse: who gets in is asked here, not what is seen inside.

    Nor is anything remembered that was drawn so. The network of the one host is read once.
    """
    drawn = Template.render

    def render(template: Template, context: Any = None, request: Any = None) -> str:
        refuses = (template.origin.template_name or "")[:3].isdecimal()
        return drawn(template, context, request) if refuses else ""

    forgetful = patch.object(Remembered, "_still_known", lambda remembered: {})
    one_host = patch.object(middleware, "_network_of", cache(middleware._network_of))
    with patch.object(Template, "render", render), forgetful, one_host:
        yield


def signed_in(town: Town, role: str) -> Client:
    """Return a fresh client of a role: what one answer leaves to say may not colour the next."""
    client = Client()
    client.cookies.update(town.cookies[role])
    return client


def answer_of(client: Client, method: str, address: str) -> HttpResponse:
    if method == "POST" and address.startswith("/api/"):
        return client.post(address, {}, content_type="application/json")
    return client.get(address) if method == "GET" else client.post(address)


def letter(response: HttpResponse, expected: str) -> str:
    """Return what an answer says as a letter; P and Y differ only in who gets them."""
    if response.status_code == 302 and response.headers["Location"].startswith(LOGIN + "?next="):
        return "L"
    good = expected if expected in "PY" else "Y"
    letters = {200: good, 302: good, 303: good, 409: good, 422: good, 403: "N", 404: "M", 405: "X"}
    return letters.get(response.status_code, str(response.status_code))


def masked(response: HttpResponse, address: str) -> str:
    """Return the whole answer without what differs by nature: the address itself and tokens."""
    text = response.content.decode().replace(address, "ADDRESS")
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "TOKEN", text)
    return f"{response.status_code} {sorted(response.headers)} {text}"


def is_public(row: Row) -> bool:
    """Whether anybody may open it, or learns here that it is not there."""
    return set(row.expected("GET", "anonymous")) <= set("PM")


# What is fetched by a page or by a program, not read.
# The page to leave by shows on purpose that nothing of this site was read.
NO_PAGES = {
    "accounts:colours",
    "agenda:activity_feed",
    "agenda:feed",
    "accounts:logo",
    "api-1.0.0:guide",
    "dialogue:board_now",
    "dialogue:camp_calendar",
    "dialogue:camp_schedule",
    "dialogue:day_book_pdf",
    "dialogue:my_calendar",
    "dialogue:my_sheet",
    "openapi",
    "directory:feed",
    "directory:lpdc",
    "directory:hsds",
    "directory:hsds_openapi",
    "directory:hsds_changes",
    "directory:hsds_list",
    "directory:hsds_item",
    "directory:hsds_profile",
    "directory:hsds_profile_part",
    "directory:hsds_unknown",
    "guide:leave",
    "guide:offline",
    "home:embed_script",
    "home:robots",
    "home:site_map",
    "home:site_map_part",
    "taxonomy:skos",
    "taxonomy:skos_file",
    "taxonomy:skos_scheme",
    "week:activity_picture",
    "week:picture",
}
# Pages for other sites; see common/framing.py.
FRAMABLE = {"home:embed", "week:widget"}
# What a page fetches that is not of this site; a place in the page itself is not fetched.
FETCHED = r'(?:src|<link(?! rel="(?:canonical|alternate)")[^>]* href)="(?![/#])[^"]*"'


built_town = standing(build_town)


@pytest.fixture
def town(built_town: Town, reference_data: None) -> Town:
    return built_town


def test_every_address_has_a_row() -> None:
    assert sorted(set(addresses()) - set(MATRIX)) == []


def test_every_row_has_an_address() -> None:
    assert sorted(set(MATRIX) - set(addresses())) == []


@pytest.mark.parametrize("role", ASKED)
@pytest.mark.parametrize("name", MATRIX)
def test_answer(town: Town, name: str, role: str) -> None:
    row = MATRIX[name]
    places = asked(town, name, row.kind)
    for method in ("GET", "POST"):
        expected = row.expected(method, role)
        found = answers_of(town, role, method, places)
        letters = [letter(one, wish) for one, wish in zip(found, expected, strict=True)]
        assert (method, "".join(letters)) == (method, expected)
        assert [weak_headers(one.headers) for one in found] == [[]] * len(found)
        if role != "anonymous" and "M" in expected[:3]:
            other, missing = expected.index("M"), len(expected) - 1
            assert masked(found[other], places[other]) == masked(found[missing], places[missing])


def answers_of(town: Town, role: str, method: str, places: list[str]) -> list[HttpResponse]:
    """Return the answers for one's own object, its page drawn, and for all others."""
    own = answer_of(signed_in(town, role), method, places[0])
    with blank_pages():
        return [own, *(answer_of(signed_in(town, role), method, one) for one in places[1:])]


@pytest.mark.parametrize("role", ["anonymous", "coordinator"])
@pytest.mark.parametrize("name", MATRIX if is_first_database else [])
def test_head_answers_like_get(town: Town, name: str, role: str) -> None:
    with blank_pages():
        for address in asked(town, name, MATRIX[name].kind):
            got, headed = (getattr(signed_in(town, role), way)(address) for way in ("get", "head"))
            assert got.status_code == headed.status_code
            assert weak_headers(headed.headers) == []


@pytest.mark.parametrize("role", ROLES)
def test_adding_a_service_to_an_organisation(town: Town, role: str) -> None:
    row = Row(get=CHANGES, post=CHANGES)
    places = [
        f"{reverse('directory:add_service')}?organisatie={key}" for key in town.keys["organization"]
    ]
    for method in ("GET", "POST"):
        expected = row.expected(method, role)
        found = [answer_of(signed_in(town, role), method, address) for address in places]
        letters = [letter(one, wish) for one, wish in zip(found, expected, strict=True)]
        assert (method, "".join(letters)) == (method, expected)


@pytest.mark.parametrize("name", MATRIX if is_first_database else [])
def test_other_methods_are_refused(town: Town, name: str) -> None:
    answers = {
        (method, role, address): signed_in(town, role).generic(method, address).status_code
        for method in ("PUT", "PATCH", "DELETE", "TRACE", "PROPFIND")
        for role in ("anonymous", "administrator")
        for address in asked(town, name, MATRIX[name].kind)
    }
    assert set(answers.values()) == {405}, answers


def weak_headers(headers: Mapping[str, str]) -> list[str]:
    """Return the names of the headers that hold less than every answer must."""
    policy = headers["Content-Security-Policy"]
    strong = {
        "Content-Security-Policy": "unsafe" not in policy and "default-src 'none'" in policy,
        "X-Frame-Options": headers.get("X-Frame-Options") == "DENY" or "ancestors *" in policy,
        "X-Content-Type-Options": headers["X-Content-Type-Options"] == "nosniff",
        "Referrer-Policy": headers["Referrer-Policy"] in ("same-origin", "no-referrer"),
        "Cross-Origin-Opener-Policy": headers["Cross-Origin-Opener-Policy"] == "same-origin",
        "Permissions-Policy": "camera=()" in headers["Permissions-Policy"],
    }
    return [name for name, is_strong in strong.items() if not is_strong]


def test_only_what_is_made_for_it_may_stand_in_a_frame(town: Town) -> None:
    open_to_all = {
        name
        for name, row in MATRIX.items()
        if is_public(row)
        for address in asked(town, name, row.kind)
        if "frame-ancestors *" in Client().get(address)["Content-Security-Policy"]
    }
    assert open_to_all == FRAMABLE


def test_every_public_page_has_helplines_and_fetches_nothing_elsewhere(town: Town) -> None:
    public = [name for name, row in MATRIX.items() if is_public(row)]
    found = {
        address: problems_of(Client().get(address, follow=True))
        for name in public
        if name not in NO_PAGES
        for address in asked(town, name, MATRIX[name].kind)
    }
    assert len(found) > 40
    assert {address: problem for address, problem in found.items() if problem} == {}


def problems_of(page: HttpResponse) -> list[str]:
    """Return what a page has that no public page may have, and what it lacks."""
    if not page.headers["Content-Type"].startswith("text/html"):
        return [page.headers["Content-Type"]]
    html = page.content.decode()
    lines = ('href="tel:112"', 'href="tel:1712"', 'href="tel:1813"')
    return [
        *(line for line in lines if line not in html),
        *re.findall(FETCHED, html),
        *re.findall(
            r'<script(?! type="application/ld\+json">)(?![^>]* src=)|<style|\sstyle="|\son\w+="',
            html,
        ),
    ]

"""Every address, by every role, on every kind of object. The expected answers are written by hand.

They are never read from access.py: this table is the other opinion. An address without a row fails,
and what belongs to another network answers byte for byte like what does not exist.

A row gives for GET and POST the answer of each role: P public (200), L sign in first (302 to the
sign-in page), and for objects four letters: own, shared (another network's, reaching ours), other,
missing. Y yes (200 or a redirect to one of our own pages, or 409/422: the form came back),
N forbidden (403), M missing (404), X not this method (405).
"""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from tests import factories
from vlaggenlijn.accounts.actions import change_logo
from vlaggenlijn.accounts.models import ChangeSet, LocalNetwork, Membership, User, recorded
from vlaggenlijn.directory.actions.proposals import propose_service_change
from vlaggenlijn.directory.actions.reading import service_facts
from vlaggenlijn.directory.models import Organization, Proposal, Service

ROLES = ("anonymous", "nobody", "former", "elsewhere", "reader", "facilitator", "professional",
         "partner", "coordinator", "administrator")  # fmt: skip
OBJECTS = ("own", "shared", "other", "missing")
LOGIN = "/account/login/"
LOGO = b"the same picture for every network, so that its address differs by network only"
LOGO_DIGEST = sha256(LOGO).hexdigest()
Answers = str | dict[str, str]


@dataclass(frozen=True)
class Row:
    """Answers by role for one address; a role that is not named answers like ``others``."""

    get: Answers
    post: Answers
    kind: str = ""

    def expected(self, method: str, role: str) -> str:
        answers = self.get if method == "GET" else self.post
        if isinstance(answers, str):
            return answers
        return answers.get(role, answers["others"])


def staff(others: str, **answers: str) -> dict[str, str]:
    """Answers behind the sign-in: the anonymous are sent there whatever the object."""
    return {"anonymous": "L" * len(others), "others": others, **answers}


# Public pages of records answer everybody alike, in whatever network the record is at home.
RECORD = "PPPM"
# Those who see: every role in the network, on what is at home in it and what reaches it.
SEES = staff("YYMM", nobody="MMMM", former="MMMM", elsewhere="MYYM", administrator="YYYM")
# Those who change: the home network's coordinator, the organisation's partner, an administrator.
CHANGES = staff(
    "NNMM", nobody="MMMM", former="MMMM", elsewhere="MYYM",
    partner="YNMM", coordinator="YNMM", administrator="YYYM",
)  # fmt: skip
# Those who write the network's note: its coordinator and its professionals, also on shared ones.
NOTES = staff(
    "NNMM", nobody="MMMM", former="MMMM", elsewhere="MYYM",
    professional="YYMM", coordinator="YYMM", administrator="YYYM",
)  # fmt: skip
# Those who run a network; another network's pages do not exist for them.
RUNS = staff(
    "NMMM", nobody="MMMM", former="MMMM", elsewhere="MYYM",
    coordinator="YMMM", administrator="YYYM",
)  # fmt: skip
ANSWERS = staff(
    "MMMM", elsewhere="MYYM", partner="YMMM", coordinator="YMMM", administrator="YYYM"
)  # fmt: skip
NO_WAY = staff("XXXX")
PUBLIC = Row(get="P", post="X")
PUBLIC_FORM = Row(get="P", post="P")
DESK = Row(get=staff("Y"), post=staff("X"))
SIGN_IN = Row(get="P", post="P")
SIGNED_IN_ONLY = Row(get=staff("Y"), post=staff("Y"))

MATRIX: dict[str, Row] = {
    "guide:ask": PUBLIC,
    "guide:answer": PUBLIC_FORM,
    "guide:shortlist": PUBLIC_FORM,
    "directory:service": Row(get=RECORD, post="XXXX", kind="service"),
    "directory:organization": Row(get=RECORD, post="XXXX", kind="organization"),
    "directory:helplines": PUBLIC,
    "directory:services": DESK,
    # Without an organisation in the address it only helps to choose one, or says whom to ask;
    # see test_adding_a_service_to_an_organisation.
    "directory:add_service": Row(get=staff("Y"), post=staff("Y")),
    "directory:edit_service": Row(get=SEES, post=CHANGES, kind="service"),
    "directory:service_history": Row(get=SEES, post=NO_WAY, kind="service"),
    "directory:confirm_service": Row(get=NO_WAY, post=CHANGES, kind="service"),
    "directory:close_service_this_week": Row(get=NO_WAY, post=CHANGES, kind="service"),
    "directory:archive_service": Row(get=CHANGES, post=CHANGES, kind="service"),
    "directory:note": Row(get=NOTES, post=NOTES, kind="service"),
    "directory:organizations": DESK,
    "directory:add_organization": Row(
        get=staff("N", elsewhere="Y", coordinator="Y", administrator="Y"),
        post=staff("N", elsewhere="Y", coordinator="Y", administrator="Y"),
    ),
    "directory:edit_organization": Row(get=SEES, post=CHANGES, kind="organization"),
    "directory:organization_history": Row(get=SEES, post=NO_WAY, kind="organization"),
    "directory:archive_organization": Row(get=CHANGES, post=CHANGES, kind="organization"),
    # Without a tick it only says so; see tests/directory/test_bulk.py for who may change what.
    "directory:bulk_services": Row(get=staff("X"), post=staff("Y")),
    "directory:bulk_organizations": Row(get=staff("X"), post=staff("Y")),
    # Who may change it is sent to the real form.
    "directory:propose_service": Row(get=SEES, post=SEES, kind="service"),
    "directory:propose_organization": Row(get=SEES, post=SEES, kind="organization"),
    "directory:proposals": DESK,
    # A proposal of nobody known is seen and answered by who may change the record.
    "directory:proposal": Row(get=ANSWERS, post=ANSWERS, kind="proposal"),
    # Scratch paper of one's own, about what one sees.
    "directory:draft": Row(get=NO_WAY, post=SEES, kind="draft"),
    "directory:change_sets": DESK,
    "directory:service_version": Row(get=SEES, post=CHANGES, kind="service_version"),
    "directory:organization_version": Row(get=SEES, post=CHANGES, kind="organization_version"),
    # A deed is seen by whoever sees a record it touched, undone by who may change them all.
    "directory:change_set": Row(get=SEES, post=CHANGES, kind="change_set"),
    "directory:stewardships": Row(get=RUNS, post=RUNS, kind="partnership"),
    # Without naming a line there is nothing to verify.
    "directory:verify_helplines": Row(
        get=staff("N", administrator="Y"), post=staff("N", administrator="M")
    ),
    "accounts:colours": Row(get=RECORD, post="XXXX", kind="colours"),
    "accounts:logo": Row(get=RECORD, post="XXXX", kind="logo"),
    "accounts:networks": DESK,
    "accounts:network": Row(get=RUNS, post=RUNS, kind="network"),
    "accounts:change_logo": Row(get=NO_WAY, post=RUNS, kind="network"),
    "accounts:members": Row(get=RUNS, post=RUNS, kind="network"),
    "accounts:end_membership": Row(get=NO_WAY, post=RUNS, kind="membership"),
    "home:about": PUBLIC,
    "home:privacy": PUBLIC,
    "home:accessibility": PUBLIC,
    "home:desk": DESK,
    "home:outbox": Row(get="M", post="X"),
    "account_login": SIGN_IN,
    "account_logout": SIGN_IN,
    "account_request_login_code": SIGN_IN,
    "account_confirm_login_code": SIGN_IN,
    "account_reset_password": SIGN_IN,
    "account_reset_password_done": Row(get="P", post="X"),
    "account_reset_password_from_key": Row(get="P", post="P", kind="reset"),
    "account_reset_password_from_key_done": Row(get="P", post="X"),
    "account_inactive": Row(get="P", post="X"),
    "account_reauthenticate": SIGNED_IN_ONLY,
    "account_change_password": SIGNED_IN_ONLY,
    "account_set_password": SIGNED_IN_ONLY,
    "api-1:guide": Row(get="X", post="P"),
    "openapi": PUBLIC,
    "api-1:api-root": Row(get=staff("M"), post=staff("M")),
}


def addresses(patterns: Any = None, prefix: str = "") -> Iterator[str]:
    """Return the name, with its namespace, of every address of the resolver."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from addresses(pattern.url_patterns, prefix + space)
        else:
            yield prefix + str(pattern.name)


@dataclass(frozen=True)
class Town:
    """Two networks, one record of each kind for each letter of a row, and a person a role."""

    people: dict[str, User | None]
    keys: dict[str, tuple[Any, ...]]


@pytest.fixture
def town(reference_data: None) -> Town:
    gent = factories.a_network("gent", [factories.GENT])
    leuven = factories.a_network("leuven", [factories.LEUVEN])
    own, shared, other = (
        factories.an_organization(network, f"Organisation {name}")
        for name, network in (("own", gent), ("shared", leuven), ("other", leuven))
    )
    services = [
        factories.a_service(organization, f"Service {nis}", areas=[nis])
        for organization, nis in (
            (own, factories.GENT),
            (shared, factories.GENT),
            (other, factories.LEUVEN),
        )
    ]
    members = [factories.a_member("reader", network) for network in (gent, leuven, leuven)]
    partners = [factories.a_member("partner", network) for network in (gent, leuven, leuven)]
    memberships, partnerships = (
        [Membership.objects.get(user=one) for one in people] for people in (members, partners)
    )
    missing = uuid.uuid4()
    deeds = [a_deed(service) for service in services]
    for network in (gent, leuven):
        change_logo(by=factories.a_user(), network=network, picture=LOGO, version=network.version)
    town = Town(
        people={
            "anonymous": None,
            "nobody": factories.a_user(),
            "former": former_coordinator(gent),
            "elsewhere": factories.a_member("coordinator", leuven),
            "partner": factories.a_partner(own),
            "administrator": factories.an_administrator(),
        }
        | {
            role: factories.a_member(role, gent)
            for role in ("reader", "facilitator", "professional", "coordinator")
        },
        keys={
            "service": (*(one.pk for one in services), missing),
            "organization": (own.pk, shared.pk, other.pk, missing),
            "proposal": (*(a_proposal(one).pk for one in services), missing),
            "draft": (*(("dienst", one.pk) for one in services), ("dienst", missing)),
            "service_version": (
                *((one.pk, deed.pk) for one, deed in zip(services, deeds, strict=True)),
                (missing, missing),
            ),
            "organization_version": (
                *((one.pk, last_deed_on(one).pk) for one in (own, shared, other)),
                (missing, missing),
            ),
            "change_set": (*(one.pk for one in deeds), missing),
            "membership": (*(one.pk for one in memberships), missing),
            "partnership": (*(one.pk for one in partnerships), missing),
            "network": ("gent", "leuven", "leuven", "nowhere"),
            "colours": ("gent", "leuven", "leuven", "nowhere"),
            "logo": ("gent", "leuven", "leuven", "nowhere"),
        },
    )
    for person in filter(None, town.people.values()):
        person.set_password("a password of their own")
        person.save()
    return town


def a_deed(service: Service) -> ChangeSet:
    with recorded(by=None, network=service.organization.network, deed="service.change") as recorder:
        service.summary = "Changed"
        service.save()
    return recorder.change_set


def a_proposal(service: Service) -> Proposal:
    facts = replace(service_facts(service), languages=frozenset({"tr"}))
    return propose_service_change(by=None, service=service, facts=facts)


def last_deed_on(record: Organization) -> ChangeSet:
    return ChangeSet.objects.filter(changes__object_id=record.pk).latest("at")


def former_coordinator(network: LocalNetwork) -> User:
    user = factories.a_member("coordinator", network)
    with recorded(by=None, network=network, deed="test"):
        membership = Membership.objects.get(user=user)
        membership.ended_on = membership.started_on
        membership.save()
    return user


def asked(town: Town, name: str, kind: str) -> list[str]:
    """Return the addresses of one row: one for each kind of object."""
    if kind == "reset":
        return [reverse(name, args=["1", "set-password"])]
    if not kind:
        return [reverse(name)]
    more = {"colours": [1], "logo": [LOGO_DIGEST]}.get(kind, [])
    keys = [key if isinstance(key, tuple) else (key,) for key in town.keys[kind]]
    return [reverse(name, args=[*key, *more]) for key in keys]


def signed_in(town: Town, role: str) -> Client:
    client = Client()
    person = town.people[role]
    if person is not None:
        client.force_login(person, "django.contrib.auth.backends.ModelBackend")
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


def test_every_address_has_a_row() -> None:
    assert sorted(set(addresses()) - set(MATRIX)) == []


def test_every_row_has_an_address() -> None:
    assert sorted(set(MATRIX) - set(addresses())) == []


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", MATRIX)
def test_answer(town: Town, name: str, role: str) -> None:
    row = MATRIX[name]
    for method in ("GET", "POST"):
        expected = row.expected(method, role)
        # A fresh client for each: what one answer leaves to say may not colour the next.
        found = [
            answer_of(signed_in(town, role), method, address)
            for address in asked(town, name, row.kind)
        ]
        letters = [letter(one, wish) for one, wish in zip(found, expected, strict=True)]
        assert (method, "".join(letters)) == (method, expected)
        if role != "anonymous" and "M" in expected[:3]:
            other, missing = expected.index("M"), len(expected) - 1
            places = asked(town, name, row.kind)
            assert masked(found[other], places[other]) == masked(found[missing], places[missing])


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


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
@pytest.mark.parametrize("name", MATRIX)
def test_other_methods_are_refused(town: Town, name: str, method: str) -> None:
    for role in ("anonymous", "administrator"):
        client = signed_in(town, role)
        for address in asked(town, name, MATRIX[name].kind):
            assert client.generic(method, address).status_code == 405


@pytest.mark.parametrize("name", MATRIX)
def test_head_answers_like_get(town: Town, name: str) -> None:
    for role in ("anonymous", "coordinator"):
        client = signed_in(town, role)
        for address in asked(town, name, MATRIX[name].kind):
            assert client.head(address).status_code == client.get(address).status_code


@pytest.mark.parametrize("name", MATRIX)
def test_headers_of_every_address(town: Town, name: str) -> None:
    for address in asked(town, name, MATRIX[name].kind):
        headers = signed_in(town, "coordinator").get(address).headers
        policy = headers["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] in ("same-origin", "no-referrer")
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]

import uuid

import pytest

from tests.factories import a_network, a_service, an_organization
from tests.findable import save
from vlaggenlijn.guide import shortlists

RUBBISH = [
    "",
    "x",
    "1",
    "null",
    "<b>",
    "🙂",
    "\x00",
    "'; DROP TABLE x; --",
    "9" * 5000,
    "%s",
    "١" * 31,
]


def test_read_leaves_rubbish_out() -> None:
    known = uuid.uuid4()
    assert shortlists.read([*RUBBISH, str(known), *RUBBISH]) == [known]


def test_read_each_once_in_order() -> None:
    one, other = uuid.uuid4(), uuid.uuid4()
    assert shortlists.read([str(one), str(other), str(one).upper()]) == [one, other]


def test_read_at_most_fifty() -> None:
    ids = [uuid.uuid4() for _ in range(60)]
    assert shortlists.read(map(str, ids)) == ids[:50]


def test_read_stops_looking_after_a_while() -> None:
    assert shortlists.read(["x"] * 200 + [str(uuid.uuid4())]) == []


def test_cards_of_nothing_ask_no_database() -> None:
    assert shortlists.cards([]) == []


@pytest.mark.django_db
def test_cards_in_the_order_of_the_list_without_what_is_gone(reference_data: None) -> None:
    organization = an_organization(a_network())
    services = [a_service(organization, name) for name in "abc"]
    gone = a_service(organization, "gone", status="defunct")
    ids = [services[2].pk, organization.pk, uuid.uuid4(), gone.pk, services[0].pk]
    found = [(card.number, card.kind, card.name) for card in shortlists.cards(ids)]
    assert found == [
        (1, "service", "c"), (2, "organization", "Huis van het Kind"), (3, "service", "a"),
    ]  # fmt: skip


@pytest.mark.django_db
def test_cards_leave_out_an_archived_organization(reference_data: None) -> None:
    organization = an_organization(a_network())
    service = a_service(organization)
    assert len(shortlists.cards([service.pk, organization.pk])) == 2
    organization.archived_at = "2026-01-01T00:00:00Z"  # type: ignore[assignment]
    save(organization)
    assert shortlists.cards([service.pk, organization.pk]) == []

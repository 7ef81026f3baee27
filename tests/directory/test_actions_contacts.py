import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.factories import a_service
from tests.findable import a_home, save
from vlaggenlijn.accounts.models import Change, ChangeSet, Conflict
from vlaggenlijn.directory import actions
from vlaggenlijn.directory.contacting import contacts_for_staff, contacts_for_visitors
from vlaggenlijn.directory.models import Contact, Organization, Service

pytestmark = pytest.mark.usefixtures("reference_data")

VALUES: dict[str, Any] = {
    "name": "An Peeters",
    "title": "onthaal",
    "department": "kind en gezin",
    "phone": "+3292100000",
    "email": "an@example.org",
    "purpose": "inschrijven",
    "is_public": True,
}
IN_A_YEAR = timedelta(days=365)


@pytest.fixture
def home() -> Organization:
    return a_home()


def add(home: Organization, service: Service | None = None, **values: Any) -> Contact:
    return actions.add_contact(by=None, organization=home, service=service, values=VALUES | values)


def test_a_person_is_asked_about_again_in_a_year(home: Organization) -> None:
    person = add(home)
    assert person.review_on == timezone.localdate() + IN_A_YEAR
    person.review_on = timezone.localdate() - timedelta(days=1)
    save(person)
    assert list(Contact.objects.past_review(timezone.localdate())) == [person]
    actions.confirm_contact(by=None, contact=person)
    assert list(Contact.objects.past_review(timezone.localdate())) == []


def test_a_change_counts_as_a_review(home: Organization) -> None:
    person = add(home)
    person.review_on = timezone.localdate()
    save(person)
    changed = actions.change_contact(
        by=None, contact=person, version=person.version, values=VALUES | {"title": "coach"}
    )
    assert (changed.title, changed.review_on) == ("coach", timezone.localdate() + IN_A_YEAR)
    with pytest.raises(Conflict):
        actions.change_contact(by=None, contact=person, version=1, values=VALUES)


def test_a_key_twice_adds_once(home: Organization) -> None:
    key = uuid.uuid4()
    twice = {
        actions.add_contact(by=None, organization=home, values=VALUES, idempotency_key=key).pk
        for _ in range(2)
    }
    assert len(twice) == Contact.objects.count() == 1
    with pytest.raises(Conflict):
        actions.add_contact(
            by=None, organization=home, values=VALUES | {"name": "Jo"}, idempotency_key=key
        )


def test_a_key_twice_changes_once(home: Organization) -> None:
    person, key = add(home), uuid.uuid4()
    for _ in range(2):
        actions.change_contact(
            by=None, contact=person, version=1, values=VALUES | {"name": "Jo"}, idempotency_key=key
        )
    with pytest.raises(Conflict):
        actions.change_contact(
            by=None, contact=person, version=1, values=VALUES, idempotency_key=key
        )


def test_visitors_see_who_agreed_and_was_looked_at_in_time(home: Organization) -> None:
    service = a_service(home)
    add(home, name="Van het huis")
    add(home, service, name="Van het spelpunt")
    add(home, a_service(home, "Ander"), name="Van iets anders")
    add(home, service, name="Alleen voor wie werkt", is_public=False)
    late, forgotten = add(home, service, name="Even laat"), add(home, service, name="Vergeten")
    late.review_on = timezone.localdate() - timedelta(days=90)
    forgotten.review_on = timezone.localdate() - timedelta(days=91)
    save(late, forgotten)
    assert [one.name for one in contacts_for_visitors(service)] == [
        "Even laat", "Van het spelpunt", "Van het huis",
    ]  # fmt: skip
    assert [one.name for one in contacts_for_visitors(home)] == ["Van het huis"]
    assert [one.name for one in contacts_for_staff(service)] == [
        "Alleen voor wie werkt", "Even laat", "Van het spelpunt", "Vergeten", "Van het huis",
    ]  # fmt: skip


def test_a_person_as_a_page_shows_them(home: Organization) -> None:
    add(home)
    add(home, name="Jo", phone="", department="")
    first, second = contacts_for_staff(home)
    assert (first.role, first.phone.text if first.phone else "") == (
        "onthaal, kind en gezin", "09 210 00 00",
    )  # fmt: skip
    assert (second.role, second.phone, second.email) == ("onthaal", None, "an@example.org")


def traces() -> str:
    return str(list(Change.objects.values_list("before", "after")))


def removed(days_ago: int, person: Contact) -> None:
    actions.remove_contact(by=None, contact=person)
    moment = timezone.now() - timedelta(days=days_ago)
    ChangeSet.objects.filter(deed="contact.remove").update(at=moment)


def test_the_history_forgets_who_is_gone_after_a_month(home: Organization) -> None:
    person = add(home)
    actions.change_contact(
        by=None, contact=person, version=1, values=VALUES | {"name": "An Janssens"}
    )
    removed(31, person)
    assert "An Janssens" in traces()
    assert actions.forget_removed_contacts() == 3
    for text in ("An Peeters", "An Janssens", "an@example.org", "+3292100000", "inschrijven"):
        assert text not in traces()
    assert [one.deed for one in ChangeSet.objects.filter(deed__startswith="contact")] == [
        "contact.change", "contact.add", "contact.remove",
    ]  # fmt: skip
    assert actions.forget_removed_contacts() == 0


def test_the_history_remembers_who_is_there_or_just_left(home: Organization) -> None:
    add(home, name="Jo")
    removed(29, add(home))
    assert actions.forget_removed_contacts() == 0
    assert "An Peeters" in traces()
    assert "Jo" in traces()


def test_who_came_back_is_not_forgotten(home: Organization) -> None:
    person = add(home)
    again = Contact.objects.get(pk=person.pk)
    removed(31, person)
    again._state.adding = True
    save(again)
    assert actions.forget_removed_contacts() == 0

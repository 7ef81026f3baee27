"""Nobody loses what they typed: drafts, who else is typing, and two people at once."""

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import GENT, a_member, a_network, a_service, a_user, an_organization
from tests.pages import sent_by
from vlaggenlijn.accounts.models import LocalNetwork, User
from vlaggenlijn.directory.actions.drafts import (
    LARGEST,
    TooLarge,
    forget_old_drafts,
    keep_draft,
)
from vlaggenlijn.directory.models import Draft, Organization, Service

pytestmark = pytest.mark.django_db


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def service(network: LocalNetwork) -> Service:
    return a_service(an_organization(network), areas=[GENT])


def a_client(user: User) -> Client:
    client = Client()
    client.cookies["taal"] = "en"
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def lien(network: LocalNetwork) -> User:
    return a_member(network=network, user=a_user(name="Lien"))


@pytest.fixture
def sam(network: LocalNetwork) -> User:
    return a_member(network=network, user=a_user(name="Sam"))


def edit(service: Service) -> str:
    return reverse("directory:edit_service", args=[service.pk])


def keep(kind: str, pk: uuid.UUID) -> str:
    return reverse("directory:draft", args=[kind, pk])


def test_draft_is_kept_told_continued_and_gone_when_saved(service: Service, lien: User) -> None:
    client = a_client(lien)
    typed = sent_by(client.get(edit(service)), summary="Half een zin")
    answer = client.post(keep("dienst", service.pk), typed, headers={"accept": "application/json"})
    assert answer.json()["said"].startswith("Draft saved ")
    assert "You were typing here" in text_of(client.get(edit(service)))
    draft = client.get(edit(service), {"concept": "1"})
    assert draft.status_code == 200
    again = sent_by(draft)
    assert again["summary"] == ["Half een zin"]
    assert "This is your draft" in text_of(draft)
    assert Service.objects.get().summary == ""
    assert client.post(edit(service), again).status_code == 302
    assert Service.objects.get().summary == "Half een zin"
    assert not Draft.objects.exists()


def test_without_javascript_a_button_keeps_the_draft(service: Service, lien: User) -> None:
    client = a_client(lien)
    typed = sent_by(client.get(edit(service)), summary="Half", draft="1")
    answer = client.post(keep("dienst", service.pk), typed, follow=True)
    assert "Draft saved" in text_of(answer)
    assert sent_by(answer)["summary"] == ["Half"]
    thrown = client.post(keep("dienst", service.pk), {"throw_away": "1"}, follow=True)
    assert "Your draft is thrown away." in text_of(thrown)
    assert sent_by(thrown)["summary"] == [""]


def test_draft_of_something_new(network: LocalNetwork, lien: User) -> None:
    organization, client = an_organization(network), a_client(lien)
    address = reverse("directory:add_service", query={"organisatie": str(organization.pk)})
    typed = sent_by(client.get(address), name="Nog niet af")
    kept = client.post(keep("nieuwe-dienst", organization.pk), typed, follow=True)
    assert sent_by(kept)["name"] == ["Nog niet af"]
    assert client.post(address, sent_by(kept)).status_code == 302
    assert (Service.objects.get().name, Draft.objects.count()) == ("Nog niet af", 0)
    new = reverse("directory:add_organization", query={"netwerk": network.slug})
    typed = sent_by(client.get(new), name="Ook niet af")
    kept = client.post(keep("nieuwe-organisatie", network.pk), typed, follow=True)
    assert sent_by(kept)["name"] == ["Ook niet af"]
    assert client.post(new, sent_by(kept)).status_code == 302
    made = Organization.objects.get(name="Ook niet af")
    page = reverse("directory:edit_organization", args=[made.pk])
    typed = sent_by(client.get(page), name="Toch")
    assert client.post(keep("organisatie", made.pk), typed, follow=True).status_code == 200
    assert client.post(page, typed).status_code == 302
    assert not Draft.objects.exists()


def test_others_are_told_and_do_not_read_it(service: Service, lien: User, sam: User) -> None:
    typed = sent_by(a_client(lien).get(edit(service)), summary="Van Lien")
    a_client(lien).post(keep("dienst", service.pk), typed)
    page = a_client(sam).get(edit(service), {"concept": "1"})
    assert "Lien is typing in this since" in text_of(page)
    assert "Van Lien" not in page.content.decode()
    old = Draft.objects.get()
    old.saved_at = timezone.now() - timedelta(minutes=16)
    old.save()
    assert "is typing" not in text_of(a_client(sam).get(edit(service)))
    keep_draft(user=lien, kind="dienst", record=service.pk, data={"name": ["x"]})
    assert Draft.objects.get().started_at > old.started_at


def test_too_much_is_no_draft(service: Service, lien: User) -> None:
    data = {"summary": ["x" * (LARGEST + 1)]}
    with pytest.raises(TooLarge):
        keep_draft(user=lien, kind="dienst", record=service.pk, data=data)
    client, address = a_client(lien), keep("dienst", service.pk)
    answer = client.post(address, data, headers={"accept": "application/json"})
    assert (answer.status_code, Draft.objects.count()) == (413, 0)
    assert "too much" in text_of(client.post(address, data, follow=True))


def test_unknown_kind_is_missing(service: Service, lien: User) -> None:
    assert a_client(lien).post(keep("iets", service.pk)).status_code == 404


def test_old_drafts_are_forgotten(service: Service, lien: User, sam: User) -> None:
    for user, days in ((lien, 31), (sam, 29)):
        draft = keep_draft(user=user, kind="dienst", record=service.pk, data={"version": ["1"]})
        draft.saved_at = timezone.now() - timedelta(days=days)
        draft.save()
    assert forget_old_drafts() == 1
    assert [(one.user, one.version) for one in Draft.objects.all()] == [(sam, 1)]


def test_second_saver_chooses_part_by_part(service: Service, lien: User, sam: User) -> None:
    mine, theirs = a_client(lien), a_client(sam)
    opened = sent_by(mine.get(edit(service)), summary="Van Lien", wait_time="1 week")
    theirs.post(edit(service), sent_by(theirs.get(edit(service)), alert="Dicht", summary="Van Sam"))
    conflict = mine.post(edit(service), opened)
    assert conflict.status_code == 409
    said = text_of(conflict)
    assert "In one sentence Van Lien Van Sam" in said
    assert "Notice empty Dicht" in said
    html = conflict.content.decode()
    assert re.search(r'value="alert" checked', html)
    assert not re.search(r'name="theirs" value="summary" checked', html)
    again = sent_by(conflict, theirs=["alert"])
    wrong = mine.post(edit(service), again | {"name": [""]})
    assert wrong.status_code == 422
    assert sent_by(wrong)["theirs"] == ["alert"]
    assert mine.post(edit(service), sent_by(wrong) | {"name": ["Spelpunt"]}).status_code == 302
    stored = Service.objects.get()
    assert (stored.summary, stored.alert, stored.wait_time) == ("Van Lien", "Dicht", "1 week")


def test_second_saver_of_an_organization_chooses_too(
    network: LocalNetwork, lien: User, sam: User
) -> None:
    organization = an_organization(network)
    page = reverse("directory:edit_organization", args=[organization.pk])
    mine, theirs = a_client(lien), a_client(sam)
    opened = sent_by(mine.get(page), description="Van Lien")
    theirs.post(page, sent_by(theirs.get(page), alternate_name="HvK"))
    conflict = mine.post(page, opened)
    assert conflict.status_code == 409
    assert mine.post(page, sent_by(conflict, theirs=["alternate_name"])).status_code == 302
    organization.refresh_from_db()
    assert (organization.description, organization.alternate_name) == ("Van Lien", "HvK")

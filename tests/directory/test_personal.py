"""Favourites and private notes: nobody but their owner ever meets them."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client, override_settings
from django.utils import timezone

from tests import factories
from tests.pages import sent_by
from vlaggenlijn.accounts.models import Change, ChangeSet, Conflict, User
from vlaggenlijn.common.envelopes import new_key
from vlaggenlijn.common.sealing import SealError
from vlaggenlijn.directory import actions
from vlaggenlijn.directory.models import Favourite, LocalNote, PrivateNote, Service

pytestmark = pytest.mark.django_db
SECRET = "Vraag naar Ann, die luistert het best"


@pytest.fixture
def service() -> Service:
    network = factories.a_network()
    return factories.a_service(factories.an_organization(network), areas=[factories.GENT])


def a_colleague(service: Service, role: str = "professional") -> User:
    return factories.a_member(role, service.organization.network)


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    return client


def a_note(person: User, service: Service, text: str = SECRET) -> PrivateNote:
    actions.keep_for_myself(by=person, service=service, label="", text=text, version=None)
    return PrivateNote.objects.of(person).about(service.pk).get()


def test_star_twice_is_one_favourite_and_goes_away_again(service: Service) -> None:
    person = a_colleague(service)
    client = client_of(person)
    for _ in range(2):
        client.post(f"/werk/aanbod/{service.pk}/ster/", {"kept": "1"})
    assert [one.service for one in Favourite.objects.of(person)] == [service]
    client.post(f"/werk/aanbod/{service.pk}/ster/", {"kept": "0"})
    assert not Favourite.objects.exists()


def test_favourites_are_of_one_person_and_by_label(service: Service) -> None:
    mine, other = a_colleague(service), a_colleague(service)
    second = factories.a_service(service.organization, "Babbelgroep")
    actions.keep_for_myself(by=mine, service=service, label="slapen", text="", version=None)
    actions.star(by=mine, service=second)
    actions.star(by=other, service=service)
    pages = [client_of(mine).get("/werk/favorieten/", {"label": x}) for x in ("", "slapen", "?")]
    shown = [[one.service.name for one in page.context["page"]] for page in pages]
    assert shown == [["Babbelgroep", "Spelpunt"], ["Spelpunt"], []]
    assert pages[0].context["labels"] == ["slapen"]
    assert client_of(other).get("/werk/favorieten/").context["labels"] == []


def test_favourite_that_one_may_no_longer_see_is_not_shown(service: Service) -> None:
    stranger = factories.a_member("professional", factories.a_network("leuven", ["24062"]))
    Favourite.objects.create(user=stranger, service=service)
    assert list(client_of(stranger).get("/werk/favorieten/").context["page"]) == []


def test_label_alone_makes_a_favourite_and_emptied_keeps_it(service: Service) -> None:
    person = a_colleague(service)
    for label in ("tolk", ""):
        actions.keep_for_myself(by=person, service=service, label=label, text="", version=None)
        assert Favourite.objects.get(user=person).label == label


def test_private_note_is_written_read_changed_and_taken_away(service: Service) -> None:
    client = client_of(a_colleague(service))
    address = f"/werk/aanbod/{service.pk}/voor-mij/"
    assert client.post(address, sent_by(client.get(address), text=SECRET)).status_code == 302
    page = client.get(address)
    assert SECRET in page.content.decode()
    client.post(address, sent_by(page, text="Anders"))
    assert sent_by(client.get(address))["text"] == ["Anders"]
    client.post(address, sent_by(client.get(address), text=""))
    assert not PrivateNote.objects.exists()


def test_form_that_arrives_twice_is_no_conflict_but_another_text_is(service: Service) -> None:
    client = client_of(a_colleague(service))
    address = f"/werk/aanbod/{service.pk}/voor-mij/"
    first = sent_by(client.get(address), text=SECRET)
    assert [client.post(address, first).status_code for _ in range(2)] == [302, 302]
    page = client.post(address, first | {"text": "op mijn andere toestel"})
    assert page.status_code == 409
    assert SECRET in page.content.decode()
    assert client.post(address, sent_by(page)).status_code == 302
    assert sent_by(client.get(address))["text"] == ["op mijn andere toestel"]


@pytest.mark.parametrize("role", ["coordinator", "administrator"])
def test_nobody_else_sees_a_private_note_on_any_page(service: Service, role: str) -> None:
    writer = a_colleague(service)
    a_note(writer, service)
    other = factories.an_administrator() if role == "administrator" else a_colleague(service, role)
    pages = ["", "voor-mij/", "geschiedenis/", "notitie/"]
    paths = [f"/werk/aanbod/{service.pk}/{page}" for page in pages]
    for path in [*paths, "/werk/", "/werk/aanbod/", "/werk/favorieten/"]:
        assert SECRET not in client_of(other).get(path).content.decode()
    assert SECRET in client_of(writer).get(paths[1]).content.decode()


def test_private_note_leaves_no_trace_and_lies_sealed(service: Service) -> None:
    person = a_colleague(service)
    before = (ChangeSet.objects.count(), Change.objects.count())
    note = a_note(person, service)
    actions.star(by=person, service=service)
    assert (ChangeSet.objects.count(), Change.objects.count()) == before
    assert SECRET.encode() not in bytes(note.sealed_text)
    assert actions.private_text(note) == SECRET


def test_rows_swapped_in_the_database_open_nowhere(service: Service) -> None:
    mine, theirs = (a_note(a_colleague(service), service, text) for text in ("mijn", "hun"))
    sealed = [bytes(mine.sealed_text), bytes(theirs.sealed_text)]
    mine.sealed_text = sealed[1]
    with pytest.raises(SealError):
        actions.private_text(mine)
    theirs.writer = mine.writer
    theirs.sealed_text = sealed[1]
    with pytest.raises(SealError):
        actions.private_text(theirs)


def test_other_version_with_other_text_is_a_conflict(service: Service) -> None:
    note = a_note(a_colleague(service), service)
    with pytest.raises(Conflict):
        actions.keep_for_myself(
            by=note.writer, service=service, label="", text="anders", version=None
        )
    assert actions.private_text(note) == SECRET


@pytest.mark.parametrize("key", ["", "nonsense", new_key()], ids=["none", "nonsense", "other"])
def test_lost_key_says_what_is_wrong_and_breaks_nothing_else(service: Service, key: str) -> None:
    person = a_colleague(service)
    a_note(person, service)
    client = client_of(person)
    address = f"/werk/aanbod/{service.pk}/voor-mij/"
    with override_settings(SEALING_KEY=key):
        assert client.get(address).context["is_locked"] is True
        assert client.get(f"/werk/aanbod/{service.pk}/").status_code == 200
        assert client.get("/werk/aanbod/").status_code == 200
        assert client.get("/werk/favorieten/").status_code == 200
    assert actions.private_text(PrivateNote.objects.get()) == SECRET


def test_writing_over_a_note_that_cannot_be_opened_is_refused(service: Service) -> None:
    person = a_colleague(service)
    note = a_note(person, service)
    client = client_of(person)
    address = f"/werk/aanbod/{service.pk}/voor-mij/"
    with override_settings(SEALING_KEY=""):
        form = sent_by(client.get(address), text="nieuw")
        page = client.post(address, form)
        assert (page.status_code, page.context["is_locked"]) == (422, True)
        assert sent_by(page)["text"] == ["nieuw"]
    assert actions.private_text(note) == SECRET


def test_turning_the_key_by_command(service: Service) -> None:
    old, new = new_key(), new_key()
    with override_settings(SEALING_KEY=old):
        a_note(a_colleague(service), service)
    with override_settings(SEALING_KEY=new), pytest.raises(CommandError, match="Nothing was"):
        call_command("turn_sealing_key")
    with override_settings(SEALING_KEY=f"{new} {old}"):
        said = [StringIO(), StringIO()]
        for out in said:
            call_command("turn_sealing_key", stdout=out)
        assert [out.getvalue().split()[0] for out in said] == ["1", "0"]
    with override_settings(SEALING_KEY=new):
        assert actions.private_text(PrivateNote.objects.get()) == SECRET


def test_notes_of_the_network_tell_who_and_when_and_whether_they_are_old(service: Service) -> None:
    network = service.organization.network
    writer = factories.a_member("coordinator", network, user=factories.a_user(name="An Smet"))
    actions.write_note(
        by=writer, network=network, service=service, refer_when="Bij slaap", refer_when_not=""
    )
    note = LocalNote.objects.about(service).with_writer().get()
    assert (note.written_by, note.is_old) == ("An Smet", False)
    reader = client_of(a_colleague(service))
    for path in (f"/werk/aanbod/{service.pk}/", "/werk/aanbod/"):
        page = reader.get(path).content.decode()
        assert ("Bij slaap" in page, "An Smet" in page) == (True, True)
    three_years = timezone.now() - timedelta(days=3 * 365)
    ChangeSet.objects.filter(deed="note.write").update(at=three_years)
    assert LocalNote.objects.about(service).with_writer().get().is_old
    old = reader.get(f"/werk/aanbod/{service.pk}/").content.decode()
    assert re.search("twee jaar|two years", old)


@pytest.mark.parametrize("count", [1, 3])
def test_pages_ask_as_many_questions_with_one_service_as_with_three(
    service: Service, count: int, django_assert_max_num_queries: object
) -> None:
    person = a_colleague(service)
    for number in range(count):
        one = factories.a_service(service.organization, f"S {number}")
        actions.keep_for_myself(by=person, service=one, label="x", text="y", version=None)
    client = client_of(person)
    for path, most in (("/werk/favorieten/", 12), ("/werk/aanbod/", 17)):
        client.get(path)
        with django_assert_max_num_queries(most):  # type: ignore[operator]
            client.get(path)

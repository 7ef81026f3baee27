"""Anybody tells what is not right; the right people read it, answer, and forget in time."""

import re
import time
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    GENT,
    LEUVEN,
    a_member,
    a_network,
    a_partner,
    a_service,
    an_organization,
)
from tests.pages import sent_by
from vlaggenlijn.accounts.models import Change, LocalNetwork, Role, recorded
from vlaggenlijn.common.stamps import new_stamp
from vlaggenlijn.directory.actions import forget_old_suggestions
from vlaggenlijn.directory.models import Organization, Service, Suggestion

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(autouse=True)
def english(client: Client) -> None:
    """A visitor who chose English, on a day when nobody sent anything yet."""
    cache.clear()
    client.cookies["taal"] = "en"


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def organization(network: LocalNetwork) -> Organization:
    return an_organization(network, email="bib@example.org")


@pytest.fixture
def service(organization: Organization) -> Service:
    return a_service(organization, "Spelpunt", areas=[GENT], phone="+3292100000")


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def address(service: Service) -> str:
    return reverse("directory:suggest_service", args=[service.pk])


def filled(client: Client, place: str, **typed: Any) -> dict[str, Any]:
    """What the form sends after somebody took ten seconds over it."""
    typed = {"stamp": new_stamp(time.time() - 10)} | typed
    return sent_by(client.get(place), css_class="form panel", **typed)


def a_suggestion(organization: Organization | None, network: LocalNetwork, **values: Any) -> Any:
    values = {"kind": "hours", "text": "Altijd dicht op woensdag"} | values
    suggestion = Suggestion(network=network, organization=organization, **values)
    with recorded(by=None, network=network, deed="test"):
        suggestion.save()
    return suggestion


def test_visitor_suggests_without_account_and_is_thanked(client: Client, service: Service) -> None:
    sent = filled(client, address(service), kind="hours", text="Dicht\u202e op woensdag")
    response = client.post(address(service), sent, follow=True)
    made = Suggestion.objects.get()
    assert (made.kind, made.text, made.service, made.network) == (
        "hours",
        "Dicht op woensdag",
        service,
        service.organization.network,
    )
    text = text_of(response)
    assert "We have your message" in text
    assert "Nobody answers here at once" in text
    assert "112" in text
    assert set(response.cookies) <= {"csrftoken"}


def test_nothing_of_the_visitor_is_kept(client: Client, service: Service) -> None:
    sent = filled(client, address(service), kind="stopped")
    client.post(address(service), sent, REMOTE_ADDR="198.51.100.7", HTTP_USER_AGENT="Telltale")
    kept = repr(list(Change.objects.values())) + repr(list(Suggestion.objects.values()))
    assert "198.51.100.7" not in kept
    assert "Telltale" not in kept
    assert Change.objects.get(model="directory.suggestion").change_set.by is None


def test_same_form_twice_is_one_suggestion(client: Client, service: Service) -> None:
    sent = filled(client, address(service), kind="moved")
    for _ in range(2):
        assert client.post(address(service), sent).status_code == 302
    assert Suggestion.objects.count() == 1


def test_words_added_after_going_back_are_not_lost(client: Client, service: Service) -> None:
    sent = filled(client, address(service), kind="moved")
    client.post(address(service), sent)
    client.post(address(service), sent | {"text": "Naar de Dorpsstraat"})
    assert set(Suggestion.objects.values_list("text", flat=True)) == {"", "Naar de Dorpsstraat"}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"stamp": "1764000000-aa:forged"}, "Nothing was sent yet."),
        ({"stamp": ""}, "Nothing was sent yet."),
        ({"stamp": new_stamp(time.time() + 86_400)}, "Nothing was sent yet."),
        ({"website": "https://spam.example"}, "protection against spam"),
        ({"text": "http://a.be http://b.be www.c.be"}, "too many web addresses"),
        ({"text": "x" * 1001}, "too long"),
        ({"kind": ""}, "Fill this in."),
        ({"kind": "by_organization"}, "not one of the available choices"),
        ({"email": "geen adres"}, "This is not an e-mail address"),
    ],
)
def test_what_is_not_right_comes_back_with_words_and_a_fresh_stamp(
    client: Client, service: Service, typed: dict[str, str], words: str
) -> None:
    sent = filled(client, address(service), **({"kind": "hours", "text": "Dicht"} | typed))
    response = client.post(address(service), sent)
    assert response.status_code == 422
    assert words in text_of(response)
    again = sent_by(response, css_class="form panel")
    assert again["stamp"] != [sent["stamp"]]
    assert again["text"] == [typed.get("text", "Dicht")]
    assert not Suggestion.objects.exists()


def test_limit_of_one_address_says_whom_to_call(client: Client, network: LocalNetwork) -> None:
    organization = an_organization(network)
    places = [address(a_service(organization, f"Dienst {number}")) for number in range(11)]
    codes = [
        client.post(place, filled(client, place, kind="moved")).status_code for place in places
    ]
    assert codes == [302] * 10 + [429]
    other = client.post(
        places[10], filled(client, places[10], kind="moved"), REMOTE_ADDR="198.51.100.9"
    )
    assert other.status_code == 302


def test_limit_of_one_record_a_day(client: Client, service: Service) -> None:
    for _ in range(10):
        a_suggestion(service.organization, service.organization.network, service=service)
    response = client.post(address(service), filled(client, address(service), kind="moved"))
    assert response.status_code == 429
    assert "Please call us" in text_of(response)


def test_archived_and_unknown_records_take_no_suggestions(client: Client, service: Service) -> None:
    with recorded(by=None, network=None, deed="test"):
        service.archived_at = timezone.now()
        service.save()
    assert client.get(address(service)).status_code == 404


def test_something_missing_needs_words(client: Client, network: LocalNetwork) -> None:
    place = reverse("directory:suggest_anything")
    assert client.post(place, filled(client, place)).status_code == 422
    client.post(place, filled(client, place, text="De speelotheek"))
    made = Suggestion.objects.get()
    assert (made.organization, made.kind, made.text) == (None, "other", "De speelotheek")


def test_public_pages_lead_to_the_form(client: Client, service: Service) -> None:
    assert address(service) in client.get(service.get_absolute_url()).content.decode()
    organization = service.organization
    place = reverse("directory:suggest_organization", args=[organization.pk])
    assert place in client.get(organization.get_absolute_url()).content.decode()
    client.post(place, filled(client, place, kind="contact"))
    assert Suggestion.objects.get().organization == organization


# The queue


def test_everybody_sees_what_is_theirs_to_mend(network: LocalNetwork) -> None:
    mine, other = an_organization(network, "Mijn"), an_organization(network, "Ander")
    leuven = a_network("leuven", [LEUVEN])
    about_mine, about_other = a_suggestion(mine, network), a_suggestion(other, network)
    general, foreign = a_suggestion(None, network), a_suggestion(None, leuven)

    def seen(user: Any) -> set[Any]:
        return set(Suggestion.objects.open_for(user))

    assert seen(a_member(Role.COORDINATOR, network)) == {about_mine, about_other, general}
    assert seen(a_partner(mine)) == {about_mine}
    assert seen(a_member(Role.PROFESSIONAL, network)) == set()
    assert seen(a_member(Role.COORDINATOR, leuven)) == {foreign}


def an_answer(told: Suggestion, **values: str) -> dict[str, Any]:
    """The fields of the form as the page holds them."""
    return {"version": told.version, "idempotency_key": uuid.uuid4()} | values


@pytest.mark.parametrize("count", [1, 3])
def test_queue_takes_a_fixed_number_of_queries(
    client: Client, service: Service, count: int, django_assert_num_queries: Any
) -> None:
    network = service.organization.network
    client.force_login(a_member(Role.COORDINATOR, network), BACKEND)
    for _ in range(count):
        a_suggestion(service.organization, network, service=service)
    with django_assert_num_queries(11):
        client.get(reverse("directory:suggestions"))


def test_answer_is_mailed_in_the_language_of_the_sender(
    client: Client, service: Service, django_capture_on_commit_callbacks: Any
) -> None:
    network = service.organization.network
    told = a_suggestion(
        service.organization, network, service=service, email="ouder@example.org", language="fr"
    )
    client.force_login(a_member(Role.COORDINATOR, network), BACKEND)
    page = client.get(reverse("directory:suggestion", args=[told.pk]))
    assert "Altijd dicht op woensdag" in text_of(page)
    assert "09 210 00 00" in text_of(page)
    place = reverse("directory:answer_suggestion", args=[told.pk])
    sent = an_answer(told, state="handled", answer="Merci, c'est corrigé.")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(place, sent)
        client.post(place, sent)  # a second tap
    told.refresh_from_db()
    assert told.state == "handled"
    (letter,) = mail.outbox
    assert letter.to == ["ouder@example.org"]
    assert "Merci, c'est corrigé." in letter.body
    assert max(map(len, letter.body.splitlines())) <= 72


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        ({"answer": "Nog dit"}, 409, "Somebody else answered just now."),
        ({"answer": "Nog dit" * 200}, 422, "at most 1000 characters"),
        ({"answer": "Nog dit", "idempotency_key": ""}, 422, "The page was not complete."),
        ({"answer": "Nog dit", "version": ""}, 409, "Somebody else answered just now."),
    ],
)
def test_answer_that_cannot_be_saved_keeps_its_words(
    client: Client, service: Service, words: dict[str, str], status: int, said: str
) -> None:
    network = service.organization.network
    told = a_suggestion(service.organization, network, service=service, email="o@example.org")
    client.force_login(a_member(Role.COORDINATOR, network), BACKEND)
    place = reverse("directory:answer_suggestion", args=[told.pk])
    first = an_answer(told, state="declined")
    client.post(place, first)
    page = client.post(place, an_answer(told, state="handled") | words)
    assert page.status_code == status
    assert said in text_of(page)
    assert words["answer"] in page.content.decode()
    told.refresh_from_db()
    assert (told.state, told.answer) == ("declined", "")
    went_back = client.post(place, first | {"answer": "Nog dit"})
    assert went_back.status_code == 409


def test_handled_can_be_undone_from_the_message(client: Client, service: Service) -> None:
    network = service.organization.network
    told = a_suggestion(service.organization, network, service=service)
    client.force_login(a_member(Role.COORDINATOR, network), BACKEND)
    place = reverse("directory:answer_suggestion", args=[told.pk])
    page = client.post(place, an_answer(told, state="declined"), follow=True)
    undo = reverse("directory:reopen_suggestion", args=[told.pk])
    assert f'formaction="{undo}"' in page.content.decode()
    client.post(undo, {"state": "new"})
    told.refresh_from_db()
    assert (told.state, told.handled_by, told.handled_at) == ("new", None, None)
    assert not mail.outbox


def test_text_of_a_visitor_is_shown_as_text(client: Client, service: Service) -> None:
    network = service.organization.network
    told = a_suggestion(service.organization, network, text="<script>alert(1)</script>")
    client.force_login(a_member(Role.COORDINATOR, network), BACKEND)
    page = client.get(reverse("directory:suggestion", args=[told.pk])).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_forgetting_reaches_the_history_too(service: Service) -> None:
    network = service.organization.network
    values = {"state": "handled", "email": "ouder@example.org"}
    fresh = a_suggestion(
        service.organization, network, handled_at=timezone.now() - timedelta(days=89), **values
    )
    late = a_suggestion(
        service.organization, network, handled_at=timezone.now() - timedelta(days=91), **values
    )
    old = a_suggestion(
        service.organization, network, handled_at=timezone.now() - timedelta(days=731), **values
    )
    assert forget_old_suggestions() == 3
    for one in (fresh, late, old):
        one.refresh_from_db()
    assert [one.email for one in (fresh, late, old)] == ["ouder@example.org", "", ""]
    assert [bool(one.text) for one in (fresh, late, old)] == [True, True, False]
    history = repr(list(Change.objects.about(late.pk, old.pk).values("before", "after")))
    assert "ouder@example.org" not in history
    gone = repr(list(Change.objects.about(old.pk).values("before", "after")))
    assert "Altijd dicht" not in gone
    assert forget_old_suggestions() == 0

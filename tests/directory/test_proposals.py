"""Proposals by others than the owner: made, compared three ways, answered, forgotten."""

import re
import uuid
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
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
    a_user,
    an_organization,
)
from tests.facts import service_columns
from tests.pages import sent_by
from vlaggenlijn.accounts.actions.undo import undo
from vlaggenlijn.accounts.models import (
    Change,
    ChangeSet,
    Conflict,
    LocalNetwork,
    Role,
    User,
    recorded,
)
from vlaggenlijn.directory import actions
from vlaggenlijn.directory.actions.proposals import (
    AnsweredAlready,
    NothingProposed,
    accept_proposal,
    decline_proposal,
    forget_proposers,
    propose_organization_change,
    propose_service_change,
    withdraw_proposal,
)
from vlaggenlijn.directory.actions.reading import organization_facts, service_facts
from vlaggenlijn.directory.models import Organization, Proposal, ProposerAddress, Service

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def service(network: LocalNetwork) -> Service:
    return a_service(an_organization(network), areas=[GENT, LEUVEN])


@pytest.fixture
def owner(network: LocalNetwork) -> User:
    return a_member(network=network, user=a_user(name="Lien"))


@pytest.fixture
def elsewhere() -> LocalNetwork:
    return a_network("leuven", [LEUVEN])


@pytest.fixture
def sam(elsewhere: LocalNetwork) -> User:
    return a_member(Role.READER, elsewhere, user=a_user(name="Sam"))


def wanted(service: Service, **columns: Any) -> Any:
    return replace(
        service_facts(service),
        columns=service_columns(**columns),
        languages=frozenset({"nl", "tr"}),
    )


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def a_client(user: User) -> Client:
    client = Client()
    client.cookies["taal"] = "en"
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def test_part_is_taken_over_in_one_deed_that_names_the_proposer(
    service: Service, owner: User, sam: User, elsewhere: LocalNetwork
) -> None:
    facts = wanted(service, summary="Van Sam")
    made = propose_service_change(by=sam, service=service, facts=facts, network=elsewhere)
    accept_proposal(by=owner, proposal=made, names=["languages", "nonsense"], version=1)
    stored, made = Service.objects.get(), Proposal.objects.get()
    assert service_facts(stored).languages == {"nl", "tr"}
    assert (stored.summary, made.state, made.answered_by) == ("", "partly", owner)
    deed = ChangeSet.objects.latest("at")
    assert (deed.deed, deed.by, deed.reason) == ("proposal.accept", owner, "Sam, Network leuven")
    undo(by=owner, change_set=deed)
    assert service_facts(Service.objects.get()).languages == set()
    assert Proposal.objects.get().state == "open"


@pytest.mark.parametrize(
    ("names", "state"), [(["summary", "languages"], "accepted"), ([], "declined")]
)
def test_state_says_how_much_was_taken(
    service: Service, owner: User, names: list[str], state: str
) -> None:
    made = propose_service_change(by=None, service=service, facts=wanted(service, summary="x"))
    assert accept_proposal(by=owner, proposal=made, names=names, version=1).state == state


def test_what_is_so_already_does_not_count(service: Service, owner: User) -> None:
    made = propose_service_change(by=None, service=service, facts=wanted(service, summary="x"))
    same = replace(service_facts(service), columns=service_columns(summary="x"))
    actions.change_service(by=None, service=service, version=1, facts=same)
    assert accept_proposal(by=owner, proposal=made, names=["languages"], version=2).state == (
        "accepted"
    )


def test_later_change_of_the_owner_is_a_conflict_and_stays(service: Service, owner: User) -> None:
    made = propose_service_change(by=None, service=service, facts=wanted(service, summary="x"))
    later = replace(service_facts(service), columns=service_columns(summary="later"))
    actions.change_service(by=None, service=service, version=1, facts=later)
    with pytest.raises(Conflict):
        accept_proposal(by=owner, proposal=made, names=["summary"], version=1)
    assert (Service.objects.get().summary, Proposal.objects.get().state) == ("later", "open")


def test_old_page_proposes_only_what_its_writer_changed(service: Service, owner: User) -> None:
    facts = wanted(service)
    later = replace(service_facts(service), columns=service_columns(alert="Dicht"))
    actions.change_service(by=None, service=service, version=1, facts=later)
    stored = Service.objects.get()
    made = propose_service_change(by=None, service=stored, facts=facts, version=1)
    accept_proposal(by=owner, proposal=made, names=["languages", "alert"], version=2)
    assert Service.objects.get().alert == "Dicht"


def test_answer_is_given_once(service: Service, owner: User, sam: User) -> None:
    made = propose_service_change(by=sam, service=service, facts=wanted(service))
    key = uuid.uuid4()
    decline_proposal(by=owner, proposal=made, answer="Nee", idempotency_key=key)
    assert decline_proposal(by=owner, proposal=made, answer="", idempotency_key=key).answer == "Nee"
    with pytest.raises(AnsweredAlready):
        accept_proposal(by=owner, proposal=made, names=["languages"], version=1)
    with pytest.raises(AnsweredAlready):
        withdraw_proposal(by=sam, proposal=made)


def test_nothing_is_no_proposal_and_the_same_key_is_one(service: Service, sam: User) -> None:
    with pytest.raises(NothingProposed):
        propose_service_change(by=sam, service=service, facts=service_facts(service))
    key = uuid.uuid4()
    values: dict[str, Any] = {"by": sam, "service": service, "idempotency_key": key}
    first = propose_service_change(facts=wanted(service), **values)
    assert propose_service_change(facts=wanted(service), **values) == first


def test_both_get_a_mail(
    service: Service,
    owner: User,
    sam: User,
    elsewhere: LocalNetwork,
    mailoutbox: list[EmailMessage],
    django_capture_on_commit_callbacks: Any,
) -> None:
    partner = a_partner(service.organization)
    a_member(network=service.organization.network, ended_on=timezone.localdate())
    with django_capture_on_commit_callbacks(execute=True):
        made = propose_service_change(
            by=sam, service=service, facts=wanted(service), network=elsewhere, reason="Gebeld"
        )
    assert sorted(one.to[0] for one in mailoutbox) == sorted([owner.email, partner.email])
    assert f"http://localhost/werk/voorstel/{made.pk}/" in mailoutbox[0].body
    assert "Gebeld" in mailoutbox[0].body
    with django_capture_on_commit_callbacks(execute=True):
        decline_proposal(by=owner, proposal=made, answer="Het klopt al")
    assert (mailoutbox[-1].to, "Het klopt al" in mailoutbox[-1].body) == ([sam.email], True)


def test_mails_are_in_the_language_of_the_reader_and_lead_to_the_site(
    service: Service,
    owner: User,
    mailoutbox: list[EmailMessage],
    settings: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    settings.CSRF_TRUSTED_ORIGINS = ["https://*.example.org", "https://op.example.org:8443"]
    User.objects.filter(pk=owner.pk).update(language="fr")
    reason = "Een zin die zo lang is dat ze niet op één regel past in het venster van een brief."
    with django_capture_on_commit_callbacks(execute=True):
        propose_service_change(by=None, service=service, facts=wanted(service), reason=reason)
    letter = mailoutbox[0].body
    assert letter.startswith("Bonjour")
    assert "\nhttps://op.example.org:8443/werk/voorstel/" in letter
    assert max(len(line) for line in letter.splitlines() if "http" not in line) <= 72


def test_proposer_without_account_is_answered_and_forgotten(
    service: Service,
    owner: User,
    mailoutbox: list[EmailMessage],
    django_capture_on_commit_callbacks: Any,
) -> None:
    email = "ouder@example.org"
    made = propose_service_change(by=None, service=service, facts=wanted(service), email=email)
    assert not Change.objects.filter(after__icontains=email).exists()
    with django_capture_on_commit_callbacks(execute=True):
        decline_proposal(by=owner, proposal=made, answer="Dank je")
    assert [one.to for one in mailoutbox] == [[email]]
    assert f"/aanbod/{service.pk}/" in mailoutbox[0].body
    assert forget_proposers() == 0
    stored = Proposal.objects.get()
    for days, count in ((89, 0), (91, 1)):
        moment = timezone.now() - timedelta(days=days)
        set_answered(stored, moment)
        assert forget_proposers() == count
    assert not ProposerAddress.objects.exists()


def set_answered(proposal: Proposal, moment: Any) -> None:
    with recorded(by=None, network=None, deed="test"):
        proposal.answered_at = moment
        proposal.save()


def test_organization_is_proposed_and_taken_over(network: LocalNetwork, owner: User) -> None:
    organization = an_organization(network)
    facts = organization_facts(organization)
    facts = replace(facts, columns=dict(facts.columns) | {"website": "https://example.org"})
    made = propose_organization_change(by=None, organization=organization, facts=facts)
    accept_proposal(by=owner, proposal=made, names=["website"], version=1)
    assert Organization.objects.get().website == "https://example.org"


def test_pages_from_proposal_to_answer(service: Service, owner: User, sam: User) -> None:
    theirs, mine = a_client(sam), a_client(owner)
    read = theirs.get(reverse("directory:edit_service", args=[service.pk]))
    address = reverse("directory:propose_service", args=[service.pk])
    assert address in read.content.decode()
    nothing = theirs.post(address, sent_by(theirs.get(address)))
    assert (nothing.status_code, "changed nothing yet" in text_of(nothing)) == (422, True)
    typed = sent_by(theirs.get(address), summary="Van Sam", alert="Let op", reason="Gebeld")
    sent = theirs.post(address, typed, follow=True)
    assert "Your proposal is sent" in text_of(sent)
    assert Service.objects.get().summary == ""
    edit = reverse("directory:edit_service", args=[service.pk])
    mine.post(edit, sent_by(mine.get(edit), alert="Van Lien"))
    assert "1 proposal waits for your answer." in text_of(mine.get(reverse("directory:proposals")))
    page = reverse("directory:proposal", args=[Proposal.objects.get().pk])
    shown = mine.get(page)
    assert "In one sentence empty not changed since Van Sam take over" in text_of(shown)
    assert "Notice empty Van Lien Let op take over" in text_of(shown)
    answer = sent_by(shown, do="accept", answer="Dank je")
    assert answer["part"] == ["summary"]
    mine.post(edit, sent_by(mine.get(edit), wait_time="1 week"))
    late = mine.post(page, answer)
    assert (late.status_code, "changed while you looked" in text_of(late)) == (409, True)
    done = mine.post(page, sent_by(late, do="accept", answer="Dank je"), follow=True)
    assert "The proposal is taken over in part." in text_of(done)
    stored = Service.objects.get()
    assert (stored.summary, stored.alert, stored.wait_time) == ("Van Sam", "Van Lien", "1 week")
    assert "Dank je" in text_of(theirs.get(page))
    again = mine.post(
        page, sent_by(late, do="decline", idempotency_key=str(uuid.uuid4())), follow=True
    )
    assert "answered already" in text_of(again)


def test_proposer_withdraws_and_does_not_answer(service: Service, owner: User, sam: User) -> None:
    made = propose_service_change(by=sam, service=service, facts=wanted(service))
    page = reverse("directory:proposal", args=[made.pk])
    client = a_client(sam)
    assert client.post(page, {"do": "accept"}).status_code == 403
    assert a_client(owner).post(page, {"do": "withdraw"}).status_code == 403
    assert a_client(owner).post(page, {"do": "decline"}).status_code == 422
    assert "is withdrawn" in text_of(client.post(page, {"do": "withdraw"}, follow=True))
    assert "answered already" in text_of(client.post(page, {"do": "withdraw"}, follow=True))


def test_organization_page_of_a_proposal(
    network: LocalNetwork, service: Service, sam: User
) -> None:
    client, pk = a_client(sam), service.organization.pk
    address = reverse("directory:propose_organization", args=[pk])
    assert address in client.get(reverse("directory:edit_organization", args=[pk])).content.decode()
    typed = sent_by(client.get(address), alternate_name="HvK")
    assert "Your proposal is sent" in text_of(client.post(address, typed, follow=True))
    wrong = client.post(address, typed | {"reason": "x" * 301, "name": ""})
    assert wrong.status_code == 422


def test_who_may_change_gets_the_real_form(service: Service, owner: User) -> None:
    for kind, pk in (("service", service.pk), ("organization", service.organization.pk)):
        answer = a_client(owner).get(reverse(f"directory:propose_{kind}", args=[pk]))
        assert answer.headers["Location"] == reverse(f"directory:edit_{kind}", args=[pk])

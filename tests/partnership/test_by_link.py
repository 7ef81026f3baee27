"""What is answered by a link: nothing by opening it, once by a button, nothing of others."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from tests.factories import a_need, a_network, a_partner, an_organization
from tests.partnership.rows import a_partner_of, a_task
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.needs.models import Need, Source, Trace
from vlaggenlijn.partnership import actions
from vlaggenlijn.partnership.actions.records import keep as write
from vlaggenlijn.partnership.models import Asked, Observation, Partner, Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


def paths(part: str) -> list[str]:
    """The paths of our links in the mails that left, the newest last."""
    bodies = "\n".join(letter.body for letter in mail.outbox)
    return re.findall(rf"https?://[^/]+({part}[^/\s]+/)", bodies)


def start(network: LocalNetwork, *organizations: Any) -> Any:
    return actions.start_consultation(
        by=None,
        network=network,
        title="Najaar",
        text="",
        closes_on=timezone.localdate() + timedelta(days=20),
        organizations=organizations,
    )


def test_tasks_by_link(network: LocalNetwork, django_capture_on_commit_callbacks: Any) -> None:
    partner, other = a_partner_of(network), a_partner_of(network, "CAW")
    mine, theirs = a_task(network, "Zaal", partner=partner, days=3), a_task(
        network, "Affiche", partner=other
    )  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        actions.mail_tasks(by=None, partner=partner)
        actions.mail_tasks(by=None, partner=partner)
    assert len(mail.outbox) == 1
    (path,) = paths("/samen/taken/")
    client = Client()
    page = client.get(path)
    assert ("Zaal" in page.text, "Affiche" in page.text) == (True, False)
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert Task.objects.open().count() == 2
    assert client.post(path, {"task": str(mine.pk), "remark": "Gelukt"}).status_code == 302
    client.post(path, {"task": str(theirs.pk)})
    client.post(path, {"task": "geen id"})
    assert list(Task.objects.done().values_list("what", "remark")) == [("Zaal", "Gelukt")]
    client.post(path, {"task": str(mine.pk), "reopen": "1"})
    assert Task.objects.open().count() == 2
    actions.let_leave(by=None, partner=partner)
    assert client.get(path).status_code == 404


def test_nobody_to_mail(network: LocalNetwork) -> None:
    without_address = a_partner_of(network, "Zonder", email="")
    a_task(network, partner=without_address)
    for partner in (without_address, a_partner_of(network)):
        with pytest.raises(actions.NobodyToMail):
            actions.mail_tasks(by=None, partner=partner)


def test_monday_mails_partners_without_an_account_once(
    network: LocalNetwork, django_capture_on_commit_callbacks: Any
) -> None:
    library = an_organization(network, "Bib", email="bib@example.org")
    a_partner(library)
    a_task(network, partner=a_partner_of(network, organization=library), days=1)
    caw = a_partner_of(network, "CAW", email="caw@example.org")
    for days in (-2, 3):
        a_task(network, partner=caw, days=days)
    a_task(network, partner=a_partner_of(network, "Later", email="l@example.org"), days=30)
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.mail_partners_on_monday() == 1
        assert actions.mail_partners_on_monday() == 0
    assert [letter.to for letter in mail.outbox] == [["caw@example.org"]]


def test_invitation_by_link(network: LocalNetwork, django_capture_on_commit_callbacks: Any) -> None:
    library = an_organization(network, "Bib")
    with django_capture_on_commit_callbacks(execute=True):
        actions.invite(
            by=None,
            network=network,
            organization=library,
            need=a_need(network),
            email="bib@example.org",
            text="We missen de bib aan tafel.",
        )
    (path,) = paths("/samen/")
    client = Client()
    assert "We missen de bib aan tafel." in client.get(path).text
    assert client.post(path, {}).status_code == 422
    assert client.post(path, {"answer": "talk", "words": "Bel me"}).status_code == 302
    assert "We missen de bib aan tafel." not in client.get(path).text
    assert not Partner.objects.exists()


def test_consultation_by_link_becomes_a_need(
    network: LocalNetwork, django_capture_on_commit_callbacks: Any
) -> None:
    library = an_organization(network, "Bib", email="bib@example.org")
    silent = an_organization(network, "Zonder adres")
    with django_capture_on_commit_callbacks(execute=True):
        consultation = start(network, library, silent)
    (path,) = paths("/samen/bevraging/")
    client, filled = Client(), {"sentence-1": "Te duur", "domain-1": "leisure", "weight-1": "3"}
    assert client.get(path).status_code == 200
    assert client.post(path, {"sentence-1": "Te duur"}).status_code == 422
    assert client.post(path, filled | {"sentence-2": "Nog iets"}).status_code == 422
    assert client.post(path, filled).status_code == 302
    observation = Observation.objects.get()
    assert (observation.sentence, observation.weight) == ("Te duur", 3)
    for _ in range(2):
        need = actions.make_need(
            by=None, consultation=consultation, observation=observation, sentence="Vrije tijd"
        )
    assert (Need.objects.get(), need.source) == (need, Source.CONSULTATION)
    assert Trace.objects.arriving([need.pk]).get().from_id == consultation.pk
    client.post(path, filled | {"sentence-1": "Anders"})
    assert set(Observation.objects.values_list("sentence", flat=True)) == {"Te duur", "Anders"}
    actions.close_consultation(by=None, consultation=consultation)
    assert client.get(path).status_code == 404


def test_reminded_once_and_forgotten_in_the_end(
    network: LocalNetwork, django_capture_on_commit_callbacks: Any
) -> None:
    library = an_organization(network, "Bib", email="bib@example.org")
    start(network, library)
    now = timezone.now()
    with django_capture_on_commit_callbacks(execute=True):
        counts = [actions.remind_asked(now + timedelta(days=days)) for days in (6, 8, 9)]
    assert counts == [0, 1, 0]
    assert (len(mail.outbox), actions.forget_asked()) == (1, 0)
    consultation = Asked.objects.get().consultation
    keep(network, consultation, closes_on=timezone.localdate() - timedelta(days=91))
    assert (actions.forget_asked(), Asked.objects.get().email) == (1, "")


def keep(network: LocalNetwork, record: Any, **values: Any) -> None:
    write(by=None, network=network, record=record, values=values, deed="test")

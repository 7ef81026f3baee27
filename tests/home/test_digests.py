"""The mail on Monday: who gets it, what it says, what its links do, and that it comes once."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone, translation

from tests import factories
from tests.findable import save, stop_the_clock
from vlaggenlijn.accounts.models import LocalNetwork, Membership, PersonalLink, User, recorded
from vlaggenlijn.directory import actions as directory
from vlaggenlijn.directory.models import Organization, Service, ServiceQuality
from vlaggenlijn.guide.models import AskedCount
from vlaggenlijn.home import addresses
from vlaggenlijn.home.actions import DigestsFailed, digests, send_digests
from vlaggenlijn.home.digest_text import body
from vlaggenlijn.home.digests import digest_of, people_with_digests
from vlaggenlijn.home.models import DigestMail
from vlaggenlijn.partnership.models import Task

pytestmark = pytest.mark.django_db
MONDAY = "2026-11-23 07:05"


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_the_clock(monkeypatch, MONDAY)


@pytest.fixture
def network() -> LocalNetwork:
    return factories.a_network("gent", name="Huis Gent", host="gent.example.org")


@pytest.fixture
def organization(network: LocalNetwork) -> Organization:
    return factories.an_organization(network, "CAW Gent")


def an_old_service(organization: Organization, name: str = "Spelpunt") -> Service:
    """A stale service that was added long ago, so that nothing else is news about it."""
    return factories.a_service(
        organization, name, assured_on=date(2025, 1, 2), created_at=timezone.now() - timedelta(90)
    )


def a_coordinator(network: LocalNetwork, **values: Any) -> User:
    return factories.a_member("coordinator", network, user=factories.a_user(name="An", **values))


def addresses_in(text: str) -> list[str]:
    return re.findall(r"^\s*(https?://\S+)$", text, re.MULTILINE)


def path_of(text: str, part: str) -> str:
    address = next(one for one in addresses_in(text) if part in one)
    return re.sub(r"^https?://[^/]+", "", address)


def test_mail_tells_what_waits_with_a_link_for_each(
    network: LocalNetwork, organization: Organization
) -> None:
    for number in range(7):
        an_old_service(organization, f"Dienst {number}")
    person = a_coordinator(network)
    assert send_digests() == 1
    (letter,) = mail.outbox
    assert letter.to == [person.email]
    assert letter.subject.startswith("7 ")
    assert len([one for one in addresses_in(letter.body) if "/juist/" in one]) == 5
    assert all(one.startswith("http://gent.example.org/") for one in addresses_in(letter.body))
    words = [line for line in letter.body.splitlines() if "http" not in line]
    assert max(len(line) for line in words) <= 68
    assert ("CAW Gent" in letter.body, "Huis Gent" in letter.body) == (True, True)


def test_links_are_kept_as_digests_only(network: LocalNetwork, organization: Organization) -> None:
    an_old_service(organization)
    a_coordinator(network)
    send_digests()
    token = path_of(mail.outbox[0].body, "/juist/").rstrip("/").rpartition("/")[2]
    assert len(token) == 43
    assert not PersonalLink.objects.filter(digest=token).exists()
    link = PersonalLink.objects.opened_by(token, "digest")
    assert link is not None
    assert link.expires_at == timezone.now() + timedelta(days=14)


def test_opening_the_link_changes_nothing_and_the_button_confirms(
    network: LocalNetwork, organization: Organization
) -> None:
    service = an_old_service(organization)
    person = a_coordinator(network)
    send_digests()
    path = path_of(mail.outbox[0].body, "/juist/")
    page = Client().get(path)
    assert (page.status_code, page.headers["Referrer-Policy"]) == (200, "no-referrer")
    assert Service.objects.get(pk=service.pk).assured_on == service.assured_on
    assert Client(enforce_csrf_checks=True).post(path).headers["Location"] == path
    stored = Service.objects.get(pk=service.pk)
    assert (stored.assured_on, stored.assurer) == (timezone.localdate(), person)
    assert Client().get(path).context["is_done"] is True


@pytest.mark.parametrize("ending", ["role", "term", "purpose", "person", "archived"])
def test_link_opens_nothing_when_its_time_or_right_is_over(
    network: LocalNetwork,
    organization: Organization,
    monkeypatch: pytest.MonkeyPatch,
    ending: str,
) -> None:
    service = an_old_service(organization)
    person = a_coordinator(network)
    send_digests()
    path = path_of(mail.outbox[0].body, "/juist/")
    if ending == "role":
        membership = Membership.objects.get(user=person)
        membership.ended_on = timezone.localdate()
        save(membership)
    elif ending == "term":
        stop_the_clock(monkeypatch, "2026-12-07 07:06")
    elif ending == "purpose":
        path = path.replace("/juist/", "/stop/")
    elif ending == "person":
        User.objects.filter(pk=person.pk).update(is_active=False)
    else:
        directory.archive_service(by=person, service=service)
    assert [Client().get(path).status_code, Client().post(path).status_code] == [404, 404]
    assert Service.objects.get(pk=service.pk).assured_on == service.assured_on


def test_stop_link_opens_a_page_and_its_button_ends_the_mail(
    network: LocalNetwork, organization: Organization
) -> None:
    an_old_service(organization)
    person = a_coordinator(network)
    send_digests()
    path = path_of(mail.outbox[0].body, "/stop/")
    assert Client().get(path).context["is_done"] is False
    assert User.objects.get(pk=person.pk).wants_digest is True
    assert Client(enforce_csrf_checks=True).post(path).status_code == 302
    assert User.objects.get(pk=person.pk).wants_digest is False
    assert Client().get(path).context["is_done"] is True
    assert people_with_digests() == []


def test_language_of_the_person(network: LocalNetwork, organization: Organization) -> None:
    an_old_service(organization)
    a_coordinator(network, language="en")
    send_digests()
    (letter,) = mail.outbox
    assert letter.subject == "1 offer waits for you"
    assert "STILL RIGHT?" in letter.body
    assert path_of(letter.body, "/juist/").endswith("?taal=en")


def test_who_gets_one(network: LocalNetwork, organization: Organization) -> None:
    coordinator, partner = a_coordinator(network), factories.a_partner(organization)
    factories.a_member("professional", network)
    factories.an_administrator()
    a_coordinator(network, wants_digest=False)
    a_coordinator(network, is_active=False)
    assert {one.pk for one in people_with_digests()} == {coordinator.pk, partner.pk}


def test_partner_reads_of_their_own_offer_only(
    network: LocalNetwork, organization: Organization
) -> None:
    an_old_service(organization, "Van mij")
    an_old_service(factories.an_organization(network, "OCMW"), "Van een ander")
    digest = digest_of(factories.a_partner(organization))
    assert [one.name for one in digest.stalest] == ["Van mij"]


def test_nothing_to_tell_is_no_mail(network: LocalNetwork) -> None:
    a_coordinator(network)
    assert send_digests() == 0
    assert mail.outbox == []
    assert DigestMail.objects.get().settled_at is not None


def test_this_week(network: LocalNetwork, organization: Organization) -> None:
    today = timezone.localdate()
    fresh = {"assured_on": today, "created_at": timezone.now() - timedelta(days=90)}
    closed, again, changed, mine = (
        factories.a_service(organization, name, **fresh) for name in ("C", "A", "V", "M")
    )
    new = factories.a_service(organization, "N", assured_on=today)
    person, other = a_coordinator(network), a_coordinator(network)
    for service, until in ((closed, today + timedelta(30)), (again, today + timedelta(2))):
        service.closed_until = until
        save(service)
    directory.confirm_service(by=other, service=changed)
    directory.confirm_service(by=person, service=mine)
    digest = digest_of(person)
    names = [
        sorted(one.name for one in part)
        for part in (digest.closed, digest.opening, digest.new, digest.changed)
    ]
    assert names == [["A", "C"], ["A"], [new.name], ["V"]]


def test_missed_themes_are_told_once_after_four_weeks(
    network: LocalNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = a_coordinator(network)
    for slug, missed in (("sleep", 13), ("eating", 4), ("screens", 6), ("puberty", 8)):
        AskedCount.objects.create(
            network=network, week=date(2026, 11, 9), theme=slug, asked=20, unanswered=missed
        )
    told = []
    for day in ("2026-11-30", "2026-12-07", "2026-12-14", "2026-12-21"):
        stop_the_clock(monkeypatch, f"{day} 07:05")
        told += [(day, [one.unanswered for one in lines]) for _, lines in digest_of(person).missed]
    assert told == [(told[0][0], [10, 5, 5])]


def test_two_clocks_and_a_second_round_send_one_mail(
    network: LocalNetwork, organization: Organization
) -> None:
    an_old_service(organization)
    person = a_coordinator(network)
    assert DigestMail.objects.taken(person, timezone.localdate()) is not None
    with pytest.raises(DigestsFailed):
        send_digests()
    assert mail.outbox == []
    DigestMail.objects.all().delete()
    assert [send_digests(), send_digests()] == [1, 0]
    assert len(mail.outbox) == 1


def test_failed_mail_is_tried_again_and_others_get_no_second_one(
    network: LocalNetwork,
    organization: Organization,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    an_old_service(organization)
    first, second = a_coordinator(network), a_coordinator(network)
    real = digests.deliver

    def broken(*, to: str, **options: Any) -> None:
        if to == first.email:
            raise OSError("the mail server is away")
        real(to=to, **options)

    monkeypatch.setattr(digests, "deliver", broken)
    with pytest.raises(DigestsFailed):
        send_digests()
    assert [letter.to for letter in mail.outbox] == [[second.email]]
    assert first.email not in caplog.messages[0]
    monkeypatch.setattr(digests, "deliver", real)
    with pytest.raises(DigestsFailed):
        send_digests()
    stop_the_clock(monkeypatch, "2026-11-23 07:25")
    assert send_digests() == 1
    assert [letter.to for letter in mail.outbox] == [[second.email], [first.email]]


def test_mail_that_keeps_failing_is_given_up(
    network: LocalNetwork, organization: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_old_service(organization)
    a_coordinator(network)
    tried: list[int] = []

    def broken(*args: Any, **options: Any) -> None:
        tried.append(1)
        raise OSError

    monkeypatch.setattr(digests, "deliver", broken)
    for hour in range(8, 18):
        stop_the_clock(monkeypatch, f"2026-11-23 {hour:02}:00")
        try:
            send_digests()
        except DigestsFailed:
            continue
    assert len(tried) == 5


@pytest.mark.parametrize("count", [1, 500])
def test_digest_asks_as_many_questions_for_one_as_for_five_hundred(
    network: LocalNetwork,
    organization: Organization,
    django_assert_max_num_queries: Any,
    count: int,
) -> None:
    services = [an_old_service(organization, f"S {number}") for number in range(count)]
    assert len(services) == count
    person = a_coordinator(network)
    with django_assert_max_num_queries(13):
        digest_of(person)


def test_person_chooses_language_and_digest(network: LocalNetwork) -> None:
    person = a_coordinator(network)
    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    assert client.get("/werk/mijn-voorkeuren/").context["form"].initial == {
        "language": "nl", "wants_digest": True
    }  # fmt: skip
    assert client.post("/werk/mijn-voorkeuren/", {"language": "tr"}).status_code == 422
    assert client.post("/werk/mijn-voorkeuren/", {"language": "fr"}).status_code == 302
    stored = User.objects.get(pk=person.pk)
    assert (stored.language, stored.wants_digest) == ("fr", False)


def test_addresses_are_of_the_network_else_of_the_installation(
    network: LocalNetwork, settings: Any
) -> None:
    settings.SESSION_COOKIE_SECURE = True
    assert addresses.whole_address("/x/", network) == "https://gent.example.org/x/"
    settings.CSRF_TRUSTED_ORIGINS = ["https://a.example"]
    assert addresses.whole_address("/x/") == "https://a.example/x/"
    settings.CSRF_TRUSTED_ORIGINS = []
    settings.ALLOWED_HOSTS = [".b.example", "b.example"]
    assert addresses.whole_address("/x/") == "https://b.example/x/"
    settings.ALLOWED_HOSTS = ["*"]
    assert addresses.whole_address("/x/") == "https://localhost/x/"


def test_tasks_that_are_due_stand_in_the_mail(network: LocalNetwork) -> None:
    person = factories.a_member("reader", network, user=factories.a_user(name="Bo"))
    today = timezone.localdate()
    with recorded(by=None, network=network, deed="test"):
        for number in range(6):
            due_on = today + timedelta(days=number - 1)
            Task(network=network, what=f"Taak {number}", person=person, due_on=due_on).save()
        Task(network=network, what="Veel later", person=person, due_on=today + timedelta(30)).save()
        Task(network=network, what="Van iemand anders", due_on=today).save()
    assert person in people_with_digests()
    assert send_digests() == 1
    (letter,) = mail.outbox
    assert [f"Taak {number}" in letter.body for number in range(6)] == [True] * 5 + [False]
    assert ("Veel later" in letter.body, "Van iemand anders" in letter.body) == (False, False)
    assert path_of(letter.body, "/samen/taken/").endswith("?netwerk=gent&toon=mijn")


def test_digest_counts_what_is_out_of_reach(network: LocalNetwork) -> None:
    service = factories.a_service(
        factories.an_organization(network, "CAW"), "Spelpunt", assured_on=timezone.localdate(),
        created_at=timezone.now() - timedelta(90),
    )  # fmt: skip
    person = a_coordinator(network)
    assert digest_of(person).is_empty
    ServiceQuality.objects.create(
        pk=service.pk, score=50, is_broken=True, broken=[], reckoned_on=timezone.localdate()
    )
    digest = digest_of(person)
    assert (digest.out_of_reach, digest.is_empty) == (1, False)
    with translation.override("en"):
        text = body(digest, {}, "https://gent.example.org/stop/")
    assert "1 offer has a phone or website that does not answer." in text
    assert path_of(text, "onbereikbaar") == "/werk/onbereikbaar/"

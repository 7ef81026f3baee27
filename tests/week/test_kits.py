"""The kit of a campaign: mailed to each partner once, and opened by its link."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tests.partnership.rows import a_partner_of
from tests.week import rows
from tests.week.made import a_campaign
from vlaggenlijn.accounts.actions.undo import is_final
from vlaggenlijn.accounts.models import ChangeSet, LocalNetwork, PersonalLink
from vlaggenlijn.common.paper import PACKAGES, NoPango
from vlaggenlijn.partnership.actions import keep_undertaking, let_leave
from vlaggenlijn.week import actions
from vlaggenlijn.week.models import Campaign, KitMail
from vlaggenlijn.week.models.kits import partners_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def network() -> LocalNetwork:
    return factories.a_network()


@pytest.fixture
def campaign(network: LocalNetwork) -> Campaign:
    return a_campaign(network)


@pytest.fixture
def client(network: LocalNetwork) -> Client:
    client = Client()
    client.force_login(
        factories.a_member("coordinator", network), "django.contrib.auth.backends.ModelBackend"
    )
    return client


def an_approved(campaign: Campaign, title: str, **values: Any) -> Any:
    proposed = rows.a_proposed(campaign, title, **values)
    actions.review(by=None, proposed=proposed, is_approved=True)
    proposed.refresh_from_db()
    return proposed


def address(campaign: Campaign) -> str:
    return reverse("week:kits", args=[campaign.pk])


def mailed(client: Client, campaign: Campaign, capture: Any, **data: str) -> list[Any]:
    """Send the kits, and return the mails that left."""
    before = len(mail.outbox)
    with capture(execute=True):
        client.post(address(campaign), {"send": "1"} | data)
    return mail.outbox[before:]


def link_in(letter: Any) -> str:
    found = re.search(r"(/week/pakket/[^/\s]+/)", letter.body)
    assert found
    return found[1]


def test_who_takes_part_gets_a_kit(network: LocalNetwork, campaign: Campaign) -> None:
    library = a_partner_of(network, "Bib")
    school, club = a_partner_of(network, "School"), a_partner_of(network, "Sportclub")
    a_partner_of(network, "Niet erbij")
    an_approved(campaign, "Voorlezen", partner=library)
    an_approved(campaign, "Zingen", partner=library)
    rows.a_proposed(campaign, "Wacht nog", partner=club)
    keep_undertaking(
        by=None, undertaking=campaign.undertaking, values={}, partners=[school], needs=[]
    )
    assert [(str(one), one.entry_count) for one in partners_of(campaign)] == [
        ("Bib", 2), ("School", 0)
    ]  # fmt: skip


def test_kit_is_seen_before_it_is_mailed(
    client: Client, network: LocalNetwork, campaign: Campaign
) -> None:
    assert "Niemand doet al mee." in client.get(address(campaign)).text
    an_approved(campaign, "Voorlezen", partner=a_partner_of(network, "Bib"))
    school = a_partner_of(network, "School", email="school@example.org")
    an_approved(campaign, "Zingen", partner=school)
    first = client.get(address(campaign))
    assert (str(first.context["shown"]), "Voorlezen" in first.context["letter"][1]) == ("Bib", True)
    look = {"look": "1", "partner": str(school.pk), "text": "Dank voor\x00 jullie hulp!"}
    seen = client.post(address(campaign), look)
    subject, body = seen.context["letter"]
    assert subject == "Jullie pakket voor Week van de Opvoeding"
    assert ("Dank voor jullie hulp!" in body, "Zingen" in body, "Voorlezen" in body) == (
        True, True, False
    )  # fmt: skip
    assert (KitMail.objects.count(), len(mail.outbox)) == (0, 0)


def test_every_partner_gets_its_own_mail_once(
    client: Client,
    network: LocalNetwork,
    campaign: Campaign,
    django_capture_on_commit_callbacks: Any,
) -> None:
    an_approved(campaign, "Voorlezen", partner=a_partner_of(network, "Bib"))
    nobody = a_partner_of(network, "Zonder mail", email="")
    an_approved(campaign, "Wandelen", partner=nobody)
    left = mailed(client, campaign, django_capture_on_commit_callbacks, text="Dag!")
    assert [(one.to, "Dag!" in one.body, "Voorlezen" in one.body) for one in left] == [
        (["bib@example.org"], True, True)
    ]
    assert mailed(client, campaign, django_capture_on_commit_callbacks) == []
    page = client.get(address(campaign))
    assert (page.context["waiting"], "geen adres" in page.text) == (0, True)
    # Who takes part later is mailed later, and nobody twice.
    school = a_partner_of(network, "School", email="school@example.org")
    an_approved(campaign, "Zingen", partner=school)
    later = mailed(client, campaign, django_capture_on_commit_callbacks)
    assert [one.to for one in later] == [["school@example.org"]]


def test_two_who_mail_at_once_mail_nobody_twice(network: LocalNetwork, campaign: Campaign) -> None:
    an_approved(campaign, "Voorlezen", partner=a_partner_of(network, "Bib"))
    assert actions.mail_kits(by=None, campaign=campaign) == 1
    assert actions.mail_kits(by=None, campaign=campaign) == 0
    assert is_final(ChangeSet.objects.filter(deed="kit.mail").earliest("at"))
    assert PersonalLink.objects.count() == KitMail.objects.count() == 1


def test_long_list_of_activities_is_cut_in_the_mail(
    client: Client, network: LocalNetwork, campaign: Campaign
) -> None:
    library = a_partner_of(network, "Bib")
    for number in range(12):
        an_approved(campaign, f"Nummer {number}", partner=library)
    body = client.get(address(campaign)).context["letter"][1]
    assert (body.count("- Nummer"), "- en nog 2" in body) == (10, True)


def test_kit_opens_without_an_account_and_shows_only_ones_own(
    client: Client,
    network: LocalNetwork,
    campaign: Campaign,
    django_capture_on_commit_callbacks: Any,
) -> None:
    mine = an_approved(campaign, "Voorlezen", partner=a_partner_of(network, "Bib"))
    school = a_partner_of(network, "School", email="school@example.org")
    an_approved(campaign, "Zingen", partner=school)
    letters = mailed(client, campaign, django_capture_on_commit_callbacks)
    place = link_in(next(one for one in letters if one.to == ["bib@example.org"]))
    page = Client().get(place)
    assert (page.status_code, page["Referrer-Policy"]) == (200, "no-referrer")
    assert ("Voorlezen" in page.text, "Zingen" in page.text) == (True, False)
    assert "noindex" in page.text
    assert reverse("week:activity_picture", args=[mine.activity_id, "1080x1080"]) in page.text
    assert Client().get(f"{place}beeld/1080x1080.png")["Content-Type"] == "image/png"
    assert Client().get(f"{place}beeld/9x9.png").status_code == 404


@pytest.mark.parametrize("file", ["kaartjes.pdf", "affiche.pdf"])
def test_files_of_a_kit_are_pdf(
    file: str,
    client: Client,
    network: LocalNetwork,
    campaign: Campaign,
    django_capture_on_commit_callbacks: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    an_approved(campaign, "Voorlezen", partner=a_partner_of(network, "Bib"))
    place = link_in(mailed(client, campaign, django_capture_on_commit_callbacks)[0])
    answer = Client().get(place + file)
    assert answer.content.startswith(b"%PDF")


def test_kit_of_a_campaign_that_is_prepared_has_no_public_pictures(
    client: Client, network: LocalNetwork, django_capture_on_commit_callbacks: Any
) -> None:
    campaign = a_campaign(network, state="preparing")
    an_approved(campaign, "Voorlezen", partner=a_partner_of(network, "Bib"))
    place = link_in(mailed(client, campaign, django_capture_on_commit_callbacks)[0])
    page = Client().get(place).text
    assert "zodra het programma open is" in page
    assert f'href="{reverse("week:programme", args=[campaign.pk])}"' not in page


def test_link_ends_with_the_chair_and_with_its_term(
    client: Client,
    network: LocalNetwork,
    campaign: Campaign,
    django_capture_on_commit_callbacks: Any,
) -> None:
    partner = a_partner_of(network, "Bib")
    an_approved(campaign, "Voorlezen", partner=partner)
    place = link_in(mailed(client, campaign, django_capture_on_commit_callbacks)[0])
    ends = PersonalLink.objects.get().expires_at
    assert timezone.localdate(ends) == max(campaign.ends_on, TODAY()) + timedelta(days=60)
    assert Client().get(place).status_code == 200
    let_leave(by=None, partner=partner)
    ended = Client().get(place)
    assert (ended.status_code, ended["Referrer-Policy"]) == (404, "no-referrer")
    assert Client().post(place).status_code == 405


def test_without_the_library_for_pdf_the_kit_says_so(
    client: Client,
    network: LocalNetwork,
    campaign: Campaign,
    django_capture_on_commit_callbacks: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def no_pango(*_args: Any, **_options: Any) -> bytes:
        raise NoPango

    an_approved(campaign, "Voorlezen", partner=a_partner_of(network, "Bib"))
    place = link_in(mailed(client, campaign, django_capture_on_commit_callbacks)[0])
    monkeypatch.setattr("vlaggenlijn.week.views.kit_links.pdf", no_pango)
    answer = Client().get(f"{place}affiche.pdf")
    assert (answer.status_code, PACKAGES in answer.text) == (503, True)

"""How an activity went: told once, by its partner or for it, and read by nobody else."""

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import a_member, a_network, a_partner
from tests.partnership.rows import a_partner_of, saved
from tests.week.past import TOLD, a_past_campaign, a_past_entry, told
from tests.week.rows import a_step
from vlaggenlijn.accounts.actions import end_links, give_link
from vlaggenlijn.accounts.models import Change, Conflict, LocalNetwork, PersonalLink, recorded
from vlaggenlijn.directory.models import Phone
from vlaggenlijn.week import actions
from vlaggenlijn.week.actions.evaluating import PURPOSE
from vlaggenlijn.week.harvest import BANDS
from vlaggenlijn.week.models import Campaign, CampaignActivity, Evaluation, TimelineStep

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]
FORM = {"adults": "15-29", "children": "30-59", "worked": "De taart", "good": "12", "fair": ""}


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def campaign(network: LocalNetwork) -> Campaign:
    return a_past_campaign(network)


@pytest.fixture
def entry(campaign: Campaign) -> CampaignActivity:
    return a_past_entry(campaign)


def post(client: Client, address: str, **data: Any) -> Any:
    return client.post(address, {"idempotency_key": str(uuid.uuid4())} | FORM | data)


def a_link(entry: CampaignActivity, **options: Any) -> str:
    assert entry.partner
    options = {"term": timedelta(days=1), "is_single_use": False} | options
    return give_link(purpose=PURPOSE, subject_id=entry.partner.pk, **options)


def test_it_is_told_once_with_one_key(entry: CampaignActivity) -> None:
    key = uuid.uuid4()
    first = actions.tell(by=None, entry=entry, values=TOLD, idempotency_key=key)
    again = actions.tell(by=None, entry=entry, values=TOLD, idempotency_key=key)
    assert (again, again.version) == (first, 1)
    with pytest.raises(Conflict):
        actions.tell(by=None, entry=entry, values=TOLD | {"good": 9}, idempotency_key=key)
    assert Evaluation.objects.count() == 1


def test_second_teller_hears_of_the_first(entry: CampaignActivity) -> None:
    first = told(entry)
    with pytest.raises(Conflict) as conflict:
        told(entry, worked="Iets anders")
    assert conflict.value.args == (first,)
    changed = actions.tell(by=None, entry=entry, values=TOLD | {"good": 9}, version=first.version)
    assert (changed.good, changed.version) == (9, 2)


def test_what_was_taken_back_is_not_changed_but_told_anew(entry: CampaignActivity) -> None:
    key, network = uuid.uuid4(), entry.campaign.network
    first = actions.tell(by=None, entry=entry, values=TOLD, idempotency_key=key)
    with recorded(by=None, network=network, deed="test"):
        first.delete()
    for options in ({"version": 1}, {"idempotency_key": key}):
        with pytest.raises(Conflict) as conflict:
            actions.tell(by=None, entry=entry, values=TOLD, **options)
        assert conflict.value.args[0].version == 0
    assert told(entry).version == 1


@pytest.mark.parametrize("values", [{"adults": "17"}, {"children": ""}, {"fell_through": True}])
def test_only_bands_are_kept(entry: CampaignActivity, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError):
        told(entry, **values)


def test_partner_tells_on_its_own_page(client: Client, campaign: Campaign) -> None:
    chair = a_partner_of(campaign.network, "Bib")
    mine = a_past_entry(campaign, partner=chair)
    others = a_past_entry(campaign, "Van een ander")
    client.force_login(a_partner(chair.organization))
    desk = reverse("week:campaign", args=[campaign.pk])
    page = client.get(desk).content.decode()
    assert reverse("week:evaluate", args=[mine.pk]) in page
    assert reverse("week:evaluate", args=[others.pk]) not in page
    answer = post(client, reverse("week:evaluate", args=[mine.pk]), groups=["fathers", "children"])
    assert (answer.status_code, answer["Location"]) == (302, desk)
    kept = Evaluation.objects.get()
    assert (kept.adults, kept.children, kept.groups) == ("15-29", "30-59", ["fathers", "children"])
    assert (kept.good, kept.fair, kept.poor) == (12, 0, 0)
    assert client.get(reverse("week:evaluate", args=[others.pk])).status_code == 403
    assert client.get(reverse("week:evaluations", args=[campaign.pk])).status_code == 403
    form = client.get(reverse("week:evaluate", args=[mine.pk])).context["form"]
    assert (form["good"].value(), form["fair"].value()) == (12, None)


def test_own_page_of_a_partner_asks_it_until_it_was_told(
    client: Client, campaign: Campaign
) -> None:
    chair = a_partner_of(campaign.network, "Bib")
    mine = a_past_entry(campaign, partner=chair)
    a_past_entry(campaign, "Van een ander")
    long_ago = a_past_campaign(campaign.network, days_ago=90, name="Lang geleden")
    a_past_entry(long_ago, "Lang geleden", partner=chair)
    client.force_login(a_partner(chair.organization))
    page = client.get(reverse("home:own_offer"))
    assert page.context["offer"].to_tell == [mine]
    assert reverse("week:evaluate", args=[mine.pk]) in page.content.decode()
    told(mine)
    assert client.get(reverse("home:own_offer")).context["offer"].to_tell == []


def test_what_was_typed_comes_back(client: Client, entry: CampaignActivity) -> None:
    client.force_login(a_member("coordinator", entry.campaign.network))
    address = reverse("week:evaluate", args=[entry.pk])
    wrong = post(client, address, adults="", children="17", better="Meer stoelen", poor="-1")
    assert (wrong.status_code, sorted(wrong.context["form"].errors)) == (
        422, ["adults", "children", "poor"],
    )  # fmt: skip
    assert "Meer stoelen" in wrong.content.decode()
    told(entry)
    late = post(client, address, better="Meer stoelen")
    assert (late.status_code, "Meer stoelen" in late.content.decode()) == (409, True)
    data = late.context["form"].data
    assert data["version"] == "1"
    fine = post(client, address, better="Meer stoelen", version="1")
    assert fine["Location"] == reverse("week:evaluations", args=[entry.campaign_id])
    assert Evaluation.objects.get().better == "Meer stoelen"


def test_what_fell_through_has_no_visitors(client: Client, entry: CampaignActivity) -> None:
    client.force_login(a_member("coordinator", entry.campaign.network))
    post(client, reverse("week:evaluate", args=[entry.pk]), fell_through="on", adults="")
    kept = Evaluation.objects.get()
    assert (kept.fell_through, kept.adults, kept.children, kept.good) == (True, "", "", 0)


def test_it_waits_until_it_began(client: Client, network: LocalNetwork) -> None:
    coming = a_past_entry(a_past_campaign(network, days_ago=-10))
    client.force_login(a_member("coordinator", network))
    address = reverse("week:evaluate", args=[coming.pk])
    for answer in (client.get(address), post(client, address)):
        assert answer["Location"] == reverse("week:campaign", args=[coming.campaign_id])
    assert Evaluation.objects.count() == 0
    assert address not in client.get(answer["Location"]).content.decode()


def test_link_tells_without_an_account(client: Client, entry: CampaignActivity) -> None:
    token = a_link(entry)
    assert len(token) == 43
    assert not PersonalLink.objects.filter(digest=token).exists()
    others = a_past_entry(entry.campaign, "Van een ander")
    coming = a_past_entry(
        entry.campaign, "Later", partner=entry.partner,
        first_on=timezone.localdate() + timedelta(days=9),
    )  # fmt: skip
    mine = reverse("week:told_by_link", args=[token])
    page = client.get(mine)
    assert (page.status_code, page["Referrer-Policy"]) == (200, "no-referrer")
    assert page.context["entries"] == [entry]
    address = reverse("week:evaluate_by_link", args=[token, entry.pk])
    assert client.get(address).status_code == 200
    assert Evaluation.objects.count() == 0
    wrong = post(client, address, adults="")
    assert (wrong.status_code, "De taart" in wrong.content.decode()) == (422, True)
    assert post(client, address)["Location"] == mine
    assert Evaluation.objects.get().worked == "De taart"
    assert Change.objects.filter(change_set__deed="evaluation.tell").count() == 1
    for other in (others, coming):
        foreign = reverse("week:evaluate_by_link", args=[token, other.pk])
        assert (client.get(foreign).status_code, post(client, foreign).status_code) == (404, 404)
    assert actions.tell_by_link(token=token, entry=others, values=TOLD) is None
    assert Evaluation.objects.count() == 1


def test_link_that_ended_opens_nothing(client: Client, entry: CampaignActivity) -> None:
    over, closed = a_link(entry, term=timedelta(0)), a_link(entry)
    assert entry.partner
    end_links(subject_id=entry.partner.pk, purpose=PURPOSE)
    left = a_link(entry)
    entry.partner.left_on = timezone.localdate()
    saved(entry.campaign.network, entry.partner)
    other_purpose = give_link(
        purpose="partner-tasks", subject_id=entry.partner.pk, term=timedelta(days=1)
    )
    pages = set()
    for token in (over, closed, left, other_purpose, "nonsense"):
        answer = client.get(reverse("week:told_by_link", args=[token]))
        assert answer.status_code == 404
        pages.add(re.sub(r'value="\w{64}"', "", answer.content.decode().replace(token, "")))
        assert actions.tell_by_link(token=token, entry=entry, values=TOLD) is None
    assert len(pages) == 1


def test_page_says_who_told_and_whom_to_call(client: Client, campaign: Campaign) -> None:
    client.force_login(a_member("coordinator", campaign.network))
    address = reverse("week:evaluations", args=[campaign.pk])
    assert "nog geen activiteit" in client.get(address).content.decode()
    quiet = a_past_entry(campaign, "Stil", a_partner_of(campaign.network, "Zonder mail", email=""))
    spoken, later = (
        a_past_entry(campaign, "Verteld"),
        a_past_entry(campaign, "Later verteld", first_on=campaign.begins_on + timedelta(days=2)),
    )
    for one in (later, spoken):
        told(one)
    page = client.get(address)
    assert [page.context[name] for name in ("count", "told", "call_count")] == [3, 2, 1]
    assert list(page.context["page"]) == [quiet, later, spoken]
    phone = client.get(address, {"toon": "bellen"})
    assert list(phone.context["page"]) == [quiet]
    assert "geen nummer bekend" in phone.content.decode()
    assert quiet.partner
    saved(campaign.network, Phone(organization=quiet.partner.organization, number="+3293333333"))
    assert "tel:+3293333333" in client.get(address, {"toon": "bellen"}).content.decode()


def test_lesson_goes_to_the_step_it_is_about(client: Client, entry: CampaignActivity) -> None:
    client.force_login(a_member("coordinator", entry.campaign.network))
    evaluation, step = told(entry), a_step(entry.campaign)
    address = reverse("week:learn", args=[evaluation.pk])
    assert client.get(address).context["form"]["lesson"].value() == "Begin vroeger"
    key = str(uuid.uuid4())
    for lesson in ("Begin vroeger", "Begin vroeger"):
        answer = post(client, address, step=str(step.pk), lesson=lesson, idempotency_key=key)
    assert answer["Location"] == reverse("week:evaluations", args=[entry.campaign_id])
    post(client, address, step=str(step.pk), lesson="Begin vroeger")
    post(client, address, step=str(step.pk), lesson="Meer stoelen")
    assert TimelineStep.objects.get().lesson == "Begin vroeger\nMeer stoelen"
    post(client, address, step=str(step.pk), lesson="x" * 300)
    full = post(client, address, step=str(step.pk), lesson="y" * 300)
    assert (full.status_code, list(full.context["form"].errors)) == (422, ["lesson"])
    elsewhere = a_step(a_past_campaign(a_network("Elders")))
    foreign = post(client, address, step=str(elsewhere.pk), lesson="Hier niet")
    assert list(foreign.context["form"].errors) == ["step"]


def test_every_band_can_be_told(client: Client, entry: CampaignActivity) -> None:
    client.force_login(a_member("coordinator", entry.campaign.network))
    address = reverse("week:evaluate", args=[entry.pk])
    for version, band in enumerate(BANDS):
        post(client, address, adults=band, children=band, version=str(version or ""))
        assert Evaluation.objects.get().children == band

"""What a campaign brought: on the public page, in the workspace and as files."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from tests.common.test_paper import needs_pango, readable
from tests.factories import GENT, a_concept, a_member, a_network
from tests.partnership.rows import a_partner_of
from tests.week.past import a_past_campaign, a_past_entry, told
from tests.week.rows import a_campaign, some_bunting
from vlaggenlijn.accounts.models import LocalNetwork, recorded
from vlaggenlijn.agenda.models import ActivityConcept
from vlaggenlijn.week import actions
from vlaggenlijn.week.actions import printing
from vlaggenlijn.week.brought import came_to, harvest_of
from vlaggenlijn.week.harvest import Range
from vlaggenlijn.week.models import Campaign, CampaignActivity, PaperFile
from vlaggenlijn.week.models.printing import REPORT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path


@pytest.fixture
def network() -> LocalNetwork:
    return a_network("gent", [GENT])


@pytest.fixture
def campaign(network: LocalNetwork) -> Campaign:
    return a_past_campaign(network)


def about(entry: CampaignActivity, *themes: str) -> None:
    with recorded(by=None, network=entry.campaign.network, deed="test"):
        for slug in themes:
            concept = a_concept("themes", slug)
            ActivityConcept(activity=entry.activity, concept=concept).save()


def test_sum_leaves_out_what_did_not_take_place(campaign: Campaign) -> None:
    sleep = a_past_entry(campaign, "Slaap")
    about(sleep, "sleep", "eating")
    told(sleep, worked="Stil zaaltje", better="")
    told(a_past_entry(campaign, "Koken"), adults="few", children="none", worked="De taart")
    a_past_entry(campaign, "Niet verteld")
    told(
        a_past_entry(campaign, "Ging niet door"),
        fell_through=True, adults="", children="", groups=[], good=0, fair=0, worked="Niets",
    )  # fmt: skip
    off = a_past_entry(campaign, "Weg uit het programma")
    told(off, adults="120")
    actions.withdraw(by=None, proposed=off)
    made = harvest_of(campaign)
    assert (made.activities, made.evaluated, made.untold) == (3, 2, 1)
    assert (made.adults, made.children) == (Range(15, 30), Range(30, 55))
    assert [texts for _topic, texts in made.worked] == [("Stil zaaltje",), ("De taart",)]
    assert made.worked[0][0] == a_concept("themes", "sleep").label
    assert made.faces is not None
    assert made.faces.good == 20


def test_visitors_read_sums_only_when_nobody_stands_out(campaign: Campaign) -> None:
    for title in ("Een", "Twee"):
        told(a_past_entry(campaign, title))
    assert came_to(campaign) is None
    told(a_past_entry(campaign, "Drie"), adults="few")
    assert came_to(campaign) == ("30 tot 60", "90 tot 175")


def test_week_leads_to_the_harvest_when_it_is_over(client: Client, campaign: Campaign) -> None:
    address = reverse("week:harvest", args=[campaign.pk])
    assert client.get(reverse("week:public"))["Location"] == address
    running = a_past_campaign(campaign.network, days_ago=2, name="Andere")
    programme = reverse("week:programme", args=[running.pk])
    assert client.get(reverse("week:public"))["Location"] == programme
    assert client.get(reverse("week:harvest", args=[running.pk]))["Location"] == programme


def test_harvest_tells_thanks_and_looks_ahead(client: Client, campaign: Campaign) -> None:
    bib = a_partner_of(campaign.network, "Bib De Krook")
    for title in ("Een", "Twee", "Drie"):
        told(a_past_entry(campaign, title, bib), worked="Geheim", better="Slecht onthaal", poor=9)
    told(a_past_entry(campaign, "Vier", a_partner_of(campaign.network, "Weg")), fell_through=True,
         adults="", children="", groups=[])  # fmt: skip
    some_bunting(campaign, campaign.network.municipalities.first(), 425)
    page = client.get(reverse("week:harvest", args=[campaign.pk]))
    text = " ".join(page.content.decode().split())
    assert page.context["brought"].lines == [("Gent", 3, 100)]
    for wanted in (
        *("<b>3</b> activiteiten", "<b>1</b> gemeente deed mee", "<b>425</b> meter vlaggenlijn"),
        *("<b>45 tot 85</b> volwassenen kwamen", "<li>Bib De Krook</li>"),
    ):
        assert wanted in text
    for hidden in ("Geheim", "Slecht onthaal", "<li>Weg</li>"):
        assert hidden not in text
    assert reverse("week:programme", args=[campaign.pk]) in text
    following = a_campaign(
        campaign.network, name="Volgende", edition=campaign.edition + 1, previous=campaign
    )
    assert page.context["next"] is None
    assert client.get(page.request["PATH_INFO"]).context["next"] is None
    actions.set_campaign_state(by=None, campaign=following, state="open")
    assert client.get(page.request["PATH_INFO"]).context["next"] == following


def test_harvest_of_nothing_stays_a_page(client: Client, campaign: Campaign) -> None:
    page = client.get(reverse("week:harvest", args=[campaign.pk])).content.decode()
    assert 'id="numbers"' not in page
    assert 'id="thanks"' in page


def test_members_read_the_report_and_nobody_what_one_organiser_counted(
    client: Client, campaign: Campaign
) -> None:
    told(a_past_entry(campaign), good=3, fair=0, better="Meer stoelen")
    client.force_login(a_member("reader", campaign.network))
    page = client.get(reverse("week:report", args=[campaign.pk])).content.decode()
    assert "Meer stoelen" in page
    assert "Ouders gaven te weinig kaartjes" in page
    assert "Huis Voorlezen" not in page
    assert reverse("week:ask_for_report", args=[campaign.pk]) not in page


def test_report_as_docx(client: Client, campaign: Campaign) -> None:
    told(a_past_entry(campaign), better="Meer stoelen")
    client.force_login(a_member("reader", campaign.network))
    answer = client.get(reverse("week:report_docx", args=[campaign.pk]))
    assert "verslag.docx" in answer["Content-Disposition"]
    texts = [one.text for one in Document(io.BytesIO(answer.content)).paragraphs]
    assert "Meer stoelen" in texts
    assert "Er was 1 activiteit." in texts


def test_report_as_pdf_by_the_worker(
    client: Client, campaign: Campaign, django_capture_on_commit_callbacks: Any
) -> None:
    needs_pango()
    told(a_past_entry(campaign), better="Meer stoelen")
    client.force_login(a_member("coordinator", campaign.network))
    desk = reverse("week:report", args=[campaign.pk])
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("week:ask_for_report", args=[campaign.pk]))
    assert answer["Location"] == desk
    file = PaperFile.objects.get()
    assert (file.order, file.state, file.done) == (REPORT, "ready", printing.STEPS)
    address = reverse("week:paper_file", args=[file.pk])
    assert address in client.get(desk).content.decode()
    assert address not in client.get(reverse("week:print", args=[campaign.pk])).content.decode()
    content = b"".join(client.get(address).streaming_content)
    assert b"pdfuaid:part" in readable(content)


def test_report_by_municipality_counts_what_was_told(campaign: Campaign) -> None:
    told(a_past_entry(campaign))
    told(a_past_entry(campaign, "Overal", attendance="online", municipality=None, venue="",
                      online_url="https://a.example/", street="", postal_code=""))  # fmt: skip
    assert harvest_of(campaign).by_municipality == (("Gent", 1), ("", 1))

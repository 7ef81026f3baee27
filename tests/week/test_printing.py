"""From draft to print: the proof, the imprint, and every file."""

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from PIL import Image

from tests import factories
from tests.common.test_drawing import needs_letters
from tests.common.test_paper import needs_pango, readable
from tests.week.made import LAST, a_campaign, an_entry
from tests.week.rows import a_proposed
from vlaggenlijn.accounts.models import User
from vlaggenlijn.common import drawing
from vlaggenlijn.common.drawing import letters
from vlaggenlijn.week.actions import printing as actions
from vlaggenlijn.week.gathering import entries_of, first_sentence, masthead_of, towns_of
from vlaggenlijn.week.models import Campaign, PaperFile
from vlaggenlijn.week.programme import proof

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]


@pytest.fixture
def campaign() -> Campaign:
    return a_campaign(factories.a_network("gent", contact_phone="+3291111111"))


@pytest.fixture
def ann(campaign: Campaign) -> User:
    return factories.a_member("coordinator", campaign.network)


@pytest.fixture
def browser(client: Client, ann: User) -> Client:
    client.force_login(ann)
    return client


def page(campaign: Campaign, name: str = "print", *more: Any) -> str:
    return reverse(f"week:{name}", args=[campaign.pk, *more])


def test_entries_hold_what_is_published_and_takes_place(campaign: Campaign) -> None:
    an_entry(campaign, title="Samen koken", description="Proef mee. En neem iets mee.")
    an_entry(campaign, title="Afgelast", state="cancelled")
    a_proposed(campaign, title="Nog niet")
    an_entry(a_campaign(campaign.network, name="Ander"), title="Van elders")
    (entry,) = entries_of(campaign)
    assert (entry.title, entry.sentence, entry.municipality) == (
        "Samen koken",
        "Proef mee.",
        "Gent",
    )
    assert [str(one.day) for one in entry.times] == ["2027-05-17"]
    assert entry.contact == "09 333 33 33"
    assert towns_of(campaign) == [(factories.GENT, "Gent")]
    assert entries_of(campaign, factories.GENT) == [entry]
    assert entries_of(campaign, factories.LEUVEN) == []


def test_series_is_told_with_its_times_in_the_campaign_only(campaign: Campaign) -> None:
    first = campaign.begins_on - timedelta(days=14)
    weekly = {"repeats": "weekly", "first_on": first, "until": first + timedelta(days=60)}
    an_entry(campaign, title="Speelochtend", **weekly)
    an_entry(campaign, title="Te laat", first_on=LAST + timedelta(days=1))
    series, late = sorted(entries_of(campaign), key=lambda one: one.title)
    assert [one.day for one in series.times] == [campaign.begins_on, LAST]
    assert [flaw.code for flaw in proof([late, series], first=campaign.begins_on, last=LAST)] == [
        "outside"
    ]


def test_gathering_many_asks_no_more_than_gathering_one(
    campaign: Campaign, django_assert_num_queries: Any
) -> None:
    for number in range(4):
        an_entry(campaign, title=f"Feest {number}")
    with django_assert_num_queries(2):
        assert len(entries_of(campaign)) == 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("Kom langs! Breng iets mee.", "Kom langs!"),
        ("Eén\nTwee", "Eén"),
        ("woord " * 60, "woord " * 29 + "woord…"),
    ],
)
def test_sentence_is_the_first_and_never_long(text: str, expected: str) -> None:
    assert first_sentence(text) == expected


def test_proof_leads_to_what_must_be_mended(browser: Client, campaign: Campaign) -> None:
    bare = an_entry(campaign, title="Zonder contact", contact_phone="")
    body = browser.get(page(campaign)).content.decode()
    assert f'<a href="{reverse("agenda:work", args=[bare.pk])}">Zonder contact</a>' in body
    assert "heeft geen telefoon, mail of website" in body
    assert "Er ontbreekt niets" not in body


def test_page_says_that_nothing_is_missing(browser: Client, campaign: Campaign) -> None:
    assert "Er staat nog niets in het programma." in browser.get(page(campaign)).content.decode()
    an_entry(campaign)
    assert "Er ontbreekt niets" in browser.get(page(campaign)).content.decode()


def test_publisher_stands_on_every_sheet_and_is_asked_for(
    browser: Client, campaign: Campaign
) -> None:
    named = a_campaign(campaign.network, name="Ander", publisher_name="Demo Persoon",
                       publisher_address="Demostraat 1, 9000 Gent")  # fmt: skip
    assert masthead_of(named).publisher == "Demo Persoon, Demostraat 1, 9000 Gent"
    assert masthead_of(named).contact == "09 111 11 11"
    asks = "Niemand staat als verantwoordelijke uitgever"
    assert asks in browser.get(page(campaign)).content.decode()
    assert asks not in browser.get(page(named)).content.decode()


@pytest.mark.parametrize(
    ("name", "query", "sides"),
    [
        ("programme_pdf", "?orde=alfabet&formaat=a3&gemeente=44021", (420, 297)),
        ("programme_pdf", "?orde=zomaar&formaat=b5&gemeente=x", (210, 297)),
        ("poster", "", (297, 420)),
        ("cards", "", (210, 297)),
    ],
)
def test_files_are_tagged_pdf_in_dutch(
    browser: Client, campaign: Campaign, name: str, query: str, sides: tuple[int, int]
) -> None:
    needs_pango()
    an_entry(campaign)
    answer = browser.get(page(campaign, name) + query, headers={"accept-language": "fr"})
    assert answer["Content-Type"] == "application/pdf"
    text = readable(answer.content)
    assert b"pdfuaid:part" in text
    assert b"/Lang (nl)" in text
    found = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", text)
    assert found
    assert tuple(round(float(side) / 72 * 25.4) for side in found.groups()) == sides


def test_large_programme_is_made_behind_the_screen(
    browser: Client, campaign: Campaign, monkeypatch: pytest.MonkeyPatch, settings: Any,
    tmp_path: Any, django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    needs_pango()
    settings.VAR = tmp_path
    monkeypatch.setattr(actions, "AT_ONCE", 1)
    an_entry(campaign)
    an_entry(campaign, title="Nog een")
    assert browser.get(page(campaign, "programme_pdf")).status_code == 302
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(page(campaign, "ask_for_paper"), {"orde": "kaart", "formaat": "a4"})
    file = PaperFile.objects.get()
    if file.state == PaperFile.State.WAITING:
        actions.make_paper.func(str(file.pk))
        file.refresh_from_db()
    assert (file.state, file.done, file.parts) == (PaperFile.State.READY, 3, 3)
    answer = browser.get(reverse("week:paper_file", args=[file.pk]))
    assert b"".join(answer.streaming_content)[:5] == b"%PDF-"  # type: ignore[attr-defined]
    actions.forget_old_papers()
    assert file.path.exists()
    PaperFile.objects.update(created_at="2020-01-01T00:00:00Z")
    actions.forget_old_papers()
    assert not file.path.exists()
    assert not PaperFile.objects.exists()


def test_waiting_file_is_not_made_twice_and_only_a_few_wait(ann: User, campaign: Campaign) -> None:
    def ask(order: str) -> PaperFile:
        return actions.ask_for_paper(by=ann, campaign=campaign, order=order, size="a4")

    assert ask("dag") == ask("dag")
    ask("kaart")
    ask("alfabet")
    with pytest.raises(PermissionDenied):
        ask("gemeente")


def test_file_that_fails_says_so(
    ann: User, campaign: Campaign, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any
) -> None:
    settings.VAR = tmp_path
    file = actions.ask_for_paper(by=ann, campaign=campaign, order="dag", size="a4")

    def fails(*args: Any, **options: Any) -> bytes:
        raise OSError("no disk")

    monkeypatch.setattr(actions, "pdf", fails)
    actions.make_paper.func(str(file.pk))
    file.refresh_from_db()
    assert file.state == PaperFile.State.FAILED
    actions.make_paper.func(str(file.pk))
    assert not file.path.exists()


def test_pictures_of_campaign_and_activity(browser: Client, campaign: Campaign) -> None:
    needs_letters()
    activity = an_entry(campaign)
    mine = browser.get(page(campaign, "campaign_picture", "1080x1080"))
    assert Image.open(io.BytesIO(mine.content)).size == (1080, 1080)
    address = reverse("week:activity_picture", args=[activity.pk, "1080x1920"])
    anybody = Client().get(address)
    assert Image.open(io.BytesIO(anybody.content)).size == (1080, 1920)
    assert browser.get(page(campaign, "campaign_picture", "9x9")).status_code == 404
    outside = factories.an_activity(campaign.network)
    hidden = a_proposed(campaign).activity
    for one in (outside, hidden):
        address = reverse("week:activity_picture", args=[one.pk, "1080x1080"])
        assert Client().get(address).status_code == 404


def test_machine_without_letters_says_so(
    browser: Client, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "FOLDERS", ())
    letters.cache_clear()
    answer = browser.get(page(campaign, "campaign_picture", "1080x1080"))
    told = browser.get(page(campaign)).content.decode()
    letters.cache_clear()
    assert answer.status_code == 503
    assert "fonts-noto-core" in answer.content.decode()
    assert "fonts-noto-core" in told


def test_texts_to_copy_hold_the_activities(browser: Client, campaign: Campaign) -> None:
    activity = an_entry(campaign, title="Samen koken")
    body = browser.get(page(campaign, "texts")).content.decode()
    assert f"http://testserver/agenda/{activity.pk}/" in body
    assert "ma 17 mei, 10.00 – 12.00" in body
    assert "MAANDAG 17 MEI" in body


def test_programme_is_public_by_day_and_by_municipality(
    client: Client, campaign: Campaign, ann: User
) -> None:
    an_entry(campaign, title="Samen koken")
    an_entry(campaign, title="Afgelast", state="cancelled")
    a_proposed(campaign, title="Nog niet")
    an_entry(campaign, title="Op het net", attendance="online", municipality=None, first_on=LAST)
    body = client.get(page(campaign, "programme")).content.decode()
    assert [one in body for one in ("Samen koken", "Afgelast", "Nog niet", "Op het net")] == [
        True, True, False, True,
    ]  # fmt: skip
    assert page(campaign) not in body
    there = client.get(page(campaign, "programme"), {"gemeente": factories.GENT})
    assert "Op het net" not in there.content.decode()
    client.force_login(ann)
    assert page(campaign) in client.get(page(campaign, "programme")).content.decode()

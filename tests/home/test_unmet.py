"""The quarter of unmet questions, the words of it, and what a coordinator makes of both."""

import re
import uuid
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import GENT, LEUVEN, a_member, a_network
from tests.findable import IN_GENT, a_home, found_service, stop_the_clock
from vlaggenlijn.accounts.models import LocalNetwork, recorded
from vlaggenlijn.directory.actions.undo import undo_deed
from vlaggenlijn.guide.actions import forget_asked_words
from vlaggenlijn.guide.models import AskedCount, AskedWord
from vlaggenlijn.guide.tallies import monday_of
from vlaggenlijn.home.unmet import unmet_in, words_of
from vlaggenlijn.taxonomy import lookup
from vlaggenlijn.taxonomy.loading import load
from vlaggenlijn.taxonomy.models import OwnWord

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 28)
MONDAYS = [date(2026, 10, 5) + timedelta(weeks=n) for n in range(8)]
MISSED = "Onze kleuter Jef Bakker uit Leuven heeft last van bedplassen in de klas 3"


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def work(network: LocalNetwork, client: Client) -> Client:
    client.force_login(a_member(network=network))
    return client


def ask(network: LocalNetwork, week: date, theme: str, missed: int, **values: Any) -> None:
    AskedCount.objects.create(
        network=network, week=week, theme=theme, asked=missed + 1, unanswered=missed, **values
    )


def keep_words(network: LocalNetwork, *, keeps: bool = True) -> None:
    network.refresh_from_db()
    network.keeps_words = keeps
    with recorded(by=None, network=network, deed="test"):
        network.save()


def test_quarter_tells_theme_place_age_and_time_of_five_and_more(network: LocalNetwork) -> None:
    ask(network, MONDAYS[0], "sleep", 6, area=GENT, age_band="0-2")
    ask(network, MONDAYS[1], "sleep", 3, area=GENT)
    ask(network, MONDAYS[2], "sleep", 3)
    ask(network, MONDAYS[1], "", 5)
    ask(network, MONDAYS[1], "eating", 4)
    ask(network, MONDAYS[1], "crisis", 50)
    ask(network, date(2026, 9, 28), "puberty", 50)
    ask(a_network("leuven", [LEUVEN]), MONDAYS[1], "puberty", 50)
    quarter = unmet_in(network, TODAY)
    assert (quarter.first, quarter.last) == (date(2026, 10, 1), date(2026, 12, 31))
    assert (quarter.is_over, quarter.count) == (False, 17)
    assert [(one.slug, one.count) for one in quarter.themes] == [("sleep", 12), ("", 5)]
    told = [(one.where, one.age, one.when, one.count) for one in quarter.themes[0].lines]
    assert told == [
        ("het hele netwerk samen", "alle leeftijden samen", "oktober", 6),
        ("Gent", "0 tot 2 jaar", "week van 5 oktober", 6),
    ]
    assert [one.slug for one in unmet_in(network, TODAY, back=1).themes] == ["puberty"]


def test_at_the_end_of_a_quarter_themes_go_up(network: LocalNetwork) -> None:
    ask(network, MONDAYS[0], "sleep", 3)
    ask(network, MONDAYS[0], "eating", 3)
    quarter = unmet_in(network, date(2027, 1, 4), back=1)
    assert (quarter.is_over, quarter.count) == (True, 6)
    lines = [(one.where, one.when, one.count) for one in quarter.themes[0].lines]
    assert [one.slug for one in quarter.themes] == [""]
    assert lines == [("het hele netwerk samen", "het hele kwartaal", 6)]


def test_page_shows_no_small_number_and_leads_to_the_four_deeds(
    network: LocalNetwork, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    # First the clock, then who looks: a role that begins later would not count yet.
    stop_the_clock(monkeypatch, "2026-11-28 10:00")
    client.force_login(a_member(network=network))
    ask(network, MONDAYS[0], "sleep", 13, area=GENT)
    ask(network, MONDAYS[0], "eating", 3, area=GENT)
    text = client.get("/werk/gevraagd/").content.decode()
    assert ("<b>13</b>" in text, "<b>3</b>" in text) == (True, False)
    for link in (
        "/werk/themas/?thema=sleep",
        "/werk/aanbod/nieuw/?thema=sleep",
        "/werk/netwerk/gent/woorden/?thema=sleep",
        "/werk/noden/gent/nieuw/?source=unmet",
    ):
        assert link in text
        assert client.get(link).status_code == 200
    address = re.search(r'/werk/noden/gent/nieuw/[^"]+', text)
    assert address is not None
    initial = client.get(unescape(address[0])).context["form"].initial
    assert (initial["source"], initial["theme"].slug) == ("unmet", "sleep")
    assert initial["evidence"] == ("13 vragen zonder antwoord, 1 oktober 2026 – 31 december 2026")
    before = client.get("/werk/gevraagd/", {"kwartaal": "99"}).context
    assert (before["quarter"].count, before["quarter_before"]) == (0, None)
    assert client.get("/werk/gevraagd/", {"kwartaal": "9" * 5000}).status_code == 200


def test_place_of_the_network_is_counted_and_another_is_not(network: LocalNetwork) -> None:
    found_service(a_home(network), themes=["sleep"], place=IN_GENT, areas=[GENT])
    for place in ("Gent", "Leuven", ""):
        Client().post("/antwoord/", {"q": "mijn baby slaapt niet", "place": place})
    rows = AskedCount.objects.order_by("area").values_list("area", "asked", "unanswered")
    assert list(rows) == [("", 2, 1), (GENT, 1, 0)]


def test_age_that_the_sentence_tells_is_counted(network: LocalNetwork) -> None:
    Client().post("/antwoord/", {"q": "mijn zoon van 4 jaar slaapt niet"})
    assert AskedCount.objects.get().age_band == "3-5"


def test_no_words_are_kept_unless_the_network_chose_to(network: LocalNetwork) -> None:
    Client().post("/antwoord/", {"q": MISSED})
    assert (AskedCount.objects.get().unanswered, AskedWord.objects.count()) == (1, 0)


def test_words_of_misses_are_kept_one_by_one_without_names_places_and_crisis(
    network: LocalNetwork,
) -> None:
    keep_words(network)
    Client().post("/antwoord/", {"q": MISSED})
    Client().post("/antwoord/", {"q": "ik wil dood, bedplassen"})
    words = set(AskedWord.objects.values_list("word", flat=True))
    assert {"bedplassen", "klas", "kleuter"} <= words
    assert not words & {"jef", "bakker", "leuven", "dood"}
    assert set(AskedWord.objects.values_list("times", flat=True)) == {1}


def test_answered_question_leaves_no_words(network: LocalNetwork) -> None:
    keep_words(network)
    found_service(a_home(network), themes=["sleep"], place=IN_GENT, areas=[GENT])
    Client().post("/antwoord/", {"q": "mijn baby slaapt niet", "place": "Gent"})
    assert (AskedCount.objects.get().unanswered, AskedWord.objects.count()) == (0, 0)


def test_words_are_shown_from_five_on_of_weeks_that_are_over(network: LocalNetwork) -> None:
    this_week = monday_of(TODAY)
    for word, week, times in (
        ("bedplassen", this_week - timedelta(weeks=1), 3),
        ("bedplassen", this_week - timedelta(weeks=2), 2),
        ("klas", this_week - timedelta(weeks=1), 4),
        ("slaap", this_week, 50),
        ("oud", this_week - timedelta(weeks=5), 50),
    ):
        AskedWord.objects.create(network=network, week=week, theme="", word=word, times=times)
    assert words_of(network, TODAY) == []
    keep_words(network)
    network.refresh_from_db()
    assert [(theme, said) for theme, _label, said in words_of(network, TODAY)] == [
        ("", ["bedplassen"])
    ]


def test_words_go_after_a_month_and_at_once_when_no_longer_kept(network: LocalNetwork) -> None:
    today = timezone.localdate()
    other = a_network("leuven", [LEUVEN])
    keep_words(network)
    for where, days in ((network, 31), (network, 30), (other, 1)):
        AskedWord.objects.create(
            network=where, week=today - timedelta(days=days), word="bedplassen", times=9
        )
    assert forget_asked_words() == 2
    assert AskedWord.objects.get().week == today - timedelta(days=30)


def test_privacy_page_tells_it_only_where_words_are_kept(network: LocalNetwork) -> None:
    told = "losse woorden die we kennen"
    assert told not in Client().get("/over/privacy/").content.decode()
    keep_words(network)
    assert told in Client().get("/over/privacy/").content.decode()


def test_own_word_leads_to_its_theme_at_once_and_no_longer_when_undone(
    network: LocalNetwork, work: Client
) -> None:
    address = "/werk/netwerk/gent/woorden/"
    themes = [one.term for one in lookup.thesaurus().concepts("frummelbed")]
    assert "themes:sleep" not in themes
    data = {"text": "frummelbed", "language": "nl", "theme": "sleep"}
    page = work.post(address, data, follow=True)
    assert "frummelbed" in page.content.decode()
    found = lookup.thesaurus().concepts("het frummelbed")
    assert [one.because for one in found if one.term == "themes:sleep"] == ["frummelbed"]
    word = OwnWord.objects.get()
    deed = word.network.changeset_set.get(deed="word.add")
    undo_deed(by=a_member(network=network), change_set=deed, key=uuid.uuid4())
    assert OwnWord.objects.count() == 0
    assert "themes:sleep" not in [one.term for one in lookup.thesaurus().concepts("het frummelbed")]


def test_own_word_stays_when_a_release_brings_its_labels(
    network: LocalNetwork, work: Client
) -> None:
    data = {"text": "frummelbed", "language": "nl", "theme": "sleep"}
    work.post("/werk/netwerk/gent/woorden/", data)
    load()
    assert OwnWord.objects.get().text == "frummelbed"


def test_own_word_is_removed_by_its_network_only(network: LocalNetwork, work: Client) -> None:
    work.post("/werk/netwerk/gent/woorden/", {"text": "aa bb", "language": "nl", "theme": "sleep"})
    word = OwnWord.objects.get()
    other = a_member(network=a_network("leuven", [LEUVEN]))
    elsewhere = Client()
    elsewhere.force_login(other)
    remove = {"remove": str(word.pk)}
    assert elsewhere.post("/werk/netwerk/leuven/woorden/", remove).status_code == 404
    assert work.post("/werk/netwerk/gent/woorden/", {"remove": "x"}).status_code == 404
    assert work.post("/werk/netwerk/gent/woorden/", remove).status_code == 302
    assert OwnWord.objects.count() == 0


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        ({"text": "", "language": "nl", "theme": "sleep"}, "text"),
        ({"text": "mijn kind", "language": "nl", "theme": "sleep"}, "text"),
        ({"text": "Slapen", "language": "nl", "theme": "sleep"}, "text"),
        ({"text": "frummelbed", "language": "nl", "theme": "nergens"}, "theme"),
    ],
)
def test_word_that_says_nothing_or_is_known_is_refused(
    work: Client, data: dict[str, str], wrong: str
) -> None:
    page = work.post("/werk/netwerk/gent/woorden/", data)
    assert (page.status_code, list(page.context["form"].errors)) == (422, [wrong])
    assert OwnWord.objects.count() == 0

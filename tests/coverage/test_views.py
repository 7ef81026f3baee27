"""The page of gaps and overlaps, on real neighbourhoods with a planted gap."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from django.test import Client
from django.utils import timezone

from tests.common.test_drawing import needs_letters
from tests.common.test_paper import needs_pango
from tests.coverage.test_gathering import IN_GENT, an_offer
from tests.factories import LEUVEN, a_member, a_network, a_user
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.common.drawing import NoLetters
from vlaggenlijn.common.paper import NoPango
from vlaggenlijn.coverage import files, reckoning, views
from vlaggenlijn.coverage.council import council
from vlaggenlijn.coverage.findings import Slice
from vlaggenlijn.coverage.overview import OFTEN_LEFT_OUT
from vlaggenlijn.coverage.reckoning import reckoned
from vlaggenlijn.places.models import Neighbourhood, Outline

pytestmark = pytest.mark.django_db
PAGE, FILE = "/werk/spreiding/", "/werk/spreiding/bestand/"
ASKED = {"functie": "social-cohesion", "groep": "all-parents", "leeftijd": "12-17", "km": "2"}


@pytest.fixture
def network() -> LocalNetwork:
    """A network with four meeting places for small children in the middle of the town."""
    network = a_network()
    for number in range(4):
        an_offer(
            network, "social-cohesion", name=f"Spelpunt {number}", place=IN_GENT,
            minimum_age_months=0, maximum_age_months=71, assured_on=timezone.localdate(),
        )  # fmt: skip
    return network


@pytest.fixture
def work(network: LocalNetwork) -> Callable[[str], Client]:
    def client_of(role: str) -> Client:
        client = Client()
        client.force_login(a_member(role, network), "django.contrib.auth.backends.ModelBackend")
        return client

    return client_of


Work = Callable[[str], Client]


def test_gap_is_said_in_words_with_the_children(work: Work) -> None:
    page = work("reader").get(PAGE, ASKED)
    overview = page.context["overview"]
    gap = next(one for one in overview.gaps if (one.function, one.age) == ("information", "6-11"))
    assert gap.head == "Informatie en voorlichting voor alle ouders"
    assert gap.text.startswith(
        "niets binnen 2 km voor 10.625 kinderen van 6 tot 11 jaar in 15 wijken: Brugse Poort"
    )
    assert (gap.text.endswith("(zeker)"), gap.is_certain) == (True, True)
    assert [row.group for row in overview.rows][:3] == [
        "all-parents", "expectant-parents", "fathers",
    ]  # fmt: skip
    assert "Vaders: niets eigens voor 8 van de 8 soorten steun" in overview.left_out


def test_slice_shows_who_has_none_and_what_is_behind(work: Work) -> None:
    page = work("coordinator").get(PAGE, ASKED | {"leeftijd": "0-2"})
    one = page.context["slice"]
    assert (one.function, one.group, one.age) == ("Ontmoeting", "Alle ouders", "0 tot 2 jaar")
    assert [behind.service.name for behind in one.services] == [f"Spelpunt {at}" for at in range(4)]
    verdicts = {line.name: (line.choices, line.verdict_text) for line in one.lines}
    assert verdicts["Binnenstad (Gent)"] == (4, "veel van hetzelfde")
    assert verdicts["Drongen (Gent)"] == (0, "niets in de buurt")
    assert (one.lines[0].nearest, one.lines[-1].choices, len(one.lines)) == (None, 4, 25)
    assert (len(one.map.spots), one.map.areas) == (25, [])
    assert [place.name for place in one.chances][:1] == ["Rabot - Blaisantvest (Gent)"]
    assert "Wat als er één bij komt?" in page.text
    assert "/werk/noden/gent/nieuw/?source=coverage" in page.text


def test_what_is_worst_and_what_was_chosen_stand_first_on_a_phone(work: Work) -> None:
    page = work("reader").get(PAGE, ASKED | {"groep": "fathers"})
    one, overview = page.context["slice"], page.context["overview"]
    assert [row.group for row in overview.rows if not row.is_later] == ["all-parents", "fathers"]
    assert overview.later_count == len(overview.rows) - 2
    assert (one.first_count, one.later_count, len(one.shown)) == (10, 15, 25)
    assert page.text.count('class="later"') == 15 + overview.later_count
    assert "Toon nog 15 wijken" in page.text


def test_reader_cannot_note_a_need(work: Work) -> None:
    assert "/werk/noden/gent/nieuw/" not in work("reader").get(PAGE, ASKED).text


def test_without_asking_the_largest_gap_is_shown(work: Work) -> None:
    page = work("reader").get(PAGE)
    assert (page.context["within"].amount, page.context["chosen_group"]) == (5, "all-parents")
    assert page.context["slice"].lines[0].verdict_text == "niets in de buurt"


@pytest.mark.parametrize(
    "query",
    [
        {"km": "-1", "functie": "x", "groep": "'", "leeftijd": "99"},
        {"km": "9" * 500, "groep": "professionals"},
    ],
)
def test_what_is_not_offered_counts_as_not_asked(work: Work, query: dict[str, str]) -> None:
    page = work("reader").get(PAGE, query)
    assert (page.status_code, page.context["within"].query) == (200, "km=5")
    assert page.context["chosen_group"] == "all-parents"


def test_written_offer_counts_at_once(
    network: LocalNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = reckoned(network, 2000.0)
    assert before is reckoned(network, 2000.0)
    monkeypatch.setattr(reckoning, "KEPT_FOR", -1.0)
    assert reckoned(network, 5000.0) is not reckoned(network, 5000.0)
    an_offer(network, "self-help", name="Nieuw", place=IN_GENT)
    after = reckoned(network, 2000.0)
    assert after is not None
    assert len(after.ground.services) == 5


@pytest.mark.parametrize("form", ["csv", "xlsx", "ods", "geojson"])
def test_file(work: Work, form: str) -> None:
    answer = work("reader").get(FILE, ASKED | {"vorm": form})
    assert answer.status_code == 200
    assert f'.{form}"' in answer.headers["Content-Disposition"]
    if form == "csv":
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
        assert (len(rows), rows[0][:2]) == (26, ["code", "wijk"])
        assert all(int(row[6]) % 5 == 0 for row in rows[1:])
    if form == "geojson":
        document = json.loads(answer.content)
        assert len(document["features"]) == 25
        assert document["features"][0]["properties"]["verdict"] == "niets in de buurt"


def test_file_of_no_kind_or_of_nothing(work: Work) -> None:
    assert work("reader").get(FILE, {"vorm": "exe"}).status_code == 404
    nobody = Client()
    nobody.force_login(a_user(), "django.contrib.auth.backends.ModelBackend")
    assert nobody.get(FILE, {"vorm": "csv"}).status_code == 404


def test_network_without_figures_and_somebody_without_a_network(work: Work) -> None:
    walloon = a_network("namur", ["92094"])
    client = Client()
    client.force_login(a_member("reader", walloon), "django.contrib.auth.backends.ModelBackend")
    assert "geen cijfers" in client.get(PAGE).text
    nobody = Client()
    nobody.force_login(a_user(), "django.contrib.auth.backends.ModelBackend")
    assert "zit er in geen enkel" in nobody.get(PAGE).text


def test_another_network_is_missing(work: Work) -> None:
    a_network("leuven", [LEUVEN])
    assert work("coordinator").get(PAGE, {"netwerk": "leuven"}).status_code == 404


COUNCIL, COUNCIL_PDF = "/werk/spreiding/raad/", "/werk/spreiding/raad/pdf/"


def test_council_reads_five_sentences_three_pictures_and_what_is_not_known(work: Work) -> None:
    page = work("reader").get(COUNCIL, {"km": "2"}).context["council"]
    assert len(page.sentences) == 5
    assert page.sentences[0] == (
        "In de 25 wijken van Network gent wonen ongeveer 50.575 kinderen. Voor hen en hun"
        " ouders kennen we daar en in de buurt 4 keer hulp of ondersteuning."
    )
    assert page.sentences[1].startswith("Het grootste gat: informatie en voorlichting voor alle")
    assert page.sentences[2] == (
        "Voor vaders is er het minst: niets eigens voor 8 van de 8 soorten steun."
    )
    assert page.sentences[3].startswith("Een kans om samen te werken: ontmoeting voor alle ouders:")
    assert page.sentences[4].startswith("Komt er “Informatie en voorlichting” in ")
    assert [len(one.rows) for one in page.pictures] == [8, 5, 10]
    meeting = next(row for row in page.pictures[0].rows if row[0] == "Ontmoeting")
    assert sum(int(share.split(" ")[0]) for share in meeting[1:5]) in range(98, 103)
    assert page.pictures[0].labelled[0][1][0] == "niets in de buurt"
    assert page.pictures[1].rows[0][:2] == ("Vaders", "–")
    assert page.unknown


def test_council_of_a_network_without_gaps_or_overlaps(network: LocalNetwork, work: Work) -> None:
    """Five sentences stay five when there is nothing to point at."""
    found = reckoned(network, 2000.0)
    assert found is not None
    empty = replace(found, counts=np.zeros_like(found.counts))
    empty = replace(empty, judged=replace(found.judged, choices=found.judged.choices + 1))
    said = council(empty, Slice(0, 0, 0))
    assert said.sentences[1:] == [
        "Voor ouders in het algemeen is er overal binnen 2 km genoeg.",
        "Voor elke groep die vaak uit de boot valt, is er iets eigens.",
        "Nergens is er veel van hetzelfde.",
        "Geen enkel nieuw aanbod dicht in één keer een gat voor veel kinderen.",
    ]
    assert said.pictures[0].rows[0][1:] == ("0 %",) * 5


def test_council_as_pdf(work: Work) -> None:
    needs_pango()
    answer = work("reader").get(COUNCIL_PDF, {"km": "2"})
    assert answer.headers["Content-Type"] == "application/pdf"
    assert (
        'filename="network-gent-voor-de-gemeenteraad.pdf"' in answer.headers["Content-Disposition"]
    )
    assert answer.content.startswith(b"%PDF-")


def test_council_hears_why_there_is_no_pdf(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_args: object) -> bytes:
        raise NoPango

    monkeypatch.setattr(views, "council_pdf", none)
    answer = work("reader").get(COUNCIL_PDF, {"km": "2"}, follow=True)
    assert answer.redirect_chain[0][0] == "/werk/spreiding/raad/?netwerk=gent&km=2"
    assert "Pango" in answer.text


def test_without_children_there_is_nothing_for_the_council(db: None) -> None:
    client = Client()
    client.force_login(a_user(), "django.contrib.auth.backends.ModelBackend")
    assert client.get(COUNCIL).status_code == 200
    assert client.get(COUNCIL_PDF).status_code == 404


def test_map_to_pass_on(work: Work) -> None:
    needs_letters()
    client = work("reader")
    drawn = client.get(FILE, ASKED | {"vorm": "svg"})
    assert drawn.headers["Content-Type"] == "image/svg+xml"
    assert "wat er is binnen 2" in drawn.content.decode()
    picture = client.get(FILE, ASKED | {"vorm": "png"})
    assert picture.headers["Content-Type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")


def test_map_says_why_it_cannot_be_drawn(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> object:
        raise NoLetters

    monkeypatch.setattr(files, "letters", none)
    answer = work("reader").get(FILE, ASKED | {"vorm": "png"}, follow=True)
    assert answer.redirect_chain[0][0] == "/werk/spreiding/?netwerk=gent&km=2"
    assert "fonts-noto-core" in answer.text


def test_neighbourhoods_are_areas_where_all_outlines_are_known(work: Work) -> None:
    client = work("reader")
    homes = list(Neighbourhood.objects.in_municipalities(["44021"]).values_list("code", flat=True))
    for code in homes[1:]:
        Outline.objects.create(code=code, path="M1 1L2 1L2 2z", source="Stad, 2025")
    one = client.get(PAGE, ASKED)
    # One that is missing would be a hole in the map.
    assert (one.context["slice"].map.areas, one.text.count('class="area')) == ([], 0)
    Outline.objects.create(code=homes[0], path="M1 1L2 1L2 2z", source="Stad, 2025")
    Outline.objects.create(code="44021", path="M0 0L9 0L9 9z", source="Stad, 2025")
    page = client.get(PAGE, ASKED)
    shown = page.context["slice"].map
    assert (len(shown.areas), shown.outlines, shown.source) == (25, ["M0 0L9 0L9 9z"], "Stad, 2025")
    assert {spot.path for spot in shown.spots} == {"M1 1L2 1L2 2z"}
    assert page.text.count('class="area v-none') == 25 - page.text.count('class="area v-even')
    assert "Een vlak is een wijk" in page.text


def test_files_and_the_council_draw_the_areas_that_the_page_draws(work: Work) -> None:
    needs_letters()
    client, path = work("reader"), "M1 1L2 1L2 2z"
    homes = Neighbourhood.objects.in_municipalities(["44021"]).values_list("code", flat=True)
    Outline.objects.bulk_create(
        Outline(code=code, path=path, source="Stad, 2025") for code in homes
    )
    asked = ASKED | {"leeftijd": "0-2"}
    page = client.get(PAGE, asked)
    spots = page.context["slice"].map.spots
    drawn = client.get(FILE, asked | {"vorm": "svg"}).content.decode()
    picture = client.get(COUNCIL, {"km": "2"}).context["council"].pictures[2]
    for svg in (drawn, picture.svg):
        assert (svg.count(f'd="{path}"'), svg.count("<circle")) == (len(spots), 0)
    # What is only possible is striped there too.
    possible = [spot for spot in spots if spot.look.endswith("is-possible")]
    keys = sum(" " in look for look, _words in page.context["slice"].map.keys)
    assert drawn.count('fill="none"') == len(possible) + keys
    assert picture.words == page.context["slice"].map.words


def test_places_per_hundred_children_where_most_offers_say_theirs(
    work: Work, network: LocalNetwork
) -> None:
    client, toddlers = work("reader"), ASKED | {"leeftijd": "0-2"}
    # Four of five do not say for how many there is room: of choices alone is spoken.
    page = client.get(PAGE, toddlers)
    assert (page.context["slice"].has_room, "Plaatsen per 100" in page.text) == (False, False)
    for number in range(16):
        an_offer(
            network, "social-cohesion", name=f"Groep {number}", place=IN_GENT, rooms=[10],
            minimum_age_months=0, maximum_age_months=35,
        )  # fmt: skip
    page = client.get(PAGE, toddlers)
    lines = {line.name: line for line in page.context["slice"].lines}
    assert "Plaatsen per 100 kinderen" in page.text
    near, far = lines["Binnenstad (Gent)"], lines["Drongen (Gent)"]
    assert (far.room, far.room_text, near.room > 0) == (0.0, "0,0", True)
    answer = client.get(FILE, toddlers | {"vorm": "geojson"})
    rooms = {
        one["properties"]["neighbourhood"]: one["properties"]["places_per_100_children"]
        for one in json.loads(answer.content)["features"]
    }
    assert (rooms["Drongen"], rooms["Binnenstad"]) == (0.0, near.room)


def test_who_is_often_left_out_has_a_row_also_when_it_is_empty(work: Work) -> None:
    page = work("reader").get(PAGE, ASKED)
    overview = page.context["overview"]
    rows = {row.group: row for row in overview.rows}
    assert set(OFTEN_LEFT_OUT) <= set(rows)
    assert "12 tot 17 jaar" in overview.ages
    assert [rows["fathers"].label, rows["countryside"].label] == [
        "Vaders", "Gezinnen op het platteland",
    ]  # fmt: skip
    assert all(len(row.cells) == 8 for row in rows.values())

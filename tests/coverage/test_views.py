"""The page of gaps and overlaps, on real neighbourhoods with a planted gap."""

import csv
import io
import json
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from tests.coverage.test_gathering import IN_GENT, an_offer
from tests.factories import LEUVEN, a_member, a_network, a_user
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.coverage import reckoning
from vlaggenlijn.coverage.reckoning import reckoned

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
        "niets binnen 2 km voor 5.650 kinderen van 6 tot 11 jaar in 8 wijken: Brugse Poort"
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
    assert (one.lines[0].metres, one.lines[-1].choices, len(one.lines)) == (None, 4, 25)
    assert len(one.map.dots) == 25
    assert [place.name for place in one.chances][:1] == ["Oud Gentbrugge (Gent)"]
    assert "Wat als er één bij komt?" in page.text
    assert "/werk/noden/gent/nieuw/?source=coverage" in page.text


def test_reader_cannot_note_a_need(work: Work) -> None:
    assert "/werk/noden/gent/nieuw/" not in work("reader").get(PAGE, ASKED).text


def test_without_asking_the_largest_gap_is_shown(work: Work) -> None:
    page = work("reader").get(PAGE)
    assert (page.context["km"], page.context["chosen_group"]) == (5, "all-parents")
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
    assert (page.status_code, page.context["km"]) == (200, 5)
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

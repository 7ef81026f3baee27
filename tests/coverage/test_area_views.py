"""Own areas on the page: looked at first, kept whole, for one network alone, and undone."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.coverage.test_gathering import IN_GENT, an_offer
from tests.factories import GENT, LEUVEN, a_member, a_network
from vlaggenlijn.accounts.actions.undo import undo
from vlaggenlijn.accounts.models import ChangeSet, LocalNetwork
from vlaggenlijn.coverage import forms, promises
from vlaggenlijn.coverage.models import AreaFile, AreaShapes, TravelTimes
from vlaggenlijn.places.models import Edition, Municipality, Neighbourhood, Succession

pytestmark = pytest.mark.django_db
PAGE, AREAS = "/werk/spreiding/", "/werk/spreiding/gent/gebieden/"
Work = Callable[..., Client]


def a_square(west: float = 3.70, south: float = 51.04, side: float = 0.02) -> dict[str, Any]:
    east, north = west + side, south + side
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def an_area(code: str = "G1", geometry: Any = None, **told: Any) -> dict[str, Any]:
    properties = {"code": code, "name": f"Deel {code}", "nis": GENT, "inhabitants": 100_000} | told
    return {"type": "Feature", "properties": properties, "geometry": geometry or a_square()}


TWO = [an_area("G1"), an_area("G2", a_square(3.60), inhabitants=160_000)]


def sent(*features: Any, **changes: Any) -> dict[str, Any]:
    content = json.dumps({"type": "FeatureCollection", "features": features or TWO}).encode()
    usual = {"source": "Stad, CC BY", "year": "2026"}
    return usual | {"file": SimpleUploadedFile("wijken.geojson", content)} | changes


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def work(network: LocalNetwork) -> Work:
    def client_of(role: str, of: LocalNetwork = network) -> Client:
        client = Client()
        client.force_login(a_member(role, of), "django.contrib.auth.backends.ModelBackend")
        return client

    return client_of


def keep(client: Client, *features: Any, **changes: Any) -> None:
    page = client.post(AREAS, sent(*features, **changes))
    assert client.post(AREAS, {"load": page.context["load"]}).status_code == 302


def names(client: Client, **asked: str) -> set[str]:
    return {line.name for line in client.get(PAGE, asked).context["slice"].lines}


def test_look_first_says_what_is_read_and_why_the_rest_is_not(work: Work) -> None:
    page = work("coordinator").post(
        AREAS,
        sent(
            *TWO, an_area("L", nis=LEUVEN), an_area("P", {"type": "Point", "coordinates": [3, 51]}),
            an_area("M", a_square(100_000, 190_000, 500)), an_area("Q", inhabitants="veel"),
        ),
    )  # fmt: skip
    report = page.context["report"]
    assert (report.homes, report.people, report.towns) == (2, 260_000, ["Gent"])
    assert (report.outlines, report.counted, report.is_new) == (2, 0, True)
    assert page.context["reasons"] == [
        "1 gebieden van gemeenten buiten dit netwerk: 24062",
        "1 gebieden in meters (Lambert); exporteer de kaart in graden, WGS 84: 5 (Deel M)",
        "1 vormen die geen gebied zijn (een punt, een lijn of niets): 4 (Deel P)",
        "1 vormen waarvan het aantal mensen geen getal is: 6 (Deel Q)",
    ]
    assert "2 wijken met 260.000 inwoners, in: Gent" in page.text
    assert (AreaFile.objects.count(), AreaShapes.objects.count()) == (0, 0)


def test_page_reckons_with_own_areas_and_draws_them_for_this_network_alone(
    work: Work, network: LocalNetwork
) -> None:
    an_offer(network, "social-cohesion", name="Spelpunt", place=IN_GENT)
    client, rows = work("coordinator"), Neighbourhood.objects.count()
    before = client.get(PAGE).context["found"]
    inside = before.ground.demand.children[before.ground.demand.inside].sum()
    keep(client)
    page = client.get(PAGE)
    ground = page.context["found"].ground
    assert names(client) == {"Deel G1 (Gent)", "Deel G2 (Gent)"}
    # Nobody is lost: the children of the town, divided over its own areas by inhabitants.
    mine = ground.demand.children[ground.demand.inside]
    assert mine.sum() == pytest.approx(inside)
    assert sorted(mine.sum(axis=1) / mine.sum()) == pytest.approx([100 / 260, 160 / 260])
    drawn = page.context["slice"].map
    assert (len(drawn.areas), drawn.source.split("; ")[0]) == (2, "Stad, CC BY, 2026")
    # The border of the town is still that of the release, and its source stands beside it.
    assert "Statbel" in drawn.source
    assert "Bron: Stad, CC BY, 2026" in page.text
    # The official ones are untouched, and another network of the same town sees those.
    assert Neighbourhood.objects.count() == rows
    other = work("reader", a_network("gent-2", [GENT]))
    assert len(names(other)) == 25


def test_counted_children_are_real_and_said_to_be(work: Work) -> None:
    told = {"0-2": 10, "3-5": 20, "6-11": 30, "12-17": 412}
    client = work("coordinator")
    keep(client, an_area("G1", **told), an_area("G2", a_square(3.6), inhabitants=160_000))
    page = client.get(PAGE)
    ground = page.context["found"].ground
    row = [home.code for home in ground.homes].index("G1")
    assert ground.demand.children[row].tolist() == [10, 20, 30, 412]
    assert "In 1 eigen wijk van dit netwerk zijn de kinderen geteld, niet geschat." in page.text


def test_the_same_again_changes_nothing_another_takes_its_place_and_undo_brings_back(
    work: Work,
) -> None:
    client = work("coordinator")
    for _ in range(2):
        keep(client)
    assert not client.post(AREAS, sent()).context["report"].is_new
    one = AreaFile.objects.get()
    assert (one.version, one.areas, AreaShapes.objects.count()) == (1, 2, 1)
    keep(client, an_area("H1", inhabitants=260_000))
    assert names(client) == {"Deel H1 (Gent)"}
    undo(by=None, change_set=ChangeSet.objects.of_deed("areas.import").first())
    assert names(client) == {"Deel G1 (Gent)", "Deel G2 (Gent)"}


def test_put_away_and_back(work: Work) -> None:
    client = work("coordinator")
    keep(client)
    address = reverse("coverage:archive_own_areas", args=[AreaFile.objects.get().pk])
    for _ in range(2):
        client.post(address)
    assert len(names(client)) == 25
    assert "telt niet mee" in client.get(AREAS).text
    client.post(address, {"back": "1"})
    assert len(names(client)) == 2


def test_outlines_without_people_only_draw(work: Work) -> None:
    client = work("coordinator")
    official = list(Neighbourhood.objects.in_municipalities([GENT]).values_list("code", flat=True))
    keep(client, *(an_area(code, inhabitants=None) for code in official))
    page = client.get(PAGE)
    assert len(page.context["slice"].map.areas) == len(names(client)) == 25
    assert "Een vlak is een wijk" in page.text


def test_area_of_a_town_that_fused_goes_with_the_one_of_today(work: Work) -> None:
    former = Municipality.objects.create(
        nis="99999", name_nl="Oud", name_fr="Oud", region="flanders", latitude=51, longitude=3.7,
        is_current=False,
    )  # fmt: skip
    Succession.objects.create(former=former, current_id=GENT, happened_on="2025-01-01")
    Edition.renew()
    page = work("coordinator").post(AREAS, sent(an_area("G1", nis="99999")))
    assert page.context["report"].towns == ["Gent"]
    assert any("99999 → 44021" in text for text in page.context["reasons"])


def test_travel_times_may_leave_from_own_areas(work: Work, network: LocalNetwork) -> None:
    service = an_offer(network, "social-cohesion", name="Spelpunt", place=IN_GENT)
    client = work("coordinator")
    keep(client)
    table = SimpleUploadedFile("t.csv", f"van;naar;minuten\nG1;{service.pk};12".encode())
    address = "/werk/spreiding/gent/reistijden/"
    page = client.post(address, {"means": "bike", "source": "Stad", "year": "2026", "file": table})
    assert (page.context["report"].neighbourhoods, page.context["report"].own) == (1, 2)
    client.post(address, {"load": page.context["load"]})
    assert TravelTimes.objects.get().pairs == 1


BROKEN = json.dumps({"features": [an_area(), an_area("b")]})[:-40].encode()


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"year": "20"}, "year", ""),
        ({"source": " "}, "source", "Vul dit in"),
        ({"file": SimpleUploadedFile("x.json", b"{}")}, "file", "geen GeoJSON"),
        ({"file": SimpleUploadedFile("x.json", b"")}, "file", "geen GeoJSON"),
        ({"file": SimpleUploadedFile("x.json", BROKEN)}, "file", "na vorm 1"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field(
    work: Work, changes: dict[str, Any], field: str, words: str
) -> None:
    page = work("coordinator").post(AREAS, sent(**changes))
    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])
    assert words in page.context["form"].errors[field][0]


def test_what_is_too_large_is_refused_and_the_limit_is_said(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = work("coordinator")
    assert "Hoogstens 100 MB" in client.get(AREAS).text
    monkeypatch.setattr(forms, "SENT_MEGABYTES", 0.0001)
    assert "MB" in client.post(AREAS, sent()).context["form"].errors["file"][0]
    monkeypatch.undo()
    monkeypatch.setattr(promises, "LONGEST", 100)
    assert "te veel hoeken" in client.post(AREAS, sent()).context["form"].errors["file"][0]


def test_file_without_any_area_of_use_cannot_be_kept(work: Work) -> None:
    page = work("coordinator").post(AREAS, sent(an_area("L", nis=LEUVEN)))
    assert (page.status_code, page.context["load"]) == (200, "")
    assert "Er staat geen gebied in dat we kunnen gebruiken." in page.text


def test_promise_of_another_network_is_kept_nowhere(work: Work) -> None:
    load = work("coordinator").post(AREAS, sent()).context["load"]
    other = work("coordinator", a_network("leuven", [LEUVEN]))
    for text in (load, "x"):
        other.post("/werk/spreiding/leuven/gebieden/", {"load": text})
    assert AreaFile.objects.count() == 0
    assert work("partner").get(AREAS).status_code == 403

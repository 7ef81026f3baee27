"""Travel times on the page: brought in after a look, reckoned with, and honest where silent."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.coverage.test_gathering import IN_GENT, an_offer
from tests.factories import LEUVEN, a_member, a_network
from vlaggenlijn.accounts.actions.undo import undo
from vlaggenlijn.accounts.models import ChangeSet, LocalNetwork
from vlaggenlijn.coverage.chances import losses
from vlaggenlijn.coverage.findings import Slice
from vlaggenlijn.coverage.models import TravelPairs, TravelTimes, WhatIf
from vlaggenlijn.coverage.reckoning import reckoned
from vlaggenlijn.coverage.supposing import MOVES, OPENS, STOPS, WIDENS, outcome, read_supposed
from vlaggenlijn.directory.models import Service
from vlaggenlijn.places.models import Neighbourhood

pytestmark = pytest.mark.django_db
PAGE, TIMES = "/werk/spreiding/", "/werk/spreiding/gent/reistijden/"
ASKED = {"functie": "social-cohesion", "groep": "all-parents", "leeftijd": "0-2"}
BIKE = {"met": "bike", "min": "15"}
Work = Callable[[str], Client]


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def offer(network: LocalNetwork) -> Service:
    return an_offer(
        network, "social-cohesion", name="Spelpunt", place=IN_GENT,
        minimum_age_months=0, maximum_age_months=71, assured_on=timezone.localdate(),
    )  # fmt: skip


@pytest.fixture
def work(network: LocalNetwork) -> Work:
    def client_of(role: str) -> Client:
        client = Client()
        client.force_login(a_member(role, network), "django.contrib.auth.backends.ModelBackend")
        return client

    return client_of


def code(name: str) -> str:
    return Neighbourhood.objects.get(name=name, municipality="44021").code


def sent(*rows: str, **changes: Any) -> dict[str, Any]:
    content = "\n".join(["van;naar;minuten", *rows]).encode()
    usual = {"means": "bike", "source": "Stad, r5r", "year": "2026"}
    return usual | {"file": SimpleUploadedFile("tijden.csv", content)} | changes


def keep(client: Client, *rows: str, **changes: Any) -> None:
    page = client.post(TIMES, sent(*rows, **changes))
    answer = client.post(TIMES, {"load": page.context["load"]})
    assert answer.status_code == 302


def verdicts(client: Client) -> dict[str, tuple[int, str]]:
    lines = client.get(PAGE, ASKED | BIKE).context["slice"].lines
    return {line.name.split(" (")[0]: (line.choices, line.nearest_text) for line in lines}


def test_look_first_and_nothing_is_written(work: Work, offer: Service) -> None:
    page = work("coordinator").post(
        TIMES, sent(f"{code('Drongen')};{offer.pk};12", "44021;x;9", "y;44021;9", "44021;44021;")
    )
    report = page.context["report"]
    assert (report.rows, report.pairs, report.starts, report.ends) == (4, 1, 1, 1)
    assert (report.neighbourhoods, report.own, report.is_new) == (1, 25, True)
    assert page.context["reasons"] == [
        "1 rijen zonder tijd: dat traject blijft onbekend: 5",
        "1 naar een code die geen plaats, dienst, wijk of gemeente is die we kennen: x",
        "1 vanuit een code die geen wijk of gemeente is die we kennen: y",
    ]
    assert (TravelTimes.objects.count(), TravelPairs.objects.count()) == (0, 0)


def test_page_reckons_with_the_table_and_says_what_it_does_not_know(
    work: Work, offer: Service
) -> None:
    client = work("coordinator")
    assert "fiets" not in client.get(PAGE, ASKED).text
    keep(client, f"{code('Drongen')};{offer.pk};12,5", f"{code('Binnenstad')};44021;40")
    found = verdicts(client)
    # Drongen lies far away and is near by the table; Binnenstad the other way around.
    assert (found["Drongen"], found["Binnenstad"]) == ((1, "12 min"), (0, "–"))
    # Nothing is said of this one: as the crow flies, times 1.3, at 14 km an hour.
    assert found["Rabot - Blaisantvest"][0] == 1
    page = client.get(PAGE, ASKED | BIKE)
    assert "Reistijden met de fiets: Stad, r5r, 2026." in page.context["ways"]
    share = int(page.context["ways"].split(" %")[0].split()[-1])
    assert 0 < share < 50
    assert [label for _, label, chosen in page.context["reaches"] if chosen] == [
        "binnen 15 minuten met de fiets"
    ]
    assert "binnen 15 minuten met de fiets" in page.context["overview"].gaps[0].text
    # By distance all is as it was.
    by_road = client.get(PAGE, ASKED | {"km": "2"}).context["slice"].lines
    assert {line.name: line.choices for line in by_road}["Binnenstad (Gent)"] == 1


def test_means_without_a_table_counts_as_not_asked(work: Work, offer: Service) -> None:
    page = work("reader").get(PAGE, ASKED | BIKE)
    assert (page.context["within"].query, page.context["ways"]) == ("km=5", "")


def test_the_same_again_changes_nothing_and_another_takes_its_place(
    work: Work, offer: Service
) -> None:
    client = work("coordinator")
    for _ in range(2):
        keep(client, "44021;44021;10")
    assert not client.post(TIMES, sent("44021;44021;10")).context["report"].is_new
    one = TravelTimes.objects.get()
    assert (one.version, one.pairs, one.source, one.year) == (1, 1, "Stad, r5r", 2026)
    keep(client, "44021;44021;20", source="Ander")
    one.refresh_from_db()
    assert (one.version, one.source, TravelPairs.objects.count()) == (2, "Ander", 2)
    newest = ChangeSet.objects.of_deed("travel_times.import").first()
    undo(by=None, change_set=newest)
    one.refresh_from_db()
    assert one.source == "Stad, r5r"
    assert verdicts(client)["Drongen"] == (1, "10 min")


def test_put_away_and_back(work: Work, offer: Service) -> None:
    client = work("coordinator")
    keep(client, "44021;44021;10")
    address = reverse("coverage:archive_travel_times", args=[TravelTimes.objects.get().pk])
    for _ in range(2):
        client.post(address)
    assert client.get(PAGE, ASKED | BIKE).context["within"].query == "km=5"
    assert "telt niet mee" in client.get(TIMES).text
    client.post(address, {"back": "1"})
    assert client.get(PAGE, ASKED | BIKE).context["within"].query == "met=bike&min=15"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"year": "20"}, "year"),
        ({"means": "rocket"}, "means"),
        ({"source": " "}, "source"),
        ({"file": SimpleUploadedFile("x.csv", b"a;b\n1;2\n")}, "file"),
        ({"file": SimpleUploadedFile("x.xlsx", b"PK\x03\x04no")}, "file"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field(
    work: Work, changes: dict[str, Any], field: str
) -> None:
    page = work("coordinator").post(TIMES, sent("44021;44021;10", **changes))
    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])


def test_too_many_times_for_one_page_are_refused(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vlaggenlijn.coverage.promises.LONGEST", 100)
    page = work("coordinator").post(TIMES, sent("44021;44021;10"))
    assert "import_travel_times" in page.context["form"].errors["file"][0]
    monkeypatch.setattr("vlaggenlijn.coverage.travel_importing.MOST_PAIRS", 0)
    page = work("coordinator").post(TIMES, sent("44021;44021;10"))
    assert page.status_code == 422


def test_promise_of_another_network_is_kept_nowhere(work: Work, network: LocalNetwork) -> None:
    client = work("coordinator")
    load = client.post(TIMES, sent("44021;44021;10")).context["load"]
    leuven = a_network("leuven", [LEUVEN])
    other = Client()
    other.force_login(a_member("coordinator", leuven), "django.contrib.auth.backends.ModelBackend")
    for text in (load, "x"):
        other.post("/werk/spreiding/leuven/reistijden/", {"load": text})
    assert TravelTimes.objects.count() == 0
    assert work("partner").get(TIMES).status_code == 403


@pytest.fixture
def timed(work: Work, offer: Service, network: LocalNetwork) -> LocalNetwork:
    """Drongen is twelve minutes from the middle of the town and from its only offer."""
    drongen, middle = code("Drongen"), code("Binnenstad")
    keep(
        work("coordinator"), f"{drongen};{offer.pk};12", f"{drongen};{middle};12",
        f"{middle};{drongen};12", "44021;44021;59", f"{drongen};{drongen};2",
    )  # fmt: skip
    return network


def supposed(network: LocalNetwork, **asked: Any) -> dict[str, tuple[float, float]]:
    found = reckoned(network, 15.0, "bike")
    assert found is not None
    told = outcome(found, read_supposed(found.ground, asked))
    of = "fathers" if asked["daad"] == WIDENS else "all-parents"
    return {line.age: (line.before, line.after) for line in told.lines if line.group == of}


def test_what_if_by_travel_time(timed: LocalNetwork, offer: Service) -> None:
    found = reckoned(timed, 15.0, "bike")
    assert found is not None
    inside = found.ground.demand.inside
    babies = {
        home.name: float(found.ground.demand.children[at, 0])
        for at, home in enumerate(found.ground.homes)
        if inside[at]
    }
    everybody, drongen = sum(babies.values()), babies["Drongen"]
    none_now = pytest.approx(everybody - drongen)
    pk = str(offer.pk)
    stops = supposed(timed, daad=STOPS, dienst=pk)
    assert stops["0-2"] == (none_now, pytest.approx(everybody))
    # In Drongen it is near to Drongen, and twelve minutes from the middle.
    moves = supposed(timed, daad=MOVES, dienst=pk, plaats=code("Drongen"))
    assert moves["0-2"] == (none_now, pytest.approx(everybody - drongen - babies["Binnenstad"]))
    opens = supposed(
        timed, daad=OPENS, functie="social-cohesion", leeftijd=["0-2"], plaats=code("Drongen")
    )
    assert opens["0-2"] == moves["0-2"]
    wider = supposed(timed, daad=WIDENS, dienst=pk, groep="fathers", capaciteit=30)
    assert wider["0-2"] == (pytest.approx(everybody), none_now)
    # The one offer that somebody has is missed by them.
    of = next(at for at, one in enumerate(found.ground.functions) if one.slug == "social-cohesion")
    group = next(at for at, one in enumerate(found.ground.groups) if one.slug == "all-parents")

    assert losses(found, Slice(of, group, 0)) == {0: pytest.approx(drongen)}


def test_proposal_by_travel_time_is_kept_as_such(timed: LocalNetwork, work: Work) -> None:
    asked = {"functie": "social-cohesion", "groep": "fathers", "leeftijd": "12-17", "vraag": "1"}
    asked |= {"plaats": code("Drongen")} | BIKE
    client = work("partner")
    page = client.get("/werk/spreiding/stel-dat/", asked)
    assert '<input type="hidden" name="met" value="bike">' in page.text
    client.post(page.wsgi_request.get_full_path(), {
        "title": "Vaders", "story": "", "idempotency_key": "12345678-1234-5678-1234-567812345678",
    })  # fmt: skip
    one = WhatIf.objects.get()
    assert (one.km, one.means) == (15, "bike")
    page = client.get(reverse("coverage:proposal", args=[one.pk]))
    assert "Binnen 15 minuten met de fiets" in page.text
    assert "&amp;met=bike&amp;min=15&amp;" in page.text
    listed = client.get("/werk/spreiding/voorstellen/", {"naast": str(one.pk)})
    assert "binnen 15 minuten met de fiets" in listed.text


@pytest.mark.parametrize("form", ["csv", "geojson"])
def test_file_says_minutes(timed: LocalNetwork, work: Work, form: str) -> None:
    answer = work("reader").get(f"{PAGE}bestand/", ASKED | BIKE | {"vorm": form})
    wanted = {"csv": "minuten tot het dichtste", "geojson": '"minutes_to_nearest": 12'}[form]
    assert wanted in answer.content.decode("utf-8-sig")


def test_council_page_says_minutes(timed: LocalNetwork, work: Work) -> None:
    page = work("reader").get(f"{PAGE}raad/", BIKE)
    assert "Binnen 15 minuten met de fiets (zoals de tabel met reistijden zegt)" in page.text


def test_command_takes_what_is_too_large_for_a_page(
    network: LocalNetwork, offer: Service, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "tijden.csv"
    path.write_text("from_id,to_id,travel_time\n44021,44021,10\nx,44021,3\n")
    told = {"network": "gent", "means": "car", "source": "Stad", "year": 2026}
    call_command("import_travel_times", str(path), dry_run=True, **told)
    assert TravelTimes.objects.count() == 0
    call_command("import_travel_times", str(path), **told)
    assert (TravelTimes.objects.get().means, TravelTimes.objects.get().pairs) == ("car", 1)
    assert capsys.readouterr().out.splitlines()[-1] == "Klaar."
    with pytest.raises(CommandError, match="no network"):
        call_command("import_travel_times", str(path), **told | {"network": "x"})
    for content, name in ((b"a\n1\n", "a.csv"), (b"", "b.csv"), (b"PK\x03\x04", "c.xlsx")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(CommandError):
            call_command("import_travel_times", str(tmp_path / name), **told)

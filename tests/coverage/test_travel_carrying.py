"""Travel times whose codes changed: said to be stale, carried over once, and undone."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from tests.coverage.test_gathering import IN_GENT, an_offer
from tests.factories import GENT, LEUVEN, a_member, a_network, travel_times
from vlaggenlijn.accounts.actions.undo import undo
from vlaggenlijn.accounts.models import ChangeSet, LocalNetwork
from vlaggenlijn.coverage import promises
from vlaggenlijn.coverage.models import TravelTimes
from vlaggenlijn.coverage.travel_carrying import carrying, stale_codes, times_kept
from vlaggenlijn.coverage.travel_importing import About, import_times
from vlaggenlijn.coverage.travel_rows import packed, read_times, times_of, unpacked
from vlaggenlijn.places.models import Edition, Municipality, Neighbourhood, Succession

pytestmark = pytest.mark.django_db
PAGE = "/werk/spreiding/"
ASKED = {"functie": "social-cohesion", "groep": "all-parents", "met": "bike", "min": "15"}
STALE = "2 codes van die tabel zijn geen wijk, plaats of dienst (meer)"


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def drongen() -> str:
    return Neighbourhood.objects.get(name="Drongen", municipality=GENT).code


@pytest.fixture
def times(network: LocalNetwork) -> TravelTimes:
    """Twelve minutes within each of two neighbourhoods of years ago, five from one to a town."""
    rows = [["oud-1", "oud-1", "12"], ["oud-2", "oud-2", "12"], ["oud-1", GENT, "5"]]
    read = read_times(["van", "naar", "min"], enumerate(rows))
    content = packed(times_of(read, {"oud-1", "oud-2"}, {"oud-1", "oud-2", GENT}))
    about = About("bike", "Stad, r5r", 2020)
    return import_times(by=None, network=network, content=content, about=about)


@pytest.fixture
def client(network: LocalNetwork) -> Client:
    client = Client()
    member = a_member("coordinator", network)
    client.force_login(member, "django.contrib.auth.backends.ModelBackend")
    return client


def links(*rows: str) -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile("l.csv", "\n".join(["van;naar;aandeel", *rows]).encode())}


def test_codes_that_are_none_any_more_are_said_on_both_pages(
    times: TravelTimes, client: Client, network: LocalNetwork
) -> None:
    an_offer(network, "social-cohesion", name="Spelpunt", place=IN_GENT)
    assert STALE in client.get(PAGE, ASKED).text
    page = client.get(f"{PAGE}gent/reistijden/")
    assert STALE in page.text
    assert reverse("coverage:carry_travel_times", args=[times.pk]) in page.text


def test_carried_over_after_a_look_once_and_undone(
    times: TravelTimes, client: Client, drongen: str
) -> None:
    address = reverse("coverage:carry_travel_times", args=[times.pk])
    rows = (f"oud-1;{drongen};0,5", "oud-1;oud-3;0,5")
    page = client.post(address, links(*rows))
    found = page.context["found"]
    assert (found.moved, found.before, found.after) == (
        ["oud-1"], ["oud-1", "oud-2"], ["oud-2", "oud-3"],
    )  # fmt: skip
    assert (found.pairs_before, found.pairs_after) == (3, 7)
    times.refresh_from_db()
    assert (times.version, times.pairs) == (1, 3)
    for _ in range(2):
        assert client.post(address, {"load": page.context["load"]}).status_code == 302
    times.refresh_from_db()
    assert (times.version, times.pairs) == (2, 7)
    # What has no link is in the table still, and still said.
    assert stale_codes(times.network, times_kept(times)) == ["oud-2", "oud-3"]
    again = client.post(address, links(*rows))
    assert again.context["found"].is_done
    assert "Het nog eens doen verandert niets" in again.text
    undo(by=None, change_set=ChangeSet.objects.of_deed("travel_times.carry").first())
    times.refresh_from_db()
    assert (times.pairs, times.links_digest) == (3, "")


def test_page_reckons_with_the_times_that_were_carried(
    times: TravelTimes, client: Client, network: LocalNetwork, drongen: str
) -> None:
    an_offer(network, "social-cohesion", name="Spelpunt", place=IN_GENT)
    lines = client.get(PAGE, ASKED).context["slice"].lines
    assert {line.home.code: line.choices for line in lines}[drongen] == 0
    address = reverse("coverage:carry_travel_times", args=[times.pk])
    load = client.post(address, links(f"oud-1;{drongen};1")).context["load"]
    client.post(address, {"load": load})
    lines = client.get(PAGE, ASKED).context["slice"].lines
    assert {line.home.code: line.choices for line in lines}[drongen] == 1


def test_municipality_that_fused_goes_along_by_itself(
    network: LocalNetwork, client: Client
) -> None:
    former = Municipality.objects.create(
        nis="99999", name_nl="Oud", name_fr="Oud", region="flanders", latitude=51, longitude=3.7,
        is_current=False,
    )  # fmt: skip
    Succession.objects.create(former=former, current_id=GENT, happened_on="2025-01-01")
    Edition.renew()
    read = read_times(["van", "naar", "min"], [(2, ["99999", GENT, "9"])])
    content = packed(times_of(read, {"99999"}, {GENT}))
    one = import_times(by=None, network=network, content=content, about=About("bike", "Stad", 2020))
    address = reverse("coverage:carry_travel_times", args=[one.pk])
    found = client.post(address, links("x;y;1")).context["found"]
    assert (found.moved, found.before, found.after) == (["99999"], ["99999"], [])


def test_codes_that_come_together_count_for_their_children_where_those_are_known(
    times: TravelTimes, client: Client, drongen: str, capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:  # fmt: skip
    other = Neighbourhood.objects.get(name="Binnenstad", municipality=GENT).code
    rows = [[drongen, GENT, "10"], [other, GENT, "40"]]
    read = read_times(["van", "naar", "min"], enumerate(rows))
    content = packed(times_of(read, {drongen, other}, {GENT}))
    import_times(by=None, network=times.network, content=content, about=About("bike", "x", 2020))
    address = reverse("coverage:carry_travel_times", args=[times.pk])
    page = client.post(address, links(f"{drongen};nieuw;1", f"{other};nieuw;1"))
    found = page.context["found"]
    people = dict(Neighbourhood.objects.values_list("code", "inhabitants"))
    mean = (10 * people[drongen] + 40 * people[other]) / (people[drongen] + people[other])
    assert unpacked(found.content).tenths.tolist() == pytest.approx([10 * mean], abs=0.5)
    assert (found.by_people, found.by_share) == (["nieuw"], [])
    assert "Bij 1 code tellen de kinderen die er wonen" in page.text
    # Of a code of years ago nobody knows who lived there.
    read = read_times(
        ["van", "naar", "min"], [(2, ["oud-1", GENT, "10"]), (3, [other, GENT, "40"])]
    )
    content = packed(times_of(read, {"oud-1", other}, {GENT}))
    import_times(by=None, network=times.network, content=content, about=About("bike", "x", 2020))
    page = client.post(address, links("oud-1;nieuw;1", f"{other};nieuw;1"))
    assert unpacked(page.context["found"].content).tenths.tolist() == [250]
    assert "Bij 1 code telt het aandeel uit de tabel" in page.text
    path = tmp_path / "links.csv"
    path.write_text(f"from,to\noud-1,nieuw\n{other},nieuw\n")
    call_command("carry_travel_times", str(path), network="gent", means="bike", dry_run=True)
    assert "Samengekomen: 0 naar kinderen gewogen, 1 naar aandeel." in capsys.readouterr().out


def test_municipalities_that_fused_count_for_their_children(network: LocalNetwork) -> None:
    town: dict[str, Any] = {
        "region": "flanders",
        "latitude": 51,
        "longitude": 3.7,
        "is_current": False,
    }
    for nis, children in (("99998", 300), ("99999", 100)):
        former = Municipality.objects.create(nis=nis, name_nl=nis, name_fr=nis, **town)
        Succession.objects.create(former=former, current_id=GENT, happened_on="2025-01-01")
        former.children.create(year=2024, band="0-2", count=children, source="Statbel")
    Edition.renew()
    rows = [(2, ["99998", GENT, "10"]), (3, ["99999", GENT, "50"])]
    read = read_times(["van", "naar", "min"], rows)
    content = packed(times_of(read, {"99998", "99999"}, {GENT}))
    one = import_times(by=None, network=network, content=content, about=About("bike", "Stad", 2020))
    fused = {"99998": {GENT: 1.0}, "99999": {GENT: 1.0}}
    found = carrying(one, fused)
    assert (unpacked(found.content).tenths.tolist(), found.by_people) == ([200], [GENT])


@pytest.mark.parametrize(
    "content", [b"", b"a;b\n1;2\n", b"van;naar\nx;y\nx;z\n", b"van;naar;deel\nx;y;9\n"]
)
def test_table_that_cannot_be_read_is_refused_at_its_field(
    times: TravelTimes, client: Client, content: bytes
) -> None:
    address = reverse("coverage:carry_travel_times", args=[times.pk])
    page = client.post(address, {"file": SimpleUploadedFile("l.csv", content)})
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["file"])


def test_too_much_for_a_page_says_so(
    times: TravelTimes, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(promises, "LONGEST", 10)
    address = reverse("coverage:carry_travel_times", args=[times.pk])
    page = client.post(address, links("oud-1;44021;1"))
    assert "te veel tijden" in page.context["form"].errors["file"][0]


def test_promise_about_other_times_is_not_kept(times: TravelTimes, client: Client) -> None:
    address = reverse("coverage:carry_travel_times", args=[times.pk])
    load = client.post(address, links("oud-1;44021;1")).context["load"]
    leuven = a_network("leuven", [LEUVEN])
    theirs = travel_times(leuven)
    other = Client()
    other.force_login(a_member("coordinator", leuven), "django.contrib.auth.backends.ModelBackend")
    for text in (load, "x"):
        other.post(reverse("coverage:carry_travel_times", args=[theirs.pk]), {"load": text})
    assert other.get(address).status_code == 404
    # Times that came in meanwhile are not written over by what was seen before.
    content = packed(times_of(read_times(["van", "naar", "min"], [(2, [GENT, GENT, "1"])]),
                              {GENT}, {GENT}))  # fmt: skip
    import_times(
        by=None, network=times.network, content=content, about=About("bike", "Nieuw", 2026)
    )
    client.post(address, {"load": load})
    assert ChangeSet.objects.of_deed("travel_times.carry").count() == 0


def test_command_carries_what_is_too_large_for_a_page(
    times: TravelTimes, drongen: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "links.csv"
    path.write_text(f"from,to\noud-1,{drongen}\noud-2,{drongen}\n")
    told = {"network": "gent", "means": "bike"}
    call_command("carry_travel_times", str(path), dry_run=True, **told)
    times.refresh_from_db()
    assert times.version == 1
    for _ in range(2):
        call_command("carry_travel_times", str(path), **told)
    times.refresh_from_db()
    assert (times.version, times.pairs) == (2, 2)
    assert "Codes die veranderen: 2. Geen meer: 2 nu, 0 dan." in capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("carry_travel_times", str(path), network="x", means="bike")
    path.write_text("a,b\n")
    with pytest.raises(CommandError):
        call_command("carry_travel_times", str(path), **told)

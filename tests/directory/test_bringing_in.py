"""Files of other systems in the browser: HSDS, Sociale Kaart, UiTdatabank."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.directory.hsds_files import written, zipped
from tests.factories import a_member, a_network
from vlaggenlijn.accounts.models import LocalNetwork, User
from vlaggenlijn.directory.actions.undo import undo_deed
from vlaggenlijn.directory.models import ImportJob, ImportMapping, Organization, Service
from vlaggenlijn.taxonomy.models import OwnConcept

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]
PAGE = "/werk/importeren/systeem/"


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def delivery(tmp_path: Path) -> bytes:
    folder = written(tmp_path / "harbor")
    return zipped(folder, tmp_path / "harbor.zip").read_bytes()


@pytest.fixture
def coordinator(network: LocalNetwork) -> User:
    return a_member("coordinator", network)


@pytest.fixture
def client(coordinator: User) -> Client:
    client = Client()
    client.cookies["taal"] = "en"
    client.force_login(coordinator, "django.contrib.auth.backends.ModelBackend")
    return client


def send(client: Client, data: bytes | Any, name: str = "feed.json", system: str = "hsds") -> Any:
    content = data if isinstance(data, bytes) else json.dumps(data).encode()
    values = {"network": "gent", "system": system, "file": SimpleUploadedFile(name, content)}
    return client.post(PAGE, values)


def job() -> ImportJob:
    return ImportJob.objects.get()


def address(ending: str = "") -> str:
    return f"/werk/importeren/{job().pk}/{ending}"


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_zip_of_hsds_is_counted_looked_at_written_and_undone(
    client: Client, coordinator: User, network: LocalNetwork, delivery: bytes
) -> None:
    response = send(client, delivery, "harbor.zip")
    assert response.headers["Location"] == address()
    page = text_of(client.get(address()))
    assert "What is in the file, counted" in page
    counted = "new: 3, changed: 0, unchanged: 0, to look at: 0, wrong: 4, left out: 0"
    assert f"<dt>Services</dt><dd>{counted}</dd>" in page
    assert "service.organization_id 1" in page
    assert Service.objects.count() == 0
    wrong = text_of(client.get(address("?kind=wrong")))
    assert "It names an organisation that is not in the file, so it is left out." in wrong
    client.post(address("schrijf/"))
    assert Service.objects.at_home_in(network).count() == 3
    report = text_of(client.get(address()))
    assert "What is in the file, counted" in report
    undo_deed(by=coordinator, change_set=job().change_set, key=uuid4())
    assert Service.objects.at_home_in(network).current().count() == 0


def test_same_file_again_changes_nothing(client: Client, delivery: bytes) -> None:
    send(client, delivery, "harbor.zip")
    client.post(address("schrijf/"))
    ImportJob.objects.all().delete()
    send(client, delivery, "harbor.zip")
    assert job().totals["new"] == job().totals["changed"] == 0


def service(**more: Any) -> dict[str, Any]:
    term = {"id": "t", "name": "Sleep", "taxonomy": "AIRS"}
    attribute = {"id": "a", "taxonomy_term": term}
    return {
        "id": "s1", "name": "Night help", "status": "active", "attributes": [attribute],
        "organization": {"id": "o1", "name": "Rest vzw", "description": "Help."},
    } | more  # fmt: skip


def test_term_gets_a_meaning_once_and_keeps_it(client: Client, network: LocalNetwork) -> None:
    send(client, [service()])
    page = text_of(client.get(address()))
    assert "1 of their terms has no meaning here yet." in page
    form = text_of(client.get(address("termen/")))
    assert "AIRS: Sleep" in form
    wrong = client.post(address("termen/"), {"term-0": "No word of ours"})
    assert wrong.status_code == 422
    assert "We have no word like that. Choose one of the list." in text_of(wrong)
    client.post(address("termen/"), {"term-0": "sleep (THEME)"})
    assert ImportMapping.objects.get().mapping == {"AIRS: Sleep": "themes:sleep"}
    assert "no meaning here yet" not in text_of(client.get(address()))
    client.post(address("schrijf/"))
    links = Service.objects.get().service_concepts.values_list("concept__slug", flat=True)
    assert list(links) == ["sleep"]
    ImportJob.objects.all().delete()
    send(client, [service(id="s2", name="Day help")])
    assert "no meaning here yet" not in text_of(client.get(address()))


def test_meaning_is_taken_back_by_leaving_it_empty(client: Client) -> None:
    send(client, [service()])
    client.post(address("termen/"), {"term-0": "Sleep (theme)"})
    client.post(address("termen/"), {"term-0": ""})
    assert ImportMapping.objects.get().mapping == {}


def packed(*files: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return out.getvalue()


DEEP = b"[" * 100_000 + b"]" * 100_000
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (ENTITIES, "a.xml", "is XML or a web page"),
        (packed(("a.json", b" " * 61 * 1024 * 1024)), "bomb.zip", "hold more than 60 MB"),
        (DEEP, "deep.json", "holds lists in lists"),
        (b'{"id": ' * 50_000, "deep.json", "holds lists in lists"),
        ('[{"id": "1", "name": "\x85"}]'.encode("utf-16"), "a.json", ""),
        (b"\xff\xfe\x00", "a.json", "cannot be read"),
        (b'{"id": "1", "name": nought}', "a.json", "is no good JSON"),
        (b"[" + b"[]," * 1_000_001 + b"[]]", "many.json", "more lists and objects"),
        (b"PK\x03\x04broken", "a.zip", "is damaged"),
        (packed(("../services.csv", b"id,name\n1,a")), "a.zip", "lead elsewhere"),
        (b'{"hello": "world"}', "a.json", ""),
        (b"  ", "a.json", "is empty"),
        (b" " * (20 * 1024 * 1024 + 1), "large.json", "larger than 20 MB"),
    ],
)  # fmt: skip
def test_hostile_file_is_refused_in_a_sentence(
    client: Client, data: bytes, name: str, sentence: str
) -> None:
    response = send(client, data, name)
    if sentence:
        assert response.status_code == 422
        assert sentence in text_of(response)
        assert not ImportJob.objects.exists()
    else:
        assert response.status_code in (302, 422)


def test_refusal_is_said_in_the_language_of_the_reader(client: Client) -> None:
    client.cookies["taal"] = "nl"
    assert "XML" in text_of(send(client, ENTITIES, "a.xml"))
    assert "is XML or a web page" not in text_of(send(client, ENTITIES, "a.xml"))


def test_sociale_kaart_comes_in_by_the_browser(client: Client, shared: Path) -> None:
    path = shared / "data/formats/sociale_kaart_health_offer_RECONSTRUCTED.json"
    send(client, path.read_bytes(), "sociale-kaart.json", "sociale-kaart")
    assert job().totals["new"] == 1
    client.post(address("schrijf/"))
    assert Organization.objects.get().name == "Huis van het Kind Voorbeeld"


def test_file_of_another_system_is_refused(client: Client) -> None:
    for system in ("sociale-kaart", "uitdatabank"):
        response = send(client, [service()], system=system)
        assert response.status_code == 422 or job().totals
        ImportJob.objects.all().delete()
    assert "This is no good JSON" in text_of(send(client, b"<a/>", system="uitdatabank"))
    assert "no organisers or places" in text_of(send(client, [], system="uitdatabank"))


def test_place_of_uitdatabank_comes_in_and_links_back(client: Client, shared: Path) -> None:
    place = json.loads((shared / "data/formats/uitdatabank_place_all_fields.json").read_text())
    pk = "b2a0e2a4-2f5d-4f0e-9d8a-3f6f1a2b3c4d"
    place |= {"@id": f"https://io.uitdatabank.be/place/{pk}", "name": {"nl": "Den Hemel"}}
    send(client, {"member": [place]}, "places.json", "uitdatabank")
    client.post(address("schrijf/"))
    found = Organization.objects.get()
    assert found.name == "Den Hemel"
    assert [one.identifier for one in found.identifiers.all()] == [f"uitdatabank-place-{pk}"]
    assert found.locations.get().address.address_1 == "Hoornblaas 107"


def test_who_runs_no_network_may_not(network: LocalNetwork) -> None:
    client = Client()
    client.force_login(a_member("partner", network), "django.contrib.auth.backends.ModelBackend")
    assert client.get(PAGE).status_code == 403


TURTLE = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<urn:a> a skos:Concept ; skos:prefLabel "Kwibuskolonie"@nl .
<urn:b> a skos:Concept ; skos:prefLabel "Kolonietje"@nl ; skos:broader <urn:a> .
<urn:c> a skos:Concept ; skos:prefLabel "Onze slaap"@nl ; skos:exactMatch <themes:sleep> .
"""


def test_list_of_concepts_is_looked_at_written_and_undone(
    client: Client, coordinator: User, network: LocalNetwork
) -> None:
    send(client, TURTLE.encode(), "list.ttl", "skos-themes")
    assert job().totals["new"] == 3
    page = text_of(client.get(address()))
    assert "It means the same as “Sleep”, and adds its words to it." in page
    assert not OwnConcept.objects.exists()
    client.post(address("schrijf/"))
    made = {str(one): one for one in OwnConcept.objects.of_network(network)}
    assert made.keys() == {"Kwibuskolonie", "Kolonietje", "Onze slaap"}
    assert made["Kolonietje"].broader_id == made["Kwibuskolonie"].pk
    deed, first = job().change_set, job()
    first.delete()
    send(client, TURTLE.replace("Kolonietje", "Kolonie").encode(), "list.ttl", "skos-themes")
    assert (job().totals["unchanged"], job().totals["changed"]) == (2, 1)
    client.post(address("schrijf/"))
    assert "Kolonie" in {str(one) for one in OwnConcept.objects.of_network(network)}
    undo_deed(by=coordinator, change_set=job().change_set, key=uuid4())
    assert "Kolonietje" in {str(one) for one in OwnConcept.objects.of_network(network)}
    undo_deed(by=coordinator, change_set=deed, key=uuid4())
    assert not OwnConcept.objects.exists()


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (ENTITIES, "a.rdf", "declares entities"),
        (b"\xff\xfe", "a.ttl", "letters"),
        (b"{} no", "a.ttl", "damaged"),
        (b"", "a.ttl", "empty"),
        (b'{"@context": "https://example.org/c"}', "a.jsonld", "context"),
        (b"x", "a.txt", "no list that we read"),
        (b" " * 5_000_001, "a.ttl", "at most 5 MB"),
        (DEEP, "a.jsonld", "nests without end"),
    ],
)
def test_hostile_list_is_refused_in_a_sentence(
    client: Client, data: bytes, name: str, sentence: str
) -> None:
    response = send(client, data, name, "skos-themes")
    assert response.status_code == 422
    assert sentence in text_of(response)

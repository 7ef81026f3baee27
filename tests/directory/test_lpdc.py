"""Public services for the product catalogue, read back by rdflib."""

import json
from collections.abc import Iterable
from datetime import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, RDF

from tests.factories import GENT, a_network, a_service
from tests.findable import IN_GENT, a_home, found_organization, save
from vlaggenlijn.directory.lpdc import Authority, public_service
from vlaggenlijn.directory.models import CostOption, Language, OrganizationIdentifier, Schedule

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
SITE = "https://x.be"
OWNER = Authority("https://x.be/o", "OCMW", ("0123",))
# Ours beside those of the published instance: who it is, in which languages, its type and number.
MORE = {
    "http://purl.org/dc/terms/identifier",
    "http://purl.org/dc/terms/language",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
    "http://www.w3.org/2004/02/skos/core#prefLabel",
}


def predicates(document: Any) -> set[str]:
    graph = Graph()
    graph.parse(data=json.dumps(document), format="json-ld")
    return {str(one) for one in graph.predicates()}


def test_bare_service_says_what_is_known() -> None:
    found = public_service(
        {"id": "1", "name": "Loket"}, Authority("u", "FOD", is_local=False), SITE, "u"
    )
    assert found == {
        "@id": "https://x.be/aanbod/1/#dienst",
        "@type": ["cpsv:PublicService", "ipdc:InstancePublicService"],
        "dct:identifier": "1",
        "dct:title": {"@value": "Loket", "@language": "nl-be-x-formal"},
        "dct:type": {
            "@id": "https://productencatalogus.data.vlaanderen.be/id/concept/Type/AdviesBegeleiding"
        },
        "ipdc:targetAudience": {
            "@id": "https://productencatalogus.data.vlaanderen.be/id/concept/Doelgroep/Burger"
        },
        "m8g:thematicArea": {
            "@id": "https://productencatalogus.data.vlaanderen.be/id/concept/Thema/WelzijnGezondheid"
        },
        "m8g:hasCompetentAuthority": {
            "@id": "u",
            "@type": "m8g:PublicOrganisation",
            "skos:prefLabel": {"@value": "FOD", "@language": "nl"},
        },
        "ipdc:hasExecutingAuthority": {"@id": "u"},
        "m8g:hasContactPoint": [{"@type": "schema:ContactPoint", "sh:order": 0}],
        "rdfs:seeAlso": {
            "@type": "schema:WebSite",
            "dct:title": {"@value": "Loket", "@language": "nl-be-x-formal"},
            "schema:url": "https://x.be/aanbod/1/",
        },
    }


def test_texts_are_html_and_je_is_informal() -> None:
    service = {
        "id": "1", "name": "L", "summary": "Kort <b>", "description": "Een.\n\nTwee & drie.",
        "what_happens": "Dan.", "eligibility_description": "Ouders", "application_process": "Bel",
        "last_modified": "2026-01-01T00:00:00Z",
        "attributes": [{"link_type": "themes", "label": "Slapen"}, {"link_type": "functions"}],
    }  # fmt: skip
    found = public_service(service, OWNER, SITE, "je")
    assert found["dct:description"]["@value"] == "<p>Kort &lt;b&gt;</p>"
    assert found["ipdc:additionalDescription"] == {
        "@value": "<p>Een.</p><p>Twee &amp; drie.</p><p>Dan.</p>",
        "@language": "nl-be-x-informal",
    }
    assert found["belgif:hasRequirement"]["dct:description"]["@value"] == "<p>Ouders</p>"
    assert found["cpsv:follows"]["@type"] == "cpsv:Rule"
    assert found["dcat:keyword"] == [{"@value": "Slapen", "@language": "nl"}]
    assert found["ipdc:competentAuthorityLevel"]["@id"].endswith("/BevoegdBestuursniveau/Lokaal")
    assert found["schema:dateModified"]["@type"] == "xsd:dateTime"
    only = public_service({"id": "1", "name": "L", "description": "Een."}, OWNER, SITE, "je")
    assert only["dct:description"]["@value"] == "<p>Een.</p>"
    assert "ipdc:additionalDescription" not in only


@pytest.mark.parametrize(
    ("text", "street", "number", "box"),
    [
        ("Markt 1", "Markt", "1", None),
        ("Steenweg op Gent 12 A bus 3", "Steenweg op Gent", "12 A", "3"),
        ("Achter de kerk", "Achter de kerk", None, None),
    ],
)
def test_address_in_its_parts(text: str, street: str, number: str | None, box: str | None) -> None:
    address = {"address_1": text, "postal_code": "9000", "city": "Gent", "country": "FR"}
    service = {
        "id": "1",
        "name": "L",
        "service_at_locations": [{"location": {"addresses": [address]}}],
    }
    [point] = public_service(service, OWNER, SITE, "je")["m8g:hasContactPoint"]
    found = point["ipdc:address"]
    assert found["adres:Straatnaam"]["@value"] == street
    assert found.get("adres:Adresvoorstelling.huisnummer") == number
    assert found.get("adres:Adresvoorstelling.busnummer") == box
    assert "adres:land" not in found


def hours(*schedules: dict[str, Any]) -> Iterable[str]:
    service = {"id": "1", "name": "L", "schedules": list(schedules)}
    [point] = public_service(service, OWNER, SITE, "je")["m8g:hasContactPoint"]
    return list(point.get("schema:openingHours", []))


def test_only_hours_of_every_week_can_be_written() -> None:
    week = {"freq": "WEEKLY", "byday": "MO,WE", "opens_at": "09:00", "closes_at": "12:00"}
    assert hours(week) == ["Mo,We 09:00-12:00"]
    for change in ({"freq": "MONTHLY"}, {"interval": 2}, {"byday": "1MO"}, {"opens_at": ""}):
        assert hours(week | change) == []


def test_price_in_words() -> None:
    options = [
        {"amount": 0},
        {"option": "Dag", "amount": 2.5, "amount_description": "of UiTPAS"},
        {},
    ]
    found = public_service({"id": "1", "name": "L", "cost_options": options}, OWNER, SITE, "je")
    told = [
        (one["dct:title"]["@value"], one.get("dct:description", {}).get("@value"))
        for one in found["m8g:hasCost"]
    ]
    assert told == [
        ("Prijs", "<p>gratis</p>"),
        ("Dag", "<p>Dag: € 2,5 of UiTPAS</p>"),
        ("Prijs", None),
    ]


def read() -> Any:
    response: Any = Client().get("/data/diensten.jsonld")
    assert response["Content-Type"] == "application/ld+json; charset=utf-8"
    return json.loads(b"".join(response.streaming_content))


def names(document: Any) -> list[str]:
    return [one["dct:title"]["@value"] for one in document["@graph"]]


@pytest.mark.usefixtures("reference_data")
def test_public_service_is_an_active_one_of_a_government_of_the_network() -> None:
    network = a_network()
    ocmw = found_organization(network, "OCMW", "ocmw")
    a_service(ocmw, "Loket")
    a_service(ocmw, "Gestopt", status="defunct")
    a_service(ocmw, "Even toe", status="temporarily closed")
    a_service(found_organization(network, "CAW", "caw"), "Gesprek")
    a_service(found_organization(a_network("leuven", ["24062"]), "Stad", "municipality"), "Elders")
    flemish, other = a_home(network, name="Agentschap"), a_home(network, name="Zone")
    a_service(flemish, "Huis")
    a_service(other, "Politie")
    save(
        OrganizationIdentifier(organization=flemish, identifier_type="ovo", identifier="OVO001"),
        OrganizationIdentifier(organization=flemish, identifier_type="kbo", identifier="0123456"),
        OrganizationIdentifier(
            organization=other, identifier_type="uri",
            identifier="http://data.lblod.info/id/bestuurseenheden/1",
        ),
    )  # fmt: skip
    document = read()
    assert names(document) == ["Huis", "Loket", "Politie"]
    owners = [one["m8g:hasCompetentAuthority"] for one in document["@graph"]]
    assert owners[0]["dct:identifier"] == ["0123456", "OVO001"]
    assert owners[1]["@id"] == f"http://testserver/organisatie/{ocmw.pk}/#organisatie"
    assert owners[2]["@id"] == "http://data.lblod.info/id/bestuurseenheden/1"
    levels = ["ipdc:competentAuthorityLevel" in one for one in document["@graph"]]
    assert levels == [False, True, False]


@pytest.mark.usefixtures("reference_data")
def test_document_without_services_is_good_too() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("vlaggenlijn.accounts.middleware.visited_network", lambda request: None)
        assert read()["@graph"] == []


@pytest.mark.usefixtures("reference_data")
def test_rdflib_reads_it_and_knows_every_property_of_the_catalogue(shared: Path) -> None:
    ocmw = found_organization(a_network(), "OCMW", "ocmw")
    service = a_service(
        ocmw, "Loket", summary="Kom langs", application_process="Bel ons", areas=[GENT],
        themes=["sleep"], place=IN_GENT, phone="+3292100000", url="https://example.org",
        eligibility_description="Ouders",
    )  # fmt: skip
    link = service.service_at_locations.get()
    save(
        Language(service=service, code="nl"),
        CostOption(service=service, amount=Decimal(0)),
        Schedule(
            service_at_location=link,
            freq="WEEKLY",
            byday="MO",
            opens_at=time(9),
            closes_at=time(12),
        ),
    )
    document = read()
    graph = Graph()
    graph.parse(data=json.dumps(document), format="json-ld")
    [found] = graph.subjects(RDF.type, URIRef("http://purl.org/vocab/cpsv#PublicService"))
    assert str(graph.value(found, DCTERMS.title)) == "Loket"
    sample = json.loads((shared / "data/formats/lpdc_instance_published.json").read_text())
    assert predicates(document) <= predicates(sample) | MORE
    assert len(predicates(document)) > 25

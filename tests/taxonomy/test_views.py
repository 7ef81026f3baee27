"""The concept schemes of this release, read by rdflib and held against the rules of SKOS."""

import pytest
from django.test import Client
from rdflib import Graph
from rdflib.namespace import RDF, SKOS

from tests import factories
from vlaggenlijn.accounts.models import recorded
from vlaggenlijn.taxonomy.models import Concept, ConceptScheme, Label

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("reference_data"),
    # Its own reader of JSON-LD uses what it deprecates.
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated"),
]


def graph_of(client: Client, address: str, form: str = "turtle", **headers: str) -> Graph:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    graph = Graph()
    graph.parse(data=answer.text, format=form)
    return graph


def test_all_schemes_keep_the_rules_of_skos(client: Client) -> None:
    graph = graph_of(client, "/skos/")
    schemes = set(graph.subjects(RDF.type, SKOS.ConceptScheme))
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    assert len(schemes) == ConceptScheme.objects.count()
    assert len(concepts) == Concept.objects.filter(is_retired=False).count()
    for concept in concepts:
        preferred = list(graph.objects(concept, SKOS.prefLabel))
        assert len({one.language for one in preferred}) == len(preferred)
        assert not set(preferred) & set(graph.objects(concept, SKOS.altLabel))
        above = set(graph.transitive_objects(concept, SKOS.broader)) - {concept}
        assert not above & set(graph.objects(concept, SKOS.related))
        for link in (SKOS.broader, SKOS.related, SKOS.relatedMatch):
            assert set(graph.objects(concept, link)) <= concepts


def test_form_by_ending_or_by_what_is_accepted(client: Client) -> None:
    first = graph_of(client, "/skos/functions.ttl")
    accepted = graph_of(client, "/skos/functions", "json-ld", accept="application/ld+json")
    assert len(first) == len(accepted) == len(graph_of(client, "/skos/functions"))
    assert client.get("/skos/functions.jsonld").headers["Content-Type"] == (
        "application/ld+json; charset=utf-8"
    )


def test_unchanged_is_not_sent_again(client: Client) -> None:
    answer = client.get("/skos/functions.ttl")
    again = client.get("/skos/functions.ttl", headers={"if-none-match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_own_concept_is_told_at_its_own_network_only(client: Client) -> None:
    gent, leuven = factories.a_network("gent"), factories.a_network("leuven", ["24062"])
    functions = ConceptScheme.objects.get(slug="functions")
    for network in (gent, leuven):
        own = Concept.objects.create(scheme=functions, slug=f"own-{network.slug}", network=network)
        Label.objects.create(concept=own, language="nl", kind="preferred", text=network.slug)
    gent.host = "gent.example.org"
    with recorded(by=None, network=gent, deed="test"):
        gent.save()
    there = client.get("/skos/functions.ttl", headers={"host": "gent.example.org"}).text
    assert ("#own-gent>" in there, "#own-leuven>" in there) == (True, False)

"""SKOS as rdflib, which is not ours, reads it back."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, OWL, RDF, SKOS

from vlaggenlijn.taxonomy.skos import Node, Scheme, Word, json_ld, turtle

# Its own reader of JSON-LD uses what it deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
HERE = "https://opvoeden.example/skos/"
Write = Callable[[str, list[Scheme]], str]
WRITERS = [(turtle, "turtle"), (json_ld, "json-ld")]
BABY = Node(
    "baby",
    [
        Word("Baby", "nl", is_preferred=True),
        Word("bébé", "fr", is_preferred=True, is_draft=True),
        Word('kleine "spruit"', "nl", is_preferred=False),
    ],
    definitions={"nl": "Tot achttien maanden.", "fr": ""},
    source="Decreet, art. 3",
    broader="child",
    related=["themes:sleep"],
    matches=["functions:meeting"],
)
CHILD = Node("child", [Word("Kind", "nl", is_preferred=True)])
AGES = Scheme("ages", {"nl": "Leeftijd"}, [CHILD, BABY], {"nl": "Hoe oud."}, "Eigen", release=3)


def read(write: Write, form: str, schemes: list[Scheme]) -> Graph:
    graph = Graph()
    graph.parse(data=write(HERE, schemes), format=form)
    return graph


@pytest.fixture(params=WRITERS, ids=["turtle", "json-ld"])
def graph(request: pytest.FixtureRequest) -> Graph:
    return read(*request.param, [AGES])


def test_scheme_says_what_it_is(graph: Graph) -> None:
    scheme = URIRef(f"{HERE}ages")
    assert set(graph.predicate_objects(scheme)) == {
        (RDF.type, SKOS.ConceptScheme),
        (DCTERMS.title, Literal("Leeftijd", lang="nl")),
        (SKOS.definition, Literal("Hoe oud.", lang="nl")),
        (DCTERMS.source, Literal("Eigen")),
        (OWL.versionInfo, Literal("3")),
        (SKOS.hasTopConcept, URIRef(f"{HERE}ages#child")),
    }


def test_concept_says_all_it_knows(graph: Graph) -> None:
    assert set(graph.predicate_objects(URIRef(f"{HERE}ages#baby"))) == {
        (RDF.type, SKOS.Concept),
        (SKOS.inScheme, URIRef(f"{HERE}ages")),
        (SKOS.notation, Literal("ages:baby")),
        (SKOS.prefLabel, Literal("Baby", lang="nl")),
        (SKOS.prefLabel, Literal("bébé", lang="fr")),
        (SKOS.altLabel, Literal('kleine "spruit"', lang="nl")),
        (SKOS.definition, Literal("Tot achttien maanden.", lang="nl")),
        (DCTERMS.source, Literal("Decreet, art. 3")),
        (
            SKOS.editorialNote,
            Literal("A draft that no native reader has seen yet: the labels in fr.", lang="en"),
        ),
        (SKOS.broader, URIRef(f"{HERE}ages#child")),
        (SKOS.related, URIRef(f"{HERE}themes#sleep")),
        (SKOS.relatedMatch, URIRef(f"{HERE}functions#meeting")),
    }


def test_concept_without_anything_above_is_at_the_top(graph: Graph) -> None:
    assert set(graph.predicate_objects(URIRef(f"{HERE}ages#child"))) == {
        (RDF.type, SKOS.Concept),
        (SKOS.inScheme, URIRef(f"{HERE}ages")),
        (SKOS.topConceptOf, URIRef(f"{HERE}ages")),
        (SKOS.notation, Literal("ages:child")),
        (SKOS.prefLabel, Literal("Kind", lang="nl")),
    }


@pytest.mark.parametrize(("write", "form"), WRITERS)
def test_what_stands_above_or_below_is_not_related_too(write: Write, form: str) -> None:
    nodes = [
        Node("family", [], related=["ages:baby", "ages:friend", "themes:baby"]),
        Node("child", [], broader="family"),
        Node("baby", [], broader="child", related=["ages:family"]),
        Node("friend", []),
    ]
    graph = read(write, form, [Scheme("ages", {"nl": "Leeftijd"}, nodes)])
    assert {str(b).removeprefix(HERE) for _, b in graph.subject_objects(SKOS.related)} == {
        "ages#friend", "themes#baby",
    }  # fmt: skip


def test_a_ring_of_broader_concepts_ends() -> None:
    nodes = [Node("one", [], broader="two", related=["own:two"]), Node("two", [], broader="one")]
    text = turtle(HERE, [Scheme("own", {"nl": "Eigen"}, nodes)])
    assert text.count("skos:broader") == 2
    assert "skos:related" not in text


# No lone halves of signs, which no text has.
texts = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"), min_size=1)


@given(st.lists(texts, min_size=1, max_size=5, unique=True))
def test_any_text_comes_back_and_both_forms_say_the_same(words: list[str]) -> None:
    node = Node("one", [Word(text, "nl", is_preferred=False) for text in words])
    schemes = [Scheme("own", {"nl": "Eigen"}, [node])]
    first, second = (read(write, form, schemes) for write, form in WRITERS)
    labels = {str(one) for one in first.objects(URIRef(f"{HERE}own#one"), SKOS.altLabel)}
    assert labels == set(words)
    assert isomorphic(first, second)

"""Lists of concepts of other people: what is read of them, and what is refused."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vlaggenlijn.taxonomy import skos_in
from vlaggenlijn.taxonomy.own_planning import Read
from vlaggenlijn.taxonomy.skos import Node, Scheme, Word, json_ld, turtle
from vlaggenlijn.taxonomy.skos_in import Reading, Unreadable, read

# rdflib's own reader of JSON-LD uses what it deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
HERE = "https://gent.example/lijst/"
TURTLE = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix : <https://gent.example/lijst/> .
:a a skos:Concept ; skos:prefLabel "Kolonie aan  zee"@nl-BE, "Colonie"@fr ;
  skos:altLabel "zeekamp"@nl, "Kolonie aan zee"@nl, "zeekamp", "kamp"@xyz ;
  skos:hiddenLabel "zekamp"@nl ; skos:definition "Een kamp."@nl ; skos:broader :b ;
  skos:closeMatch <https://x.be/skos/themes#sleep> .
:b a skos:Concept ; rdfs:label "Kampen" ; skos:exactMatch <themes:holidays> ; owl:deprecated true ;
  skos:narrower :c .
:c a skos:Concept ; skos:prefLabel "C"@nl, ""@fr .
:d a skos:Concept ; skos:altLabel "zonder naam"@nl ; skos:broader [ a skos:Concept ] .
"""
XML = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns:skos="http://www.w3.org/2004/02/skos/core#">
<skos:Concept rdf:about="https://gent.example/lijst/a">
  <skos:prefLabel xml:lang="nl">Kolonie</skos:prefLabel>
</skos:Concept>
</rdf:RDF>"""
ENTITIES = XML.replace('"?>', '"?><!DOCTYPE r [<!ENTITY a "aaaa">]>', 1)
LD: dict[str, Any] = {
    "@context": {"skos": "http://www.w3.org/2004/02/skos/core#"},
    "@id": HERE + "a",
    "@type": "skos:Concept",
    "skos:prefLabel": {"@value": "Kolonie", "@language": "nl"},
}


def nested(depth: int) -> Any:
    found: Any = "x"
    for _ in range(depth):
        found = [found]
    return found


def test_list_in_turtle_is_read_whole() -> None:
    a, b, c = (HERE + one for one in "abc")
    assert read(TURTLE.encode(), "lijst.ttl") == Reading(
        [
            Read(
                a,
                {"nl": "Kolonie aan zee", "fr": "Colonie"},
                {"nl": ["zeekamp", "zekamp"]},
                {"nl": "Een kamp."},
                broader=(b,),
                close=("https://x.be/skos/themes#sleep",),
            ),
            Read(b, {"nl": "Kampen"}, exact=("themes:holidays",), is_retired=True),
            Read(c, {"nl": "C"}, broader=(b,)),
        ],
        {"language": 1, "no_label": 1},
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [(XML, "a.rdf"), (XML, "A.XML"), (json.dumps(LD), "a.jsonld"), (json.dumps(LD), "a.json")],
)
def test_other_notations_say_the_same(text: str, name: str) -> None:
    assert read(text.encode(), name) == Reading([Read(HERE + "a", {"nl": "Kolonie"})], {})


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "lijst.csv", "form"),
        (b"x" * (skos_in.LARGEST + 1), "a.ttl", "large"),
        (b"\xff\xfe\xff", "a.ttl", "letters"),
        (b"\xff\xfe\xff", "a.json", "letters"),
        (b"dit is geen turtle", "a.ttl", "broken"),
        (b"<rdf", "a.rdf", "broken"),
        (b'<?xml version="1.0" encoding="no-such"?><a/>', "a.rdf", "broken"),
        (b"<a><b/></a>", "a.rdf", "empty"),
        (ENTITIES.encode(), "a.rdf", "entities"),
        ((b"<a>" * 60) + (b"</a>" * 60), "a.rdf", "deep"),
        (b"{", "a.json", "broken"),
        (b"[" * 100_000, "a.json", "deep"),
        (json.dumps(nested(60)).encode(), "a.json", "deep"),
        (
            json.dumps(LD | {"@context": "https://elsewhere.example/c"}).encode(),
            "a.json",
            "context",
        ),
        (json.dumps(LD | {"@context": [{}, "http://e.example"]}).encode(), "a.json", "context"),
        (json.dumps(LD | {"x": {"@context": {"@import": "u"}}}).encode(), "a.json", "context"),
        (b"", "a.ttl", "empty"),
    ],
)
def test_file_that_is_refused(data: bytes, name: str, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(data, name)
    assert refused.value.code == code


def test_too_many_concepts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(skos_in, "MOST_CONCEPTS", 2)
    with pytest.raises(Unreadable, match="many"):
        read(TURTLE.encode(), "a.ttl")


def test_what_is_too_long_is_left_out_and_counted() -> None:
    long = TURTLE.replace("zeekamp", "z" * 121)
    assert read(long.encode(), "a.ttl").left_out == {"language": 1, "long": 2, "no_label": 1}
    long = TURTLE.replace("lijst/>", f"{'l' * 500}/>")
    assert read(long.encode(), "a.ttl") == Reading([], {"address": 3, "no_label": 1})


TEXTS = st.text(st.sampled_from('abcé"\\< '), min_size=1, max_size=9).map(
    lambda text: " ".join(text.split()) or "a"
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(
        st.sampled_from("abcdef"), st.lists(TEXTS, min_size=1, max_size=4, unique=True), min_size=1
    )
)
def test_what_goes_out_comes_back(found: dict[str, list[str]]) -> None:
    nodes = [
        Node(slug, [Word(text, "nl", not at) for at, text in enumerate(texts)])
        for slug, texts in found.items()
    ]
    for write, name in ((turtle, "a.ttl"), (json_ld, "a.jsonld")):
        back = read(write(HERE, [Scheme("s", {"nl": "S"}, nodes)]).encode(), name)
        assert {
            one.uri: (one.labels, sorted(one.words.get("nl", []))) for one in back.concepts
        } == {
            f"{HERE}s#{slug}": ({"nl": texts[0]}, sorted(texts[1:]))
            for slug, texts in found.items()
        }


@settings(max_examples=60)
@given(st.binary(max_size=60), st.sampled_from(["a.ttl", "a.nt", "a.json", "a.rdf"]))
def test_nothing_but_a_refusal_comes_of_any_bytes(data: bytes, name: str) -> None:
    try:
        found = read(data, name).left_out
    except Unreadable as refused:
        found = {refused.code: 1}
    assert found.keys() <= {"broken", "letters", "empty", "deep", "entities", "context", "no_label"}

"""Concept schemes in the words of SKOS, as Turtle and as JSON-LD; a thinking module.

SKOS: W3C Recommendation of 18 August 2009. Both forms say the same; the context of the JSON-LD is
inlined, so that reading it fetches nothing.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

SKOS = "http://www.w3.org/2004/02/skos/core#"
TERMS = "http://purl.org/dc/terms/"
OWL = "http://www.w3.org/2002/07/owl#"
DRAFT = "A draft that no native reader has seen yet: the labels in {languages}."


@dataclass(frozen=True, slots=True)
class Word:
    """One label; a draft waits for a native reader."""

    text: str
    language: str
    is_preferred: bool
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """One concept. ``related`` and ``matches`` are terms "scheme:slug"; ``broader`` is a slug."""

    slug: str
    words: Sequence[Word]
    definitions: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    broader: str = ""
    related: Sequence[str] = ()
    matches: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Scheme:
    """One scheme with its concepts; ``release`` counts up when a release changed it."""

    slug: str
    titles: Mapping[str, str]
    nodes: Sequence[Node]
    definitions: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    release: int = 1


# A property and its values: texts with their language ("" for none), or addresses.
Texts = list[tuple[str, str]]
Statement = tuple[str, Texts | list[str]]


def turtle(address: str, schemes: Iterable[Scheme]) -> str:
    """Return schemes as Turtle; ``address`` ends in "/", a concept is address + "scheme#slug"."""
    prefixes = f"@prefix skos: <{SKOS}> .\n@prefix dcterms: <{TERMS}> .\n@prefix owl: <{OWL}> .\n"
    blocks = (
        f"<{subject}> a skos:{kind}" + "".join(_line(one) for one in statements) + " .\n"
        for subject, kind, statements in _subjects(address, schemes)
    )
    return "\n".join([prefixes, *blocks])


def json_ld(address: str, schemes: Iterable[Scheme]) -> str:
    """Return schemes as JSON-LD that says what the Turtle says."""
    graph = [
        {"@id": subject, "@type": f"skos:{kind}"} | dict(map(_member, statements))
        for subject, kind, statements in _subjects(address, schemes)
    ]
    context = {"skos": SKOS, "dcterms": TERMS, "owl": OWL}
    return json.dumps({"@context": context, "@graph": graph}, ensure_ascii=False)


def _subjects(
    address: str, schemes: Iterable[Scheme]
) -> Iterator[tuple[str, str, list[Statement]]]:
    for scheme in schemes:
        place = f"{address}{scheme.slug}"
        yield place, "ConceptScheme", list(_of_scheme(scheme, place))
        for node in map(_without_kin(scheme), scheme.nodes):
            yield f"{place}#{node.slug}", "Concept", list(_of_node(node, place, address))


def _without_kin(scheme: Scheme) -> Callable[[Node], Node]:
    """Leave out of what is related what stands above or below (SKOS, S27): that says more."""
    broader = {node.slug: node.broader for node in scheme.nodes}

    def above(slug: str) -> Iterator[str]:
        seen: set[str] = set()
        while (slug := broader.get(slug, "")) and slug not in seen:
            seen.add(slug)
            yield slug

    def is_kin(one: str, term: str) -> bool:
        home, _, other = term.partition(":")
        return home == scheme.slug and (other in above(one) or one in above(other))

    def cleared(node: Node) -> Node:
        return replace(node, related=[one for one in node.related if not is_kin(node.slug, one)])

    return cleared


def _of_scheme(scheme: Scheme, place: str) -> Iterator[Statement]:
    yield "dcterms:title", _texts(scheme.titles)
    yield from _some("skos:definition", _texts(scheme.definitions))
    yield from _some("dcterms:source", [(scheme.source, "")] if scheme.source else [])
    yield "owl:versionInfo", [(str(scheme.release), "")]
    top = [f"{place}#{node.slug}" for node in scheme.nodes if not node.broader]
    yield from _some("skos:hasTopConcept", top)


def _of_node(node: Node, place: str, address: str) -> Iterator[Statement]:
    yield "skos:inScheme", [place]
    yield "skos:notation", [(f"{place.removeprefix(address)}:{node.slug}", "")]
    for name, is_preferred in (("skos:prefLabel", True), ("skos:altLabel", False)):
        words = [one for one in node.words if one.is_preferred is is_preferred]
        yield from _some(name, [(one.text, one.language) for one in words])
    yield from _some("skos:definition", _texts(node.definitions))
    yield from _some("dcterms:source", [(node.source, "")] if node.source else [])
    yield from _some("skos:editorialNote", _drafts(node.words))
    above = [f"{place}#{node.broader}"] if node.broader else []
    yield from _some("skos:broader", above)
    yield from _some("skos:topConceptOf", [] if node.broader else [place])
    yield from _some("skos:related", [_address(address, term) for term in node.related])
    yield from _some("skos:relatedMatch", [_address(address, term) for term in node.matches])


def _drafts(words: Iterable[Word]) -> Texts:
    languages = sorted({one.language for one in words if one.is_draft})
    return [(DRAFT.format(languages=", ".join(languages)), "en")] if languages else []


def _address(address: str, term: str) -> str:
    scheme, _, slug = term.partition(":")
    return f"{address}{scheme}#{slug}"


def _texts(texts: Mapping[str, str]) -> Texts:
    return [(text, language) for language, text in texts.items() if text]


def _some(name: str, values: Texts | list[str]) -> Iterator[Statement]:
    if values:
        yield name, values


def _line(statement: Statement) -> str:
    name, values = statement
    objects = (f"<{one}>" if isinstance(one, str) else _literal(*one) for one in values)
    return f" ;\n    {name} {', '.join(objects)}"


def _literal(text: str, language: str) -> str:
    # What JSON escapes in a text, and how, is what Turtle knows too.
    return json.dumps(text, ensure_ascii=False) + (f"@{language}" if language else "")


def _member(statement: Statement) -> tuple[str, list[dict[str, Any]]]:
    name, values = statement
    return name, [_value(one) for one in values]


def _value(one: tuple[str, str] | str) -> dict[str, Any]:
    if isinstance(one, str):
        return {"@id": one}
    text, language = one
    return {"@value": text} | ({"@language": language} if language else {})

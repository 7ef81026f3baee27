"""Concepts of other people's lists, read out of SKOS (Turtle, JSON-LD, RDF/XML); a thinking module.

rdflib reads; this refuses first what no list needs and what could hurt: XML that declares entities,
JSON-LD that wants its context fetched, nesting without end, files and lists without bounds.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from defusedxml import DefusedXmlException
from defusedxml import sax as defused
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from vlaggenlijn.taxonomy.own_planning import Read

LARGEST = 5_000_000  # bytes
MOST_CONCEPTS = 5_000
DEEPEST = 50
LONGEST_LABEL, LONGEST_TEXT, LONGEST_URI = 120, 2_000, 500
FORMS = {
    "ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "json": "json-ld", "rdf": "xml", "xml": "xml",
}  # fmt: skip
# A text without a language is taken to be in Dutch.
OTHERWISE = "nl"


class Unreadable(Exception):
    """A file that is refused; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Reading:
    """The concepts of a file in the order of their addresses, and what was left out, by reason."""

    concepts: list[Read]
    left_out: Mapping[str, int]


def read(data: bytes, name: str) -> Reading:
    """Return the concepts of a file by its name and bytes. Raises Unreadable."""
    form = FORMS.get(name.rpartition(".")[2].lower())
    if form is None:
        raise Unreadable("form")
    if len(data) > LARGEST:
        raise Unreadable("large")
    return _reading(_graph(data, form))


def _graph(data: bytes, form: str) -> Graph:
    {"xml": _check_xml, "json-ld": _check_json}.get(form, _check_text)(data)
    graph = Graph()
    try:
        # Addresses in a file without a base stay as they are, in a place that is nowhere.
        graph.parse(data=data, format=form, publicID="urn:list:")
    except Exception as wrong:  # each of rdflib's readers has errors of its own
        raise Unreadable("broken") from wrong
    return graph


def _check_text(data: bytes) -> None:
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("letters") from None


def _check_xml(data: bytes) -> None:
    parser = defused.make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(_Depth())
    try:
        parser.parse(BytesIO(data))
    except DefusedXmlException:
        raise Unreadable("entities") from None
    except (SAXException, ValueError, LookupError):
        raise Unreadable("broken") from None


class _Depth(ContentHandler):
    """Refuses elements inside elements without end."""

    depth = 0

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802  (the name is SAX's)
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unreadable("deep")

    def endElement(self, name: str) -> None:  # noqa: N802
        self.depth -= 1


def _check_json(data: bytes) -> None:
    _check_text(data)
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except RecursionError:
        raise Unreadable("deep") from None
    except ValueError:
        raise Unreadable("broken") from None
    for key, value, depth in _values(found):
        if depth > DEEPEST:
            raise Unreadable("deep")
        if key in ("@import", "@context") and _is_elsewhere(value):
            raise Unreadable("context")


def _values(top: Any) -> Iterator[tuple[str, Any, int]]:
    """Yield every value inside with its key and depth, without calling itself."""
    waiting: list[tuple[str, Any, int]] = [("", top, 0)]
    while waiting:
        key, value, depth = waiting.pop()
        yield key, value, depth
        if isinstance(value, dict):
            waiting += [(name, part, depth + 1) for name, part in value.items()]
        elif isinstance(value, list):
            waiting += [(key, part, depth + 1) for part in value]


def _is_elsewhere(context: Any) -> bool:
    return isinstance(context, str)


def _reading(graph: Graph) -> Reading:
    found = sorted(
        {one for one in graph.subjects(RDF.type, SKOS.Concept) if isinstance(one, URIRef)}
    )
    if len(found) > MOST_CONCEPTS:
        raise Unreadable("many")
    if not found:
        raise Unreadable("empty")
    left_out: Counter[str] = Counter()
    concepts = [_concept(graph, one, left_out) for one in found]
    return Reading([one for one in concepts if one], dict(left_out))


def _concept(graph: Graph, one: URIRef, left_out: Counter[str]) -> Read | None:
    labels = _first(_texts(graph, one, (SKOS.prefLabel, RDFS.label), LONGEST_LABEL, left_out))
    if not labels or len(one) > LONGEST_URI:
        left_out["no_label" if not labels else "address"] += 1
        return None
    others = _texts(graph, one, (SKOS.altLabel, SKOS.hiddenLabel), LONGEST_LABEL, left_out)
    words: dict[str, list[str]] = {}
    for language, text in others:
        if text != labels.get(language) and text not in words.get(language, ()):
            words.setdefault(language, []).append(text)
    above = {*graph.objects(one, SKOS.broader), *graph.subjects(SKOS.narrower, one)}
    return Read(
        uri=str(one),
        labels=labels,
        words=words,
        definitions=_first(_texts(graph, one, (SKOS.definition,), LONGEST_TEXT, left_out)),
        broader=_addresses(above),
        exact=_addresses(graph.objects(one, SKOS.exactMatch)),
        close=_addresses(graph.objects(one, SKOS.closeMatch)),
        is_retired=any(str(each).lower() == "true" for each in graph.objects(one, OWL.deprecated)),
    )


def _texts(
    graph: Graph, one: URIRef, names: Iterable[URIRef], longest: int, left_out: Counter[str]
) -> list[tuple[str, str]]:
    """Return (language, text) of some properties, those of the first property first."""
    found: list[tuple[str, str]] = []
    for name in names:
        values = [each for each in graph.objects(one, name) if isinstance(each, Literal)]
        for each in sorted(values, key=lambda value: (value.language or "", str(value))):
            language = (each.language or OTHERWISE).partition("-")[0].lower()
            text = _clean(str(each))
            reason = "language" if len(language) != 2 else "long" if len(text) > longest else ""
            if reason:
                left_out[reason] += 1
            elif text:
                found.append((language, text))
    return found


def _clean(text: str) -> str:
    """Return a text on one line, without signs that cannot be seen."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())


def _first(texts: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for language, text in texts:
        found.setdefault(language, text)
    return found


def _addresses(values: Iterable[Any]) -> tuple[str, ...]:
    return tuple(sorted(str(one) for one in values if isinstance(one, URIRef)))

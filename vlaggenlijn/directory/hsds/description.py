"""The OpenAPI description of the HSDS addresses; a thinking module.

It names no document elsewhere, so that a program reads it without the web; the full schemas are
those of the standard, which ``externalDocs`` points at.
"""

from typing import Any

from vlaggenlijn.directory.hsds.asked import MOST_ON_A_PAGE, MOST_WORDS, PARAMETERS
from vlaggenlijn.directory.hsds.profile import CHANGES

Json = dict[str, Any]
VERSIONS = ("3.0", "3.1")
SPECIFICATION = "https://docs.openreferral.org/en/"
LISTS = {
    "services": "Service",
    "organizations": "Organization",
    "service_at_locations": "ServiceAtLocation",
    "taxonomies": "Taxonomy",
    "taxonomy_terms": "TaxonomyTerm",
}
REQUIRED = {
    "Service": ["id", "name", "status"],
    "Organization": ["id", "name", "description"],
    "ServiceAtLocation": ["id"],
    "Taxonomy": ["id", "name", "description"],
    "TaxonomyTerm": ["id", "name", "description"],
}
TEXT: Json = {"type": "string"}
FROM_ONE: Json = {"type": "integer", "minimum": 1, "maximum": 999_999_999}
YES_OR_NO: Json = {"type": "boolean"}
SHAPES: dict[str, tuple[Json, str]] = {
    "search": (TEXT, f"Words that must all be there; the first {MOST_WORDS} count."),
    "page": (FROM_ONE, "The number of the page, from 1."),
    "per_page": (FROM_ONE, f"How many on a page; more than {MOST_ON_A_PAGE} gives that many."),
    "format": (
        {"type": "string", "enum": ["json", "ndjson"]},
        "ndjson streams all results without pages, one a line.",
    ),
    "taxonomy_term_id": (TEXT, "Records under this term."),
    "taxonomy_id": (TEXT, "Records under any term of this taxonomy; of terms, those in it."),
    "organization_id": (TEXT, "What this organization offers."),
    "modified_after": (
        {"type": "string", "format": "date-time"},
        "What changed at this moment or later.",
    ),
    "minimal": (YES_OR_NO, "Only id and modified_date, of everything, on one page."),
    "full": (YES_OR_NO, "With everything nested."),
    "full_service": (YES_OR_NO, "With everything about each service of the organization."),
    "top_only": (YES_OR_NO, "Only terms that stand under no other."),
    "parent_id": (TEXT, "Terms directly under this one."),
    "postcode": (TEXT, "What serves a post code; with proximity: what is near its municipality."),
    "proximity": (
        {"type": "string", "pattern": "^[0-9]{1,9}$"},
        "At most so many metres away; without a postcode nothing is near.",
    ),
    "cursor": (
        {"type": "integer", "minimum": 0, "maximum": 999_999_999},
        "Where the last page ended (next_cursor); without it, from the beginning.",
    ),
}
PAGE: Json = {
    "type": "object",
    "properties": {
        "total_items": {"type": "integer"},
        "total_pages": {"type": "integer"},
        "page_number": {"type": "integer"},
        "size": {"type": "integer"},
        "first_page": {"type": "boolean"},
        "last_page": {"type": "boolean"},
        "empty": {"type": "boolean"},
        "contents": {"type": "array", "items": {"type": "object", "required": ["id"]}},
    },
    "required": ["total_items", "total_pages", "page_number", "size", "contents"],
}
REFUSAL: Json = {
    "type": "object",
    "properties": {"detail": {"type": "string"}},
    "required": ["detail"],
}


def paths(version: str) -> Json:
    """Return the paths of one version, below the address of the site."""
    base = f"/hsds/{version}"
    found: Json = {f"{base}/": {"get": _operation(version, "about", [], {"type": "object"})}}
    for name, kind in LISTS.items():
        found[f"{base}/{name}"] = _list(version, name)
        item = [_id(), *_parameters("organization" if kind == "Organization" else "")]
        shape = {"type": "object", "required": REQUIRED[kind]}
        found[f"{base}/{name}/{{id}}"] = {
            "get": _operation(version, f"one_of_{name}", item, shape, has_missing=True)
        }
    changes = _operation(version, "changes", _parameters("changes"), CHANGES, has_missing=True)
    return found | {f"{base}/changes": {"get": changes}}


def _list(version: str, name: str) -> Json:
    """GET, and since 3.1 POST, of a list."""
    methods = ("get",) if version == "3.0" else ("get", "post")
    return {
        method: _operation(version, f"{method}_{name}", _parameters(name), PAGE, is_streamed=True)
        for method in methods
    }


def _parameters(address: str) -> list[Json]:
    return [
        {
            "name": name,
            "in": "query",
            "required": False,
            "description": SHAPES[name][1],
            "schema": SHAPES[name][0],
        }
        for name in PARAMETERS.get(address, ())
    ]


def _id() -> Json:
    return {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}


def _operation(
    version: str,
    name: str,
    parameters: list[Json],
    shape: Json,
    *,
    is_streamed: bool = False,
    has_missing: bool = False,
) -> Json:
    content: Json = {"application/json": {"schema": shape}}
    if is_streamed:
        content["application/x-ndjson"] = {"schema": {}}
    refusal = {"application/json": {"schema": REFUSAL}}
    responses: Json = {"200": {"description": "OK", "content": content}}
    if parameters:
        responses["400"] = {"description": "What cannot be read.", "content": refusal}
        responses["414"] = {"description": "An address that is too long for the web server."}
    if has_missing:
        responses["404"] = {"description": "There is no such thing.", "content": refusal}
    responses["304"] = {"description": "Nothing changed since the ETag that was sent."}
    return {
        "operationId": f"hsds_{version.replace('.', '_')}_{name}",
        "tags": [f"HSDS {version}"],
        "parameters": parameters,
        "responses": responses,
        "externalDocs": {"url": f"{SPECIFICATION}{version}/"},
    }


def document(version: str, site: str) -> Json:
    """Return the whole description of one version on a site (its address without a slash)."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"Vlaggenlijn, HSDS {version}",
            "version": version,
            "description": "The public directory of local networks of parenting support.",
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": site}],
        "paths": paths(version),
    }

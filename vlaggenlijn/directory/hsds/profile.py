"""What Flanders needs more than HSDS says, as a published profile; a thinking module.

A part is a JSON Merge Patch (RFC 7396) upon the schema of HSDS with the same name. Only what HSDS
has no word for is here: functions, situations and themes are its taxonomies and attributes, the day
of the last check is its ``assured_date``.
"""

from typing import Any

Json = dict[str, Any]
NAME, VERSION = "vlaggenlijn", "1.0"
LONGEST_AGE, YOUNGEST_AGE = 300, -12


def _property(kind: str, title: str, description: str, **more: Any) -> Json:
    return {"name": "", "type": kind, "title": title, "description": description, **more}


def _named(properties: dict[str, Json]) -> Json:
    return {"properties": {name: one | {"name": name} for name, one in properties.items()}}


_ASSURED_UNTIL = _property(
    "string",
    "Assured until",
    "The day until which assured_date counts as recent, a year later; after it the entry is old.",
    format="date",
)
_MONTHS = {"minimum": YOUNGEST_AGE, "maximum": LONGEST_AGE}

PATCHES: dict[str, Json] = {
    "service": _named({
        "summary": _property("string", "Summary", "What it is and for whom, in one sentence."),
        "what_happens": _property(
            "string", "What happens", "What happens after the step of application_process."
        ),
        "minimum_age_months": _property(
            "integer",
            "Minimum age in months",
            "The exact age of which minimum_age gives years; below zero is before birth.",
            **_MONTHS,
        ),
        "maximum_age_months": _property(
            "integer",
            "Maximum age in months",
            "The exact age of which maximum_age gives years.",
            **_MONTHS,
        ),
        "wait_time_on": _property(
            "string", "Wait time on", "The day on which wait_time was told.", format="date"
        ),
        "closed_until": _property(
            "string",
            "Closed until",
            "The last day of a closing that ends by itself; until then status says so.",
            format="date",
        ),
        "on_holidays": _property(
            "string",
            "On holidays",
            "Whether the schedules hold on Belgian public holidays.",
            enum=["closed", "as_usual", "unknown"],
        ),
        "assured_until": _ASSURED_UNTIL,
    }),
    "organization": _named({
        "assured_date": _property(
            "string",
            "Assured date",
            "As the assured_date of a service: when somebody last said that this is right.",
            format="date",
        ),
        "assured_until": _ASSURED_UNTIL,
    }),
    "schedule": _named({
        "kind": _property(
            "string",
            "Kind",
            "A row that stands in for the regular hours on its days is an exception.",
            enum=["regular", "exception"],
        ),
        "is_closed": _property("boolean", "Is closed", "Nobody is there at these times."),
    }),
    "language": _named({
        "is_by_interpreter": _property(
            "boolean", "Is by interpreter", "Spoken through an interpreter."
        ),
    }),
    "cost_option": _named({
        "is_uitpas": _property("boolean", "Is UiTPAS", "The price with a UiTPAS at reduced rate."),
    }),
    "accessibility": _named({
        "kind": _property(
            "string",
            "Kind",
            "What the row is about.",
            enum=["wheelchair", "pram", "bus", "other"],
        ),
        "is_possible": _property("boolean", "Is possible", "Whether one gets in that way."),
    }),
}  # fmt: skip

CHANGES: Json = {
    "name": "changes",
    "title": "Changes",
    "type": "object",
    "description": "What changed after a cursor, in the order in which it changed.",
    "properties": {
        "contents": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "id": {"type": "string", "format": "uuid"},
                    "kind": {"type": "string", "enum": ["service", "organization"]},
                    "modified": {"type": "string", "format": "date-time"},
                    "is_gone": {
                        "type": "boolean",
                        "description": "Remove it: it is no longer public, or no longer of here.",
                    },
                    "record": {
                        "type": "object",
                        "description": "The whole service or organization; absent when it is gone.",
                    },
                },
                "required": ["id", "kind", "modified", "is_gone"],
                "additionalProperties": False,
            },
        },
        "next_cursor": {"type": "string", "pattern": "^[0-9]+$"},
        "has_more": {"type": "boolean"},
    },
    "required": ["contents", "next_cursor", "has_more"],
    "additionalProperties": False,
}


def part(name: str) -> Json | None:
    """Return a patch, or the schema of changes; None for a name without one."""
    return CHANGES if name == "changes" else PATCHES.get(name)


def overview(address: str) -> Json:
    """Return what the profile is; ``address`` is its own URI, ending in a slash."""
    return {
        "name": NAME,
        "version": VERSION,
        "uri": address,
        "description": "What local networks of parenting support in Flanders and Brussels say "
        "beside HSDS: ages in months, exceptions to opening hours, freshness, changes.",
        "based_on": ["HSDS 3.0", "HSDS 3.1"],
        "license": "EUPL-1.2",
        "patches": {name: f"{address}{name}.json" for name in PATCHES},
        "schemas": {"changes": f"{address}changes.json"},
    }


def merged(target: Any, patch: Any) -> Any:
    """Return a document with a JSON Merge Patch upon it (RFC 7396)."""
    if not isinstance(patch, dict):
        return patch
    base = dict(target) if isinstance(target, dict) else {}
    for key, value in patch.items():
        if value is None:
            base.pop(key, None)
        else:
            base[key] = merged(base.get(key), value)
    return base

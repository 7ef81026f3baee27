"""How a code is called outside, and back; a thinking module.

Tools look a code up by its name alone, so that "samenwerking" under both chances and bottlenecks
would lose codings: outside every name begins with what it is ("Kans: samenwerking"). Read back, a
name of ours falls apart again, in each language in which it may have been written.
"""

from collections.abc import Mapping

OPPORTUNITY, BOTTLENECK, THEME, HAT = "opportunity", "bottleneck", "theme", "hat"
# Per language what stands before a name, and what the group of those codes is called.
PREFIXES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "nl": {
        OPPORTUNITY: ("Kans", "Kansen"),
        BOTTLENECK: ("Knelpunt", "Knelpunten"),
        THEME: ("Thema", "Thema's"),
        HAT: ("Hoed", "Hoeden"),
    },
    "fr": {
        OPPORTUNITY: ("Opportunité", "Opportunités"),
        BOTTLENECK: ("Obstacle", "Obstacles"),
        THEME: ("Thème", "Thèmes"),
        HAT: ("Chapeau", "Chapeaux"),
    },
    "en": {
        OPPORTUNITY: ("Opportunity", "Opportunities"),
        BOTTLENECK: ("Bottleneck", "Bottlenecks"),
        THEME: ("Theme", "Themes"),
        HAT: ("Hat", "Hats"),
    },
}
_KINDS = {prefix: kind for kinds in PREFIXES.values() for kind, (prefix, _group) in kinds.items()}


def outside(kind: str, name: str, language: str = "nl") -> str:
    """Return the name of a code with what it is before it; a language we lack is Dutch."""
    return f"{PREFIXES.get(language, PREFIXES['nl'])[kind][0]}: {name}"


def group(kind: str, language: str = "nl") -> str:
    """Return the name of the code under which all codes of a kind stand."""
    return PREFIXES.get(language, PREFIXES["nl"])[kind][1]


def inside(name: str) -> tuple[str, str]:
    """Return what kind of code a name tells, and its own name; kind "" when it tells none."""
    prefix, colon, rest = name.partition(": ")
    kind = _KINDS.get(prefix, "") if colon and rest else ""
    return (kind, rest) if kind else ("", name)

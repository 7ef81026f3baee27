"""Which themes may put a reader in danger when someone looks along; a thinking module.

Pages about them carry the button to leave quickly. On other pages it would only frighten.
"""

from collections.abc import Iterable

SENSITIVE = frozenset(
    "themes:" + slug
    for slug in (
        "violence-at-home",
        "partner-violence",
        "leaving-safely",
        "child-abuse-concerns",
        "sexual-abuse",
        "child-to-parent-violence",
        "self-harm",
        "suicidal-thoughts",
        "substance-use-young",
        "running-away",
        "radicalisation",
        "grooming-and-sexting",
        "afraid-to-hurt-child",
        "anger-at-child",
        "parent-addiction",
        "gambling",
        "separation",
        "parental-conflict",
        "couple-under-strain",
        "custody-arrangement",
        "supervised-contact",
        "unwanted-pregnancy",
        "gender-and-orientation",
        "undocumented",
    )
)
LOOKED_AT = 3


def is_sensitive(terms: Iterable[str]) -> bool:
    """Return whether one of the first terms (strongest first) is about something sensitive."""
    return any(term in SENSITIVE for term in list(terms)[:LOOKED_AT])

"""Whether a translation still says what the Dutch says, piece by piece; a thinking module.

A translation keeps the Dutch wording it was made from. A phone number that changes leaves it as it
is; a Dutch sentence that changes makes that sentence outdated, and no other.
"""

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

SERVICE, ORGANIZATION = "service", "organization"
FIELDS: dict[str, tuple[str, ...]] = {
    SERVICE: (
        "name",
        "summary",
        "alert",
        "application_process",
        "what_happens",
        "description",
        "eligibility_description",
        "fees_description",
    ),
    ORGANIZATION: ("description",),
}
# Other languages need more room than Dutch: half as much again.
LONGEST: dict[str, int] = {
    "name": 300,
    "summary": 300,
    "alert": 300,
    "application_process": 450,
    "what_happens": 450,
    "description": 7500,
    "eligibility_description": 450,
    "fees_description": 300,
}
MANY_LINES = frozenset({"description"})
# A notice counts for a day or a week: an old one would send families to a closed door.
SHORT_LIVED = frozenset({"alert"})
DIGEST_SIGNS = 16
SPACES = re.compile(r"(\s+)")
KEPT, GONE, ADDED = "kept", "gone", "added"
Texts = Mapping[str, str]


class State(StrEnum):
    """How far one record is in one language."""

    NONE = "none"
    DRAFT = "draft"
    APPROVED = "approved"
    OUTDATED = "outdated"


@dataclass(frozen=True, slots=True)
class Translated:
    """What a translation says by field, and the Dutch wording that each piece was made from."""

    texts: Texts
    source: Texts


def plain(text: str) -> str:
    """Return a text as it is compared: line breaks and spaces as every system writes them."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(" ".join(line.split()) for line in lines.split("\n")).strip()


def is_same(one: str, other: str) -> bool:
    """Return whether two texts have the same wording; most are equal to the sign."""
    return one == other or plain(one) == plain(other)


def digest(text: str) -> str:
    """Return 16 hexadecimal signs that stand for one wording."""
    return hashlib.sha256(plain(text).encode()).hexdigest()[:DIGEST_SIGNS]


def digest_of_all(*texts: Texts) -> str:
    """Return what stands for several wordings together, whatever the order of their fields."""
    said = [f"{name}={digest(text)}" for one in texts for name, text in sorted(one.items())]
    return digest("|".join(said) + f"|{len(texts)}")


def changed_fields(translated: Translated, dutch: Texts) -> list[str]:
    """Return the fields whose Dutch says something else than when this was translated."""
    return [name for name in dutch if not is_same(dutch[name], translated.source.get(name, ""))]


def missing_fields(translated: Translated | None, dutch: Texts) -> list[str]:
    """Return the fields that the Dutch fills in and the translation does not (yet)."""
    said = translated.texts if translated else {}
    return [name for name in dutch if plain(dutch[name]) and not plain(said.get(name, ""))]


def state_of(approved: Translated | None, draft: Translated | None, dutch: Texts) -> State:
    """Return how far a record is; what visitors see counts before a draft beside it."""
    if approved is not None:
        return State.OUTDATED if changed_fields(approved, dutch) else State.APPROVED
    return State.NONE if draft is None else State.DRAFT


def wanted_fields(latest: Translated | None, dutch: Texts) -> list[str]:
    """Return the fields for a translator: nothing there yet, or made from other Dutch."""
    if latest is None:
        return [name for name in dutch if plain(dutch[name])]
    empty, old = missing_fields(latest, dutch), set(changed_fields(latest, dutch))
    return [name for name in dutch if name in empty or (name in old and plain(dutch[name]))]


def shown_fields(approved: Translated | None, dutch: Texts, *, is_strict: bool) -> dict[str, str]:
    """Return {field: text} for the pieces that a visitor reads in translation.

    A translation says what the Dutch says and no more, so nothing is shown where the Dutch is
    empty. ``is_strict``: a piece whose Dutch changed is read in Dutch until somebody looked at it.
    """
    if approved is None:
        return {}
    old = set(changed_fields(approved, dutch))
    hidden = old if is_strict else old & SHORT_LIVED
    return {
        name: text
        for name, text in approved.texts.items()
        if plain(text) and plain(dutch.get(name, "")) and name not in hidden
    }


def wording_change(old: str, new: str) -> list[tuple[str, str]]:
    """Return how one wording became another, as (kept, gone or added; words) in reading order."""
    before, after = SPACES.split(plain(old)), SPACES.split(plain(new))
    parts: list[tuple[str, str]] = []
    for _, first, last, start, end in SequenceMatcher(None, before, after, False).get_opcodes():
        gone, added = "".join(before[first:last]), "".join(after[start:end])
        if gone == added:
            parts.append((KEPT, gone))
            continue
        parts += [(kind, text) for kind, text in ((GONE, gone), (ADDED, added)) if text]
    return [(kind, text) for kind, text in parts if text]

"""What one line of a calendar says of a place; a thinking module."""

import re
from dataclasses import dataclass

POSTED = re.compile(
    r"(?:^|\s)(?:BE?-?\s?)?([1-9]\d{3})\s+([^\d,;]{2,60})$", re.IGNORECASE | re.ASCII
)
LONE_CODE = re.compile(r"(?:BE?-?)?([1-9]\d{3})", re.IGNORECASE | re.ASCII)
STREET = re.compile(r".*[^\W\d_].*\s\d{1,4}\s?[a-zA-Z]{0,2}(?:\s?(?:bus|bte|/|-)\s?\w{1,5})?")
ADDRESS = re.compile(r"https?://\S{4,190}")
ONLINE = ("online", "zoom", "teams", "webinar", "en ligne", "google meet", "jitsi")
LANDS = {"belgië", "belgie", "belgium", "belgique", "be"}
LONGEST = 600


@dataclass(frozen=True, slots=True)
class Venue:
    """A place in its parts; empty for what is not said."""

    name: str = ""
    street: str = ""
    postal_code: str = ""
    city: str = ""
    online_url: str = ""
    is_online: bool = False


def venue_in(text: str) -> Venue:
    """Return the parts of a line like "Buurthuis, Kerkstraat 1, 9000 Gent, België"."""
    link = ADDRESS.search(text[:LONGEST])
    plain = ADDRESS.sub(" ", text[:LONGEST])
    parts = [" ".join(part.split()) for part in re.split(r"[,;\n|]|\s[-–]\s", plain)]
    parts = [part for part in parts if part and part.casefold() not in LANDS]
    is_online = bool(link) or any(word in plain.casefold() for word in ONLINE)
    found = {"online_url": link[0].rstrip(").,") if link else "", "is_online": is_online}
    postal_code, city, parts = _posted(parts)
    street = next((part for part in parts if STREET.fullmatch(part)), "")
    names = [part for part in parts if part != street and not _is_online_word(part)]
    return Venue(", ".join(names)[:150], street[:200], postal_code, city, **found)  # type: ignore[arg-type]


def _is_online_word(part: str) -> bool:
    return part.casefold() in ONLINE


def _posted(parts: list[str]) -> tuple[str, str, list[str]]:
    """Take the post code and the place out; what stands before them in the same part stays."""
    for index, part in enumerate(parts):
        found = POSTED.search(part)
        if found:
            before = part[: found.start()].strip()
            left = parts[:index] + ([before] if before else []) + parts[index + 1 :]
            return found[1], found[2].strip(), left
    for index, part in enumerate(parts):
        alone = LONE_CODE.fullmatch(part)
        if alone:
            city = parts[index + 1] if index + 1 < len(parts) else ""
            return alone[1], city, parts[:index] + parts[index + 2 :]
    return "", "", parts

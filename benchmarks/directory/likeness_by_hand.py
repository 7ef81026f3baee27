"""Pairs written by hand, as they are met when two lists come together; all names are invented.

They stand in likeness_by_hand.txt, one pair a line: S (the same) or D (different), then two
records. Of a record: name; street with number; post code and town; phone; mail; enterprise number,
each possibly empty. Odd pairs are tuned on, even ones held back.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vlaggenlijn.directory.likeness import Portrait, Spot


@dataclass(frozen=True)
class Written:
    """Two records and whether they are one and the same."""

    first: Portrait
    second: Portrait
    is_same: bool


PAIRS = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines()


def halves() -> tuple[list[Written], list[Written]]:
    """Return the pairs to tune on and those that were held back."""
    pairs = list(_pairs())
    return pairs[::2], pairs[1::2]


def _pairs() -> Iterator[Written]:
    for line in PAIRS:
        label, one, other = line.split(" | ")
        yield Written(_record(one, 1), _record(other, 2), label == "S")


def _record(text: str, key: int) -> Portrait:
    name, street, place, phone, mail, kbo = (part.strip() for part in text.split(";"))
    code, _, town = place.partition(" ")
    return Portrait(
        key=key,
        name=name,
        spots=(Spot(street, "", code, town, f"nis-{code}"),),
        phones=frozenset({phone} - {""}),
        mail=mail,
        kbo=frozenset({kbo} - {""}),
    )

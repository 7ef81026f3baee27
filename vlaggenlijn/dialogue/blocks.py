"""A text with selections cut into blocks that become quotes; a thinking module.

A block is one line, or as many lines as it takes that no selection crosses its edge. So the whole
text is kept, and every selection lies in one block. Lines without a word belong to no block, unless
they lie within one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vlaggenlijn.dialogue.exchange.project import Selection


@dataclass(frozen=True)
class Piece:
    """A selection within its block; without ``start`` and ``end`` it is the whole block."""

    selection: Selection
    start: int | None
    end: int | None


@dataclass(frozen=True)
class Block:
    text: str
    pieces: tuple[Piece, ...]


def blocks(text: str, selections: Iterable[Selection]) -> list[Block]:
    """Return the blocks of a text in order, each with the selections in it."""
    ordered = sorted(selections, key=lambda one: (one.start, one.end))
    spans = list(_spans(text, ordered))
    inside: dict[int, list[Selection]] = {number: [] for number in range(len(spans))}
    at = 0
    for one in ordered:
        # An empty selection at the very end of a line belongs to that line.
        while at < len(spans) - 1 and one.start > spans[at][1]:
            at += 1
        inside[at].append(one)
    return [_block(text, *span, inside[number]) for number, span in enumerate(spans)]


def _spans(text: str, ordered: Iterable[Selection]) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each block that holds a word or a selection."""
    waiting = [(one.start, one.end) for one in ordered]
    waiting.reverse()
    begin = 0
    while begin < len(text) or waiting:
        end, is_chosen = _line_end(text, begin), False
        while waiting and waiting[-1][0] <= end:
            is_chosen = True
            start, last = waiting.pop()
            end = max(end, _line_end(text, max(start, last - 1)))
        if is_chosen or text[begin:end].strip():
            yield begin, end
        begin = end + 1


def _line_end(text: str, at: int) -> int:
    """Return where the line ends that a place is in; a place just after its end is in it too."""
    found = text.find("\n", at)
    return len(text) if found < 0 else found


def _block(text: str, begin: int, end: int, chosen: Iterable[Selection]) -> Block:
    return Block(text[begin:end], tuple(_piece(one, begin, end) for one in chosen))


def _piece(one: Selection, begin: int, end: int) -> Piece:
    if one.start <= begin and one.end >= end:
        return Piece(one, None, None)
    return Piece(one, max(0, one.start - begin), min(one.end, end) - begin)

"""A table of travel times out of rows of text: from where, to where, how many minutes.

A thinking module. An end is a code: of a neighbourhood, a municipality, a place or a service. Only
pairs that stand in the file are held (sparse): what is not there is not known, and never 0.
"""

import hashlib
import json
import zlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

# As coordinators write it, and as r5r, r5py and pandana do.
STARTS = ("van", "from", "from_id", "vertrek", "origin", "origin_id", "de", "départ")
ENDS = ("naar", "to", "to_id", "bestemming", "destination", "destination_id", "vers", "à")
MINUTES = ("minuten", "minutes", "min", "reistijd", "travel_time", "travel_time_p50", "durée")
UNKNOWN = ("", "-", "–", "nan", "na", "n/a", "null", "none", "inf")
LONGEST = 600.0  # minutes; nobody goes so far for an evening with other parents
TENTHS = 10  # minutes are held in tenths
EXAMPLES = 5


class UnclearTimes(ValueError):
    """A table of which we cannot tell what is in it; ``code`` says why, see ``travel_words``."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code, self.values = code, values


@dataclass(slots=True)
class LeftOut:
    """Why rows were left out: how many for each code, and the first few of them."""

    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, code: str, example: str) -> None:
        self.counts[code] += 1
        known = self.examples[code]
        if len(known) < EXAMPLES and example not in known:
            known.append(example)


@dataclass(frozen=True, slots=True, eq=False)
class Times:
    """Pairs as indices in ``starts`` and ``ends``, each once, with ``tenths`` of minutes."""

    starts: Sequence[str]
    ends: Sequence[str]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    tenths: NDArray[np.uint16]

    def __len__(self) -> int:
        return len(self.tenths)


@dataclass(frozen=True, slots=True)
class Read:
    """What a file says: minutes by (start, end), how many rows it had, and what was left out."""

    minutes: Mapping[tuple[str, str], float]
    rows: int
    left_out: LeftOut


def read_times(header: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]]) -> Read:
    """Read all rows (number, cells); the same pair twice keeps the shorter time, and is told.

    Raises UnclearTimes when a column is not there.
    """
    start, end, minutes = columns(header)
    found: dict[tuple[str, str], float] = {}
    left_out, count, widest = LeftOut(), 0, max(start, end, minutes)
    for number, row in rows:
        count += 1
        if len(row) <= widest:
            left_out.add("short_row", str(number))
            continue
        pair, text = (row[start].strip(), row[end].strip()), row[minutes].strip()
        said = _minutes(text)
        if text.casefold() in UNKNOWN:
            left_out.add("unknown", str(number))
        elif not all(pair) or said is None:
            left_out.add("no_time", f"{number}: {text[:20]}")
        elif not 0 <= said <= LONGEST:
            left_out.add("strange", f"{number}: {text[:20]}")
        else:
            if found.setdefault(pair, said) != said:
                left_out.add("twice", f"{number}: {pair[0]} → {pair[1]}"[:80])
            found[pair] = min(said, found[pair])
    return Read(found, count, left_out)


def columns(header: Sequence[str]) -> tuple[int, int, int]:
    """Return where start, end and minutes stand; raises UnclearTimes."""
    folded = [one.strip().casefold() for one in header]
    at = [next((folded.index(one) for one in names if one in folded), None)
          for names in (STARTS, ENDS, MINUTES)]  # fmt: skip
    start, end, minutes = at
    if start is None or end is None or minutes is None:
        raise UnclearTimes("no_columns", columns=", ".join(header[:12]))
    return start, end, minutes


def _minutes(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def times_of(read: Read, starts: Collection[str], ends: Collection[str]) -> Times:
    """Return the times between codes that are known; the others are told in ``left_out``."""
    kept: list[tuple[str, str, float]] = []
    for (start, end), minutes in sorted(read.minutes.items()):
        if start not in starts:
            read.left_out.add("unknown_start", start[:40])
        elif end not in ends:
            read.left_out.add("unknown_end", end[:40])
        else:
            kept.append((start, end, minutes))
    first, last = sorted({one[0] for one in kept}), sorted({one[1] for one in kept})
    at_start, at_end = _positions(first), _positions(last)
    return Times(
        first,
        last,
        np.array([at_start[one] for one, _, _ in kept], np.int32),
        np.array([at_end[one] for _, one, _ in kept], np.int32),
        np.rint(np.array([one * TENTHS for _, _, one in kept], float)).astype(np.uint16),
    )


def _positions(codes: Sequence[str]) -> dict[str, int]:
    return {code: at for at, code in enumerate(codes)}


def packed(times: Times) -> bytes:
    """Return times as few bytes; the same times always give the same bytes."""
    names = json.dumps([list(times.starts), list(times.ends)]).encode()
    parts = (times.start.astype("<i4"), times.end.astype("<i4"), times.tenths.astype("<u2"))
    content = len(names).to_bytes(4, "little") + names + b"".join(one.tobytes() for one in parts)
    return zlib.compress(content, 6)


def unpacked(content: bytes) -> Times:
    """Return what was packed."""
    plain = zlib.decompress(content)
    begin = 4 + int.from_bytes(plain[:4], "little")
    starts, ends = json.loads(plain[4:begin])
    count = (len(plain) - begin) // 10
    start, end = np.frombuffer(plain, "<i4", 2 * count, begin).reshape(2, count)
    tenths = np.frombuffer(plain, "<u2", count, begin + 8 * count)
    return Times(starts, ends, start, end, tenths)


def digest_of(content: bytes) -> str:
    """Return the name that packed times have by what is in them."""
    return hashlib.sha256(content).hexdigest()

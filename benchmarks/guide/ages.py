"""How often the ages of children are read right, per language: a sentence is right as a whole.

    .venv/bin/python benchmarks/guide/ages.py [COLLECTION/parse.json]

First the sentences of ages.txt (`language|months,months|sentence`; four in ten are traps: a school
year, a parent's age, a waiting time). They were written in three turns, each before anybody saw
what goes wrong in it; since then they are a guard, no measure. Then both halves of the collection,
as numbers only: what is held back stays unread.
"""

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
Row = tuple[str, list[int]]


def own() -> dict[str, list[Row]]:
    """Return the sentences of ages.txt with their ages, by language."""
    found: dict[str, list[Row]] = {}
    for line in (HERE / "ages.txt").read_text(encoding="utf-8").splitlines():
        tongue, months, text = line.split("|", 2)
        found.setdefault(tongue, []).append((text, [int(one) for one in months.split(",") if one]))
    return found


def collected(path: Path) -> Sequence[Row]:
    rows = json.loads(path.read_text(encoding="utf-8"))
    return [(row["text"], row["age_months"]) for row in rows]


def wrong(rows: Iterable[Row]) -> list[Row]:
    return [(text, months) for text, months in rows if sorted(children_in(text)) != sorted(months)]


def told(title: str, rows: Sequence[Row]) -> None:
    print(f"{title:12}{1 - len(wrong(rows)) / len(rows):6.3f} of {len(rows)}")


def main(path: Path) -> None:
    for tongue, rows in own().items():
        told(tongue, rows)
    told("together", [row for rows in own().values() for row in rows])
    halves = collected(path)
    told("looked at", halves[::2])
    told("held back", halves[1::2])


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    from vlaggenlijn.guide.children import children_in

    given = sys.argv[1:] or [HERE / "collection/parse.json"]
    main(Path(given[0]))

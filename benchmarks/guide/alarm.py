"""How well crises are heard: prints numbers only, so that held back sentences stay unread.

    .venv/bin/python benchmarks/guide/alarm.py [COLLECTION/crisis.json]

First cross-validation over the sentences of guide/data (five parts; a part is heard by what the
others taught): how strong, for several limits, and what comes of it, per language. On these SURE
and PERHAPS of guide/alarm.py are chosen. Then the collection, both halves and per language. What a
sentence encoder takes for meant is left out: hearing.py and run.py have it.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PARTS = 5
LIMITS = (2, 4, 6, 8, 10, 12, 15, 18, 21, 24, 28, 32)
Row = tuple[str, str | None, str]  # text, category (None: ordinary), group


def own_rows() -> list[Row]:
    data = json.loads((listening.DATA / "crisis_sentences.json").read_text(encoding="utf-8"))
    rows: list[Row] = []
    for slug, by_language in data["crisis"].items():
        rows += [(text, slug, "crisis") for said in by_language.values() for text in said]
    for kind, by_language in data["ordinary"].items():
        rows += [(text, None, kind) for said in by_language.values() for text in said]
    return rows


def strongest(ear: Any, text: str) -> float:
    """How strong the evidence is; what the word lists name is stronger than any limit."""
    if crisis.recognised(text, ear.categories):
        return float("inf")
    return max((ear.strength(part) for part in alarm.stretches(text)), default=0.0)


def cross_validated(rows: Sequence[Row]) -> tuple[list[float], list[Any]]:
    """Return the strength of each row and what is heard, by what the other parts taught."""
    own = {text for text, _, _ in rows}
    crises = [row for row in listening.crises() if row[1] not in own]
    everyday = [text for text in listening.everyday() if text not in own]
    themes = [row for row in listening.themes() if row[1] not in own]
    categories = listening.ear().categories
    found, heard = [0.0] * len(rows), [None] * len(rows)
    for part in range(PARTS):
        others = [row for place, row in enumerate(rows) if place % PARTS != part]
        ear = alarm.listener(
            categories,
            [*crises, *((slug, text) for text, slug, _ in others if slug)],
            [*everyday, *(text for text, slug, _ in others if not slug)],
            [*themes, *(("ordinary", text) for text, slug, _ in others if not slug)],
        )
        for place in range(part, len(rows), PARTS):
            found[place] = strongest(ear, rows[place][0])
            heard[place] = ear.heard(rows[place][0])
    return found, heard


def share(strengths: Sequence[float], groups: Sequence[str], group: str, limit: float) -> str:
    mine = [one for one, name in zip(strengths, groups, strict=True) if name == group]
    return f"{sum(one >= limit for one in mine) / max(len(mine), 1):.3f} of {len(mine)}"


def table(title: str, strengths: Sequence[float], groups: Sequence[str]) -> None:
    print(title)
    for limit in (*LIMITS, float("inf")):
        said = "  ".join(
            f"{name} {share(strengths, groups, name, limit)}" for name in sorted(set(groups))
        )
        print(f"  {limit:>4}  {said}")


def tongue(text: str) -> str:
    """The language of a sentence, by its letters and its small words."""
    tokens = words(text)
    if any("\u0600" <= sign <= "\u06ff" for sign in text):
        return "ar"
    said = {one: sum(token in silent(one) for token in tokens) for one in ("nl", "fr", "en", "tr")}
    is_turkish = any(sign in "ışğİ" for sign in text)
    return "tr" if is_turkish else max(said, key=lambda one: said[one])


def rates(rows: Sequence[dict[str, Any]], name: Callable[[dict[str, Any]], str]) -> None:
    """Print panel, and panel or soft line, for each group of rows, as heard or by the ear."""
    groups: dict[str, list[Any]] = {}
    for row in rows:
        found = row["heard"] if "heard" in row else listening.ear().heard(row["text"])
        groups.setdefault(name(row), []).append((row, found))
    for group, heard in sorted(groups.items()):
        panel = sum(one is not None and one.level == alarm.PANEL for _, one in heard)
        either = sum(one is not None for _, one in heard)
        right = sum(one is not None and one.category == row.get("category") for row, one in heard)
        total = len(heard)
        print(f"  {group:28} panel {panel / total:.3f}  panel or soft {either / total:.3f}", end="")
        print(f"  category right {right / total:.3f}  of {total}")


def main(path: Path) -> None:
    rows = own_rows()
    strengths, heard = cross_validated(rows)
    table("cross-validation", strengths, [group for _, _, group in rows])
    validated = [
        {"text": text, "category": slug, "kind": group, "heard": one}
        for (text, slug, group), one in zip(rows, heard, strict=True)
    ]
    rates(validated, lambda row: row["kind"])
    rates(validated, lambda row: f"{row['kind']} {tongue(row['text'])}")
    collection = json.loads(path.read_text(encoding="utf-8"))
    for title, half in (("looked at", collection[::2]), ("held back", collection[1::2])):
        print(title)
        rates(half, lambda row: row["kind"])
        rates(half, lambda row: f"{row['kind']} {tongue(row['text'])}")
    begin = time.perf_counter()
    for row in collection:
        listening.ear().heard(row["text"])
    print(f"{1000 * (time.perf_counter() - begin) / len(collection):.2f} ms a question")


if __name__ == "__main__":
    os.environ.setdefault("VLAGGENLIJN_SECRET_KEY", "guide-" * 10)
    os.environ.setdefault("VLAGGENLIJN_VAR", tempfile.gettempdir())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vlaggenlijn.settings")
    sys.path.insert(0, str(ROOT))
    from vlaggenlijn.guide import alarm, crisis, listening
    from vlaggenlijn.taxonomy.words import silent, words

    given = sys.argv[1:] or [ROOT / "benchmarks/guide/collection/crisis.json"]
    main(Path(given[0]))

"""Score a run of the guide: nDCG@10, MRR and a right service among the first three, by category.

    .venv/bin/python benchmarks/guide/score.py COLLECTION.json RUN.json [MORE_RUNS.json ...]

Gains are graded as judged (2 is right, 1 helps); a right service for MRR and the first three is one
judged at least 1. Queries without any right service are left out, and counted.
"""

import json
import math
import sys
from collections import defaultdict
from pathlib import Path
from statistics import mean
from typing import Any

CUT = 10


def ndcg(ranked: list[str], relevance: dict[str, int]) -> float:
    gains = [relevance.get(one, 0) for one in ranked[:CUT]]
    best = sorted(relevance.values(), reverse=True)[:CUT]
    return _discounted(gains) / _discounted(best)


def _discounted(gains: list[int]) -> float:
    return sum((2**gain - 1) / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))


def first_right(ranked: list[str], relevance: dict[str, int]) -> int | None:
    return next((rank for rank, one in enumerate(ranked, 1) if relevance.get(one, 0) > 0), None)


def scores(
    collection: dict[str, Any], run: dict[str, list[str]]
) -> dict[str, list[tuple[float, ...]]]:
    found: dict[str, list[tuple[float, ...]]] = defaultdict(list)
    for query in collection["queries"]:
        relevance = {one: int(grade) for one, grade in query["relevance"].items() if grade > 0}
        if not relevance:
            continue
        ranked = run.get(query["id"], [])
        rank = first_right(ranked, relevance)
        row = (
            ndcg(ranked, relevance),
            1 / rank if rank else 0.0,
            float(rank is not None and rank <= 3),
            float(not ranked),
        )
        found["all"].append(row)
        found[query.get("category", "-")].append(row)
    return found


def main(collection_path: str, *run_paths: str) -> None:
    collection = json.loads(Path(collection_path).read_text(encoding="utf-8"))
    for path in run_paths:
        found = scores(collection, json.loads(Path(path).read_text(encoding="utf-8")))
        print(f"{path}\n{'':14}{'n':>5}{'nDCG@10':>9}{'MRR':>7}{'in 3':>7}{'empty':>7}")
        for category, rows in found.items():
            means = [mean(column) for column in zip(*rows, strict=True)]
            print(
                f"{category:14}{len(rows):5}"
                + f"{means[0]:9.3f}"
                + "".join(f"{one:7.3f}" for one in means[1:])
            )


if __name__ == "__main__":
    main(*sys.argv[1:])

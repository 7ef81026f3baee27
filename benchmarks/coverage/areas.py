"""How long a GeoJSON of any size is read, and with how much memory.

    PYTHONPATH=. .venv/bin/python benchmarks/coverage/areas.py [MB] [corners of an area]

Made-up areas in every square of a grid over Flanders, read as the page of own areas does (one
municipality is wanted) and as the command does (all are). Prints seconds and megabytes beside those
of ``json.load``, each in a process of its own.
"""

import json
import math
import resource
import sys
import time
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from vlaggenlijn.places.shapes import Wanted, shapes_of

TOWNS = 300


def made(path: Path, megabytes: int, corners: int) -> int:
    """Write areas until the file is so large; returns how many."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        file.write('{"type": "FeatureCollection", "features": [')
        while file.tell() < megabytes * 1_000_000:
            file.write(("," if count else "") + json.dumps(an_area(count, corners)))
            count += 1
        file.write("]}")
    return count


def an_area(number: int, corners: int) -> dict[str, object]:
    west, south = 2.6 + number % 300 / 100, 50.7 + number // 300 % 70 / 100
    turns = [2 * math.pi * at / corners for at in range(corners)]
    ring = [
        [round(west + 0.005 * math.cos(turn), 5), round(south + 0.005 * math.sin(turn), 5)]
        for turn in turns
    ]
    told = {"code": f"A{number}", "nis": str(10000 + number % TOWNS), "inhabitants": number % 5000}
    geometry = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    return {"type": "Feature", "properties": told, "geometry": geometry}


def one_town(path: Path) -> int:
    with path.open("rb") as file:
        return len(shapes_of(file, 2026, Wanted({"10000": "10000"}))[0])


def all_of_them(path: Path) -> int:
    with path.open("rb") as file:
        return len(shapes_of(file, 2026)[0])


def by_json(path: Path) -> int:
    with path.open("rb") as file:
        return len(json.load(file)["features"])


WAYS = {"one town": one_town, "all": all_of_them, "json.load": by_json}


def measured(name: str, path: Path) -> tuple[int, float, int]:
    """Return the areas found, seconds, and megabytes more than before."""
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    found = WAYS[name](path)
    seconds = time.perf_counter() - began
    return found, seconds, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024


def main() -> None:
    megabytes, corners = (int(one) for one in [*sys.argv[1:], "100", "60"][:2])
    with TemporaryDirectory() as folder:
        path = Path(folder) / "areas.geojson"
        print(f"{made(path, megabytes, corners)} areas, {path.stat().st_size / 1e6:.0f} MB")
        for name in WAYS:
            with get_context("spawn").Pool(1) as pool:
                found, seconds, more = pool.apply(measured, (name, path))
            print(f"{name:10} {found:7} areas {seconds:6.1f} s {more:5} MB")


if __name__ == "__main__":
    main()

"""How long finding likely pairs takes; run as ``python benchmarks/likeness.py 20000``."""

import random
import sys
import time

from vlaggenlijn.directory.likeness import Portrait, Spot, likely_pairs

SYLLABLES = [
    "ka",
    "bo",
    "ri",
    "te",
    "lu",
    "mi",
    "sen",
    "dra",
    "vel",
    "ster",
    "noot",
    "pim",
    "wie",
    "golf",
    "zon",
    "tak",
    "rin",
    "bel",
    "mo",
    "fa",
]


def made_up(count: int, seed: int = 1) -> list[Portrait]:
    """Return portraits over 300 municipalities; every twentieth is the one before it again."""
    chance = random.Random(seed)
    made: list[Portrait] = []
    for number in range(count):
        if number % 20 == 19:
            before = made[-1]
            made.append(Portrait(number, f"{before.name} vzw", spots=before.spots))
            continue
        words = ("".join(chance.choices(SYLLABLES, k=3)) for _ in range(2))
        nis = chance.randrange(300)
        street = f"{''.join(chance.choices(SYLLABLES, k=2))}straat {chance.randrange(1, 200)}"
        spot = Spot(street, "", str(1000 + nis), f"Town {nis}", str(nis))
        phones = frozenset({f"+32{chance.randrange(10**8):08}"})
        made.append(Portrait(number, " ".join(words), spots=(spot,), phones=phones))
    return made


if __name__ == "__main__":
    portraits = made_up(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
    start = time.perf_counter()
    pairs = likely_pairs(portraits)
    seconds = time.perf_counter() - start
    print(f"{len(portraits)} records: {len(pairs)} pairs in {seconds:.1f} s")

"""How likely it is that two records mean the same organisation or service, and why; plain values.

A thinking module. ``compare`` weighs two portraits, ``likely_pairs`` finds the pairs worth showing
among many, ``likest`` those that look like one that is being typed.
"""

from vlaggenlijn.directory.likeness.blocking import Pair, likely_pairs, likest
from vlaggenlijn.directory.likeness.naming import Reason
from vlaggenlijn.directory.likeness.portrait import Portrait, Spot
from vlaggenlijn.directory.likeness.weighing import CUT, Likeness, compare

__all__ = [
    "CUT",
    "Likeness",
    "Pair",
    "Portrait",
    "Reason",
    "Spot",
    "compare",
    "likely_pairs",
    "likest",
]

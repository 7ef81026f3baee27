"""Counts about families as they may be shown; a thinking module.

What is under five is never shown, and every other number is rounded down to a multiple of five.
So nobody can take two numbers that are shown from each other and be left with a small one:
the difference of two rounded numbers says nothing finer than five either.
"""

FEW = 5


def told(count: int) -> int:
    """Return a count as it may be shown: a multiple of five; 0 stands for "fewer than five"."""
    return max(count, 0) // FEW * FEW

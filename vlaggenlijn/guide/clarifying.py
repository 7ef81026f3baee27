"""Which question back is worth a tap; a thinking module.

We ask only what would change the order of the first five, at most two things, and never insist.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from itertools import islice

FIRST = 5
MOST = 2
# A baby, a child before school, one in primary school, a teenager: in months.
AGES = (8, 48, 108, 180)
ME, CHILD = "me", "child"
# Life domains of the parent alone; the rest is about the child or about both.
OF_PARENTS = frozenset({"parent-wellbeing", "relationship-and-separation"})
OTHERS_SHARE = 0.2


def worth_asking(
    order: Sequence[Hashable], others: Mapping[str, Iterable[Sequence[Hashable]]]
) -> tuple[str, ...]:
    """Return the names of at most two unknowns that would change the first five.

    ``others`` gives for each unknown, in the order of asking, the order under each answer; no more
    of them are looked at than it takes.
    """
    first = list(order[:FIRST])
    changing = (
        name for name, orders in others.items() if any(list(one[:FIRST]) != first for one in orders)
    )
    return tuple(islice(changing, MOST)) if first else ()


def told_apart(
    weights: Mapping[str, float], who: str, of_parents: Collection[str]
) -> dict[str, float]:
    """Return the weights of concepts when the question is about the parent or about the child.

    ``of_parents`` holds the concepts that are about parents.
    """
    if who not in (ME, CHILD):
        return dict(weights)
    return {
        term: weight if (term in of_parents) == (who == ME) else weight * OTHERS_SHARE
        for term, weight in weights.items()
    }

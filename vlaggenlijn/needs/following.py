"""The thread through one record, read from the steps that rooms have kept."""

import uuid
from collections.abc import Callable, Iterable

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.needs.models import Trace, TraceQuerySet
from vlaggenlijn.needs.threads import End, Step, Thread, follow

FURTHEST = 12  # steps away: quote, finding, advice, need, undertaking, activity, and room to spare


def thread_through(network: LocalNetwork, model: str, pk: uuid.UUID) -> Thread:
    """Return what led to a record and what came of it, over all rooms of one network.

    At most ``FURTHEST`` steps away on each side; an empty thread for a record without steps.
    """
    traces = Trace.objects.of_network(network)
    steps = _followed(traces.leaving, pk, lambda step: step.target)
    steps |= _followed(traces.arriving, pk, lambda step: step.source)
    return follow(steps, End(model, pk))


def _followed(
    reached_from: Callable[[Iterable[uuid.UUID]], TraceQuerySet],
    start: uuid.UUID,
    far: Callable[[Step], End],
) -> dict[Step, None]:
    found: dict[Step, None] = {}
    ring, visited = {start}, {start}
    for _ in range(FURTHEST):
        if not ring:
            break
        steps = reached_from(ring).steps()
        found |= dict.fromkeys(steps)
        ring = {far(step).id for step in steps} - visited
        visited |= ring
    return found

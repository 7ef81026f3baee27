"""Learning step by step (Adam), and how good an order is."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import torch

SHARPNESS = 2.0
CUT = 10
Model = TypeVar("Model", bound=torch.nn.Module)


def slower(pace: float, rounds: int, least: float) -> list[float]:
    """Return a pace for each round, ever slower."""
    return [pace * (1 - turn / rounds) + least for turn in range(rounds)]


def descended(
    model: Model,
    loss: Callable[[Any], torch.Tensor],
    paces: Sequence[float],
    batches: Callable[[], Iterable[Any]] = lambda: (None,),
) -> Model:
    """Learn a round at each pace; ``loss`` is of one batch of a round (by default all there is)."""
    steps = torch.optim.Adam(model.parameters())
    for pace in paces:
        for group in steps.param_groups:
            group["lr"] = pace
        for batch in batches():
            steps.zero_grad()
            loss(batch).backward()
            steps.step()
    return model


def listed(scores: torch.Tensor, gains: torch.Tensor) -> torch.Tensor:
    """Return how far an order is from the gains (ListNet)."""
    total = gains.sum(1)
    has = total > 0
    said = torch.log_softmax(scores * SHARPNESS, 1)[has]
    return -((gains[has] * said).sum(1) / total[has]).mean()


def ndcg(scores: torch.Tensor, gains: torch.Tensor) -> float:
    discount = 1 / torch.log2(torch.arange(2, CUT + 2))
    best = (gains.sort(1, descending=True).values[:, :CUT] * discount).sum(1)
    order = scores.argsort(dim=1, descending=True, stable=True)[:, :CUT]
    found = (gains.gather(1, order) * discount).sum(1)
    return float((found / best)[best > 0].mean())

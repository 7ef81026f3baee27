"""How well questions and offers go together beyond what the guide makes of their themes."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from answering import FLAT
from descent import descended, listed
from evidence import HELD_BACK, VARIANTS, Evidence, Judged, tensor

# With an encoder, and by parts of words: these say nothing across languages but how usual it is.
NUMBERS = {"with": 8, "without": 8}
COST = 1.2e-3
COST_OF_USUAL = {"with": 0.5, "without": 1.0}
WITH_THEMES_AND_TEXT = (0.6, 0.4)
ROUNDS, PACE = 120, 0.01
Scores = dict[str, dict[str, torch.Tensor]]


class Affinity(torch.nn.Module):
    """As ``Affinity`` in taxonomy/affinity.py; ``middles`` are where questions and offers lie."""

    def __init__(self, numbers: int, middles: tuple[torch.Tensor, torch.Tensor]) -> None:
        super().__init__()
        torch.manual_seed(0)
        self.middles = middles
        asked = torch.randn(len(middles[0]), numbers) * 0.04
        offered = torch.cat([asked, torch.zeros(len(asked), 1)], 1)
        self.asked = torch.nn.Parameter(asked)
        self.offered = torch.nn.Parameter(offered)

    def forward(self, questions: torch.Tensor, offers: torch.Tensor) -> torch.Tensor:
        asked = (questions - self.middles[0]) @ self.asked
        offered = (offers - self.middles[1]) @ self.offered
        return asked @ offered[:, :-1].T + offered[None, :, -1]

    def cost(self, of_usual: float) -> torch.Tensor:
        numbers, usual = self.offered[:, :-1], self.offered[:, -1]
        costs = self.asked.square().sum() + numbers.square().sum() + of_usual * usual.square().sum()
        return COST * costs

    def arrays(self) -> dict[str, torch.Tensor]:
        return {
            "asked": self.asked,
            "asked_offsets": -self.middles[0] @ self.asked,
            "offered": self.offered,
            "offered_offsets": -self.middles[1] @ self.offered,
        }


@dataclass
class Lying:
    """Where the questions and services of a collection lie, what the guide makes of them, gains."""

    questions: torch.Tensor
    offers: torch.Tensor
    scores: list[torch.Tensor]
    gains: torch.Tensor


def affinity(kind: str, collections: Sequence[Lying]) -> Affinity:
    """Learn how well questions and offers go together beyond what the guide makes of them."""
    model = Affinity(NUMBERS[kind], middles_of(collections, is_encoded=kind == "with"))

    def loss(_: None) -> torch.Tensor:
        total = model.cost(COST_OF_USUAL[kind])
        for one in collections:
            beside = model(one.questions, one.offers)
            for scores, share in zip(one.scores, WITH_THEMES_AND_TEXT, strict=True):
                told = listed(torch.log(torch.relu(scores) + FLAT) + beside, one.gains)
                total = total + share * told / len(collections)
        return total

    return descended(model, loss, [PACE] * ROUNDS)


def affinities(
    evidence: Evidence, collections: dict[str, dict[str, Judged]], scores: Scores
) -> tuple[dict[str, Affinity], Scores]:
    """Return how questions and offers go together, learned for both kinds; the scores with it."""
    models, found = {}, {name: dict(ones) for name, ones in scores.items()}
    for kind in NUMBERS:
        variants = [one for one in VARIANTS if ("no encoder" in one) == (kind == "without")]
        lying = {
            name: Lying(
                *where(evidence, name, kind),
                [scores[name][one] for one in variants],
                collections[name][variants[0]].gains,
            )
            for name in evidence.names
        }
        known = [one for name, one in lying.items() if name not in HELD_BACK]
        models[kind] = affinity(kind, known)
        for name, one in lying.items():
            beside = torch.exp(models[kind](one.questions, one.offers).detach())
            found[name] |= {variant: scores[name][variant] * beside for variant in variants}
    return models, found


def where(evidence: Evidence, name: str, kind: str) -> tuple[torch.Tensor, torch.Tensor]:
    """Return where the questions and the services of a collection lie."""
    if kind == "with":
        return tensor(evidence.arrays[f"{name}:vectors"]), evidence.offers(name).vectors
    return evidence.bags(name), evidence.bags(f"{name}:offers")


def middles_of(known: Sequence[Lying], *, is_encoded: bool) -> tuple[torch.Tensor, torch.Tensor]:
    """Bags have their middle where nothing is said."""
    questions = torch.cat([one.questions for one in known]).mean(0)
    offers = torch.cat([one.offers for one in known]).mean(0)
    return questions * is_encoded, offers * is_encoded

"""How far each witness may be trusted: of questions, and of offers."""

from collections.abc import Callable, Sequence

import torch
from descent import descended, slower
from evidence import HELD_BACK, Evidence, Heard, strongest, tensor

OF_QUESTIONS = (1.5, 1, 1, 1, 2, 0.1, 0.1, 0.1)
OF_OFFERS = (1.5, 1, 1, 1, 2, 0.1, 0.1)
SELDOM = -4.0  # the logarithm of the chance of a theme of which nothing is said
TOLD_TIMES = 5
EVEN, MOST_HEARD, SHARED_OUT = 0.7, 24, 3.0


class Trust(torch.nn.Module):
    """As ``Hearing`` in taxonomy/hearing.py."""

    def __init__(self, kinds: Sequence[float], themes: int, wide: int) -> None:
        super().__init__()
        self.shares = torch.nn.Parameter(tensor(kinds))
        self.own = torch.nn.Parameter(torch.zeros(len(kinds), themes))
        self.offsets = torch.nn.Parameter(torch.zeros(themes))
        self.directions = torch.nn.Parameter(torch.zeros(wide, themes))

    def forward(self, told: torch.Tensor, vectors: torch.Tensor) -> torch.Tensor:
        trusted = ((self.shares[:, None] + self.own) * told).sum(1)
        return trusted + self.offsets + vectors @ self.directions

    def shared_out(self, heard: Heard) -> torch.Tensor:
        with torch.no_grad():
            even = torch.softmax(EVEN * self(heard.told, heard.vectors), 1)
        return strongest(even * SHARED_OUT, MOST_HEARD)

    def chances(self, heard: Heard) -> torch.Tensor:
        with torch.no_grad():
            return strongest(torch.sigmoid(self(heard.told, heard.vectors)), MOST_HEARD)


def joined(parts: Sequence[Heard]) -> Heard:
    names = ("told", "vectors", "about")
    return Heard(*(torch.cat([getattr(one, name) for one in parts]) for name in names))


def trust_of_questions(parts: Sequence[Heard]) -> Trust:
    """Learn how far witnesses may be trusted of some questions, each about little."""
    torch.manual_seed(0)
    all_of = joined(parts)
    wanted = all_of.about / all_of.about.sum(1, keepdim=True)
    model = Trust(OF_QUESTIONS, wanted.shape[1], all_of.vectors.shape[1])

    def loss(rows: torch.Tensor) -> torch.Tensor:
        said = torch.log_softmax(model(all_of.told[rows], all_of.vectors[rows]), 1)
        of_each = model.own.square().sum() + model.offsets.square().sum()
        cost = 2e-5 * model.directions.square().sum() + 1e-3 * of_each
        return -(wanted[rows] * said).sum(1).mean() + cost

    return descended(model, loss, slower(0.01, 12, 0.01 / 20), shuffled(len(wanted), 512))


def trust_of_offers(parts: Sequence[Heard]) -> Trust:
    """Learn how far witnesses may be trusted of some offers, each under several themes."""
    torch.manual_seed(0)
    all_of = joined(parts)
    model = Trust(OF_OFFERS, all_of.about.shape[1], all_of.vectors.shape[1])
    model.offsets.data += SELDOM
    compared = torch.nn.BCEWithLogitsLoss(reduction="none")

    def loss(rows: torch.Tensor) -> torch.Tensor:
        told = model(all_of.told[rows], all_of.vectors[rows])
        cost = 3e-6 * model.directions.square().sum() + 1e-4 * model.own.square().sum()
        return compared(told, all_of.about[rows]).sum(1).mean() / 3 + cost

    return descended(model, loss, slower(0.02, 40, 0.02 / 20), shuffled(len(all_of.about), 256))


def shuffled(count: int, at_once: int) -> Callable[[], Sequence[torch.Tensor]]:
    """Return what gives all rows, so many at once, in another order each time."""
    return lambda: torch.randperm(count).split(at_once)


def trusts(evidence: Evidence, *, encoder: bool) -> tuple[Trust, dict[str, torch.Tensor]]:
    """Return what is learned of all, and what is heard in each collection without its labels."""

    def told(one: Heard) -> Heard:
        return one if encoder else one.without_encoder()

    has_labels = [name for name in evidence.names if f"{name}:about" in evidence.arrays]
    labelled = {name: told(evidence.labelled(name)) for name in has_labels}
    sentences = told(evidence.sentences())

    def of_others(without: str) -> Trust:
        others = [one for name, one in labelled.items() if name != without]
        return trust_of_questions([sentences, *(one for one in others for _ in range(TOLD_TIMES))])

    whole = of_others("")
    heard = {
        name: (of_others(name) if name in labelled else whole).shared_out(
            told(evidence.heard(name))
        )
        for name in evidence.names
    }
    return whole, heard


def readings(evidence: Evidence, *, encoder: bool) -> tuple[Trust, dict[str, torch.Tensor]]:
    """Return the same for services: what an editor would choose, told without its own editor."""

    def told(name: str) -> Heard:
        one = evidence.offers(name)
        return one if encoder else one.without_encoder()

    learned_from = [name for name in evidence.names if name not in HELD_BACK]
    every = {name: told(name) for name in (*learned_from, *evidence.files_of_services())}

    def of_others(without: str) -> Trust:
        return trust_of_offers([one for name, one in every.items() if name != without])

    whole = of_others("")
    read = {
        name: (of_others(name) if name in every else whole).chances(told(name))
        for name in evidence.names
    }
    return whole, read

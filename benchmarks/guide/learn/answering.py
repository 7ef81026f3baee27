"""Which offers answer which question, and how much each kind of knowledge of them counts."""

from collections.abc import Sequence

import numpy as np
import torch
from descent import descended, listed, slower
from evidence import CONFIRMED, VARIANTS, Judged, strongest, tensor

MOST_SUGGESTED = 24
USUAL_SUM = 7.0
FLAT = 0.05  # what scores this little is as good as nothing


class Answers(torch.nn.Module):
    """As the guide ranks: shares of witnesses, of what is known of services, of links; factors."""

    def __init__(self, links: dict[str, torch.Tensor]) -> None:
        super().__init__()
        self.links = links
        terms = len(next(iter(links.values())))
        start = {
            "says": np.log([0.7, 0.5, 0.25, 0.15, 0.2, 0.35]),
            "found": np.log([0.7, 0.4, 0.7, 0.4, 0.4, 1.0, 0.7]),
            "kinds": np.log([0.12, 0.15, 0.1, 0.05, 0.4]),
            "asked": np.zeros(terms),
            "answering": np.zeros(terms),
            "itself": np.zeros(terms),
            "more": np.zeros((terms, terms)),
            "places": np.log([1, 1, 1.5, 1.15, 0.6, 0.6]),
            "ages": np.log([1, 1, 1.2, 0.5]),
            "words": np.log(0.06),
            "length": np.log(1 / 3),
        }
        self.start = {name: tensor(one) for name, one in start.items()}
        for name, one in self.start.items():
            self.register_parameter(name, torch.nn.Parameter(one.clone()))

    def answered_by(self) -> torch.Tensor:
        """Only what somebody linked has a share: others would fit the judges, not parents."""
        kinds = self.kinds.exp()
        writers = self.links["WRITERS"] ** 1.5
        laid = [self.links[name] for name in ("BROADER", "DOMAIN", "GENERAL", "NEAR")] + [writers]
        usual = sum(share * one for share, one in zip(kinds, laid, strict=True))
        likely = usual * torch.exp(self.asked[:, None] + self.answering)
        return torch.relu(torch.diag(self.itself.exp()) + likely + self.more)

    def about(self, judged: Judged) -> torch.Tensor:
        shares = self.found.exp()
        each = [at for at in range(len(shares)) if at != CONFIRMED]
        found = sum(shares[at] * judged.services[at] for at in each)
        suggested = strongest(found, MOST_SUGGESTED)
        weights = suggested + shares[CONFIRMED] * judged.services[CONFIRMED]
        length = torch.sigmoid(self.length)
        return weights / (1 - length + length * weights.sum(1, keepdim=True) / USUAL_SUM)

    def forward(
        self, judged: Judged, answered_by: torch.Tensor, most: int | None = None
    ) -> torch.Tensor:
        shares = zip(self.says.exp(), judged.says, strict=True)
        asked = sum(share * one for share, one in shares) @ answered_by
        if most:
            asked = strongest(asked, most)
        topic = asked @ self.about(judged).T + self.words.exp() * judged.words
        places, ages = self.places - self.places[0], self.ages - self.ages[0]
        return topic * torch.exp(places[judged.places] + ages[judged.ages])

    def loss(self, judged: Judged, answered_by: torch.Tensor) -> torch.Tensor:
        return listed(torch.log(self(judged, answered_by) + FLAT), judged.gains)

    def cost(self) -> torch.Tensor:
        pace = {"more": 0.0025, "asked": 0.006, "answering": 0.006, "itself": 0.006}
        far = {
            name: (one - self.start[name]).square().sum() for name, one in self.named_parameters()
        }
        return sum(pace.get(name, 0.005) * one for name, one in far.items())


def answers(
    collections: Sequence[dict[str, Judged]],
    links: dict[str, torch.Tensor],
    rounds: int = 150,
    pace: float = 0.03,
) -> Answers:
    """Learn which offers answer which questions."""
    model = Answers(links)

    def loss(_: None) -> torch.Tensor:
        answered_by, total = model.answered_by(), model.cost()
        for collection in collections:
            for name, share in VARIANTS.items():
                told = model.loss(collection[name], answered_by)
                total = total + share * told / len(collections)
        return total

    return descended(model, loss, slower(pace, rounds, 1e-4))

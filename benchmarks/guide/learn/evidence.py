"""What gather.py wrote down, as tensors."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import torch

HELD_BACK = ("b", "d")
# What is known of the services, and how much each counts where something is learned of all four.
VARIANTS = {
    "themes": 0.4,
    "text only": 0.3,
    "themes, no encoder": 0.2,
    "text only, no encoder": 0.1,
}
LIKELY = 4  # the row of evidence that only an encoder gives
ENCODER_SAYS, ENCODER_FOUND, CONFIRMED = 4, 4, 5
ALSO = 0.35


def tensor(values: Any) -> torch.Tensor:
    return torch.tensor(np.asarray(values), dtype=torch.float32)


def strongest(rows: torch.Tensor, most: int) -> torch.Tensor:
    """Return rows of which only the largest numbers are left."""
    least = torch.topk(rows, most, dim=1).values[:, -1:]
    return torch.where(rows >= least, rows, torch.zeros_like(rows))


@dataclass
class Heard:
    """What the witnesses say of texts, where the texts lie, and what they are about."""

    told: torch.Tensor
    vectors: torch.Tensor
    about: torch.Tensor

    def without_encoder(self) -> "Heard":
        told = self.told.clone()
        told[:, LIKELY] = 0
        return Heard(told, self.vectors * 0, self.about)


@dataclass
class Judged:
    """The questions and services of a collection, in one of the four variants."""

    says: list[torch.Tensor]
    services: list[torch.Tensor]
    words: torch.Tensor
    gains: torch.Tensor
    places: torch.Tensor
    ages: torch.Tensor


class Evidence:
    """What gather.py wrote down."""

    def __init__(self, path: str) -> None:
        self.arrays = np.load(path)
        self.terms = [str(term) for term in self.arrays["terms"]]
        self.themes = [str(term) for term in self.arrays["themes"]]
        found = (name.partition(":") for name in self.arrays)
        self.names = sorted({name for name, _, kind in found if kind == "grades"})
        self.links = {
            name.partition(":")[2]: tensor(self.arrays[name])
            for name in self.arrays
            if name.startswith("links:")
        }

    def heard(self, name: str) -> Heard:
        told, vectors = self.arrays[f"{name}:told"], self.arrays[f"{name}:vectors"]
        about = self.arrays.get(f"{name}:about", np.zeros((len(told), len(self.themes))))
        return Heard(tensor(told), tensor(vectors), tensor(about))

    def sentences(self) -> Heard:
        heard = self.heard("sentences")
        known = heard.about.sum(1) > 0
        return Heard(heard.told[known], heard.vectors[known], heard.about[known])

    def labelled(self, name: str) -> Heard:
        """The questions of a collection with their themes, what they are also about in part."""
        heard = self.heard(name)
        about = torch.where(heard.about == 2, 1.0, heard.about * ALSO)
        return Heard(heard.told, heard.vectors, about)

    def offers(self, name: str) -> Heard:
        """The services of a collection, or of a file of services, with the themes chosen."""
        kinds = ("told", "vectors", "about")
        return Heard(*(tensor(self.arrays[f"{name}:offers:{kind}"]) for kind in kinds))

    def files_of_services(self) -> list[str]:
        found = (name.partition(":")[0] for name in self.arrays)
        return sorted({name for name in found if name.startswith("services-")})

    @cached_property
    def rarities(self) -> torch.Tensor:
        """How rare each place of a bag is among the services that are learned from."""
        learned_from = [name for name in self.names if name not in HELD_BACK]
        bags = [self.arrays[f"{name}:offers:bags"] for name in learned_from]
        bags += [self.arrays[f"{name}:offers:bags"] for name in self.files_of_services()]
        times = sum((one != 0).sum(0) for one in bags)
        return tensor(np.log((sum(map(len, bags)) + 1) / (times + 1)))

    def bags(self, name: str) -> torch.Tensor:
        weighed = tensor(self.arrays[f"{name}:bags"]) * self.rarities
        return weighed / weighed.norm(dim=1, keepdim=True).clamp(min=1e-9)

    def judged(self, name: str, heard: torch.Tensor, read: torch.Tensor, variant: str) -> Judged:
        says = [tensor(one) for one in self.arrays[f"{name}:says"].swapaxes(0, 1)]
        services = [tensor(one) for one in self.arrays[f"{name}:services"].swapaxes(0, 1)]
        if "no encoder" in variant:
            says[ENCODER_SAYS] = says[ENCODER_SAYS] * 0
            services[ENCODER_FOUND] = services[ENCODER_FOUND] * 0
        if "text only" in variant:
            services[CONFIRMED] = services[CONFIRMED] * 0
        return Judged(
            [self.by_term(heard), *says],
            [*services, self.by_term(read)],
            tensor(self.arrays[f"{name}:words"]),
            2 ** tensor(self.arrays[f"{name}:grades"]) - 1,
            torch.tensor(self.arrays[f"{name}:places"]),
            torch.tensor(self.arrays[f"{name}:ages"]),
        )

    def by_term(self, by_theme: torch.Tensor) -> torch.Tensor:
        found = torch.zeros(len(by_theme), len(self.terms))
        found[:, [self.terms.index(theme) for theme in self.themes]] = by_theme
        return found

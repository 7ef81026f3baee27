"""Learn how far each witness may be trusted, and which offers answer which question.

    python benchmarks/guide/learn/learn.py EVIDENCE.npz

EVIDENCE.npz is what gather.py wrote. Needs torch, installed by hand, elsewhere; no Django. Writes
``taxonomy/data/learned`` anew and prints nDCG@10 of what was learned from and of what was held
back, and the numbers that stand in ``understanding.py``, ``index.py`` and ``matching.py``. Takes
four minutes on one core, and says the same each time.

Two things are learned. How far a witness may be trusted for a theme (softmax regression, Adam): of
the sentences that no witness learned from, and of the questions whose themes somebody told, five
times each. Which offers answer: a share for each link that the thesaurus or one of three writers
laid, by what was judged right (softmax over the services of a collection against the gains,
ListNet, Cao and others 2007). Questions are heard there by what was learned of other collections.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

ROOT = Path(__file__).resolve().parents[3]
LEARNED = ROOT / "vlaggenlijn/taxonomy/data/learned"
HELD_BACK = ("b", "d")
VARIANTS = {
    "themes": 0.4,
    "text only": 0.3,
    "themes, no encoder": 0.2,
    "text only, no encoder": 0.1,
}
LIKELY = 4  # the row of evidence that only an encoder gives
ENCODER_SAYS, ENCODER_FOUND, CONFIRMED = 4, 4, 5
TOLD_TIMES, ALSO = 5, 0.35
EVEN, MOST_HEARD, SHARED_OUT = 0.7, 24, 3.0
MOST_SUGGESTED, MOST_ASKED = 24, 64
USUAL_SUM = 7.0
LEAST_LINK = 0.02
CUT = 10
FLAT = 0.05  # what scores this little is as good as nothing
SHARPNESS = 2.0
SOURCE = (
    "Learned by benchmarks/guide/learn, of links that the thesaurus or three writers laid, from"
    " judged questions; see docs/decisions/0037."
)


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


class Trust(torch.nn.Module):
    """As ``Hearing`` in taxonomy/hearing.py."""

    def __init__(self, themes: int, wide: int) -> None:
        super().__init__()
        self.shares = torch.nn.Parameter(tensor([1.5, 1, 1, 1, 2, 0.1, 0.1, 0.1]))
        self.own = torch.nn.Parameter(torch.zeros(8, themes))
        self.offsets = torch.nn.Parameter(torch.zeros(themes))
        self.directions = torch.nn.Parameter(torch.zeros(wide, themes))

    def forward(self, told: torch.Tensor, vectors: torch.Tensor) -> torch.Tensor:
        trusted = ((self.shares[:, None] + self.own) * told).sum(1)
        return trusted + self.offsets + vectors @ self.directions

    def cost(self) -> torch.Tensor:
        of_each = self.own.square().sum() + self.offsets.square().sum()
        return 2e-5 * self.directions.square().sum() + 1e-3 * of_each

    def shared_out(self, heard: Heard) -> torch.Tensor:
        with torch.no_grad():
            even = torch.softmax(EVEN * self(heard.told, heard.vectors), 1)
        return strongest(even * SHARED_OUT, MOST_HEARD)


def trust(parts: Sequence[Heard], rounds: int = 12, pace: float = 0.01) -> Trust:
    """Learn how far witnesses may be trusted of some texts."""
    torch.manual_seed(0)
    told, vectors, about = (
        torch.cat([getattr(one, name) for one in parts]) for name in ("told", "vectors", "about")
    )
    wanted = about / about.sum(1, keepdim=True)
    model = Trust(about.shape[1], vectors.shape[1])
    steps = torch.optim.Adam(model.parameters(), lr=pace)
    for turn in range(rounds):
        for group in steps.param_groups:
            group["lr"] = pace * (1 - turn / rounds) + pace / 20
        for rows in torch.randperm(len(about)).split(512):
            said = torch.log_softmax(model(told[rows], vectors[rows]), 1)
            loss = -(wanted[rows] * said).sum(1).mean() + model.cost()
            steps.zero_grad()
            loss.backward()
            steps.step()
    return model


@dataclass
class Judged:
    """The questions and services of a collection, in one of the four variants."""

    says: list[torch.Tensor]
    services: list[torch.Tensor]
    words: torch.Tensor
    gains: torch.Tensor
    places: torch.Tensor
    ages: torch.Tensor


class Answers(torch.nn.Module):
    """As the guide ranks: shares of witnesses, of what is known of services, of links; factors."""

    def __init__(self, links: dict[str, torch.Tensor]) -> None:
        super().__init__()
        self.links = links
        terms = len(next(iter(links.values())))
        start = {
            "says": np.log([0.7, 0.5, 0.25, 0.15, 0.2, 0.35]),
            "found": np.log([0.7, 0.4, 0.7, 0.4, 0.4, 1.0]),
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
        parts = zip(shares[:CONFIRMED], judged.services[:CONFIRMED], strict=True)
        suggested = strongest(sum(share * one for share, one in parts), MOST_SUGGESTED)
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
        scores = torch.log(self(judged, answered_by) + FLAT) * SHARPNESS
        total = judged.gains.sum(1)
        has = total > 0
        said = torch.log_softmax(scores, 1)[has]
        return -((judged.gains[has] * said).sum(1) / total[has]).mean()

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
    steps = torch.optim.Adam(model.parameters(), lr=pace)
    for turn in range(rounds):
        for group in steps.param_groups:
            group["lr"] = pace * (1 - turn / rounds) + 1e-4
        answered_by, loss = model.answered_by(), model.cost()
        for collection in collections:
            for name, share in VARIANTS.items():
                told = model.loss(collection[name], answered_by)
                loss = loss + share * told / len(collections)
        steps.zero_grad()
        loss.backward()
        steps.step()
    return model


def ndcg(scores: torch.Tensor, gains: torch.Tensor) -> float:
    discount = 1 / torch.log2(torch.arange(2, CUT + 2))
    best = (gains.sort(1, descending=True).values[:, :CUT] * discount).sum(1)
    order = scores.argsort(dim=1, descending=True, stable=True)[:, :CUT]
    found = (gains.gather(1, order) * discount).sum(1)
    return float((found / best)[best > 0].mean())


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

    def judged(self, name: str, heard: torch.Tensor, variant: str) -> Judged:
        says = [tensor(one) for one in self.arrays[f"{name}:says"].swapaxes(0, 1)]
        services = [tensor(one) for one in self.arrays[f"{name}:services"].swapaxes(0, 1)]
        if "no encoder" in variant:
            says[ENCODER_SAYS] = says[ENCODER_SAYS] * 0
            services[ENCODER_FOUND] = services[ENCODER_FOUND] * 0
        if "text only" in variant:
            services[CONFIRMED] = services[CONFIRMED] * 0
        together = torch.zeros(len(heard), len(self.terms))
        together[:, [self.terms.index(theme) for theme in self.themes]] = heard
        return Judged(
            [together, *says],
            services,
            tensor(self.arrays[f"{name}:words"]),
            2 ** tensor(self.arrays[f"{name}:grades"]) - 1,
            torch.tensor(self.arrays[f"{name}:places"]),
            torch.tensor(self.arrays[f"{name}:ages"]),
        )


def trusts(evidence: Evidence, *, encoder: bool) -> tuple[Trust, dict[str, torch.Tensor]]:
    """Return what is learned of all, and what is heard in each collection without its labels."""

    def told(one: Heard) -> Heard:
        return one if encoder else one.without_encoder()

    has_labels = [name for name in evidence.names if f"{name}:about" in evidence.arrays]
    labelled = {name: told(evidence.labelled(name)) for name in has_labels}
    sentences = told(evidence.sentences())

    def learned(without: str) -> Trust:
        others = [one for name, one in labelled.items() if name != without]
        return trust([sentences, *(one for one in others for _ in range(TOLD_TIMES))])

    whole = learned("")
    heard = {
        name: (learned(name) if name in labelled else whole).shared_out(told(evidence.heard(name)))
        for name in evidence.names
    }
    return whole, heard


def keep_trust(evidence: Evidence, models: dict[str, Trust]) -> None:
    arrays: dict[str, Any] = {"terms": np.array(evidence.themes)}
    for kind, model in models.items():
        for name, one in model.named_parameters():
            arrays[f"{kind}-{name}"] = one.detach().numpy().astype(np.float16)
    arrays["without-directions"] = arrays["without-directions"][:0]
    np.savez_compressed(LEARNED / "hearing.npz", **arrays)


def keep_links(evidence: Evidence, answered_by: np.ndarray) -> None:
    rows = {
        term: {
            evidence.terms[at]: round(float(row[at]), 2)
            for at in np.argsort(-row, kind="stable")
            if row[at] >= LEAST_LINK
        }
        for term, row in zip(evidence.terms, answered_by, strict=True)
    }
    kept = {term: row for term, row in rows.items() if row != {term: 1.0}}
    text = json.dumps({"source": SOURCE, "answered_by": kept}, ensure_ascii=False, indent=1)
    (LEARNED / "answered-by.json").write_text(text + "\n", encoding="utf-8")


def report(model: Answers, collections: dict[str, dict[str, Judged]]) -> None:
    learned = model.answered_by().detach()
    kept = torch.where(learned >= LEAST_LINK, learned, torch.zeros_like(learned))
    for name, variants in collections.items():
        scores = [
            ndcg(model(one, kept, MOST_ASKED).detach(), one.gains) for one in variants.values()
        ]
        note = "held back" if name in HELD_BACK else ""
        print(f"{name:10}", *(f"{one:.3f}" for one in scores), note)
    print("understanding.py, together:", float(model.says.exp()[0]) * SHARED_OUT)
    print("understanding.py, witnesses:", model.says.exp()[1:].tolist())
    print(
        "index.py, title and body, named and meant; whole; confirmed:", model.found.exp().tolist()
    )
    print("index.py, shared out:", float(torch.sigmoid(model.length)))
    print("matching.py, places:", torch.exp(model.places - model.places[1]).tolist())
    print("matching.py, ages:", torch.exp(model.ages - model.ages[1]).tolist())
    print("matching.py, words:", float(model.words.exp()))


def main(path: str) -> None:
    torch.set_num_threads(1)
    evidence = Evidence(path)
    with_encoder, heard = trusts(evidence, encoder=True)
    without, heard_without = trusts(evidence, encoder=False)
    collections = {
        name: {
            variant: evidence.judged(
                name, (heard_without if "no encoder" in variant else heard)[name], variant
            )
            for variant in VARIANTS
        }
        for name in evidence.names
    }
    learned_from = [one for name, one in collections.items() if name not in HELD_BACK]
    model = answers(learned_from, evidence.links)
    LEARNED.mkdir(exist_ok=True)
    keep_trust(evidence, {"with": with_encoder, "without": without})
    keep_links(evidence, model.answered_by().detach().numpy())
    report(model, collections)


if __name__ == "__main__":
    main(*sys.argv[1:])

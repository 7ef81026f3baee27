"""Learn how far each witness may be trusted, and which offers answer which question.

    python benchmarks/guide/learn/learn.py EVIDENCE.npz

EVIDENCE.npz is what gather.py wrote. Needs torch, installed by hand, elsewhere; no Django. Writes
``taxonomy/data/learned`` anew and prints nDCG@10 of what was learned from and of what was held
back, and the numbers that stand in ``understanding.py``, ``index.py`` and ``matching.py``. Takes
ten minutes on one core, and says the same each time.

Four things are learned. How far a witness may be trusted for a theme of a question (softmax
regression, Adam): of the sentences that no witness learned from, and of the questions whose themes
somebody told, five times each. The same for a theme of an offer (logistic regression): of services
under themes that editors chose. Which offers answer: a share for each link that the thesaurus or
one of three writers laid, by what was judged right (softmax over the services of a collection
against the gains, ListNet, Cao and others 2007). And how well a question and an offer go together
beyond that: a few numbers of where each lies, by the same gains. Questions and services are heard
by what was learned of other collections.
"""

import json
import sys
from collections.abc import Callable, Sequence
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
ENCODER_SAYS, ENCODER_FOUND, CONFIRMED, TOGETHER = 4, 4, 5, 6
OF_QUESTIONS = (1.5, 1, 1, 1, 2, 0.1, 0.1, 0.1)
OF_OFFERS = (1.5, 1, 1, 1, 2, 0.1, 0.1)
SELDOM = -4.0  # the logarithm of the chance of a theme of which nothing is said
FEW_NUMBERS = 8
TOLD_TIMES, ALSO = 5, 0.35
EVEN, MOST_HEARD, SHARED_OUT = 0.7, 24, 3.0
MOST_SUGGESTED, MOST_ASKED = 24, 64
USUAL_SUM = 7.0
LEAST_LINK = 0.02
CUT = 10
WITH_THEMES_AND_TEXT = (0.6, 0.4)
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

    return learned(model, loss, len(wanted), rounds=12, pace=0.01, at_once=512)


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

    return learned(model, loss, len(all_of.about), rounds=40, pace=0.02, at_once=256)


def learned(
    model: Trust,
    loss: Callable[[torch.Tensor], torch.Tensor],
    count: int,
    *,
    rounds: int,
    pace: float,
    at_once: int,
) -> Trust:
    steps = torch.optim.Adam(model.parameters(), lr=pace)
    for turn in range(rounds):
        for group in steps.param_groups:
            group["lr"] = pace * (1 - turn / rounds) + pace / 20
        for rows in torch.randperm(count).split(at_once):
            steps.zero_grad()
            loss(rows).backward()
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


class Affinity(torch.nn.Module):
    """As ``Affinity`` in taxonomy/affinity.py; ``middles`` are where questions and offers lie."""

    def __init__(self, middles: tuple[torch.Tensor, torch.Tensor]) -> None:
        super().__init__()
        torch.manual_seed(0)
        self.middles = middles
        asked = torch.randn(len(middles[0]), FEW_NUMBERS) * 0.04
        offered = torch.cat([asked, torch.zeros(len(asked), 1)], 1)
        self.asked = torch.nn.Parameter(asked)
        self.offered = torch.nn.Parameter(offered)

    def forward(self, questions: torch.Tensor, offers: torch.Tensor) -> torch.Tensor:
        asked = (questions - self.middles[0]) @ self.asked
        offered = (offers - self.middles[1]) @ self.offered
        return asked @ offered[:, :FEW_NUMBERS].T + offered[None, :, FEW_NUMBERS]

    def cost(self, of_usual: float) -> torch.Tensor:
        numbers, usual = self.offered[:, :FEW_NUMBERS], self.offered[:, FEW_NUMBERS]
        costs = self.asked.square().sum() + numbers.square().sum() + of_usual * usual.square().sum()
        return 1.2e-3 * costs

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


def affinity(
    collections: Sequence[Lying],
    middles: tuple[torch.Tensor, torch.Tensor],
    of_usual: float,
    rounds: int = 120,
    pace: float = 0.01,
) -> Affinity:
    """Learn how well questions and offers go together beyond what the guide makes of them."""
    model = Affinity(middles)
    steps = torch.optim.Adam(model.parameters(), lr=pace)
    for _ in range(rounds):
        loss = model.cost(of_usual)
        for one in collections:
            beside = model(one.questions, one.offers)
            for scores, share in zip(one.scores, WITH_THEMES_AND_TEXT, strict=True):
                told = listed(torch.log(torch.relu(scores) + FLAT) + beside, one.gains)
                loss = loss + share * told / len(collections)
        steps.zero_grad()
        loss.backward()
        steps.step()
    return model


def listed(scores: torch.Tensor, gains: torch.Tensor) -> torch.Tensor:
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


Scores = dict[str, dict[str, torch.Tensor]]


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

    def rarities(self) -> torch.Tensor:
        """How rare each place of a bag is among the services that are learned from."""
        learned_from = [name for name in self.names if name not in HELD_BACK]
        bags = [self.arrays[f"{name}:offers:bags"] for name in learned_from]
        bags += [self.arrays[f"{name}:offers:bags"] for name in self.files_of_services()]
        times = sum((one != 0).sum(0) for one in bags)
        return tensor(np.log((sum(map(len, bags)) + 1) / (times + 1)))

    def bags(self, name: str, rarities: torch.Tensor) -> torch.Tensor:
        weighed = tensor(self.arrays[f"{name}:bags"]) * rarities
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


def keep_trust(name: str, evidence: Evidence, models: dict[str, Trust]) -> None:
    arrays: dict[str, Any] = {"terms": np.array(evidence.themes)}
    for kind, model in models.items():
        for part, one in model.named_parameters():
            arrays[f"{kind}:{part}"] = one.detach().numpy().astype(np.float16)
    arrays["without:directions"] = arrays["without:directions"][:0]
    np.savez_compressed(LEARNED / f"{name}.npz", **arrays)


def keep_affinity(models: dict[str, Affinity], rarities: torch.Tensor) -> None:
    arrays = {
        f"{kind}:{part}": one.detach().numpy().astype(np.float16)
        for kind, model in models.items()
        for part, one in model.arrays().items()
    }
    arrays["without:rarities"] = rarities.numpy().astype(np.float16)
    np.savez_compressed(LEARNED / "affinity.npz", **arrays)


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


def report(model: Answers, collections: dict[str, dict[str, Judged]], scores: Scores) -> None:
    for name, variants in collections.items():
        found = [ndcg(scores[name][one], variants[one].gains) for one in VARIANTS]
        note = "held back" if name in HELD_BACK else ""
        print(f"{name:10}", *(f"{one:.3f}" for one in found), note)
    print("understanding.py, together:", model.says.exp()[0].item() * SHARED_OUT)
    print("understanding.py, witnesses:", model.says.exp()[1:].tolist())
    print(
        "index.py, title and body, named and meant; sensed; confirmed; together:",
        model.found.exp().tolist(),
    )
    print("index.py, shared out:", torch.sigmoid(model.length).item())
    print("matching.py, places:", torch.exp(model.places - model.places[1]).tolist())
    print("matching.py, ages:", torch.exp(model.ages - model.ages[1]).tolist())
    print("matching.py, words:", model.words.exp().item())


def judged(evidence: Evidence) -> dict[str, dict[str, Judged]]:
    """Return all collections in all variants; keep what is learned for it."""
    models, heard, read = {}, {}, {}
    for kind, encoder in (("with", True), ("without", False)):
        question, heard[kind] = trusts(evidence, encoder=encoder)
        offer, read[kind] = readings(evidence, encoder=encoder)
        models[kind] = question, offer
    for at, name in enumerate(("questions", "offers")):
        keep_trust(name, evidence, {kind: both[at] for kind, both in models.items()})
    return {
        name: {
            variant: evidence.judged(name, heard[kind][name], read[kind][name], variant)
            for variant in VARIANTS
            for kind in ("without" if "no encoder" in variant else "with",)
        }
        for name in evidence.names
    }


def affinities(
    evidence: Evidence, collections: dict[str, dict[str, Judged]], scores: Scores
) -> Scores:
    """Learn and keep how questions and offers go together; return the scores with it."""
    rarities, found = evidence.rarities(), {name: dict(ones) for name, ones in scores.items()}
    models = {}
    for kind, of_usual in (("with", 0.5), ("without", 1.0)):
        variants = [one for one in VARIANTS if ("no encoder" in one) == (kind == "without")]
        lying = {
            name: Lying(
                *where(evidence, name, rarities if kind == "without" else None),
                [scores[name][one] for one in variants],
                collections[name][variants[0]].gains,
            )
            for name in evidence.names
        }
        known = [one for name, one in lying.items() if name not in HELD_BACK]
        middles = middles_of(known)
        if kind == "without":
            middles = torch.zeros_like(middles[0]), torch.zeros_like(middles[1])
        models[kind] = affinity(known, middles, of_usual)
        for name, one in lying.items():
            beside = torch.exp(models[kind](one.questions, one.offers).detach())
            found[name] |= {variant: scores[name][variant] * beside for variant in variants}
    keep_affinity(models, rarities)
    return found


def where(
    evidence: Evidence, name: str, rarities: torch.Tensor | None
) -> tuple[torch.Tensor, torch.Tensor]:
    if rarities is None:
        return tensor(evidence.arrays[f"{name}:vectors"]), evidence.offers(name).vectors
    return evidence.bags(name, rarities), evidence.bags(f"{name}:offers", rarities)


def middles_of(known: Sequence[Lying]) -> tuple[torch.Tensor, torch.Tensor]:
    return (
        torch.cat([one.questions for one in known]).mean(0),
        torch.cat([one.offers for one in known]).mean(0),
    )


def main(path: str) -> None:
    torch.set_num_threads(1)
    evidence = Evidence(path)
    LEARNED.mkdir(exist_ok=True)
    collections = judged(evidence)
    learned_from = [one for name, one in collections.items() if name not in HELD_BACK]
    model = answers(learned_from, evidence.links)
    answered_by = model.answered_by().detach()
    keep_links(evidence, answered_by.numpy())
    kept = torch.where(answered_by >= LEAST_LINK, answered_by, torch.zeros_like(answered_by))
    scores = {
        name: {one: model(variants[one], kept, MOST_ASKED).detach() for one in VARIANTS}
        for name, variants in collections.items()
    }
    report(model, collections, affinities(evidence, collections, scores))


if __name__ == "__main__":
    main(*sys.argv[1:])

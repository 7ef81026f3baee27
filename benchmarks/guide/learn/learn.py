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
from pathlib import Path
from typing import Any

import numpy as np
import torch
from answering import Answers, answers
from descent import ndcg
from evidence import HELD_BACK, VARIANTS, Evidence, Judged
from together import Affinity, Scores, affinities
from trust import SHARED_OUT, Trust, readings, trusts

LEARNED = Path(__file__).resolve().parents[3] / "vlaggenlijn/taxonomy/data/learned"
MOST_ASKED = 64
LEAST_LINK = 0.02
SOURCE = (
    "Learned by benchmarks/guide/learn, of links that the thesaurus or three writers laid, from"
    " judged questions; see docs/decisions/0037."
)


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
    models, scores = affinities(evidence, collections, scores)
    keep_affinity(models, evidence.rarities)
    report(model, collections, scores)


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Bring the helplines of this release into the database; safe to repeat and to upgrade.

A line that a person verified keeps its verification unless the release changes its number; a line
that is no longer in the release goes.
"""

import json
from pathlib import Path
from typing import Any

from vlaggenlijn.accounts.models import recorded
from vlaggenlijn.directory.models import Helpline

DATA = Path(__file__).resolve().parent / "data" / "helplines.json"
NAMES = {"name": "names", "purpose": "purposes"}
SAME = (
    *("number", "tel", "hours", "is_round_the_clock", "chat_url", "website"),
    *("languages", "regimes", "categories", "order", "source"),
)


def load() -> dict[str, int]:
    """Return how many helplines there are after loading."""
    described = json.loads(DATA.read_text(encoding="utf-8"))["helplines"]
    with recorded(by=None, network=None, deed="helplines.load"):
        for line in described:
            _load_one(line)
        for gone in Helpline.objects.not_among(line["slug"] for line in described):
            gone.delete()
    return {"helplines": len(described)}


def _load_one(described: dict[str, Any]) -> None:
    line = Helpline.objects.filter(slug=described["slug"]).first() or Helpline()
    if line.number != described["number"]:
        line.verified_on = line.verified_by = None
    line.slug = described["slug"]
    for source, target in NAMES.items():
        setattr(line, target, described[source])
    for name in SAME:
        setattr(line, name, described[name])
    line.save()

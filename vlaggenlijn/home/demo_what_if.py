"""A proposal in each network of the demo; what it would change is reckoned, not made up."""

from collections.abc import Iterable
from typing import Any

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.coverage.actions import keep_what_if
from vlaggenlijn.coverage.reckoning import Reckoned, reckoned
from vlaggenlijn.coverage.supposing import OPENS, outcome, read_supposed
from vlaggenlijn.coverage.what_if_words import kept_lines
from vlaggenlijn.coverage.within import Within

KM = 5
TITLE = "Demo: een praatgroep voor vaders van tieners in {}"
STORY = "Demo, verzonnen: een partner heeft op dinsdagavond een zaal vrij."


def add(networks: Iterable[LocalNetwork]) -> None:
    for network in networks:
        found = reckoned(network, KM * 1000.0)
        if found is not None:
            _keep(network, found)


def _keep(network: LocalNetwork, found: Reckoned) -> None:
    inside = [
        home
        for home, is_own in zip(found.ground.homes, found.ground.demand.inside, strict=True)
        if is_own
    ]
    home = max(inside, key=lambda one: one.inhabitants)
    asked: dict[str, Any] = {
        "daad": OPENS,
        "functie": "self-help",
        "groep": "fathers",
        "leeftijd": ["12-17"],
    }
    asked |= {"plaats": home.code, "capaciteit": None}
    values = {
        "title": TITLE.format(home.municipality.name_nl),
        "story": STORY,
        "deed": OPENS,
        "within": Within(KM),
        "asked": asked,
        "lines": kept_lines(outcome(found, read_supposed(found.ground, asked))),
    }
    keep_what_if(by=None, network=network, values=values)

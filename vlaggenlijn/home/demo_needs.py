"""Needs on the boards of the demo, and what its people found them to weigh. All invented."""

from collections.abc import Iterable
from typing import Any

from vlaggenlijn.accounts.models import LocalNetwork, Membership
from vlaggenlijn.needs import actions
from vlaggenlijn.needs.access import TAKES_PART
from vlaggenlijn.needs.models import SCHEMES, Source, State
from vlaggenlijn.taxonomy.models import Concept

DIJLE, BRUSSELS = "demo-dijle", "demo-brussel"
# Network, sentence, what it is about, source, where it stands, state.
NEEDS: tuple[tuple[str, str, dict[str, str], str, str, str], ...] = (
    (
        DIJLE,
        "Demo: vaders van tieners vinden nergens een plek om te praten.",
        {"function": "self-help", "target_group": "fathers", "age_band": "12-17"},
        Source.DIALOGUE, "Demotafel, drie organisaties zeiden hetzelfde.", State.OPEN,
    ),
    (
        DIJLE,
        "Demo: ouders wachten te lang op hulp bij ruzie met hun puber.",
        {"theme": "puberty", "function": "pedagogical-advice", "age_band": "12-17"},
        Source.UNMET, "14 demovragen zonder antwoord in een maand.", State.TAKEN_UP,
    ),
    (
        DIJLE,
        "Demo: jonge ouders missen een plek om elkaar te ontmoeten.",
        {"function": "social-cohesion", "target_group": "all-parents", "age_band": "0-2"},
        Source.CONSULTATION, "Demobevraging van partners.", State.OPEN,
    ),
    (
        BRUSSELS,
        "Demo: nieuwkomers vinden geen uitleg over school in hun taal.",
        {"function": "information", "target_group": "newcomers", "age_band": "6-11"},
        Source.OBSERVATION, "", State.OPEN,
    ),
    (
        BRUSSELS,
        "Demo: gezinnen zonder geld vragen melkpoeder en luiers.",
        {"function": "practical-support", "target_group": "families-in-poverty"},
        Source.PLAN, "Demo van een meerjarenplan, actie 3.", State.OPEN,
    ),
)  # fmt: skip


def add(networks: Iterable[LocalNetwork]) -> None:
    """Put needs on the board of each network and let all who take part vote."""
    for network in networks:
        made = [_need(network, row) for row in NEEDS if row[0] == network.slug]
        roles = Membership.objects.current().for_network(network).with_role(*TAKES_PART)
        for place, role in enumerate(roles.select_related("user")):
            weights = {pk: 1 + (place + at * at) % 3 for at, pk in enumerate(made)}
            actions.vote(by=role.user, network=network, weights=weights)


def _need(network: LocalNetwork, row: tuple[str, str, dict[str, str], str, str, str]) -> Any:
    _, sentence, about, source, evidence, state = row
    values: dict[str, Any] = {
        name: Concept.objects.of_scheme(scheme).named(about.get(name, ""))
        for name, scheme in SCHEMES.items()
    }
    values |= {"sentence": sentence, "source": source, "evidence": evidence, "state": state}
    need = actions.add_need(by=None, network=network, values=values | {"municipality": None})
    return need.pk

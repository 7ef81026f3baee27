"""Handbooks of the demo networks: one that is used for the Week, and one that was bettered."""

from collections.abc import Iterable

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.partnership import actions
from vlaggenlijn.partnership.models import Handbook
from vlaggenlijn.partnership.ready_handbooks import ready_handbooks
from vlaggenlijn.week.models import Campaign

WEEK, TICKED = "week", 4
BETTER = {
    "ask": "Demo: bel op een woensdagvoormiddag, dan nemen scholen op.",
    "hang": "Demo: vraag de groendienst om een ladder en een halfuur tijd.",
}


def add(networks: Iterable[LocalNetwork]) -> None:
    """The first network uses the handbook of the Week, the others share a bettered one."""
    first, *others = networks
    used = _taken(first)
    campaign = Campaign.objects.of_network(first).newest()
    values = {"name": f"Demo: {used.name}", "undertaking": campaign and campaign.undertaking}
    actions.keep_handbook(by=None, handbook=used, values=values)
    for step in list(used.steps.all())[:TICKED]:
        actions.tick(by=None, step=step, is_done=True)
    actions.share(by=None, handbook=used, better="Demo: zoals we het vorig jaar deden.")
    for network in others:
        _bettered(network)


def _taken(network: LocalNetwork) -> Handbook:
    ready = ready_handbooks("nl")[WEEK]
    return actions.take_into_use(by=None, network=network, source=ready)


def _bettered(network: LocalNetwork) -> None:
    handbook = _taken(network)
    actions.keep_handbook(by=None, handbook=handbook, values={"name": f"Demo: {handbook.name}"})
    for step in handbook.steps.all():
        if step.line in BETTER:
            actions.keep_step(by=None, step=step, values={"tip": BETTER[step.line]})
    actions.share(by=None, handbook=handbook, better="Demo: twee tips van op straat.")

"""A proposal in the demo, so that the list of proposals is not empty; it goes with its service."""

from dataclasses import replace

from vlaggenlijn.accounts.models import LocalNetwork, Membership, Role
from vlaggenlijn.directory.actions.proposals import propose_service_change
from vlaggenlijn.directory.actions.reading import service_facts
from vlaggenlijn.directory.models import Service


def add_proposal(service: Service, network: LocalNetwork) -> None:
    """Let the professional of a network propose a waiting time for a service."""
    members = Membership.objects.for_network(network).with_role(Role.PROFESSIONAL)
    facts = service_facts(service)
    columns = dict(facts.columns) | {"wait_time": "ongeveer twee weken"}
    propose_service_change(
        by=members[0].user if members else None,
        service=service,
        facts=replace(facts, columns=columns),
        network=network,
        reason="Demo: gehoord aan de telefoon.",
    )

"""For the demo: a running round of "is this still right?", and messages that wait for an answer."""

import uuid
from collections.abc import Mapping

from vlaggenlijn.accounts.models import LocalNetwork, PersonalLink
from vlaggenlijn.directory.actions import start_campaign, suggest
from vlaggenlijn.directory.actions.suggestions import Told, suggest_as_organization
from vlaggenlijn.directory.models import FreshnessCampaign, Service, Suggestion, SuggestionKind

TEXT = "Demo: kijk je even mee? Alvast bedankt."


def add_freshness(
    network: LocalNetwork, services: Mapping[str, Service], address: str
) -> FreshnessCampaign:
    """Start a round in a demo network and add messages about its first services at home."""
    mine = [one for one in services.values() if one.organization.network_id == network.pk]
    for service, told in zip(mine, TOLD, strict=False):
        suggest(
            network=network,
            organization=service.organization,
            service=service,
            told=told,
            key=uuid.uuid4(),
        )
    _add_by_organization(mine[len(TOLD)])
    return start_campaign(
        by=None,
        network=network,
        choice=FreshnessCampaign.Choice.STALE,
        text=TEXT,
        address=address,
    )


TOLD = (
    Told(SuggestionKind.HOURS, "Demo: op woensdag stond ik voor een gesloten deur."),
    Told(SuggestionKind.CONTACT, "Demo: dit nummer bestaat niet meer.", "ouder@demo.example"),
    Told(SuggestionKind.AUDIENCE, "Démo : c'est aussi pour les enfants de 4 ans.", language="fr"),
)


def _add_by_organization(service: Service) -> Suggestion | None:
    alert = {"before": service.alert, "after": "Demo: gesloten in juli.", "is_taken": False}
    return suggest_as_organization(
        service=service,
        changes={"alert": alert},
        text="Demo: de ingang is nu langs de achterkant.",
        key=uuid.uuid4(),
        email=service.organization.email,
    )


def remove_links(domain: str) -> int:
    """Take away the links that were mailed to demo addresses."""
    return PersonalLink.objects.mailed_to(domain).delete()[0]

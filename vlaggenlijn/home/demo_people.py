"""One open invitation in each network of the demo, for a partner with one organisation."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone

from vlaggenlijn.accounts.models import Invitation, LocalNetwork, Membership, Role, User, recorded
from vlaggenlijn.directory.models import Organization, Stewardship


def add_invitations(networks: Iterable[LocalNetwork], domain: str, password: str) -> None:
    """Offer a role in each network; no mail is sent, "send again" in the list makes a link."""
    for network in networks:
        email = f"uitgenodigd-{network.slug}{domain}"
        _invite(network, User.objects.create_user(email, password, name="Demo uitgenodigde"))


def _invite(network: LocalNetwork, user: User) -> None:
    coordinators = Membership.objects.current().for_network(network).with_role(Role.COORDINATOR)
    coordinator = coordinators.first()
    membership = Membership(network=network, user=user, role=Role.PARTNER, started_on=None)
    # An hour ago: whoever tries "send again" at once gets a mail (see actions.PAUSE).
    sent_at = timezone.now() - timedelta(hours=1)
    invitation = Invitation(
        membership=membership,
        name=user.name,
        by=coordinator.user if coordinator else None,
        sent_at=sent_at,
        expires_at=sent_at + Invitation.TERM,
    )
    with recorded(by=None, network=network, deed="demo.load"):
        membership.save()
        invitation.save()
        for organization in Organization.objects.at_home_in(network)[:1]:
            Stewardship(membership=membership, organization=organization).save()

"""The first day of a new network: four steps, each done or not by what the data say."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import LocalNetwork, Membership, Role
from vlaggenlijn.directory.models import Service

SERVICES, PARTNERS = 10, 2


@dataclass(frozen=True, slots=True)
class Step:
    """What to do, how far it is (``count`` of ``wanted``) and the page where it is done."""

    title: str | Promise
    text: str | Promise
    address: str
    count: int
    wanted: int

    @property
    def is_done(self) -> bool:
        return self.count >= self.wanted

    @property
    def is_begun(self) -> bool:
        return 0 < self.count < self.wanted


def steps_of(network: LocalNetwork) -> list[Step]:
    """Return the steps in their order; four small questions to the database."""
    people = Membership.objects.for_network(network).current_or_invited()
    has_contact = bool(network.contact_name and network.contact_phone)
    return [
        Step(
            _("Your area"),
            _("Which municipalities are yours."),
            _page("directory:areas", network),
            min(network.areas.count(), 1),
            1,
        ),
        Step(
            _("One person to turn to"),
            _("A name and a number below every answer, so that no parent is left without a door."),
            _page("accounts:contact", network),
            int(has_contact),
            1,
        ),
        Step(
            _("The first ten offers"),
            _("A name, a number and a theme are enough to begin with."),
            _page("directory:first_services", network),
            min(Service.objects.at_home_in(network).published().count(), SERVICES),
            SERVICES,
        ),
        Step(
            _("Two partners"),
            _("Invite two people who keep their own pages true."),
            _page("directory:invite", network),
            min(people.with_role(Role.PARTNER).count(), PARTNERS),
            PARTNERS,
        ),
    ]


def _page(name: str, network: LocalNetwork) -> str:
    return reverse(name, args=[network.slug]) + "?start"


def is_first_day(network: LocalNetwork) -> bool:
    """Whether the steps still ask for attention: not ended by hand, and not all of them done."""
    if network.first_day_ended_at is not None:
        return False
    return not all(step.is_done for step in steps_of(network))


def first_days_of(user: Any) -> list[LocalNetwork]:
    """Networks that a person coordinates and that have steps of the first day left, by name.

    An administrator who coordinates none has none: the steps are the coordinator's.
    """
    mine = Membership.objects.current().of(user).with_role(Role.COORDINATOR)
    networks = LocalNetwork.objects.on_their_first_day(mine)
    return [network for network in networks if is_first_day(network)]

"""What a desk shows: what asks for attention today, for each role what it needs."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from vlaggenlijn.accounts.models import LocalNetwork, Membership, Role
from vlaggenlijn.directory.models import Favourite, Helpline, Proposal, Service, Suggestion
from vlaggenlijn.home.first_day import first_days_of

FEW = 5


@dataclass(frozen=True, slots=True)
class Desk:
    """Counts and the first few stale services among those the person may change."""

    memberships: list[Membership]
    networks: list[LocalNetwork]
    service_count: int
    editable_count: int
    stale_count: int
    untagged_count: int
    stalest: list[Service]
    closed: list[Service]
    suggested: int
    proposed: int
    first_days: list[LocalNetwork]
    favourites: list[Favourite]
    unverified_helplines: int

    @property
    def roles(self) -> set[str]:
        return {one.role for one in self.memberships}

    @property
    def is_partner(self) -> bool:
        return Role.PARTNER in self.roles

    @property
    def is_coordinator(self) -> bool:
        return Role.COORDINATOR in self.roles


def desk_of(user: Any) -> Desk:
    """Return the desk of a person, in a number of queries that does not grow with the records."""
    today = timezone.localdate()
    mine = Service.objects.editable_by(user).current()
    stale = mine.stale(today)
    return Desk(
        memberships=list(Membership.objects.current().of(user).select_related("network")),
        networks=list(LocalNetwork.objects.for_user(user)),
        service_count=Service.objects.for_user(user).published().count(),
        editable_count=mine.count(),
        stale_count=stale.count(),
        untagged_count=mine.without_themes().count(),
        stalest=list(stale.select_related("organization").stalest_first()[:FEW]),
        closed=list(mine.closed_on(today).select_related("organization")[:FEW]),
        suggested=Suggestion.objects.open_for(user).count(),
        proposed=Proposal.objects.to_answer(user).count(),
        first_days=first_days_of(user),
        favourites=list(Favourite.objects.seen_by(user)[:FEW]),
        unverified_helplines=Helpline.objects.unverified().count() if user.is_administrator else 0,
    )

"""What a desk shows: the networks and roles of a person, and what asks for attention."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from vlaggenlijn.accounts.models import LocalNetwork, Membership
from vlaggenlijn.directory.models import Helpline, Service

FEW = 5


@dataclass(frozen=True, slots=True)
class Desk:
    """Counts and the first few stale services among those the person may change."""

    memberships: list[Membership]
    networks: list[LocalNetwork]
    service_count: int
    editable_count: int
    stale_count: int
    stalest: list[Service]
    closed: list[Service]
    unverified_helplines: int


def desk_of(user: Any) -> Desk:
    today = timezone.localdate()
    mine = Service.objects.editable_by(user).current()
    stale = mine.stale(today)
    return Desk(
        memberships=list(Membership.objects.current().of(user).select_related("network")),
        networks=list(LocalNetwork.objects.for_user(user)),
        service_count=Service.objects.for_user(user).published().count(),
        editable_count=mine.count(),
        stale_count=stale.count(),
        stalest=list(stale.select_related("organization").stalest_first()[:FEW]),
        closed=list(mine.closed_on(today).select_related("organization")[:FEW]),
        unverified_helplines=Helpline.objects.unverified().count() if user.is_administrator else 0,
    )

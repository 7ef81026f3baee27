"""What the mail on Monday tells one person."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from vlaggenlijn.accounts.models import Change, LocalNetwork, Membership, Role, User
from vlaggenlijn.directory.models import Service, Suggestion
from vlaggenlijn.guide.tallies import monday_of, period_before
from vlaggenlijn.home.counts import Line, last_period, most_missed
from vlaggenlijn.home.digest_campaigns import Asking, campaigns_asking
from vlaggenlijn.partnership.models import Task

FEW = 5
WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Digest:
    """What waits and what happened among the services that a person keeps true."""

    person: User
    network: LocalNetwork | None
    stale_count: int = 0
    stalest: list[Service] = field(default_factory=list)
    suggested: int = 0
    out_of_reach: int = 0
    missed: list[tuple[LocalNetwork, list[Line]]] = field(default_factory=list)
    closed: list[Service] = field(default_factory=list)
    opening: list[Service] = field(default_factory=list)
    new: list[Service] = field(default_factory=list)
    changed: list[Service] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    task_count: int = 0
    campaigns: list[Asking] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        week = (self.closed, self.opening, self.new, self.changed)
        asked = self.suggested or self.out_of_reach or self.missed
        waiting = self.stale_count or asked or self.tasks or self.campaigns
        return not (waiting or any(week))


def people_with_digests() -> list[User]:
    """Active people who coordinate or tend something, or have a task that asks for them now.

    Those who switched the mail off get none.
    """
    current = Membership.objects.current()
    roles = current.with_role(Role.COORDINATOR, Role.PARTNER)
    busy = Task.objects.asking(timezone.localdate()).values("person")
    people = User.objects.filter(is_active=True, wants_digest=True)
    wanted = Q(memberships__in=roles) | Q(pk__in=busy, memberships__in=current)
    return list(people.filter(wanted).distinct().order_by("pk"))


def digest_of(person: User) -> Digest:
    """Return the digest of a person for today, in a number of queries that does not grow."""
    today = timezone.localdate()
    mine = Service.objects.kept_by(person).current().select_related("organization")
    stale = mine.stale(today)
    new = mine.added_since(timezone.now() - WEEK)
    memberships = Membership.objects.current().of(person).select_related("network")
    first = memberships.first()
    asking = Task.objects.for_user(person).of_person(person).asking(today)
    tasks = list(asking.with_owners().soonest_first())
    return Digest(
        person=person,
        network=first.network if first else None,
        stale_count=stale.count(),
        stalest=list(stale.stalest_first()[:FEW]),
        suggested=Suggestion.objects.open_for(person).count(),
        out_of_reach=mine.out_of_reach().count(),
        missed=_missed(person),
        closed=list(mine.closed_on(today)[:FEW]),
        opening=list(mine.opening_again(today, today + timedelta(days=6))[:FEW]),
        new=list(new[:FEW]),
        changed=_changed_by_others(person, mine, new)[:FEW],
        tasks=tasks[:FEW],
        task_count=len(tasks),
        campaigns=campaigns_asking(person, today),
    )


def _missed(person: User) -> list[tuple[LocalNetwork, list[Line]]]:
    """Themes asked for and not found; told once, on the Monday after four weeks ended."""
    today = timezone.localdate()
    if period_before(today) == period_before(today - WEEK):
        return []
    coordinated = Membership.objects.current().of(person).with_role(Role.COORDINATOR)
    networks = [one.network for one in coordinated.select_related("network")]
    told = [(one, most_missed(last_period(one, monday_of(today)))) for one in networks]
    return [(network, lines) for network, lines in told if lines]


def _changed_by_others(
    person: User, mine: Iterable[Service], new: Iterable[Service]
) -> list[Service]:
    services = {service.pk: service for service in mine}
    fresh = {service.pk for service in new}
    changes = Change.objects.about(*services).by_somebody_else_than(person)
    changed = dict.fromkeys(
        changes.since(timezone.now() - WEEK).values_list("object_id", flat=True)
    )
    return [services[pk] for pk in changed if pk not in fresh]

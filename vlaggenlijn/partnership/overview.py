"""One page: who sits at the table, what is open, what is late."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.partnership.models import (
    Chair,
    FundingSource,
    Meeting,
    Partner,
    TableInvitation,
    Task,
    Undertaking,
)
from vlaggenlijn.partnership.table import idle_among

FEW = 6
NEWS = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Overview:
    """What asks for attention at the table of one network; lists are cut to a few."""

    chairs: list[tuple[str, list[Partner]]]
    partner_count: int
    late: list[Task]
    late_count: int
    soon: list[Task]
    meetings: list[Meeting]
    undertakings: list[Undertaking]
    idle: list[Partner]
    past_mandates: list[Partner]
    answers: list[TableInvitation]
    waiting_count: int
    calls: list[FundingSource]


def overview_of(network: LocalNetwork) -> Overview:
    """Return the overview of today, in a number of queries that does not grow."""
    now, today = timezone.now(), timezone.localdate()
    partners = list(Partner.objects.of_network(network).current().with_people())
    tasks = Task.objects.of_network(network).with_owners().soonest_first()
    late = list(tasks.late(today))
    invitations = TableInvitation.objects.of_network(network).with_organizations()
    return Overview(
        chairs=_by_chair(partners),
        partner_count=len(partners),
        late=late[:FEW],
        late_count=len(late),
        soon=[task for task in tasks.asking(today) if not task.is_late][:FEW],
        meetings=list(Meeting.objects.of_network(network).with_group().to_come(now)[:3]),
        undertakings=list(Undertaking.objects.of_network(network).going_on().with_parts()[:FEW]),
        idle=idle_among(network, partners)[:FEW],
        past_mandates=[one for one in partners if _is_over(one, today)][:FEW],
        answers=list(invitations.answered_since(now - NEWS)[:FEW]),
        waiting_count=invitations.unanswered().count(),
        calls=list(FundingSource.objects.of_network(network).to_ask(today)[:3]),
    )


def _is_over(partner: Partner, today: date) -> bool:
    return partner.mandate_until is not None and partner.mandate_until < today


def _by_chair(partners: list[Partner]) -> list[tuple[str, list[Partner]]]:
    found = [(str(chair.label), [one for one in partners if one.chair == chair]) for chair in Chair]
    return [(label, seated) for label, seated in found if seated]

"""Organisations are addressed, invited and reminded; who comes is marked."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from vlaggenlijn.accounts.actions import end_links, forget_in_history, give_link
from vlaggenlijn.accounts.models import User, recorded
from vlaggenlijn.common.mail import send_after_commit
from vlaggenlijn.dialogue.addressees import Chosen, planned
from vlaggenlijn.dialogue.letters import check_letter, invitation_letter, table_letter
from vlaggenlijn.dialogue.models import Participant, Quote, Series, Table
from vlaggenlijn.directory.letters import Letter
from vlaggenlijn.directory.models import Organization

LINK_PURPOSE = "dialogue"
LINK_TERM = timedelta(days=180)
State = Participant.State


@dataclass(frozen=True, slots=True)
class Addressed:
    """An organisation to address: its name or code, and where the invitation goes."""

    code: str
    kind: str = ""
    region: str = ""
    email: str = ""
    organization: Organization | None = None


def address(*, by: User | None, series: Series, organizations: Iterable[Addressed]) -> int:
    """Add organisations to a series, each once; return how many are new."""
    with recorded(by=by, network=series.network, deed="dialogue.address") as recorder:
        Series.locked(series.pk)
        rows = Participant.objects.of_series(series).real()
        known = set(rows.values_list("code", flat=True))
        made = []
        for one in organizations:
            if one.code and one.code not in known:
                known.add(one.code)
                made.append(_participant(series, one))
        recorder.add_all(made)
    return len(made)


def address_chosen(*, by: User, series: Series, chosen: Chosen) -> int:
    """Add everybody of the directory who is chosen and not there yet; return how many are new."""
    with recorded(by=by, network=series.network, deed="dialogue.address") as recorder:
        Series.locked(series.pk)
        found = planned(by, series, chosen)
        recorder.add_all(
            _participant(series, Addressed(one.name, one.kind, one.region, one.email,
                                           found.records[one.key]))
            for one in found.plan.new
        )  # fmt: skip
    return len(found.plan.new)


def _participant(series: Series, one: Addressed) -> Participant:
    made = Participant(
        series=series, code=one.code, kind=one.kind, region=one.region,
        organization=one.organization,
    )  # fmt: skip
    made.email = one.email
    return made


def invite(*, by: User, series: Series, address: str) -> tuple[int, int]:
    """Mail everybody who was not invited yet; return (mailed, without an address)."""
    waiting = Participant.objects.of_series(series).real().in_state(State.ADDRESSED)
    return _mail(by, series, waiting, address, is_reminder=False)


def remind(*, by: User, series: Series, address: str) -> tuple[int, int]:
    """Mail everybody who was invited and did not answer; return (mailed, without an address)."""
    waiting = Participant.objects.of_series(series).real().in_state(State.INVITED)
    return _mail(by, series, waiting, address, is_reminder=True)


def _mail(
    by: User, series: Series, waiting: Iterable[Participant], address: str, *, is_reminder: bool
) -> tuple[int, int]:
    mailed = silent = 0
    with recorded(by=by, network=series.network, deed="dialogue.invite"):
        for participant in waiting:
            participant.series = series
            if not participant.email:
                silent += 1
                continue
            _mark(participant, is_reminder=is_reminder)
            send(participant, invitation_letter(participant, link_for(participant),
                                                address=address))  # fmt: skip
            mailed += 1
    return mailed, silent


def _mark(participant: Participant, *, is_reminder: bool) -> None:
    now = timezone.now()
    if is_reminder:
        participant.reminded_at = now
    else:
        participant.invited_at, participant.state = now, State.INVITED
    participant.save()


def link_for(participant: Participant) -> str:
    """Make a new personal link; the address itself stays sealed, also there."""
    return give_link(
        purpose=LINK_PURPOSE, subject_id=participant.pk, term=LINK_TERM, is_single_use=False
    )


def send(participant: Participant, letter: Letter) -> None:
    subject, body = letter
    send_after_commit(to=participant.email, subject=subject, body=body)


def news_of_table(before: Table, after: Table) -> str:
    """Return the letter that a changed table asks for: moved, off or on; "" when there is none."""
    planned, off = Table.State.PLANNED, Table.State.CANCELLED
    if after.is_rehearsal or (after.starts_at and after.starts_at <= timezone.now()):
        return ""
    is_other = (before.place, before.starts_at) != (after.place, after.starts_at)
    return {
        (planned, off): "off",
        (off, planned): "on",
        (planned, planned): "moved" if is_other else "",
    }.get((Table.State(before.state), Table.State(after.state)), "")


def tell_seated(*, table: Table, kind: str, address: str = "") -> int:
    """Mail everybody who has a seat what is new about their table; return how many."""
    seated = Participant.objects.at_table(table).in_state(State.REGISTERED)
    reached = [one for one in seated.with_series() if one.email]
    for one in reached:
        send(one, table_letter(one, table, kind, link_for(one), address=address))
    return len(reached)


def mark_presence(*, by: User | None, table: Table, present: Iterable[uuid.UUID]) -> None:
    """Say who took part: everybody else who was registered did not come. The table is held."""
    came = set(present)
    with recorded(by=by, network=table.series.network, deed="dialogue.presence"):
        stored = Table.locked(table.pk)
        stored.state = Table.State.HELD
        stored.save()
        seats = (State.REGISTERED, State.PRESENT, State.NO_SHOW)
        for participant in Participant.objects.at_table(table).in_state(*seats):
            participant.state = State.PRESENT if participant.pk in came else State.NO_SHOW
            participant.save()


def ask_to_check(*, by: User, table: Table, address: str) -> int:
    """Ask everybody who took part to read back; return how many got a mail.

    Quotes that were only noted wait for an answer from now until the deadline of the series.
    """
    now = timezone.now()
    with recorded(by=by, network=table.series.network, deed="dialogue.check"):
        stored = Table.locked(table.pk)
        stored.check_until = now + timedelta(days=table.series.check_days)
        stored.save()
        for quote in Quote.objects.at_table(table).in_state(Quote.State.NOTED).spoken():
            quote.state = Quote.State.IN_CHECK
            quote.save()
        return sum(
            _ask(participant, stored, address)
            for participant in Participant.objects.at_table(table).in_state(State.PRESENT)
        )


def _ask(participant: Participant, table: Table, address: str) -> bool:
    participant.check_asked_at = timezone.now()
    participant.save()
    if not participant.email or participant.is_mock:
        return False
    token = link_for(participant)
    send(participant, check_letter(participant, table, token, address=address))
    return True


@transaction.atomic
def forget_names(*, series: Series) -> int:
    """Delete names and addresses of a series for good, and close all its links."""
    with recorded(by=None, network=series.network, deed="dialogue.forget"):
        rows = list(Participant.objects.of_series(series))
        for participant in rows:
            participant.name = participant.email = ""
            participant.save()
        stored = Series.locked(series.pk)
        stored.names_deleted_at = timezone.now()
        stored.save()
    for participant in rows:
        forget_in_history(participant, {"sealed_name": "", "sealed_email": ""})
        end_links(subject_id=participant.pk, purpose=LINK_PURPOSE)
    return len(rows)


def forget_old_names() -> int:
    """Delete the names of every series whose term is over; return how many people."""
    old = Series.objects.past_their_term(timezone.localdate())
    return sum(forget_names(series=series) for series in old.select_related("network"))

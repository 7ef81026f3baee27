"""What goes to UiTdatabank: approved by somebody, sent by the worker, tried again, taken off."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.models import User, recorded
from vlaggenlijn.agenda.access import APPROVE
from vlaggenlijn.agenda.models import Activity, State, UitApproval, UitPlace, UitSending
from vlaggenlijn.agenda.uit_client import (
    Declined,
    Request,
    TryLater,
    may_push,
    may_search,
    search,
    send,
)
from vlaggenlijn.agenda.uit_offers import offers_of
from vlaggenlijn.agenda.uitdatabank import (
    Offer,
    Spot,
    event_of,
    place_of,
    reasons_against,
    shape_problems,
)
from vlaggenlijn.places.folding import fold

CLAIMED = timedelta(minutes=10)
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=5), timedelta(hours=24)
MOST_AT_ONCE = 200
MOST_IN_A_FILE = 500


class MayNotGo(Exception):
    """An activity may not go to UiTdatabank; ``reasons`` are codes of scope.REASONS."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(", ".join(reasons))
        self.reasons = reasons


def approve(*, by: User, activity: Activity) -> UitApproval:
    """Say that an activity may go, as its organiser wants; raises MayNotGo. Twice is once."""
    require(by, APPROVE, activity.network)
    reasons = reasons_against(offers_of([activity])[activity.pk])
    if reasons:
        raise MayNotGo(reasons)
    with recorded(by=by, network=activity.network, deed="uit.approve"):
        Activity.locked(activity.pk)
        approval = UitApproval.objects.of(activity).first() or UitApproval(activity=activity)
        if approval._state.adding or approval.is_withdrawn:
            approval.approved_by, approval.approved_at = by, timezone.now()
            approval.is_withdrawn = False
            approval.save()
        _wait(approval)
    return approval


def withdraw(*, by: User, activity: Activity) -> None:
    """Take an approval back: what was sent is taken off there. Twice is once."""
    require(by, APPROVE, activity.network)
    with recorded(by=by, network=activity.network, deed="uit.withdraw"):
        approval = UitApproval.objects.of(activity).first()
        if approval is None or approval.is_withdrawn:
            return
        approval.is_withdrawn = True
        approval.save()
        _wait(approval)


def _wait(approval: UitApproval) -> None:
    values = {"state": UitSending.State.WAITING, "next_at": timezone.now(), "tries": 0, "code": ""}
    UitSending.objects.update_or_create(approval=approval, defaults=values)
    if may_push():
        transaction.on_commit(push_in_background.enqueue)


def events_of(activities: Sequence[Activity]) -> list[dict[str, Any]]:
    """Return those of some activities that may go, as events for a file.

    A place of which the address there is not known is described in the event itself.
    """
    offers = offers_of(activities)
    events = []
    for one in activities:
        offer = offers[one.pk]
        if not reasons_against(offer):
            known = UitPlace.objects.filter(key=_key(offer.spot)).first()
            event = event_of(offer, known.url if known else "")
            if known is None and offer.spot.is_whole:
                event["location"] = place_of(offer.spot)
            events.append(event)
    return events


def push_what_waits() -> None:
    """Let the worker send what waits, if anything does; for each round of the clock."""
    if may_push() and UitSending.objects.due(timezone.now()).exists():
        push_in_background.enqueue()


def look_for_changes() -> int:
    """Let what changed since it was sent wait to be sent again; return how many."""
    if not may_push():
        return 0
    sent = UitSending.objects.filter(state=UitSending.State.SENT, approval__is_withdrawn=False)
    count = 0
    for sending in sent.select_related("approval"):
        activity = Activity.objects.with_details().get(pk=sending.approval.activity_id)
        offer = offers_of([activity])[activity.pk]
        # What is over needs no word any more.
        if offer.times and digest_of(offer, is_deleted=_is_to_go(sending, offer)) != sending.digest:
            count += _wait_again(sending)
    if count:
        push_in_background.enqueue()
    return count


def _wait_again(sending: UitSending) -> int:
    mine = UitSending.objects.filter(pk=sending.pk, state=UitSending.State.SENT)
    return mine.update(state=UitSending.State.WAITING, next_at=timezone.now(), tries=0)


@task()
def push_in_background() -> None:
    """Send what waits, one by one; two workers never send the same."""
    push_due()


def push_due(now: datetime | None = None) -> int:
    """Send what waits; return how many arrived."""
    if not may_push():
        return 0
    now = now or timezone.now()
    ids = list(UitSending.objects.due(now).values_list("pk", flat=True)[:MOST_AT_ONCE])
    return sum(_push(pk, now) for pk in ids if UitSending.objects.claim(pk, now, now + CLAIMED))


def _push(pk: int, now: datetime) -> bool:
    sending = UitSending.objects.select_related("approval").get(pk=pk)
    activity = Activity.objects.with_details().get(pk=sending.approval.activity_id)
    offer = offers_of([activity])[activity.pk]
    try:
        digest = _send(sending, offer)
    except TryLater as later:
        _later(sending, later, now)
        return False
    except Declined as declined:
        return _ended(sending, UitSending.State.REFUSED, code=declined.code, detail=declined.detail)
    except MayNotGo as stopped:
        return _ended(sending, UitSending.State.REFUSED, code="uit_scope",
                      detail=",".join(stopped.reasons))  # fmt: skip
    return _ended(sending, UitSending.State.SENT, digest=digest, sent_at=now)


def _send(sending: UitSending, offer: Offer) -> str:
    """Send one activity; return the digest of what was sent, empty when there was nothing."""
    is_deleted = _is_to_go(sending, offer)
    reasons = reasons_against(offer)
    if is_deleted and not (sending.digest and offer.times):
        return ""
    if not is_deleted and reasons:
        raise MayNotGo(reasons)
    event = event_of(offer, _place(offer), is_deleted=is_deleted)
    wrong = shape_problems(event)
    if wrong:
        raise Declined("uit_shape", ", ".join(wrong))
    # The id is ours, so the same request a second time makes no second event.
    send(Request("PUT", f"/events/{sending.uit_id}", event))
    return digest_of(offer, is_deleted=is_deleted)


def _is_to_go(sending: UitSending, offer: Offer) -> bool:
    is_off_here = offer.state in (State.ARCHIVED, State.DRAFT)
    return sending.approval.is_withdrawn or (is_off_here and bool(sending.digest))


def digest_of(offer: Offer, *, is_deleted: bool = False) -> str:
    """Return what differs as soon as anything that is sent does; the place by its own words."""
    return hashlib.sha256(repr((offer, is_deleted)).encode()).hexdigest()


def _place(offer: Offer) -> str:
    """Return the address there of where it is: remembered, found, or made."""
    spot = offer.spot
    if not spot.is_whole:
        return ""
    key = _key(spot)
    known = UitPlace.objects.filter(key=key).first()
    if known is None:
        known, _ = UitPlace.objects.get_or_create(
            key=key, defaults={"url": _found_place(spot) or _made_place(spot, key)}
        )
    return known.url


def _key(spot: Spot) -> str:
    parts = (spot.name, spot.street, spot.postal_code, spot.city)
    return hashlib.sha256("|".join(map(fold, parts)).encode()).hexdigest()


def _found_place(spot: Spot) -> str:
    """Return the one place there with this name and post code; empty when there is none."""
    if not may_search():
        return ""
    query = {"postalCode": spot.postal_code, "q": f"name.\\*:{_quoted(spot.name)}", "limit": 10}
    members = search("/places/", query).get("member")
    ids = {
        one["@id"]
        for one in (members if isinstance(members, list) else [])
        if isinstance(one, dict) and str(one.get("@id", "")).startswith("https://")
    }
    return next(iter(ids)) if len(ids) == 1 else ""


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _made_place(spot: Spot, key: str) -> str:
    # An id out of the place itself: who makes it twice makes one.
    own = f"{key[:8]}-{key[8:12]}-4{key[13:16]}-8{key[17:20]}-{key[20:32]}"
    answer = send(Request("PUT", f"/places/{own}", place_of(spot)))
    return str(answer.get("url") or f"https://io.uitdatabank.be/places/{own}")[:300]


def _later(sending: UitSending, later: TryLater, now: datetime) -> None:
    tries = min(sending.tries + 1, 30)
    wait = min(FIRST_WAIT * 2 ** min(tries - 1, 12), LONGEST_WAIT)
    wait = max(wait, min(timedelta(seconds=later.seconds), LONGEST_WAIT))
    mine = UitSending.objects.filter(pk=sending.pk)
    mine.update(next_at=now + wait, tries=tries, code=later.code, detail="")


def _ended(sending: UitSending, state: str, **values: Any) -> bool:
    kept = {"code": "", "detail": ""} | values
    # Who approved or withdrew in the meantime made it wait anew: that stands.
    mine = UitSending.objects.filter(pk=sending.pk, next_at=sending.next_at)
    mine.update(state=state, tries=0, **kept)
    return state == UitSending.State.SENT

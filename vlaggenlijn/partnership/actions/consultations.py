"""Asking local organisations what they see: sent, answered by link, reminded, made into needs."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.actions import give_link, use_link
from vlaggenlijn.accounts.actions.forgetting import forget_in_history
from vlaggenlijn.accounts.models import LocalNetwork, PersonalLink, User, recorded
from vlaggenlijn.common.mail import send_after_commit
from vlaggenlijn.directory.models import Organization
from vlaggenlijn.needs.actions import COLUMNS, add_need, trace
from vlaggenlijn.needs.models import Need, Source, State
from vlaggenlijn.needs.threads import End
from vlaggenlijn.partnership.letters import consultation_letter
from vlaggenlijn.partnership.models import Asked, Consultation, Observation
from vlaggenlijn.partnership.models.consultation import LINK_TERM


def start_consultation(
    *,
    by: User | None,
    network: LocalNetwork,
    title: str,
    text: str,
    closes_on: date,
    organizations: Iterable[Organization],
    address: str = "",
    idempotency_key: uuid.UUID | None = None,
) -> Consultation:
    """Ask organisations what they see, one mail each; the same key again returns the first round.

    Organisations without an address of mail stand in the round, to be called.
    """
    deed, key = "consultation.start", idempotency_key
    with recorded(by=by, network=network, deed=deed, key=key) as recorder:
        if recorder.is_repeat:
            first = recorder.change_set.changes.get(model=Consultation._meta.label_lower)
            return Consultation.locked(first.object_id)
        consultation = Consultation(network=network, title=title, text=text, closes_on=closes_on)
        consultation.sent_at = timezone.now()
        consultation.save()
        for organization in organizations:
            asked = Asked(consultation=consultation, organization=organization)
            asked.email = organization.email
            asked.save()
            _mail(asked, address)
    return consultation


def _mail(asked: Asked, address: str = "") -> None:
    if not asked.email:
        return
    token = give_link(
        purpose=Asked.LINK,
        subject_id=asked.pk,
        term=LINK_TERM,
        email=asked.email,
        is_single_use=False,
    )
    subject, body = consultation_letter(asked, token, address)
    send_after_commit(to=asked.email, subject=subject, body=body)


def opened_asked(token: str) -> Asked | None:
    """Return who is asked by a link, while the round runs; reading only."""
    link = PersonalLink.objects.opened_by(token, Asked.LINK)
    return _asked(link) if link else None


def _asked(link: PersonalLink) -> Asked | None:
    asked = Asked.objects.with_places().with_id(link.subject_id)
    is_running = asked is not None and asked.consultation.is_running(timezone.localdate())
    return asked if is_running else None


@transaction.atomic
def answer_consultation(*, token: str, seen: Iterable[Mapping[str, Any]]) -> Asked | None:
    """Keep what an organisation sees: ``sentence``, ``domain`` and ``weight`` of each.

    A second answer takes the place of the first, but for what a need was already made of. None
    when the link opens nothing (any more).
    """
    link = use_link(token=token, purpose=Asked.LINK)
    asked = _asked(link) if link else None
    if asked is None:
        return None
    return see(asked=asked, seen=seen)


def see(*, asked: Asked, seen: Iterable[Mapping[str, Any]]) -> Asked:
    """Keep what an organisation sees, whichever way it told: by link, or on the phone."""
    with recorded(by=None, network=asked.consultation.network, deed="consultation.answer"):
        stored = Asked.locked(asked.pk)
        stored.answered_at = timezone.now()
        stored.save()
        _see(stored, list(seen))
    return stored


def _see(asked: Asked, seen: list[Mapping[str, Any]]) -> None:
    kept = {row.sentence for row in asked.observations.all() if row.need_id}
    for row in asked.observations.all():
        if row.need_id is None:
            row.delete()
    for one in seen:
        if one["sentence"] not in kept:
            Observation(asked=asked, **one).save()


def remind_asked(now: datetime | None = None) -> int:
    """Remind once, after a week, those who did not answer; return how many."""
    moment = now or timezone.now()
    due = Asked.objects.to_remind(moment, timezone.localdate(moment)).with_places()
    return sum(_remind(asked, moment) for asked in due)


def _remind(asked: Asked, moment: datetime) -> bool:
    with recorded(by=None, network=asked.consultation.network, deed="consultation.remind"):
        stored = Asked.locked(asked.pk)
        if stored.reminded_at or stored.answered_at:
            return False
        stored.reminded_at = moment
        stored.save()
        _mail(stored)
    return True


def close_consultation(*, by: User | None, consultation: Consultation) -> Consultation:
    """End a round as of yesterday: its links open nothing any more, its answers stay."""
    yesterday = timezone.localdate() - timedelta(days=1)
    with recorded(by=by, network=consultation.network, deed="consultation.close"):
        stored = Consultation.locked(consultation.pk)
        stored.closes_on = min(stored.closes_on, yesterday)
        stored.save()
    return stored


@transaction.atomic
def make_need(
    *, by: User | None, consultation: Consultation, observation: Observation, sentence: str
) -> Need:
    """Make a need of something that was seen, with a step of the thread; once for each."""
    network = consultation.network
    there = Observation.locked(observation.pk).need
    if there is not None:
        return there
    values: dict[str, Any] = dict.fromkeys(COLUMNS)
    values |= {"sentence": sentence, "source": Source.CONSULTATION, "state": State.OPEN}
    values["evidence"] = _("Consultation “%(title)s”") % {"title": consultation.title}
    need = add_need(by=by, network=network, values=values)
    with recorded(by=by, network=network, deed="consultation.need"):
        stored = Observation.locked(observation.pk)
        stored.need = need
        stored.save()
    page = reverse("partnership:consultation", args=[consultation.pk])
    origin = End("partnership.consultation", consultation.pk, consultation.title, page)
    result = End("needs.need", need.pk, need.sentence, f"{reverse('needs:board')}#nood-{need.pk}")
    trace(by=by, network=network, source=origin, target=result, label=_("told by organisations"))
    return need


def forget_asked() -> int:
    """Blank the addresses of rounds that are long over; return how many."""
    old = list(Asked.objects.to_forget(timezone.localdate()).with_places())
    for asked in old:
        with recorded(by=None, network=asked.consultation.network, deed="consultation.forget"):
            stored = Asked.locked(asked.pk)
            stored.email = ""
            stored.save()
        forget_in_history(stored, {"email": ""})
    return len(old)

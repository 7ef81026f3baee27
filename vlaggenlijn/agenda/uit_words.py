"""Where an activity stands towards UiTdatabank, in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.agenda.models import Activity, UitApproval, UitSending
from vlaggenlijn.agenda.uit_offers import offers_of
from vlaggenlijn.agenda.uitdatabank import reasons_against
from vlaggenlijn.agenda.uitdatabank.scope import REASONS

WAITS: Mapping[str, Any] = {
    "uit_busy": lazy("UiTdatabank is busy; we try again later."),
    "uit_down": lazy("UiTdatabank does not work now; we try again later."),
    "uit_credentials": lazy(
        "UiTdatabank does not know this site. Whoever looks after the site has to check its"
        " credentials; we try again later."
    ),
    "uit_token": lazy("UiTdatabank did not let us in; we try again later."),
    "uit_answer": lazy("UiTdatabank gave an answer that we cannot read; we try again later."),
}
REFUSALS: Mapping[str, Any] = {
    "uit_declined": lazy("UiTdatabank does not take it: %(detail)s"),
    "uit_shape": lazy("It has not the form that UiTdatabank wants: %(detail)s"),
}
UNREADABLE: Mapping[str, Any] = {
    "uit_no_json": lazy("This file is no JSON. Save the answer of the search as it is."),
    "uit_no_events": lazy("There are no events in it."),
    "uit_too_many": lazy("There are more than %(limit)s events in it. Ask the search for less."),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """``kind`` is sent, waiting, refused, off, may or may_not; ``reasons`` say why not."""

    activity: Activity
    kind: str
    text: str
    reasons: list[str] = field(default_factory=list)
    approval: UitApproval | None = None
    url: str = ""


def reason_texts(codes: Iterable[str]) -> list[str]:
    return [_(REASONS[code]) for code in codes]


def standings(activities: Sequence[Activity]) -> list[Standing]:
    """Return how activities (read ``with_details()``) stand; four queries for all."""
    offers = offers_of(activities)
    found = UitApproval.objects.filter(activity__in=[one.pk for one in activities])
    approvals = {one.activity_id: one for one in found.select_related("sending", "approved_by")}
    return [
        _standing(one, approvals.get(one.pk), reasons_against(offers[one.pk])) for one in activities
    ]


def _standing(activity: Activity, approval: UitApproval | None, codes: list[str]) -> Standing:
    reasons = reason_texts(codes)
    if approval is None or approval.is_withdrawn:
        kind = "may_not" if reasons else "may"
        text = _("may not go") if reasons else _("may go, not approved")
        return Standing(activity, kind, text, reasons, approval)
    sending: UitSending = approval.sending
    if sending.state == UitSending.State.SENT:
        url = f"https://www.uitinvlaanderen.be/agenda/e/-/{sending.uit_id}"
        return Standing(activity, "sent", _("sent"), [], approval, url)
    if sending.state == UitSending.State.REFUSED:
        return Standing(activity, "refused", _("not taken"), _refusal(sending), approval)
    waits = [str(WAITS.get(sending.code, _("We try again later.")))] if sending.code else []
    return Standing(activity, "waiting", _("approved, waits to be sent"), waits, approval)


def _refusal(sending: UitSending) -> list[str]:
    if sending.code == "uit_scope":
        return reason_texts(code for code in sending.detail.split(",") if code in REASONS)
    return [str(REFUSALS[sending.code]) % {"detail": sending.detail}]


def problem_text(stopped: Exception) -> str:
    """Return why nothing could be brought in."""
    code = getattr(stopped, "code", "")
    if code in UNREADABLE:
        return str(UNREADABLE[code]) % getattr(stopped, "values", {})
    if code in REFUSALS:
        return str(REFUSALS[code]) % {"detail": getattr(stopped, "detail", "")}
    return str(WAITS.get(code, _("UiTdatabank did not answer. Try again later.")))

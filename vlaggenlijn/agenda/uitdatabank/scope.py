"""Which activities may go to UiTdatabank, and why another may not.

The rule: a public leisure activity with a day and a place, of which the kind is known, that stands
on our own agenda and does not come from there. A talk, a course, a meeting place, a play morning:
yes. A consultation, help by appointment, an offer that is always there: no; those are no
activities here, but services of the directory, and nothing of the directory ever goes.
"""

from collections.abc import Iterator

from vlaggenlijn.agenda.uitdatabank.offers import Offer
from vlaggenlijn.agenda.uitdatabank.terms import EVENT_TYPES

gettext_noop = str  # marks a text for translation; nothing is translated here

REASONS: dict[str, str] = {
    "not_public": gettext_noop("It does not stand on the agenda yet. Put it there first."),
    "from_there": gettext_noop("It comes from UiTdatabank itself."),
    "no_kind": gettext_noop(
        "Its kind is “something else”, so nobody can tell whether it is leisure. Choose its kind."
    ),
    "no_times": gettext_noop("It has no coming times."),
    "no_place": gettext_noop(
        "UiTdatabank wants the name of the place, a street with number, a post code and a"
        " municipality. Fill them in."
    ),
    "no_online_address": gettext_noop(
        "It is online, and there is no web address where people find it. Fill it in."
    ),
}


def reasons_against(offer: Offer) -> list[str]:
    """Return the codes of all reasons why an activity may not go; none: it may."""
    return list(_reasons(offer))


def _reasons(offer: Offer) -> Iterator[str]:
    if offer.state not in ("published", "cancelled"):
        yield "not_public"
    if offer.comes_from_there:
        yield "from_there"
    if offer.kind not in EVENT_TYPES:
        yield "no_kind"
    if not offer.times:
        yield "no_times"
    if offer.attendance != "online" and not offer.spot.is_whole:
        yield "no_place"
    if offer.attendance == "online" and not offer.online_url:
        yield "no_online_address"

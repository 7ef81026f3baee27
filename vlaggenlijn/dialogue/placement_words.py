"""Why a session stands where it stands, in sentences."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vlaggenlijn.dialogue.actions.camp_placing import Gathered
from vlaggenlijn.dialogue.models.camps import needs_in_words
from vlaggenlijn.dialogue.placement import Reason, Score, reasons

Names = Mapping[str, str]


def reasons_in_words(found: Gathered) -> dict[str, list[str]]:
    """Return {id of a session: sentences}, of a camp as it is placed now."""
    names = {str(one.pk): str(one) for one in (*found.slots, *found.rooms, *found.sessions)}
    told = reasons(found.plain, found.so_far)
    return {key: [_sentence(one, names) for one in why] for key, why in told.items()}


def _sentence(reason: Reason, names: Names) -> str:
    values = dict(reason.values)
    known = {name: _told(name, value, names) for name, value in values.items()}
    return _SENTENCES[reason.code](known)


def _told(name: str, value: str | int, names: Names) -> str | int:
    if isinstance(value, int):
        return value
    if name == "needs":
        return ", ".join(needs_in_words(value.split(", ")))
    return ", ".join(names.get(key, key) for key in value.split(", "))


def _people(known: Mapping[str, str | int]) -> int:
    return int(known.get("people", 0))


_SENTENCES: dict[str, Callable[[Mapping[str, str | int]], str]] = {
    "by_hand": lambda known: _("You put it here by hand."),
    "only_room": lambda known: _("Only these rooms have what it needs: %(rooms)s.") % known,
    "full": lambda known: _(
        "%(standing)s of %(interested)s find no seat: the room has %(seats)s."
    ) % known,
    "roomy": lambda known: _("%(interested)s want to come; the room has %(seats)s seats.") % known,
    "host_elsewhere": lambda known: _(
        "The host also hosts “%(session)s”, at another time (%(slot)s)."
    ) % known,
    "apart": lambda known: ngettext(
        "%(people)s person also wants to see “%(session)s”, and can: it is at another time.",
        "%(people)s people also want to see “%(session)s”, and can: it is at another time.",
        _people(known),
    ) % known,
    "together": lambda known: ngettext(
        "%(people)s person has to choose between this and “%(session)s”, at the same time.",
        "%(people)s people have to choose between this and “%(session)s”, at the same time.",
        _people(known),
    ) % known,
    "pinned_host": lambda known: _(
        "Careful: the host is at “%(session)s” at the same time. You put it there by hand."
    ) % known,
    "pinned_needs": lambda known: _(
        "Careful: the room lacks what it needs (%(needs)s). You put it there by hand."
    ) % known,
    "no_room": lambda known: _("No room has what it needs: %(needs)s.") % known,
    "no_place": lambda known: _("There was no place left that fits."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Worth:
    """One line of what a placement is worth: before and after the last run, and as it is now."""

    what: str
    before: str
    after: str
    now: str


def last_run_words(last_run: Mapping[str, list[int] | None], now: Score) -> list[Worth]:
    """Return what a placement is worth, line by line; "" for what there is not."""
    before, after = (last_run.get(name) for name in ("before", "after"))
    columns = [_worth(Score(*one)) if one else [""] * 4 for one in (before, after)]
    what = [
        _("Sessions with a place"),
        _("Wishes that come true"),
        _("People without a seat"),
        _("Worth together"),
    ]
    return [Worth(*line) for line in zip(what, *columns, _worth(now), strict=True)]


def _worth(score: Score) -> list[str]:
    visits = _("%(visits)s of %(wished)s") % {"visits": score.visits, "wished": score.wished}
    return [str(score.placed), visits, str(score.standing), str(score.total)]

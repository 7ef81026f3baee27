"""What somebody wishes besides the answer itself, and which offers fit it; a thinking module.

A wish narrows an answer but never empties it in silence. What certainly fits comes first, what we
do not know about comes after it and says so, what does not fit is left out and counted. When
nothing fits all wishes, the smallest set of wishes that stands in the way is let go, and named.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from typing import Generic, Protocol, TypeVar
from uuid import UUID

GROUP, LANGUAGE, SPOKEN = "target-groups", "language", "spoken"
FREE, OPEN, WHEELCHAIR, PRAM = "free", "open", "wheelchair", "pram"
ONLINE, AT_HOME, RECENT, ROOM = "online", "at_home", "recent", "room"
# Wishes for a concept of one of these schemes are said as the scheme and the slug.
SCHEMES = (GROUP, "functions", "intensities", "support-forms", "formality")
TICKS = (FREE, OPEN, PRAM, WHEELCHAIR, ONLINE, AT_HOME)
MORE_TICKS = (RECENT, ROOM)
FOR_ALL = "all-parents"
DISTANT_SETTINGS = frozenset({"online", "by-phone"})
HOME_SETTING = "at-home"


@dataclass(frozen=True, slots=True, order=True)
class Wish:
    """One thing that somebody wants: its kind, and for a choice the language code or the slug."""

    kind: str
    value: str = ""


class Verdict(IntEnum):
    """Whether an offer fits a wish."""

    YES = 0
    UNKNOWN = 1
    NO = 2


@dataclass(frozen=True, slots=True)
class Traits:
    """What is known of one offer, as far as a wish may ask for it.

    ``concepts`` are confirmed terms ("functions:information"); ``settings`` slugs of kinds of
    place; ``access`` says for wheelchair and pram whether it is possible somewhere; ``room`` is
    the number of free places, None when nobody told it.
    """

    concepts: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    interpreted: frozenset[str] = frozenset()
    tells_of_interpreter: bool = False
    amounts: tuple[Decimal, ...] = ()
    opening: str = "unknown"
    access: Mapping[str, bool] | None = None
    settings: frozenset[str] = frozenset()
    has_place: bool = False
    is_recent: bool = False
    room: int | None = None


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A wish that one offer does not, or not certainly, fulfil."""

    wish: Wish
    verdict: Verdict


class Ranked(Protocol):
    """What a match of the guide has and a filter needs."""

    @property
    def id(self) -> UUID: ...


Offered = TypeVar("Offered", bound=Ranked)


@dataclass(frozen=True, slots=True)
class Sifted(Generic[Offered]):
    """The offers to show, in order, with what each falls short of; wishes let go; how many fit."""

    offers: tuple[Offered, ...]
    shortfalls: Mapping[UUID, tuple[Shortfall, ...]]
    dropped: tuple[Wish, ...]
    fitting: int
    left_out: int


def sift(
    offers: Sequence[Offered], traits: Mapping[UUID, Traits], wishes: Sequence[Wish]
) -> Sifted[Offered]:
    """Return what fits the wishes of offers that come best first; never nothing out of something.

    Ties between sets of wishes to let go are broken by how many offers come back, then by the
    best offer among them.
    """
    judged = {one.id: shortfalls(traits.get(one.id, Traits()), wishes) for one in offers}
    refused = [(one, _refusing(judged[one.id])) for one in offers]
    dropped = _to_drop([wishes_ for _, wishes_ in refused])
    kept = [one for one, wishes_ in refused if wishes_ <= dropped]
    kept.sort(key=lambda one: _is_unsure(judged[one.id], dropped))
    return Sifted(
        offers=tuple(kept),
        shortfalls={one.id: judged[one.id] for one in kept},
        dropped=tuple(wish for wish in wishes if wish in dropped),
        fitting=sum(not judged[one.id] for one in kept),
        left_out=len(offers) - len(kept),
    )


def shortfalls(traits: Traits, wishes: Iterable[Wish]) -> tuple[Shortfall, ...]:
    """Return the wishes that an offer does not certainly fulfil, in the order of the wishes."""
    judged = (Shortfall(wish, verdict(traits, wish)) for wish in wishes)
    return tuple(one for one in judged if one.verdict is not Verdict.YES)


def _refusing(found: tuple[Shortfall, ...]) -> frozenset[Wish]:
    return frozenset(one.wish for one in found if one.verdict is Verdict.NO)


def _is_unsure(found: tuple[Shortfall, ...], dropped: frozenset[Wish]) -> bool:
    return any(one.wish not in dropped for one in found)


def _to_drop(refused: Sequence[frozenset[Wish]]) -> frozenset[Wish]:
    """Return the wishes to let go: the least that leave something; none when something fits."""
    if not refused:
        return frozenset()
    least = min(map(len, refused))
    nearest = [wishes for wishes in refused if len(wishes) == least]
    return Counter(nearest).most_common(1)[0][0]


def verdict(traits: Traits, wish: Wish) -> Verdict:
    """Return whether an offer fits one wish; what nobody told is unknown and not a no."""
    if wish.kind in SCHEMES:
        return _of_concept(traits.concepts, wish)
    if wish.kind in (LANGUAGE, SPOKEN):
        return _of_language(traits, wish)
    rule = {
        FREE: _of_cost,
        OPEN: _of_opening,
        ONLINE: _of_distance,
        AT_HOME: _of_home,
        RECENT: _of_freshness,
        ROOM: _of_room,
    }.get(wish.kind)
    return rule(traits) if rule else _of_access(traits, wish.kind)


def _sure(is_true: bool) -> Verdict:
    return Verdict.YES if is_true else Verdict.NO


def _of_concept(concepts: frozenset[str], wish: Wish) -> Verdict:
    """What is open to all parents may suit a group, but is not made for it: unknown."""
    if f"{wish.kind}:{wish.value}" in concepts:
        return Verdict.YES
    told = {term for term in concepts if term.startswith(f"{wish.kind}:")}
    is_for_all = wish.kind == GROUP and f"{GROUP}:{FOR_ALL}" in told
    return Verdict.UNKNOWN if is_for_all or not told else Verdict.NO


def _of_language(traits: Traits, wish: Wish) -> Verdict:
    if wish.value in traits.languages:
        return Verdict.YES
    if wish.kind == LANGUAGE and wish.value in traits.interpreted:
        return Verdict.YES
    if wish.kind == LANGUAGE and traits.tells_of_interpreter:
        return Verdict.UNKNOWN
    return Verdict.NO if traits.languages or traits.interpreted else Verdict.UNKNOWN


def _of_cost(traits: Traits) -> Verdict:
    """Free when every price is nothing; when only some are, one has to ask."""
    if not traits.amounts:
        return Verdict.UNKNOWN
    if max(traits.amounts) == 0:
        return Verdict.YES
    return Verdict.UNKNOWN if min(traits.amounts) == 0 else Verdict.NO


def _of_opening(traits: Traits) -> Verdict:
    return Verdict.UNKNOWN if traits.opening == "unknown" else _sure(traits.opening == "open")


def _of_access(traits: Traits, kind: str) -> Verdict:
    """Where one does not have to go there is no step at the door."""
    told = (traits.access or {}).get(kind)
    if told is not None:
        return _sure(told)
    is_distant = bool(traits.settings & DISTANT_SETTINGS) and not traits.has_place
    return Verdict.YES if is_distant else Verdict.UNKNOWN


def _of_distance(traits: Traits) -> Verdict:
    if traits.settings & DISTANT_SETTINGS:
        return Verdict.YES
    return Verdict.NO if traits.settings or traits.has_place else Verdict.UNKNOWN


def _of_home(traits: Traits) -> Verdict:
    if HOME_SETTING in traits.settings:
        return Verdict.YES
    return Verdict.NO if traits.settings or traits.has_place else Verdict.UNKNOWN


def _of_freshness(traits: Traits) -> Verdict:
    return _sure(traits.is_recent)


def _of_room(traits: Traits) -> Verdict:
    return Verdict.UNKNOWN if traits.room is None else _sure(traits.room > 0)

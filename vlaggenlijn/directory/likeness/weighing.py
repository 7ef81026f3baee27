"""Two portraits on the scales: each clue adds or takes points and gives a reason in values.

The points were set by hand and tuned on one half of the labelled pairs in tests/directory/data;
they are no probabilities. From CUT on a pair is worth the look of a person, never more than that.
"""

from dataclasses import dataclass

from rapidfuzz import fuzz

from vlaggenlijn.directory.likeness.naming import Reason, names
from vlaggenlijn.directory.likeness.portrait import Door, Portrait
from vlaggenlijn.places.distance import metres

CUT = 50
OTHER_OFFERS = {"other_name", "other_words", "other_ages"}
NEAR, FAR = 150, 2_000  # metres
ALIKE, ALIKE_WITH_NUMBER = 86, 75  # per cent of equal letters of a street


@dataclass(frozen=True, slots=True)
class Likeness:
    """0 (surely not the same) to 100; the weightiest reason first."""

    score: int
    reasons: tuple[Reason, ...]

    @property
    def is_likely(self) -> bool:
        return self.score >= CUT


def compare(a: Portrait, b: Portrait) -> Likeness:
    """Weigh two organisations, or two services; other numbers of one kind settle it: not the same.

    The same enterprise number at other addresses is one body with two branches: no duplicate.
    """
    if kind := other_number(a, b):
        return Likeness(0, (Reason(kind),))
    found = [*_numbers(a, b), *names(a, b), *_where(a, b), *_reached(a, b), *_offer(a, b)]
    reasons = tuple(sorted(found, key=lambda one: -abs(one.points)))
    score = max(0, min(100, sum(one.points for one in reasons)))
    is_capped = _speaks_against({one.code for one in reasons}, a.organization is not None)
    return Likeness(min(score, CUT - 1) if is_capped else score, reasons)


def _speaks_against(codes: set[str], is_service: bool) -> bool:
    """Tell whether something outweighs all that is alike: another place, mark, kind or name."""
    # What a house offers shares its door, phone and mail, so the names alone tell it apart.
    against = {"other_place", "other_mark", "other_office", "other_kind"} | (
        OTHER_OFFERS if is_service else set()
    )
    return bool(codes & against)


def other_number(a: Portrait, b: Portrait) -> str:
    """The code of a number that both have and that differs; empty when there is none."""
    if a.kbo and b.kbo and not a.kbo & b.kbo:
        return "other_kbo"
    return "other_ovo" if a.ovo and b.ovo and not a.ovo & b.ovo else ""


def _numbers(a: Portrait, b: Portrait) -> list[Reason]:
    found = [Reason("same_kbo", min(a.kbo & b.kbo), 60)] if a.kbo & b.kbo else []
    return found + ([Reason("same_ovo", min(a.ovo & b.ovo), 60)] if a.ovo & b.ovo else [])


def _where(a: Portrait, b: Portrait) -> list[Reason]:
    if not (a.addresses and b.addresses):
        return _in_town(a, b)
    pairs = [(one, two) for one in a.addresses for two in b.addresses]
    return [max((_place(one, two) for one, two in pairs), key=lambda one: one.points)]


def _in_town(a: Portrait, b: Portrait) -> list[Reason]:
    if not (a.areas and b.areas):
        return []
    is_same = bool(a.areas & b.areas)
    return [Reason("same_town", points=12) if is_same else Reason("other_town", points=-22)]


def _place(one: Door, two: Door) -> Reason:
    if one.street and two.street and _is_one_street(one, two):
        return _in_street(one, two)
    if one.point and two.point:
        apart = metres(one.point, two.point)
        if apart <= NEAR:
            return Reason("metres_apart", str(apart), 16)
        return Reason("other_place", str(apart), -30 if apart > FAR else -20)
    return Reason("other_place", points=-24)


def _is_one_street(one: Door, two: Door) -> bool:
    is_same_town = not (one.area and two.area) or one.area == two.area
    is_same_code = bool(one.postal_code) and one.postal_code == two.postal_code
    is_same_number = bool(one.number) and one.number == two.number
    enough = ALIKE_WITH_NUMBER if is_same_number else ALIKE
    return (is_same_town or is_same_code) and fuzz.ratio(one.street, two.street) >= enough


def _in_street(one: Door, two: Door) -> Reason:
    if not (one.number and two.number):
        return Reason("same_street", points=12)
    if one.number.rstrip("abcdefgh") != two.number.rstrip("abcdefgh"):
        return Reason("other_place", points=-22)
    # Streets of the same name occur in several parts of a merged municipality.
    is_other_part = one.postal_code and two.postal_code and one.postal_code != two.postal_code
    if one.box and two.box and one.box != two.box:
        return Reason("other_box", points=4)
    return Reason("same_address", points=24 if is_other_part else 28)


def _reached(a: Portrait, b: Portrait) -> list[Reason]:
    found = []
    if shared := a.phones & b.phones:
        found.append(Reason("same_phone", min(shared), 28))
    elif a.phones and b.phones:
        found.append(Reason("other_phone", points=-5))
    if a.mail and a.mail.casefold() == b.mail.casefold():
        found.append(Reason("same_mail", a.mail, 20))
    elif a.domain and a.domain == b.domain:
        found.append(Reason("same_domain", a.domain, 6))
    if a.host and a.host == b.host:
        found.append(Reason("same_host", a.host, 10))
    return found


def _offer(a: Portrait, b: Portrait) -> list[Reason]:
    found = []
    if a.organization is not None and a.organization == b.organization:
        found.append(Reason("same_organization", points=14))
    for code, ours, theirs in (("themes", a.themes, b.themes), ("sector", a.sectors, b.sectors)):
        if ours and theirs:
            is_shared = bool(ours & theirs)
            found.append(
                Reason(
                    f"same_{code}" if is_shared else f"other_{code}", points=6 if is_shared else -10
                )
            )
    if _never_meet(a.ages, b.ages):
        found.append(Reason("other_ages", points=-30))
    return found


def _never_meet(a: tuple[int | None, int | None], b: tuple[int | None, int | None]) -> bool:
    (a_low, a_high), (b_low, b_high) = a, b
    ends_before = a_high is not None and b_low is not None and a_high <= b_low
    return ends_before or (b_high is not None and a_low is not None and b_high <= a_low)

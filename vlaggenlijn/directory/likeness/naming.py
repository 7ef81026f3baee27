"""How much two names say that it is the same house, and what in them says that it is not."""

from dataclasses import dataclass

from rapidfuzz import fuzz

from vlaggenlijn.directory.likeness.portrait import Naming, Portrait
from vlaggenlijn.directory.likeness.words import is_one_word

ALIKE, HALF_ALIKE = 86, 70  # per cent of equal letters
WHOLE = 34  # points from which a name is the same but for its spelling


@dataclass(frozen=True, slots=True)
class Reason:
    """Why (a code, see reasons in words) with a value where there is one, and its points."""

    code: str
    value: str = ""
    points: int = 0


def names(a: Portrait, b: Portrait) -> list[Reason]:
    """Weigh the names: the best fit of either name of both, and what sets the first names apart."""
    pairs = [(one, two) for one in a.namings for two in b.namings]
    found = [_named(one, two) for one, two in pairs]
    # Another name counts when it is the same, not when it is in part: often it is the house's.
    found = found[:1] + [one for one in found[1:] if one.points >= WHOLE]
    best = max(found, key=lambda one: one.points, default=Reason("other_name", points=-30))
    if not pairs:
        return [best]
    return [best, *_set_apart(*pairs[0])]


def _set_apart(one: Naming, two: Naming) -> list[Reason]:
    """What makes two of them, whatever else is alike: "Spelpunt 1" and "2", a school, a library."""
    found = []
    if one.marks != two.marks:
        is_both = one.marks and two.marks
        found.append(Reason("other_mark", points=-45) if is_both else Reason("a_mark", points=-24))
    if one.families and two.families and not one.families & two.families:
        found.append(Reason("other_kind", points=-24))
    return found


def _named(one: Naming, two: Naming) -> Reason:
    if not one.telling or not two.telling:
        return _of_a_kind(one, two)
    if one.text == two.text:
        return Reason("same_name", points=42)
    if one.sounds == two.sounds or one.joined == two.joined:
        return Reason("sounds_alike", points=38)
    return _in_part(one, two)


def _in_part(one: Naming, two: Naming) -> Reason:
    ours, theirs = _left_over(one, two), _left_over(two, one)
    if fuzz.ratio("".join(ours), "".join(theirs)) >= ALIKE:
        return Reason("name_alike", points=34)
    is_in_common = len(ours) < len(one.in_order)
    if not (ours and theirs):
        return Reason("name_within", points=26)
    if is_in_common:
        return Reason("other_words", points=-15)
    is_somewhat = fuzz.ratio(one.joined, two.joined) >= HALF_ALIKE
    return Reason("name_somewhat", points=22) if is_somewhat else Reason("other_name", points=-30)


def _left_over(one: Naming, two: Naming) -> list[str]:
    """The words of the first that the second does not have, also not with a slip or as two."""
    joined = {whole for _first, _second, whole in two.two_as_one}
    theirs = set(two.in_order)
    parts = {
        word
        for first, second, whole in one.two_as_one
        if whole in theirs
        for word in (first, second)
    }
    return [
        word
        for word in one.in_order
        if word not in joined
        and word not in parts
        and not any(is_one_word(word, other) for other in theirs)
    ]


def _of_a_kind(one: Naming, two: Naming) -> Reason:
    """Names of kinds alone, as Huis van het Kind: every town has one, so they prove less."""
    if one.telling or two.telling:
        return Reason("other_name", points=-20)
    if set(one.words) == set(two.words):
        return Reason("same_kind", points=26)
    is_within = set(one.words) <= set(two.words) or set(two.words) <= set(one.words)
    return Reason("same_kind", points=22) if is_within else Reason("other_office", points=-25)

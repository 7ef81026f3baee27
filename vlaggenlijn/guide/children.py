"""How old the children are that a sentence speaks of; a thinking module.

Numbers stand for much else in a worry: the parent's own age, how many children, how long one waits,
what time it is, which school year. A number is a child's age by what stands around it, in Dutch,
French, English, Turkish and Arabic; in doubt it is none.
"""

from collections.abc import Sequence

from vlaggenlijn.guide import children_words as near
from vlaggenlijn.guide.ages import YEAR
from vlaggenlijn.guide.amounts import MONTH, Amount, groups_of, tokens_of
from vlaggenlijn.taxonomy.words import LANGUAGES, silent

OLDEST_YEARS = 25
LATEST_AMOUNT = 100  # above it stand years of the calendar, house numbers, prices
LATEST_WEEK = 20  # "op 31 weken" is a birth
A_DAY = 0.03  # of a month
SHORTEST_NAME = 3
MOST_CHILDREN = 8
NEAR = 2  # words between "I" and a number that is its age
WINDOW = 5  # words before a number among which the one is looked for whose age it is
LONG_WINDOW = 12  # when it is "another one"
BREAKS = frozenset(".;!?")
ENDS = BREAKS | {":"}
OPENED = frozenset(("(", ",", ":"))
SILENT = frozenset().union(*(silent(language) for language in LANGUAGES))
ORDINALS = frozenset("de e ste er ere eme th st nd rd".split())


def children_in(text: str) -> list[int]:
    """Return the age in whole months of each child that a sentence gives an age for, in order."""
    tokens = tokens_of(text)
    found: list[int] = []
    for group in groups_of(tokens):
        before = _without_when(_before(tokens, group[0].first))
        after = _after(tokens, group[-1].last)
        is_ended = tokens[group[-1].last].startswith(near.ENDED)
        if not is_ended and _is_of_child(before, after, group):
            found += _months(before, after, group)
    return found[:MOST_CHILDREN]


def _before(tokens: Sequence[str], at: int) -> list[str]:
    """The words before a number, back to the end of the sentence before."""
    found: list[str] = []
    for token in reversed(tokens[max(0, at - LONG_WINDOW) : at]):
        if token in BREAKS:
            break
        found.insert(0, token)
    return found


def _after(tokens: Sequence[str], at: int) -> list[str]:
    found: list[str] = []
    if tokens[at + 1 : at + 2] == ["-"] and at + 2 < len(tokens) and tokens[at + 2] in near.AGED:
        at += 1  # "seven-year-old"
    for token in tokens[at + 1 : at + 5]:
        if token in ENDS:
            break
        found.append(token)
    return found


def _without_when(before: list[str]) -> list[str]:
    """Leave out when it is: "wordt [volgende maand] zeven", "will be [in May] four"."""
    is_when = len(before) > 2 and (
        (before[-1] in near.DATES and before[-2] in near.IN | near.THIS_OR_NEXT)
        or (before[-1] in near.TIMES and before[-2] in near.THIS_OR_NEXT)
    )
    return before[:-2] if is_when else before


def _without_nearly(before: Sequence[str]) -> list[str]:
    return [token for token in before if token not in near.NEARLY]


def _is_of_child(before: list[str], after: list[str], group: Sequence[Amount]) -> bool:
    if _is_something_else(before, after, group):
        return False
    owner = _owner(before, after, is_aged=group[-1].is_aged)
    unit, is_aged = group[-1].unit, group[-1].is_aged
    if owner == "adult":
        return False
    if unit is None:
        return (owner == "child" and _stands_as_age(before, after)) or _is_said(before)
    if is_aged or _first(after) in near.AGED:
        return True
    if unit == YEAR and not group[-1].is_article:
        return _is_age_in_years(before, owner)
    if owner == "child":
        return _is_joined(before, after, group)
    return owner == "" and unit == MONTH and _is_at(before, after, group)


def _is_said(before: Sequence[str]) -> bool:
    return bool(before) and before[-1] in ("aged", "age", "leeftijd")


def _is_at(before: Sequence[str], after: Sequence[str], group: Sequence[Amount]) -> bool:
    """ "Not crawling at 11 months": how old, unless it was born then."""
    is_long = group[-1].unit != MONTH and group[-1].amount > LATEST_WEEK
    if not before or before[-1] not in near.AT or group[-1].is_article or is_long:
        return False
    return not (near.BORN_AT | near.WE) & {*before, *after}


def _is_age_in_years(before: list[str], owner: str) -> bool:
    """Years are an age of a named child or of nobody; not what "we" do, or what lasts so long."""
    words = _without_nearly(before)
    last = words[-1] if words else ""
    is_so_long = words[-2:-1] and words[-2] in near.IT and last in near.IS  # "dat is nu twee jaar"
    if last in near.LASTING_VERBS or is_so_long or near.PERIODS & set(words[-2:-1]):
        return False
    if owner == "child":
        return True
    is_ours = (
        bool(near.WE & set(before))
        and last not in near.OF
        and last not in (*near.LIST_LINKS, ":", "(")
    )
    return not is_ours and not (set(before[-2:]) & near.LASTING_BEFORE)


# What a number may be else ---------------------------------------------------------------------


def _is_something_else(before: list[str], after: list[str], group: Sequence[Amount]) -> bool:
    """A date, a pregnancy, a time of long ago or of the day, a school year, a count, a price."""
    unit, is_aged = group[-1].unit, group[-1].is_aged
    if unit is None and max(one.amount for one in group) > LATEST_AMOUNT:
        return True
    if _is_pregnancy(before, after, unit) or _is_past(before, after):
        return True
    if unit is None and _is_counted(before, after):
        return True
    return not is_aged and _is_lasting(before, after, unit)


def _is_pregnancy(before: list[str], after: list[str], unit: float | None) -> bool:
    close = [*before[-3:], *after[:2]]
    return unit is not None and unit < YEAR and any(one.startswith(near.PREGNANT) for one in close)


def _is_past(before: list[str], after: list[str]) -> bool:
    """Since an age, or when a child was so old: by now it is older."""
    if near.SINCE_AFTER & set(after[:1]):
        return True
    for back, token in enumerate(reversed(before[-5:])):
        between = before[len(before) - back :]
        if token in near.SINCE:
            return bool(between) and all(word in near.SINCE_LINKS for word in between)
        if token in near.THEN:
            return bool(near.WAS & {*between, *after[:3]})
    return False


def _is_counted(before: list[str], after: list[str]) -> bool:
    """A school year, a time of the day, or so many of something."""
    last, next_word = before[-1] if before else "", _first(after)
    if {next_word, *after[1:2]} & near.SCHOOL_AFTER or next_word in ORDINALS:
        return True
    if last in near.SCHOOL_BEFORE or (last.startswith("kleuter") and before[-2:-1] == ["in"]):
        return True
    if next_word in near.CLOCK_AFTER or next_word in near.COUNTED or _is_child(next_word):
        return True
    if next_word not in near.LIST_LINKS and near.MANY & set(after[1:2]):  # "two small children"
        return True
    return last in near.CLOCK_BEFORE


def _is_lasting(before: list[str], after: list[str], unit: float | None) -> bool:
    next_word, last = _first(after), before[-1] if before else ""
    if unit is not None and (next_word in near.LASTING_AFTER or before[-3:] == ["il", "y", "a"]):
        return True
    if _is_already(before, after, unit):
        return False
    is_still = last in near.STILL and not near.BORN & set(before[-2:-1])
    is_early = unit != YEAR and next_word in near.TOO and bool(near.TOO_SOON & set(after[1:2]))
    if unit is not None and (is_still or is_early):
        return True
    is_lasting = last in near.LASTING_BEFORE or (
        before[-2:-1] and before[-2] in near.LASTING_BEFORE
    )
    return bool(is_lasting) and next_word not in near.AGED and last not in near.OF - near.ARTICLES


def _is_already(before: list[str], after: list[str], unit: float | None) -> bool:
    """ "She is already 14": with years only when nothing is told that lasts so long."""
    said = len(before) > 1 and before[-1] in near.ALREADY and before[-2] in near.BORN | near.HAVING
    return said and (unit is None or _is_closed(_first(after)))


# Whose age it is -------------------------------------------------------------------------------


def _owner(before: list[str], after: list[str], *, is_aged: bool) -> str:
    """Say whose age a number is: of a "child", an "adult", or of nobody who is named."""
    if is_aged and (named := _kind(after)):
        return named
    if _is_self(before):
        return "adult"
    window = before[-(LONG_WINDOW if _is_another(before) else WINDOW) :]
    for place in reversed(range(len(window))):
        if window[place] in near.OF_ARABIC and near.ADULT & set(window[:place][-1:]):
            return "adult"
        if _is_child(window[place]) or window[place] in near.PRONOUNS:
            return "child"
        is_speaker = window[place] in near.SPEAKER and place < len(window) - NEAR
        if (window[place] in near.ADULT and not is_speaker) or window[place] in near.THINGS:
            return "child" if _is_child_of(window[:place]) else "adult"
    if _has_name(before) or _is_turned(before, after):
        return "child"
    return _kind(after)


def _is_another(before: Sequence[str]) -> bool:
    """ "Een puber van 14 en een van 17": the child was named further on."""
    return bool(near.ONES & set(before[-2:-1]) or near.OTHERS & set(before[-2:]))


def _is_child_of(before: Sequence[str]) -> bool:
    """ "De zoon van mijn" partner."""
    return bool(near.OF_WHOM & set(before[-2:])) and any(map(_is_child, before[-4:-1]))


def _is_self(before: list[str]) -> bool:
    joined = " " + " ".join(before[-4:])
    return any(joined.endswith(f" {words}") for words in near.MYSELF)


def _kind(after: Sequence[str]) -> str:
    for token in after[:3]:
        if token in near.LIST_LINKS:  # what comes next is somebody else
            break
        if _is_child(token):
            return "child"
        if token in near.ADULT or token in near.THINGS:
            return "adult"
    return ""


def _is_child(token: str) -> bool:
    if token in near.CHILD or (len(token) > 3 and token.startswith(near.CHILD_BEGINS)):
        return True
    is_arabic = len(token) > 3 and token[0] in "ولب"  # "and", "for", "with" are glued to it
    return is_arabic and (token[1:] in near.CHILD or token[1:].startswith(near.CHILD_BEGINS))


def _has_name(before: list[str]) -> bool:
    """A name that opens the sentence ("Emma, 8, ...") or stands with "our" ("ons Nora wordt 1")."""
    words = _without_nearly(before)
    while words and words[-1] in near.BORN | near.HAVING | OPENED:
        words.pop()
    last = words[-1] if words else ""
    if len(last) < SHORTEST_NAME or not last.isalpha() or last in near.NO_NAMES | SILENT:
        return False
    is_listed = len(words) > 2 and words[-2] in near.LIST_LINKS and words[-3] == ")"
    return len(words) == 1 or words[-2] in near.OUR or is_listed


def _is_turned(before: list[str], after: list[str]) -> bool:
    """ "Bijna drie is ze": the number stands before whose it is."""
    words = _without_nearly(before)
    is_first = not words or words[-1] in (",", "en", "maar")
    is_said = _first(after) in near.BORN and len(after) > 1
    return is_first and is_said and (after[1] in near.PRONOUNS or any(map(_is_child, after[1:3])))


def _stands_as_age(before: list[str], after: list[str]) -> bool:
    """A bare number is an age after "van", "is", "(" and the like, and before nothing counted."""
    words = _without_nearly(before)
    last, next_word = words[-1] if words else "", _first(after)
    if last in ("(", ",", ":"):
        return next_word in (")", ",", "", *near.LIST_LINKS)
    if _is_child(last) or last in near.PRONOUNS:  # "die 5 is", "morgen wordt hij 5", "de jongste 8"
        is_turning = next_word in near.BORN or bool(near.BORN & set(words[-3:]))
        is_brief = last in near.ONE_CHILD and not near.OF_A & set(
            words[-2:-1]
        )  # "zoon 14 wil niet leren"
        is_next = is_brief or next_word in ("", ",", ")", *near.LIST_LINKS)
        return is_turning or (_is_child(last) and last not in near.MANY and is_next)
    if last in near.HAVING:  # "elle a 8", and not "elle a 8 copines"
        return _is_closed(next_word)
    if last == "van" and not _is_another(words) and not any(map(_is_child, words[-WINDOW:])):
        return False  # "een tekst van zes"
    if last in near.ARTICLES:  # "garçon de 8", and not "de twee anderen"
        return any(map(_is_child, words[-2:-1]))
    return last in near.OF or last in near.BORN or _is_turned(before, after)


def _is_closed(next_word: str) -> bool:
    return next_word in ("", ")", ",", "-", *near.LIST_LINKS, *near.BECOMING, *near.AGED)


def _is_joined(before: list[str], after: list[str], group: Sequence[Amount]) -> bool:
    """Months and weeks are an age only when said of the child: "baby van 3 weken"."""
    words = _without_nearly(before)
    if not words:  # "6 months old baby": the child stands behind it
        return not group[-1].is_article
    last = words[-1]
    is_brief = group[-1].unit not in (MONTH, YEAR)
    if last in near.BORN and is_brief:  # "the camp is two weeks in a tent"
        return any(_is_child(one) or one in near.PRONOUNS for one in words[-4:])
    if near.PERIODS & set(words[-2:-1]):
        return False
    if last == "heeft":  # "ze heeft 2 weken in het ziekenhuis gelegen"
        return _is_closed(_first(after))
    if _is_child(last):  # "baby 3 weken"; "mijn dochter is 2 dagen ziek" lasts so long
        return last in near.BABY or not is_brief
    return last in near.OF | near.BORN | near.HAVING | OPENED or _is_at(words, after, group)


def _first(after: Sequence[str]) -> str:
    return after[0] if after else ""


def _months(before: list[str], after: list[str], group: Sequence[Amount]) -> list[int]:
    unit = next((one.unit for one in reversed(group) if one.unit), YEAR)
    months = [one.amount * (one.unit or unit) for one in group]
    oldest = OLDEST_YEARS * YEAR + YEAR
    kept = [int(number + 1e-6) for number in months if number == 0 or A_DAY <= number < oldest]
    return kept * _times([*before[-WINDOW:], *after[:2]]) if len(kept) == 1 else kept


def _times(close: Sequence[str]) -> int:
    """Say how many children of one age are meant."""
    if any(token.startswith(near.TRIPLETS) for token in close):
        return 3
    return 2 if any(token.startswith(near.TWINS) for token in close) else 1

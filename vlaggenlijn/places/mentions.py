"""Which place a sentence names; a thinking module.

Many places are called after an ordinary word (Boom, Geel, Werken). So a name counts by what stands
around it: a post code beside it, a word of place before it ("in", "uit", "près de"), a capital in
the middle of a sentence, a Turkish or Arabic ending. What no place name is in doubt is left alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vlaggenlijn.places.folding import compact, fold
from vlaggenlijn.places.gazetteer import Answer, Gazetteer

LONGEST_TEXT = 2000
MOST_TOKENS = 300
LONGEST_NAME = 4  # words
SHORT_PART = 6  # letters: names of parts of a municipality up to here are often ordinary words
LEAST = 1.0
LONG_NAME = 8  # letters: from here on a slip of the pen makes no other word
WORD = re.compile(r"[^\W_]+(?:[-’'`][^\W_]+)*")
SENTENCE_END = re.compile(r"[.!?\n:;…]\s*$")
YEARS = range(1940, 2045)
AMOUNTS = frozenset("euro eur keer km gram g kg ml calorieen kcal uur jaar ans years".split())

# Towns whose name is also a word that parents write.
ORDINARY = frozenset(
    """ans as ath aat balen bever bergen boom brakel bree celles damme dison dour essen evere
    forest geel grave hal halen halle ham hamme heist heron herve hoei hove huy lede landen lens
    lier limburg lint loven lowen malle manage menen menin mol mons niel olen olne peer pelt
    putte silly spa staden vise voeren vorst waver wellen wanze zele amay amel faimes engis
    meise binche trooz lobbes wezet lille temse tamise""".split()
)  # fmt: skip
NEVER = frozenset({"limburg", "luxemburg", "luxembourg", "brabant", "namen"})
# After these a name of a place may follow; the first ones say that it does.
STRONG = frozenset(
    """in nabij omgeving regio rond rondom omstreken vlakbij buurt uit stad gemeente near around
    from vers environs region ville commune habite habitons habitant woon wonen woont wonend
    wonende en في من بمدينة مدينة قرب""".split()
)  # fmt: skip
WEAK = frozenset("te bij naar van van op a à au aux de du des at to pres dans of tot".split())
LIVING = frozenset(
    "woon wonen woont wonend wonende habite habitons habitant live living lives".split()
)
# "te halen" is a verb, "te Halen" a town.
TURKISH = re.compile(
    r"(?:[dt][ae](?:n|ki|yi[mz]|yız|yım)?|y?[ae]|n?[iıuü]n|l[iıuü](?:y[iıuü][mz])?|civar[iı]nda)$"
)
ELIDED = re.compile(r"^[dl][’'`](?=\w)", re.IGNORECASE)
ARABIC_PREFIX = re.compile("^[بلو](?=[\u0600-\u06ff]{3})")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that a sentence names, the words that do, and how sure that is (1 and more)."""

    answer: Answer
    words: str
    weight: float


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    folded: str
    has_capital: bool
    opens_sentence: bool
    has_ending: bool = False
    is_heading: bool = False  # a comma or a colon follows


def mentioned(text: str, gazetteer: Gazetteer) -> Mention | None:
    """Return the place that a sentence most surely names, or None."""
    found = list(mentions(text, gazetteer))
    # Of two that are equally sure the first: "in Gent, niet ver van Aalst".
    return max(found, key=lambda one: one.weight, default=None)


def mentions(text: str, gazetteer: Gazetteer) -> Iterator[Mention]:
    """Yield the places that a sentence names, in order, without overlap."""
    tokens = _tokens(text)
    is_loud = text.isupper()
    at = 0
    while at < len(tokens):
        size, mention = _at(tokens, at, gazetteer, is_loud=is_loud)
        if mention:
            yield mention
        at += size


def _tokens(text: str) -> list[_Token]:
    made: list[_Token] = []
    end = 0
    text = text[:LONGEST_TEXT]
    for found in WORD.finditer(text):
        opens = end == 0 or bool(SENTENCE_END.search(text[end : found.start()]))
        heading = text[found.end() : found.end() + 1] in (",", ":")
        made.append(_token(found[0], opens_sentence=opens, is_heading=heading))
        end = found.end()
    return made[:MOST_TOKENS]


def _token(word: str, *, opens_sentence: bool, is_heading: bool) -> _Token:
    plain = ELIDED.sub("", word)
    stem, mark, ending = plain.rpartition(next((one for one in "’'`" if one in plain), "\0"))
    is_turkish = bool(mark) and bool(TURKISH.match(ending.casefold()))
    kept = stem if is_turkish else plain
    has_ending = is_turkish or plain != word
    has_capital = kept[:1].isupper()
    return _Token(kept, fold(kept), has_capital, opens_sentence, has_ending, is_heading)


def _at(
    tokens: Sequence[_Token], at: int, gazetteer: Gazetteer, *, is_loud: bool
) -> tuple[int, Mention | None]:
    """Return how many tokens were read from a position, and the place they name if they do."""
    if (code := _code(tokens, at, gazetteer)) is not None:
        return 1, code
    for size in range(min(LONGEST_NAME, len(tokens) - at), 0, -1):
        words = tokens[at : at + size]
        answer = _named(words, gazetteer)
        if answer is None:
            continue
        weight = _weight(tokens, at, size, answer, gazetteer, is_loud=is_loud)
        if weight >= LEAST:
            return size, Mention(answer, " ".join(one.text for one in words), weight)
    return 1, _misspelt(tokens, at, gazetteer)


def _misspelt(tokens: Sequence[_Token], at: int, gazetteer: Gazetteer) -> Mention | None:
    """A long word with one slip after a word of place: "in antwerpe"."""
    word, before = tokens[at], tokens[at - 1].folded if at else ""
    is_likely = before in STRONG and len(word.folded) >= LONG_NAME and word.folded.isascii()
    answer = gazetteer.nearly(word.folded) if is_likely else None
    return Mention(answer, word.text, LEAST) if answer and answer.places else None


def _named(words: Sequence[_Token], gazetteer: Gazetteer) -> Answer | None:
    text = " ".join(one.folded for one in words)
    for tried in dict.fromkeys((text, ARABIC_PREFIX.sub("", text))):
        answer = gazetteer.named(tried)
        if answer.places and tried not in NEVER and _is_whole(tried, answer):
            return answer
    return None


def _is_whole(folded: str, answer: Answer) -> bool:
    """Names are known without their spaces: "Bever en" may not be read as Beveren."""
    is_one_word = " " not in folded
    return is_one_word or any(fold(place.matched_text) == folded for place in answer.places)


def _code(tokens: Sequence[_Token], at: int, gazetteer: Gazetteer) -> Mention | None:
    """A post code: with its place after it, or alone where it can be no year, price or phone."""
    code = tokens[at].folded
    if not (len(code) == 4 and code.isdigit()):
        return None
    answer = gazetteer.at_code(code)
    if not answer.places:
        return None
    is_with_name = _names_code(tokens[at + 1 : at + 1 + LONGEST_NAME], answer, gazetteer)
    is_with_name |= _names_code(tokens[max(0, at - LONGEST_NAME) : at], answer, gazetteer)
    near = [one.folded for one in (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2])]
    is_said = bool({"postcode", "postnummer", "postal", "zip"} & set(near))
    is_amount = any(one.isdigit() or one in AMOUNTS for one in near)
    if not (is_with_name or is_said) and (is_amount or int(code) in YEARS):
        return None
    return Mention(answer, code, 3.0 if is_with_name or is_said else 1.5)


def _names_code(words: Sequence[_Token], answer: Answer, gazetteer: Gazetteer) -> bool:
    codes = {place.nis for place in answer.places}
    for size in range(1, len(words) + 1):
        for part in (words[:size], words[-size:]):
            found = gazetteer.named(" ".join(one.folded for one in part))
            if codes & {place.nis for place in found.places + found.others}:
                return True
    return False


def _weight(
    tokens: Sequence[_Token],
    at: int,
    size: int,
    answer: Answer,
    gazetteer: Gazetteer,
    *,
    is_loud: bool,
) -> float:
    first, before = tokens[at], tokens[at - 1].folded if at else ""
    if _has_code_beside(tokens, at, size, answer, gazetteer):
        return 3.0
    has_capital = first.has_capital and not is_loud
    is_ordinary = _is_ordinary(tokens[at : at + size], answer)
    weight = _said(before, has_capital=has_capital) + 0.6 * first.has_ending
    weight += 0.3 * (bool(LIVING & {one.folded for one in tokens[max(0, at - 3) : at]}))
    if not is_ordinary:
        # A name that is no other word is a place wherever it stands.
        return 1.0 + weight + (0.2 if has_capital else 0.0)
    is_alone = size == len(tokens)  # "Halle": nothing else was typed
    if tokens[at + size - 1].is_heading and at == 0:  # "Halle, welke scholen ..."
        return LEAST
    if has_capital and (is_alone or not first.opens_sentence):
        return 0.7 + max(weight, 0.3)
    is_part = all(place.kind == "submunicipality" for place in answer.places)
    return 0.0 if is_part else weight


def _said(before: str, *, has_capital: bool) -> float:
    """What the word before says: a place follows, may follow, or nothing."""
    if before in STRONG:
        return 1.0
    return 0.5 if before in WEAK and (has_capital or before not in ("te", "van", "op")) else 0.0


def _has_code_beside(
    tokens: Sequence[_Token], at: int, size: int, answer: Answer, gazetteer: Gazetteer
) -> bool:
    beside = [*tokens[max(0, at - 1) : at], *tokens[at + size : at + size + 1]]
    mine = {place.nis for place in answer.places + answer.others}
    return any(
        mine & {place.nis for place in gazetteer.at_code(one.folded).places}
        for one in beside
        if len(one.folded) == 4 and one.folded.isdigit()
    )


def _is_ordinary(words: Sequence[_Token], answer: Answer) -> bool:
    if len(words) > 1 or "-" in words[0].text:
        return False
    name = compact(words[0].folded)
    is_short = name.isascii() and len(name) <= SHORT_PART
    is_part = all(place.kind == "submunicipality" for place in answer.places)
    return name in ORDINARY or (is_short and is_part)

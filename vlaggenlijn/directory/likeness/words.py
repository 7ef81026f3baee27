"""What a Flemish name says once the words that say nothing are gone, and how it sounds."""

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from vlaggenlijn.places.folding import fold


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Legal forms and little words: they tell no two organisations apart.
LEGAL = _set("vzw asbl npo ivzw bv bvba nv sa cv cvba vof vereniging feitelijke")
LITTLE = _set(
    "de het een van voor in en te ten ter aan op bij met der des den s t l la le les du des "
    "et of v h the and for to your je jouw u uw onze"
)
# Kinds of body and of offer: many towns have one, so alone they prove little.
KINDS = _set(
    "dienst diensten gemeente gemeentelijk gemeentelijke gemeentebestuur stad stedelijk "
    "stedelijke stadsbestuur lokaal lokale bestuur ocmw huis kind sociaal centrum algemeen "
    "welzijnswerk geestelijke gezondheidszorg leerlingenbegeleiding begeleiding gezin "
    "gezinnen kinderen ouders afdeling team werking project organisatie regio provincie "
    "school basisschool kleuterschool kinderopvang opvang kinderdagverblijf buitenschoolse "
    "kinderzorg gezinsondersteuning opvoedingswinkel opvoedingspunt inloopteam "
    "consultatiebureau demo vlaams vlaamse bibliotheek wijkgezondheidscentrum dienstencentrum "
    "jeugddienst jeugdhuis jh vrije vbs gbs praktijk logopediepraktijk vclb welzijn "
    "spelotheek speelotheek openbare buurthuis buurtwerk inloophuis inloopcentrum inloop "
    "gezinsbond thuisbegeleiding thuisbegeleidingsdienst oudervereniging oudergroep logopedie "
    "revalidatiecentrum revalidatie ambulante creche basisonderwijs crisisopvang "
    "sociale onderwijs burgerzaken sportdienst sport cultuurdienst cultuur milieudienst"
)
# One kind under several names; two bodies of different kinds are two, also when named alike.
FAMILIES = {
    word: family
    for family, words in {
        "childcare": "kinderopvang kinderdagverblijf opvang creche buitenschoolse crisisopvang",
        "school": "school basisschool kleuterschool basisonderwijs vbs gbs",
        "guidance": "leerlingenbegeleiding vclb",
        "library": "bibliotheek",
        "doctor": "wijkgezondheidscentrum",
        "mind": "geestelijke gezondheidszorg",
        "elderly": "dienstencentrum",
        "youth": "jeugddienst jeugdhuis jh",
        "toys": "spelotheek speelotheek",
        "speech": "logopedie logopediepraktijk",
        "rehabilitation": "revalidatie revalidatiecentrum ambulante",
        "home": "thuisbegeleiding thuisbegeleidingsdienst",
        "parents": "oudervereniging oudergroep gezinsbond",
        "neighbourhood": "buurthuis buurtwerk",
        "upbringing": "opvoedingswinkel opvoedingspunt",
        "care": "kinderzorg gezinsondersteuning",
        "welfare": "welzijnswerk",
        "walk-in": "inloophuis inloopcentrum inloopteam",
    }.items()
    for word in words.split()
}
ABBREVIATIONS = {
    "hvhk": "huis van het kind",
    "hvk": "huis van het kind",
    "caw": "centrum algemeen welzijnswerk",
    "ckg": "centrum kinderzorg gezinsondersteuning",
    "k g": "kind gezin",
    "clb": "centrum leerlingenbegeleiding",
    "cgg": "centrum geestelijke gezondheidszorg",
    "bko": "buitenschoolse kinderopvang",
    "ibo": "buitenschoolse kinderopvang",
    "kdv": "kinderdagverblijf",
    "bib": "bibliotheek",
    "wgc": "wijkgezondheidscentrum",
    "ldc": "lokaal dienstencentrum",
    "og": "opvoeding gezin",
    "car": "centrum ambulante revalidatie",
    "bs": "basisschool",
}
# What tells two branches apart: a number, a letter, a side of town.
SIDES = _set("noord zuid oost west centrum boven beneden i ii iii iv v jongens meisjes")
SHORTEST_TO_DOUBT, LONG_WORD = 5, 9  # letters
_ABBREVIATED = re.compile(r"\b(" + "|".join(sorted(ABBREVIATIONS, key=len, reverse=True)) + r")\b")
_STREETS = (
    (re.compile(r"(str|straat)\b"), "straat"),
    (re.compile(r"(ln|laan)\b"), "laan"),
    (re.compile(r"(stwg|stw|stg|steenweg)\b"), "steenweg"),
    (re.compile(r"(pln|plein)\b"), "plein"),
)
_DOTTED = re.compile(r"\b(?:\w\.){2,}")  # O.C.M.W.
_NUMBER = re.compile(r"\b(\d+)\s*([a-z]?)\b")
_BOX = re.compile(r"\b(?:bus|bte|box|b)\s*([a-z0-9]+)$")
_SOUNDS = (
    ("sch", "sg"), ("tsj", "tj"), ("ch", "g"), ("ph", "f"), ("th", "t"), ("qu", "kw"), ("x", "ks"),
    ("ck", "k"), ("ce", "se"), ("ci", "si"), ("cy", "si"), ("c", "k"), ("ij", "i"), ("ei", "i"),
    ("ey", "i"), ("uy", "ui"), ("ae", "a"), ("oe", "u"), ("au", "o"), ("ou", "o"), ("y", "i"),
    ("v", "f"), ("z", "s"),
)  # fmt: skip
_TWICE = re.compile(r"(.)\1+")
_FINAL = (("d", "t"), ("b", "p"), ("dt", "t"))


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name: folded, abbreviations written out, legal forms and little words gone."""
    undotted = _DOTTED.sub(lambda found: found[0].replace(".", ""), name)
    full = _ABBREVIATED.sub(lambda found: ABBREVIATIONS[found[1]], fold(undotted))
    return tuple(word for word in full.split() if word not in LEGAL and word not in LITTLE)


def telling(words: tuple[str, ...], town: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The words that tell it from others of its kind: no kinds, no marks, no names of its town."""
    heard = [sound(word) for word in town]
    return tuple(
        word
        for word in words
        if word not in KINDS
        and not _is_mark(word)
        and not any(is_one_word(sound(word), other) for other in heard)
    )


def marks(words: tuple[str, ...]) -> frozenset[str]:
    """What tells branches apart: "a", "2", "noord"."""
    # "Centrum" is a side of town at the end of a name only; before that it is a kind of house.
    last = len(words) - 1
    return frozenset(
        word
        for place, word in enumerate(words)
        if _is_mark(word) and (word != "centrum" or place == last > 0)
    )


def _is_mark(word: str) -> bool:
    return word in SIDES or word.isdigit() or len(word) == 1


@lru_cache(maxsize=65_536)
def sound(word: str) -> str:
    """How a Dutch ear writes a folded word: "quist" and "kwist", "Thijs" and "Tys" are one."""
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    word = _TWICE.sub(r"\1", word)
    for written, heard in _FINAL:
        if word.endswith(written):
            return word[: -len(written)] + heard
    return word


def skeleton(heard: str) -> str:
    """The consonants of what is heard, in order: most slips of the pen leave them as they are."""
    return heard[:1] + "".join(letter for letter in heard[1:] if letter not in "aeiou ")


def is_one_word(one: str, other: str) -> bool:
    """Tell whether two words as heard are one, but for a slip: one letter, of long words two."""
    if one == other:
        return True
    shortest = min(len(one), len(other))
    if shortest < SHORTEST_TO_DOUBT:
        return False
    allowed = 2 if shortest >= LONG_WORD else 1
    return OSA.distance(one, other, score_cutoff=allowed) <= allowed


def street_and_number(text: str) -> tuple[str, str, str]:
    """Return street, number and box of an address line; each empty when it is not there."""
    line = fold(text)
    box = _BOX.search(line)
    if box and _NUMBER.search(line[: box.start()]):
        line = line[: box.start()].strip()
    else:
        box = None
    number = _NUMBER.search(line)
    street = line[: number.start()].strip() if number else line
    for pattern, whole in _STREETS:
        street = pattern.sub(whole, street)
    return street, "".join(number.groups()) if number else "", box[1] if box else ""

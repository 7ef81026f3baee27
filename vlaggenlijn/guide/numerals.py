"""Numbers as parents write them, in words or signs, in five languages; a thinking module.

What is one number becomes one: "drieënhalf" is 3,5, "vingt-quatre" is 24, "on yedi" is 17, and what
stands glued to it comes loose ("dertienjarige" is 13 jarige). A single word stays a word: "onze" is
eleven in French and "our" in Dutch, so that only a reader of the sentence can tell.
"""

import re
from collections.abc import Callable, Sequence

from vlaggenlijn.taxonomy.words import normal

DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫", "01234567890123456789,")
FRACTION = re.compile(r"(\d*)\s*([½¼¾])")
HUNDREDTHS = {"½": "5", "¼": "25", "¾": "75"}
NUMBERS = (
    "",  # the words for one also mean "a"; see ONE
    "twee twie deux two iki اثنان اثنين اثنتان اثنتين",
    "drie drij trois three uc ثلاث ثلاثة",
    "vier viere quatre four dort اربع اربعة",
    "vijf vijve cinq five bes خمس خمسة",
    "zes zesse six alti ست ستة",
    "zeven zevene zeuven sept seven yedi سبع سبعة",
    "acht achte huit eight sekiz ثمان ثماني ثمانية",
    "negen negene neuf nine dokuz تسع تسعة",
    "tien tiene dix ten on عشر عشرة",
    "elf elve ellef onze eleven onbir",
    "twaalf twalf twaalve douze twelve oniki",
    "dertien treize thirteen onuc",
    "veertien quatorze fourteen ondort",
    "vijftien quinze fifteen onbes",
    "zestien seize sixteen onalti",
    "zeventien dixsept seventeen onyedi",
    "achttien dixhuit eighteen onsekiz",
    "negentien dixneuf nineteen ondokuz",
    "twintig vingt twenty yirmi عشرون عشرين",
)
NUMBER_OF = {word: number for number, text in enumerate(NUMBERS, 1) for word in text.split()}
TENS = (
    "twintig vingt twenty yirmi عشرون عشرين",
    "dertig trente thirty otuz ثلاثون ثلاثين",
    "veertig quarante forty kirk اربعون اربعين",
    "vijftig cinquante fifty elli خمسون خمسين",
    "zestig soixante sixty altmis ستون ستين",
    "zeventig seventy yetmis سبعون سبعين",
    "tachtig eighty seksen ثمانون ثمانين",
    "negentig ninety doksan تسعون تسعين",
)
TENS_OF = {word: 10 * ten for ten, text in enumerate(TENS, 2) for word in text.split()}
NUMBER_OF |= TENS_OF
ONE = ("een", "un", "une", "a", "one", "bir")
UNIT_ONE = {"een": 1, "un": 1, "une": 1, "one": 1, "bir": 1, "واحد": 1, "احد": 1, "احدي": 1}
ARABIC_ONES = UNIT_ONE | {"احدى": 1, "اثنا": 2, "اثني": 2, "اثنتا": 2, "اثنتي": 2}
ORDINALS = "ثانية ثالثة رابعة خامسة سادسة سابعة ثامنة تاسعة عاشرة"
ORDINAL_OF = {word: number for number, word in enumerate(ORDINALS.split(), 2)}
# What looks like a number and is often another word ("our", "new", "on"): the words before or after
# it when it is a number.
TURKISH_UNITS = "bucuk yas yasinda yasindaki yasindan yasina yasini ay aylik haftalik gunluk ve yil"
HOMOGRAPHS = {
    "onze": ("a ont de", "an ans mois semaines jours et ou"),
    "neuf": ("a ont de", "an ans mois semaines jours et ou"),
    "dort": ("", TURKISH_UNITS),
    "bes": ("", TURKISH_UNITS),
    "on": ("", TURKISH_UNITS),
}
# "ten einde raad", "ten laatste"
TEN = ("ten",)
NOT_TEN = frozenset(
    "einde laatste koste minste slotte val dele opzichte gevolge huwelijk goede zeerste".split()
)


def _either(found: Sequence[str]) -> str:
    return "|".join(sorted(found, key=len, reverse=True))


SMALL = {word: number for word, number in NUMBER_OF.items() if number < 20} | UNIT_ONE
LATIN = _either([word for word in SMALL if word.isascii()])
ARABIC = _either([word for word in NUMBER_OF if not word.isascii()])
DUTCH_TENS = r"twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig"
UNDER_TEN = {word: number for word, number in SMALL.items() if number < 10}
SMALLEST = _either([word for word in UNDER_TEN if word.isascii()])
GLUED = r"(jarig\w*|maands\w*|weeks\w*)"


def _half(found: re.Match[str]) -> str:
    return f"{SMALL.get(found[1]) or found[1]},5 {found[2] or ''}"


def _loose(found: re.Match[str]) -> str:
    known = {"anderhalf": "1,5", "anderhalve": "1,5", "twintig": "20"}
    return f"{known.get(found[1]) or SMALL[found[1]]} {found[2]}"


ELIDED = re.compile(r"\b(l|d|qu)['’](?=\w)", re.IGNORECASE)
# In this order, each upon what the one before has left.
RULES: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"\bdun (?=an\b)"), "de un "),  # "d'un an", typed in haste
    (re.compile(r"\b(dix)[ -](sept|huit|neuf)\b"), r"\1\2"),
    (re.compile(r"\b(on)[ -](bir|iki|uc|dort|bes|alti|yedi|sekiz|dokuz)\b"), r"\1\2"),
    (
        re.compile(
            r"\b(soixante|quatre[ -]vingts?)[ -](?:et[ -])?"
            r"(dix\w*|onze|douze|treize|quatorze|quinze|seize)\b"
        ),
        lambda one: str((60 if one[1] == "soixante" else 80) + NUMBER_OF.get(one[2], 10)),
    ),
    (
        re.compile(rf"\b({SMALLEST})en({DUTCH_TENS})"),
        lambda one: f"{UNDER_TEN[one[1]] + TENS_OF[one[2]]} ",
    ),
    (
        re.compile(rf"\b(?!{DUTCH_TENS})({_either(list(TENS_OF))})[ -](?:et[ -])?({SMALLEST})\b"),
        lambda one: str(TENS_OF[one[1]] + UNDER_TEN[one[2]]),
    ),
    (re.compile(rf"\b({LATIN}|\d+)[ -]?en(?:[ -]?een)?[ -]?hal(?:f|ve)[ -]?(jarig\w*)?\b"), _half),
    (re.compile(rf"\b({LATIN}|anderhal(?:f|ve)|twintig){GLUED}\b"), _loose),
    (re.compile(rf"\bو(?=(?:ال)?(?:{ARABIC})\b|\d)"), "و "),  # "and" is glued to what follows
    (re.compile(rf"\bال(?={ARABIC}\b)"), ""),
    # "in the eighth of her age"
    (
        re.compile(rf"\bفي ال({_either(list(ORDINAL_OF))})( عشرة)? من (عمر\w*)"),
        lambda one: f"{one[3]} {ORDINAL_OF[one[1]] + (10 if one[2] else 0)} سنة",
    ),
    (
        re.compile(rf"\b({_either(list(ARABIC_ONES))}) (?:عشر|عشرة)\b"),
        lambda one: str(10 + ARABIC_ONES[one[1]]),
    ),
)


def written_in_digits(text: str) -> str:
    """Return the text folded, its numbers of more than one word as digits with a comma."""
    written = text.translate(DIGITS)
    written = FRACTION.sub(lambda one: f"{one[1] or 0},{HUNDREDTHS[one[2]]}", written)
    plain = normal(ELIDED.sub(r"\1 ", written))
    for pattern, replaced in RULES:
        plain = pattern.sub(replaced, plain)
    return plain


def number_of(token: str) -> float | None:
    """Return the number that a word or digits say; None for another word."""
    if token[0].isdigit():
        return float(token.replace(",", "."))
    return NUMBER_OF.get(token)


def are_other_words(tokens: Sequence[str]) -> frozenset[int]:
    """Return the places of words that look like a number and are another word here."""
    return frozenset(
        place
        for place, token in enumerate(tokens)
        if (token in HOMOGRAPHS and not _is_number(tokens, place))
        or (token in TEN and NOT_TEN & set(tokens[place + 1 : place + 2]))
    )


def _is_number(tokens: Sequence[str], place: int) -> bool:
    before, after = HOMOGRAPHS[tokens[place]]
    is_before = place > 0 and tokens[place - 1] in before.split()
    return is_before or " ".join(tokens[place + 1 : place + 2]) in after.split()

"""From a text to words and stems, in five languages; a thinking module.

Parents write as they speak: capitals, accents, curly quotes and joined apostrophes must not matter.
Stems are those of the Snowball project; a word without letters or digits is dropped.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import snowballstemmer

LANGUAGES = {"nl": "dutch", "fr": "french", "en": "english", "tr": "turkish", "ar": "arabic"}
LONGEST_TEXT = 5000
WORD = re.compile(r"[^\W_]+")
WRITTEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
APOSTROPHES = str.maketrans("’ʼ`", "'''")
JOINED = re.compile(r"(?<=\w)'+(?=\w)")
ELIDED = re.compile(r"\b(l|d|j|n|s|c|m|t|qu)['’](?=\w)", re.IGNORECASE)
ARABIC_MARKS = re.compile("[\u064b-\u065f\u0640]")
# Words that say nothing about the worry; kept short: weights do the rest.
SILENT = {
    "nl": """aan al als bij dan dat de die dit doen door een en er ge gij had haar heb hebben heeft
        hem het hij hoe hun ik in is je jij kan kunnen me mee meer men met mij mijn moet na naar
        niet nog nu of om onder ons onze ook op over te toch tot uit u uw van veel voor was wat we
        wel welke wie wij wil word wordt zal ze zeer zich zij zijn zo zoek graag iemand iets
        kind kindje kinderen zoon zoontje dochter dochtertje jaar jaren maand maanden hulp
        help ouder ouders mama papa zou zouden worden werd omdat maar heel erg altijd soms
        vaak weer hier daar waar wanneer alle alles allemaal niets eentje vele velen willen wilt
        gehad""",
    "fr": """au aux avec ce ces dans de des du elle en et eux il je la le les leur lui ma mais me
        mes moi mon ne nos notre nous on ou par pas plus pour qu que qui sa se ses son sur ta te
        tes toi ton tu un une vos votre vous est ai as a ans mois enfant enfants fils fille aide
        sont tres cherche sais sait savoir mien mienne miens miennes""",
    "en": """a an and are as at be but by can do does for from had has have he her him his how i
        im in is it its me my not of on or our she so that the their them they this to was we
        what when with you your child children kid kids son daughter year years old month help
        looking need very doing being having""",
    "tr": """bir bu da de için ile mi ne ve çok benim çocuğum çocuk yaşında var yok gibi ama
        oğlum kızım yardım beni bana biri birisi yaş yaşta neye""",
    "ar": """في من على الى إلى عن مع هذا هذه أنا انا لا ما هو هي ابني ابنتي طفلي طفل عمره سنوات
        سنة""",
}


# Words that look like a form of a silent one and are none.
TELLING = frozenset({"danse", "danses", "danser"})
LIKE = 4  # letters that a form of a silent word begins with


def normal(text: str) -> str:
    """Return the text folded: compatibility forms, lower case, no accents, apostrophes joined."""
    if text.isascii():
        return _joined(text[:LONGEST_TEXT].lower())
    text = unicodedata.normalize("NFKC", text[:LONGEST_TEXT]).replace("İ", "i").casefold()
    text = ARABIC_MARKS.sub("", text.replace("ı", "i").replace("ĳ", "ij"))
    decomposed = unicodedata.normalize("NFKD", text)
    if not decomposed.isascii():
        decomposed = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    # One sign may fold into eighteen: cut again, or a short text makes long work.
    return _joined(decomposed[:LONGEST_TEXT])


def _joined(folded: str) -> str:
    plain = folded.translate(APOSTROPHES)
    return JOINED.sub("", plain) if "'" in plain else plain


def words(text: str) -> list[str]:
    """Return the folded words of a text in order; French l', d', qu' are cut off."""
    # Most texts have no apostrophe, and to look for what stands before one takes a while.
    if "'" in text or "’" in text:
        text = ELIDED.sub(r"\1 ", text)
    return [word for word in WORD.findall(normal(text)) if len(word) > 1 or not word.isascii()]


def spellings(text: str) -> dict[str, str]:
    """Return {folded word: as the text spells it first}, so {"creche": "crèche"}."""
    spelled: dict[str, str] = {}
    for written in WRITTEN.findall(unicodedata.normalize("NFC", text[:LONGEST_TEXT])):
        for word in words(written):
            spelled.setdefault(word, written)
    return spelled


def as_written(folded: str, spelled: Mapping[str, str]) -> list[str]:
    """Return folded words as a text spells them, each once."""
    return list(dict.fromkeys(spelled.get(word, word) for word in folded.split()))


@lru_cache(maxsize=8)
def _stemmer(language: str) -> "snowballstemmer.stemmer":
    return snowballstemmer.stemmer(LANGUAGES[language])


@lru_cache(maxsize=100_000)
def stem(word: str, language: str) -> str:
    """Return the stem of one folded word.

    The stemmer makes "wel" of "geweld", "dan" of "dans" and "u" of a Turkish "uyum". A word that
    would be silent by its stem only, or of which nothing would be left, stays whole; so does a
    silent word, or "als ouder" would say "alle ouders".
    """
    short = _short(word, language)
    listed = _listed(language).get(short, frozenset())
    is_lost = len(short) < 2 or (listed and not any(_is_form(word, one) for one in listed))
    return word if is_lost or word in listed else short


def _short(word: str, language: str) -> str:
    return str(_stemmer(language).stemWord(word))


@lru_cache(maxsize=8)
def _listed(language: str) -> dict[str, frozenset[str]]:
    """Return the silent words by themselves and by their stem."""
    found: dict[str, frozenset[str]] = {}
    for word in words(SILENT[language]):
        for key in (word, _short(word, language)):
            found[key] = found.get(key, frozenset()) | {word}
    return found


def _is_form(word: str, listed: str) -> bool:
    """Whether a word is a silent one, perhaps with an ending or (in Arabic) with an article."""
    if word == listed or word in TELLING:
        return word == listed
    if not word.isascii():
        return len(listed) > 2 and listed in word and len(word) - len(listed) <= 3
    is_like = word[:LIKE] == listed[:LIKE] and min(len(word), len(listed)) >= LIKE
    return is_like and len(word) < 2 * len(listed)


def stems(text: str, language: str) -> list[str]:
    """Return the stems of a text in order, silent words included."""
    return [stem(word, language) for word in words(text)]


@lru_cache(maxsize=8)
def silent(language: str) -> frozenset[str]:
    """Return the stems of the words that say nothing."""
    return frozenset(_listed(language))


def language_of(tokens: Sequence[str]) -> str:
    """Return the language of which most silent words stand among the tokens; else Dutch."""
    said = {language: sum(word in silent(language) for word in tokens) for language in LANGUAGES}
    return max(said, key=lambda language: said[language])


def quiet_words(tokens: Sequence[str]) -> frozenset[str]:
    """Return the silent stems of the language of the tokens.

    Without this the French "les" would ask for lessons.
    """
    return silent(language_of(tokens))


def telling(stems_in_order: Iterable[str], language: str) -> list[str]:
    """Return the stems that say something, in order."""
    quiet = silent(language)
    return [part for part in stems_in_order if part not in quiet and len(part) > 1]

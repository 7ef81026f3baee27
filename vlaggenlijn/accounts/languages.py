"""Which language a visitor gets; a thinking module.

Dutch is the source everywhere. In a Dutch-only municipality the site opens in Dutch whatever the
browser asks, and another language is the visitor's own choice and marked as a translation. Where
the law knows more languages the browser's wish is followed. docs/decisions/0003 gives the reasons.
"""

from collections.abc import Sequence

SOURCE = "nl"
FOLLOWS_BROWSER = ("rand", "brussel")
# Facilities for French speakers: the six rim municipalities and those on the language border.
RIM = frozenset({"23098", "23099", "23100", "23101", "23102", "23103"})
LANGUAGE_BORDER = frozenset({"45041", "73028", "33016", "34043", "73109", "23009"})

# Languages in which a network may also have texts of its records, by their own names. The interface
# does not speak them: they are read on the page of a record only.
EXTRA_LANGUAGES: dict[str, str] = {
    "sq": "shqip",
    "am": "አማርኛ",
    "hy": "հայերեն",
    "bn": "বাংলা",
    "bg": "български",
    "zh": "中文",
    "de": "Deutsch",
    "el": "Ελληνικά",
    "hu": "magyar",
    "it": "italiano",
    "ku": "kurdî",
    "ne": "नेपाली",
    "ps": "پښتو",
    "fa": "فارسی",
    "pl": "polski",
    "pt": "português",
    "ro": "română",
    "ru": "русский",
    "sk": "slovenčina",
    "so": "Soomaali",
    "es": "español",
    "sw": "Kiswahili",
    "ti": "ትግርኛ",
    "uk": "українська",
    "ur": "اردو",
}
OWN_NAMES: dict[str, str] = {
    "nl": "Nederlands",
    "fr": "français",
    "en": "English",
    "tr": "Türkçe",
    "ar": "العربية",
    **EXTRA_LANGUAGES,
}
RIGHT_TO_LEFT = frozenset({"ar", "fa", "ps", "ur"})


def direction(code: str) -> str:
    """Return how a language is written, as HTML says it: rtl or ltr."""
    return "rtl" if code in RIGHT_TO_LEFT else "ltr"


def regime_of(nis: str, region: str) -> str:
    """Return nl, rand or brussel for a municipality (NIS code and region slug)."""
    if region == "brussels":
        return "brussel"
    return "rand" if nis in RIM | LANGUAGE_BORDER else "nl"


def chosen(*, asked: str, kept: str, browser: str, regime: str, offered: Sequence[str]) -> str:
    """Return the language code to use, from the address, the cookie and the browser's header."""
    for wish in (asked, kept):
        if wish in offered:
            return wish
    if regime not in FOLLOWS_BROWSER:
        return SOURCE
    return next((code for code in preferred(browser) if code in offered), SOURCE)


def preferred(header: str) -> list[str]:
    """Return the language codes of an Accept-Language header, most wanted first."""
    weighted = [_weighted(part) for part in "".join(header.lower().split()).split(",")[:20]]
    ordered = sorted((pair for pair in weighted if pair[1] > 0), key=lambda pair: -pair[1])
    return [code for code, _ in ordered]


def _weighted(part: str) -> tuple[str, float]:
    code, _, quality = part.partition(";q=")
    try:
        weight = float(quality) if quality else 1.0
    except ValueError:
        weight = 0.0
    return code.split("-")[0], weight if 0 <= weight <= 1 else 0.0

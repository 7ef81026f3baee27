"""How easily a Dutch text is read; a thinking module.

Flesch's reading ease as W. H. Douma set it for Dutch (De leesbaarheid van landbouwbladen,
Wageningen, 1960): 206.84 - 0.77 x syllables in a hundred words - 0.93 x words in a sentence. About
100 is for a child of ten, 60 to 70 is ordinary, under 45 is hard. It counts, it understands
nothing: a hint for who writes, never a mark.
"""

import re
from dataclasses import dataclass

FEWEST_WORDS = 25  # of fewer words the measure says nothing
_SENTENCE_END = re.compile(r"[.!?…]+(?:\s|$)|\n+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|www\.\S+")
# The longest first: "ooi" is one sound, "oo" and "i" would be two. A letter with dots begins anew.
_VOWELS = re.compile(
    r"aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ei|ij|ou|au|[aeiouyàáâäèéêëìíîïòóôöùúûü]"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was counted; ``ease`` is None for a text that is too short to say."""

    words: int
    sentences: int
    syllables: int
    longest: int

    @property
    def ease(self) -> float | None:
        if self.words < FEWEST_WORDS:
            return None
        return round(
            206.84 - 77 * self.syllables / self.words - 0.93 * self.words / self.sentences, 1
        )


def read(text: str) -> Reading:
    """Count the sentences, words and syllables of a Dutch text; ``longest`` is in words."""
    plain = _ADDRESS.sub("", text)
    sentences = [words for part in _SENTENCE_END.split(plain) if (words := _WORD.findall(part))]
    every = [word for words in sentences for word in words]
    return Reading(
        words=len(every),
        sentences=len(sentences),
        syllables=sum(map(syllables, every)),
        longest=max(map(len, sentences), default=0),
    )


def syllables(word: str) -> int:
    """Return how many syllables a Dutch word has, as heard in its vowels; at least one."""
    return max(1, len(_VOWELS.findall(word.lower())))

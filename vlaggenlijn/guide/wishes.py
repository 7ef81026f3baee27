"""Wishes in words: what was chosen, what the filters did, what an offer falls short of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vlaggenlijn.directory.cards import ReasonText, language_name
from vlaggenlijn.guide import filters
from vlaggenlijn.guide.filters import Shortfall, Sifted, Verdict, Wish
from vlaggenlijn.taxonomy.models import Concept

NOT_KNOWN, UNFIT = "not_known", "unfit"


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What filters did to an answer: the wishes in words, those let go, and sentences to say."""

    labels: Mapping[Wish, str]
    chosen: tuple[str, ...]
    dropped: tuple[str, ...]
    sentences: tuple[str, ...]


def tick_labels() -> dict[str, str]:
    """Return the wishes that are a tick, by kind, in words."""
    return {
        filters.FREE: _("free"),
        filters.OPEN: _("open now"),
        filters.PRAM: _("with a pram"),
        filters.WHEELCHAIR: _("with a wheelchair"),
        filters.ONLINE: _("online or by phone"),
        filters.AT_HOME: _("at home"),
        filters.RECENT: _("confirmed in the past year"),
        filters.ROOM: _("a place is free"),
    }


def wish_labels(wishes: Iterable[Wish]) -> dict[Wish, str]:
    """Return each wish in words; two queries for every wish that is a concept."""
    ticks = tick_labels()
    return {wish: ticks.get(wish.kind) or _label(wish) for wish in wishes}


def _label(wish: Wish) -> str:
    if wish.kind == filters.SPOKEN:
        return language_name(wish.value)
    if wish.kind == filters.LANGUAGE:
        return _("%(language)s, or with an interpreter") % {"language": language_name(wish.value)}
    concept = Concept.objects.of_scheme(wish.kind).with_labels().named(wish.value)
    return concept.label if concept else wish.value


def narrowing(sifted: Sifted[Any], wishes: Sequence[Wish], most: int) -> Narrowing:
    """Return what the filters did; ``most`` is how many offers are shown."""
    labels = wish_labels(wishes)
    dropped = tuple(labels[wish] for wish in sifted.dropped)
    return Narrowing(
        labels=labels,
        chosen=tuple(labels[wish] for wish in wishes),
        dropped=dropped,
        sentences=tuple(_sentences(sifted, ", ".join(dropped), most)),
    )


def _sentences(sifted: Sifted[Any], dropped: str, most: int) -> Iterable[str]:
    shown = min(len(sifted.offers), most)
    fitting = min(sifted.fitting, most)
    if dropped:
        yield _("Nothing fits all your choices. So we let go of: %(wishes)s.") % {"wishes": dropped}
    elif fitting:
        text = ngettext(
            "%(count)s place fits all your choices.",
            "%(count)s places fit all your choices.",
            fitting,
        )
        yield text % {"count": fitting}
    elif shown:
        yield _("Of no place we know for certain that it fits all your choices.")
    if not dropped and shown > fitting:
        yield _("Where something is not known, it says so. Ask about it first.")
    if sifted.left_out:
        text = ngettext(
            "%(count)s place does not fit and is left out.",
            "%(count)s places do not fit and are left out.",
            sifted.left_out,
        )
        yield text % {"count": sifted.left_out}


def shortfall_texts(
    found: Iterable[Shortfall], labels: Mapping[Wish, str]
) -> tuple[ReasonText, ...]:
    """Return what an offer does not, or not certainly, fulfil; it stands beside its reasons."""
    return tuple(_shortfall(one, labels[one.wish]) for one in found)


def _shortfall(found: Shortfall, label: str) -> ReasonText:
    if found.verdict is Verdict.NO:
        return ReasonText(UNFIT, _("Does not fit: %(wish)s") % {"wish": label})
    if found.wish.kind == filters.GROUP:
        return ReasonText(NOT_KNOWN, _("Not especially for: %(group)s") % {"group": label})
    return ReasonText(NOT_KNOWN, _("Not known: %(wish)s") % {"wish": label})

"""A report in words: what stands for a mark, and what is said of a word that no longer fits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vlaggenlijn.dialogue.report_text import Kind, Paragraph, Piece, Share

# What only who writes has to look at: a reader is not told that a number was typed.
FOR_WRITERS = frozenset({Kind.GONE, Kind.UNKNOWN, Kind.LOOSE, Kind.TYPED})


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text as it is shown; ``note`` says in words what is the matter with it."""

    text: str
    is_quote: bool = False
    note: str = ""
    is_off: bool = False


def share_text(share: Share) -> str:
    """Return "12 of 60 organisations", or that there are fewer than three."""
    if not share.is_shown:
        return _("fewer than three organisations")
    return ngettext(
        "%(count)s of %(total)s organisation", "%(count)s of %(total)s organisations", share.total
    ) % {"count": share.count, "total": share.total}


def runs(paragraph: Paragraph, *, is_for_writer: bool = False) -> list[Run]:
    """Return a line as it is read; a mark that stands for nothing leaves no trace for readers."""
    return list(_runs(paragraph, is_for_writer))


def _runs(paragraph: Paragraph, is_for_writer: bool) -> Iterator[Run]:
    for piece in paragraph:
        is_told = piece.kind == Kind.OFF or (is_for_writer and piece.kind in FOR_WRITERS)
        note = note_of(piece) if is_told else ""
        text = _shown(piece)
        if not text and note:
            text = piece.source
        if text:
            yield Run(text, piece.kind == Kind.QUOTE, note, piece.kind == Kind.OFF)


def _shown(piece: Piece) -> str:
    if piece.kind == Kind.FINDING and piece.share is not None:
        return f"({share_text(piece.share)})"
    return _("hidden") if piece.kind == Kind.HIDDEN else piece.text


def note_of(piece: Piece) -> str:
    """Return what is the matter with a piece, in a few words."""
    if piece.kind == Kind.OFF and piece.share is not None:
        if not piece.share.is_shown:
            return _("the count does not bear this word")
        return _("the count does not bear this word: %(share)s") % {
            "share": share_text(piece.share)
        }
    return {
        Kind.GONE: _("this is not there, or may not be shown"),
        Kind.UNKNOWN: _("this mark is not known"),
        Kind.LOOSE: _("no count stands behind this word"),
        Kind.TYPED: _("this number is typed, and follows nothing"),
    }.get(piece.kind, "")


def plain(paragraph: Paragraph) -> str:
    """Return a line as text alone, as for the name of something."""
    return "".join(one.text for one in runs(paragraph))


def notes(pieces: Iterable[Piece]) -> list[tuple[str, str]]:
    """Return (what is written, what is the matter) once for each."""
    return list(dict.fromkeys((one.source.strip(), note_of(one)) for one in pieces))

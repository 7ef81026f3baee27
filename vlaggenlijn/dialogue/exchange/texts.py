"""The text of a source, and selections that must fit it; a thinking module.

Tools differ in how they count: some count the two characters that end a line on Windows as one,
some as two. What fits the words of the text better is taken, and said.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from vlaggenlijn.dialogue.exchange.archives import Archive
from vlaggenlijn.dialogue.exchange.problems import Remarks
from vlaggenlijn.dialogue.exchange.project import Selection


@dataclass(frozen=True)
class ReadText:
    """A text with LF line ends; ``doubles`` are the places, in it, of line ends that were CR LF."""

    text: str
    doubles: tuple[int, ...] = ()


def text_of(element: Element, archive: Archive | None, name: str, remarks: Remarks) -> ReadText:
    """Return the text that a source or note refers to or holds; what is missing is said."""
    inline = next((one for one in element if str(one.tag).endswith("PlainTextContent")), None)
    path = element.get("plainTextPath", "")
    if inline is not None and not path:
        return normalised(inline.text or "")
    content = _content(path, archive, name, remarks)
    if content is None:
        return ReadText("")
    try:
        return normalised(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        remarks.add("bad_encoding", name)
        return normalised(content.decode("utf-8-sig", errors="replace"))


def _content(path: str, archive: Archive | None, name: str, remarks: Remarks) -> bytes | None:
    problem = "no_text"
    try:
        found = archive.text(path) if archive and path else None
        problem = "text_too_large" if path else "no_text"
    except KeyError:
        found = None
    except ValueError:
        found, problem = None, "outside_file"
    if found is None:
        remarks.add(problem, name)
    return found


def normalised(text: str) -> ReadText:
    """Return a text with LF line ends, and where a line end was of two characters."""
    doubles, taken = [], 0
    at = text.find("\r\n")
    while at >= 0:
        doubles.append(at - taken)
        taken += 1
        at = text.find("\r\n", at + 2)
    return ReadText(text.replace("\r\n", "\n").replace("\r", "\n"), tuple(doubles))


def fitted(
    read: ReadText, selections: Sequence[Selection], name: str, remarks: Remarks
) -> tuple[str, list[Selection]]:
    """Return the text and the selections that fit it, cut off at its end where they go beyond."""
    if read.doubles and _counts_double(read, selections):
        remarks.add("line_ends", name)
        selections = list(_single(read, selections))
    return read.text, list(_within(read.text, selections, name, remarks))


def _counts_double(read: ReadText, selections: Sequence[Selection]) -> bool:
    """Tell whether positions count CR LF as two: they fit more words, or fit at all."""
    single = list(_single(read, selections))
    length = len(read.text)
    if any(one.end > length for one in selections):
        return all(one.end <= length for one in single)
    return _edges(read.text, single) > _edges(read.text, selections)


def _edges(text: str, selections: Iterable[Selection]) -> int:
    """Count the ends of selections that lie between a word and no word."""
    ends = [at for one in selections for at in (one.start, one.end)]
    return sum(_is_word(text, at - 1) != _is_word(text, at) for at in ends)


def _is_word(text: str, at: int) -> bool:
    return 0 <= at < len(text) and not text[at].isspace()


def _single(read: ReadText, selections: Iterable[Selection]) -> Iterator[Selection]:
    """Yield selections whose positions count a line end as one."""
    doubled = [at + number for number, at in enumerate(read.doubles)]
    for one in selections:
        start, end = (at - bisect_left(doubled, at) for at in (one.start, one.end))
        yield replace(one, start=start, end=end)


def _within(
    text: str, selections: Iterable[Selection], name: str, remarks: Remarks
) -> Iterator[Selection]:
    for one in selections:
        if not one.start <= one.end or one.start > len(text):
            remarks.add("bad_positions", one.name or name)
            continue
        if one.end > len(text):
            remarks.add("cut_positions", one.name or name)
            one = replace(one, end=len(text))
        yield one

"""The stems that the index holds, so that a part of a word finds the whole one.

Read once per process, then only what was added since. A word that no record has any more may stay:
nothing is found by it.
"""

from dataclasses import dataclass, field
from threading import Lock

from vlaggenlijn.taxonomy.models import Posting
from vlaggenlijn.taxonomy.words import silent, stem

FEWEST_SIGNS = 3  # of a part that may stand within a word
MOST = 1000
WORD = "w:"
# Numbers of rows can become readable in another order than they were given out.
MARGIN = 2000


@dataclass
class Known:
    """All stems, one a line, up to a row of the index."""

    last: int = 0
    stems: set[str] = field(default_factory=set)
    lines: str = "\n"

    def renew(self) -> None:
        last = Posting.objects.last_number()
        if last == self.last:
            return
        is_new = not self.last or last < self.last
        terms = Posting.objects.all_terms() if is_new else self._added()
        found = {one.removeprefix(WORD) for one in terms if one.startswith(WORD)}
        self.stems = found if is_new else self.stems | found
        self.lines = "\n" + "\n".join(sorted(self.stems)) + "\n"
        self.last = last

    def _added(self) -> list[str]:
        return Posting.objects.terms_after(max(self.last - MARGIN, 0))

    def holding(self, part: str) -> set[str]:
        """Return the stems in which a part of a word stands."""
        found: set[str] = set()
        at = self.lines.find(part)
        while at >= 0 and len(found) <= MOST:
            start, end = self.lines.rfind("\n", 0, at) + 1, self.lines.index("\n", at)
            found.add(self.lines[start:end])
            at = self.lines.find(part, end)
        return found


_known = Known()
_lock = Lock()


def terms_of(word: str) -> list[str] | None:
    """Return the terms of the index in which a folded word stands, itself included.

    None when the index cannot tell: it holds no words that say nothing, and a part that stands in
    more than MOST words chooses as little.
    """
    part = stem(word, "nl")
    if part in silent("nl") or len(part) < 2:
        return None
    found = {part}
    if len(part) >= FEWEST_SIGNS:
        with _lock:
            _known.renew()
            found |= _known.holding(part)
    return sorted(WORD + one for one in found) if len(found) <= MOST else None

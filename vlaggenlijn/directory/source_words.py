"""How the reading of a source went, and what waits for somebody, in sentences."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.common.fetching_words import FETCHING
from vlaggenlijn.directory.history_words import Names
from vlaggenlijn.directory.hsds_in.refusals import MESSAGES
from vlaggenlijn.directory.importing_hsds_values import names_in, value_text
from vlaggenlijn.directory.importing_pages import field_label, sentences
from vlaggenlijn.directory.models import DataReading, SourceRecord

READING, READ, SAME = "reading", "read", "same"
REASONS: Mapping[str, Any] = {
    **MESSAGES,
    **FETCHING,
    "fetch_address": lazy("This is not an address that we can follow. It begins with https://."),
    "fetch_host": lazy(
        "Whoever looks after this site does not allow data of %(host)s. Ask them to add it."
    ),
    "fetch_packed": lazy("The other site sends the data packed, though we ask it not to."),
    "fetch_large": lazy(
        "The other site sends more than %(limit)s MB at once. Ask its owner for pages or a smaller"
        " file."
    ),
}


def reason_text(code: str, values: Mapping[str, Any]) -> str:
    """Return why nothing was read."""
    return _(str(REASONS[code])) % values


@dataclass(frozen=True, slots=True)
class ReadingWords:
    """A reading in words; ``is_good`` when the source was read."""

    run: DataReading
    is_good: bool
    text: str
    rows: list[tuple[str, list[str]]]


def reading_words(run: DataReading) -> ReadingWords:
    """Return how a reading went, with the rows that somebody has to look at."""
    if run.code == SAME:
        return ReadingWords(run, True, _("Read; nothing had changed."), [])
    if run.code == READING:
        return ReadingWords(run, True, _progress(run), [])
    if run.code != READ:
        return ReadingWords(run, False, reason_text(run.code, run.values.get("refused", {})), [])
    rows = [(row["name"] or _("without a name"), sentences(row)) for row in run.told]
    return ReadingWords(run, True, _totals(run), rows)


def _progress(run: DataReading) -> str:
    counts = {"done": run.values.get("steps", 0), "total": run.values.get("pages", 0)}
    if not counts["total"]:
        return _("It is being read: %(done)s pages so far.") % counts
    return _("It is being read: %(done)s of %(total)s pages.") % counts


def _totals(run: DataReading) -> str:
    if not run.totals:
        return _("Read; nothing had changed.")
    names = ("new", "changed", "doubtful", "wrong", "unchanged", "skipped")
    counts = {name: run.totals.get(name, 0) for name in names}
    text = _(
        "Read: %(new)s new, %(changed)s changed, %(doubtful)s to look at, %(wrong)s wrong,"
        " %(unchanged)s as before, %(skipped)s left out."
    )
    return text % counts


@dataclass(frozen=True, slots=True)
class OpenPart:
    """One part that was changed on both sides."""

    name: str
    label: str
    here: str
    there: str


def open_parts(records: Iterable[SourceRecord]) -> list[tuple[SourceRecord, list[OpenPart]]]:
    """Return each record with the parts of it that wait for a choice."""
    records = list(records)
    names = names_in((name, *texts) for one in records for name, texts in one.conflicts.items())
    return [(one, [_open(name, texts, names) for name, texts in one.conflicts.items()])
            for one in records]  # fmt: skip


def _open(name: str, texts: Sequence[str], names: Names) -> OpenPart:
    here, there = (value_text(name, text, names) for text in texts)
    return OpenPart(name, field_label(name, "hsds"), here, there)

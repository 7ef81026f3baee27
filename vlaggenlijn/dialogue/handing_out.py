"""A series as a REFI-QDA project: what leaves, and under which name.

Nothing that was withdrawn or taken back leaves, no rehearsal, and no name of a person: speakers go
by their pseudonym, coders by a number. Every table is a text with one quote per line, and a case
with the same name. A quote of which the exact words were noted stands between quotation marks.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.utils import timezone

from vlaggenlijn.dialogue.exchange.names import BOTTLENECK, HAT, OPPORTUNITY, THEME, group, outside
from vlaggenlijn.dialogue.exchange.project import (
    Case,
    Codebook,
    CodeOf,
    CodingOf,
    Note,
    Project,
    Selection,
    Set,
    Source,
    User,
    Variable,
)
from vlaggenlijn.dialogue.exchange.writing import codebook_csv, qdc, qdpx, tidy
from vlaggenlijn.dialogue.models import Code, Coding, Hat, Memo, Participant, Quote, Series, Table
from vlaggenlijn.dialogue.quotes_table import quotes_xlsx

ORIGIN = "Vlaggenlijn"
KINDS = (OPPORTUNITY, BOTTLENECK, THEME)
VARIABLES = {
    "nl": ("regio", "datum", "organisaties", "na te lezen tot"),
    "fr": ("région", "date", "organisations", "à relire avant"),
    "en": ("region", "date", "organisations", "to be read back until"),
}


def file_of(series: Series, suffix: str, language: str = "nl") -> bytes:
    """Return the file of a series for a suffix: .qdpx, .qdc, .csv (codebook for Taguette), .xlsx.

    Raises KeyError for another suffix, ValueError for a .qdc of a series without codes.
    """
    if suffix == ".qdpx":
        return qdpx(project_of(series, language))
    if suffix == ".xlsx":
        return quotes_xlsx(series)
    book = Codebook(ORIGIN, _Out(series, language).codes())
    if suffix == ".csv":
        return codebook_csv(book.codes).encode()
    return {".qdc": qdc}[suffix](book)


def project_of(series: Series, language: str = "nl") -> Project:
    """Return everything of a series that may leave."""
    return _Out(series, language).project()


def derived(record: uuid.UUID, *names: str) -> str:
    """Return a GUID for something that belongs to a record; the same each time."""
    return str(uuid.uuid5(record, "/".join(names)))


class _Out:
    """Gathers a series in a few queries, and one for each table."""

    def __init__(self, series: Series, language: str) -> None:
        self.series = series
        self.language = language
        self.hats = list(Hat.objects.of_series(series))
        self.book = list(Code.objects.of_series(series).in_order())
        self.coders: dict[str, User] = {}

    def project(self) -> Project:
        codings: dict[uuid.UUID, list[Coding]] = defaultdict(list)
        for coding in Coding.objects.of_series(self.series).order_by("created_at", "id"):
            codings[coding.quote_id].append(coding)
        quotes: dict[uuid.UUID, list[Quote]] = defaultdict(list)
        for quote in Quote.objects.of_series(self.series).standing().with_subjects().in_order():
            quotes[quote.table_id].append(quote)
        tables = list(Table.objects.of_series(self.series).real().in_order())
        memos = list(Memo.objects.of_series(self.series))
        sources = tuple(self._source(table, quotes[table.pk], codings) for table in tables)
        notes = tuple(self._note(memo) for memo in memos)
        return Project(
            name=tidy(self.series.title),
            origin=ORIGIN,
            description=tidy(f"{self.series.question}\n\n{self.series.purpose}".strip()),
            user=self._user("", "").guid,
            created_at=self.series.created_at,
            users=tuple(self.coders.values()),
            codes=self.codes(),
            variables=self._variables(),
            cases=tuple(self._case(source) for source in sources),
            sources=sources,
            notes=notes,
            sets=self._sets(sources),
        )

    def codes(self) -> tuple[CodeOf, ...]:
        """Return the codebook once for each polarity, and the hats, each under its own group."""
        found = [one for kind in KINDS if self.book for one in self._codes_of(kind)]
        if self.hats:
            found.append(self._group(HAT))
        found += [
            CodeOf(
                derived(hat.pk, HAT),
                outside(HAT, tidy(hat.name), self.language),
                self._group(HAT).guid,
                colour=hat.colour.lower(),
                description=tidy(hat.prompt),
            )
            for hat in self.hats
        ]
        return tuple(found)

    def _codes_of(self, kind: str) -> Iterator[CodeOf]:
        top = self._group(kind)
        yield top
        under: dict[uuid.UUID | None, list[Code]] = defaultdict(list)
        known = {code.pk for code in self.book}
        for code in self.book:
            under[code.parent_id if code.parent_id in known else None].append(code)
        waiting = [(top.guid, code) for code in reversed(under[None])]
        while waiting:
            parent, code = waiting.pop()
            guid = derived(code.pk, kind)
            yield CodeOf(
                guid,
                outside(kind, tidy(code.name), self.language),
                parent,
                colour=code.colour.lower(),
                description=tidy(code.description),
            )
            waiting += [(guid, child) for child in reversed(under[code.pk])]

    def _group(self, kind: str) -> CodeOf:
        guid = derived(self.series.pk, "group", kind)
        return CodeOf(guid, group(kind, self.language), is_codable=False)

    def _user(self, account: str, name: str) -> User:
        """Return a coder: by number, or by the name that came along with the file of another."""
        key = account or name
        if key not in self.coders:
            number = f"{ORIGIN} {len(self.coders) + 1}"
            guid = derived(self.series.pk, "coder", key)
            self.coders[key] = User(guid, name if name and not account else number)
        return self.coders[key]

    def _source(
        self, table: Table, quotes: Iterable[Quote], codings: dict[uuid.UUID, list[Coding]]
    ) -> Source:
        lines: list[str] = []
        selections: list[Selection] = []
        at = 0
        for quote in quotes:
            before, said, after = self._line(quote)
            begin = at + len(before)
            selections += self._selections(quote, begin, said, codings[quote.pk])
            lines.append(before + said + after)
            at += len(lines[-1]) + 1
        return Source(
            guid=str(table.pk),
            name=tidy(str(table)),
            text="\n".join(lines),
            user=self._user("", "").guid,
            created_at=table.starts_at or table.created_at,
            selections=tuple(selections),
            values=self._values(table),
        )

    def _line(self, quote: Quote) -> tuple[str, str, str]:
        """Return what stands before a quote, the quote, and what stands behind it."""
        speaker = f"{_speaker(quote)}: " if _speaker(quote) else ""
        marks = ("“", "”") if quote.is_verbatim else ("", "")
        return speaker + marks[0], tidy(quote.text), marks[1]

    def _selections(
        self, quote: Quote, begin: int, said: str, codings: Iterable[Coding]
    ) -> Iterator[Selection]:
        """Yield the quote as a whole with its hat, then the parts of it that were coded apart."""
        spans: dict[tuple[int, int], list[Coding]] = defaultdict(list)
        whole = (0, len(said))
        spans[whole] = []
        for coding in codings:
            start = min(coding.start or 0, len(said))
            end = len(said) if coding.end is None else min(coding.end, len(said))
            spans[start, max(start, end)].append(coding)
        for span, given in spans.items():
            hat = [self._hat(quote, quote.hat)] if span == whole and quote.hat else []
            yield Selection(
                guid=str(quote.pk) if span == whole else derived(quote.pk, *map(str, span)),
                start=begin + span[0],
                end=begin + span[1],
                name=_speaker(quote),
                description="\n\n".join(tidy(one.memo) for one in given if one.memo),
                user=self._user("", "").guid,
                created_at=quote.said_at or quote.created_at,
                codings=(*hat, *(self._coding(one) for one in given)),
            )

    def _hat(self, quote: Quote, hat: Hat) -> CodingOf:
        code = derived(hat.pk, HAT)
        return CodingOf(
            derived(quote.pk, HAT), code, self._user("", "").guid, quote.said_at or quote.created_at
        )

    def _coding(self, coding: Coding) -> CodingOf:
        code = derived(coding.code_id, coding.polarity or THEME)
        user = self._user(str(coding.coder_id or ""), coding.coder_name)
        return CodingOf(str(coding.pk), code, user.guid, coding.created_at)

    def _note(self, memo: Memo) -> Note:
        about = memo.table or memo.code
        name = " · ".join(str(one) for one in (about, memo.title) if one)
        user = self._user(str(memo.writer_id or ""), "")
        return Note(str(memo.pk), tidy(name), tidy(memo.text), user.guid, memo.created_at)

    def _variables(self) -> tuple[Variable, ...]:
        names = VARIABLES.get(self.language, VARIABLES["nl"])
        kinds = ("Text", "Date", "Integer", "Date")
        return tuple(
            Variable(self._variable(place), name, kind)
            for place, (name, kind) in enumerate(zip(names, kinds, strict=True))
        )

    def _variable(self, place: int) -> str:
        return derived(self.series.pk, "variable", str(place))

    def _values(self, table: Table) -> tuple[tuple[str, str], ...]:
        """Return what is known of a table; what is not known has no value."""
        present = Participant.objects.at_table(table).real().in_state(Participant.State.PRESENT)
        known = (
            tidy(table.region),
            timezone.localdate(table.starts_at).isoformat() if table.starts_at else "",
            str(present.count()),
            timezone.localdate(table.check_until).isoformat() if table.check_until else "",
        )
        return tuple((self._variable(place), one) for place, one in enumerate(known) if one)

    def _case(self, source: Source) -> Case:
        guid = derived(uuid.UUID(source.guid), "case")
        return Case(guid, source.name, sources=(source.guid,), values=source.values)

    def _sets(self, sources: tuple[Source, ...]) -> tuple[Set, ...]:
        if not sources:
            return ()
        guid = derived(self.series.pk, "set")
        return (Set(guid, tidy(self.series.title), sources=tuple(one.guid for one in sources)),)


def _speaker(quote: Quote) -> str:
    """Return the pseudonym of who spoke; "" when that is not known."""
    return quote.participant.pseudonym if quote.participant else ""

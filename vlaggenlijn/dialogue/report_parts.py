"""The report of a series, gathered: what was written in each part, and the numbers beside it.

Every number is asked of the data each time it is shown. What fewer than three organisations are the
source of is hidden, and of the quotes only those are here that were allowed.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.translation import get_language

from vlaggenlijn.dialogue import counting, evidence
from vlaggenlijn.dialogue.attendance import Attendance, Seat, attendance
from vlaggenlijn.dialogue.boards import tables_of
from vlaggenlijn.dialogue.comparing import coders_of
from vlaggenlijn.dialogue.models import (
    Code,
    FindingQuote,
    Participant,
    Quote,
    ReportPart,
    Series,
    Table,
)
from vlaggenlijn.dialogue.report_text import (
    NUMBERS,
    Facts,
    Paragraph,
    Piece,
    Share,
    marked_quotes,
    paragraphs,
    wrong_in,
)
from vlaggenlijn.dialogue.small_cells import FEWEST
from vlaggenlijn.dialogue.synthesis import Coded

Kind = ReportPart.Kind
BEFORE_THEMES, AFTER_THEMES = (Kind.AIM, Kind.PRACTICE), (Kind.EXPECTATIONS, Kind.ADVICE, Kind.DATA)
OF_A_THEME = ("theme", "opportunity", "bottleneck")


@dataclass(frozen=True, slots=True)
class Found:
    """A finding with what stands behind it; ``gaps`` is what is not right with it."""

    line: evidence.Line
    share: Share
    paragraph: Paragraph
    mark: str


@dataclass(frozen=True, slots=True)
class Advised:
    """A recommendation in pieces, to whom, and the findings it rests on."""

    advice: evidence.Advice
    paragraph: Paragraph


@dataclass(frozen=True, slots=True)
class Section:
    """One part: its text in pieces, and what belongs to it out of the data."""

    kind: Kind
    code: Code | None
    part: ReportPart | None
    paragraphs: list[Paragraph]
    facts: Facts
    findings: tuple[Found, ...] = ()
    line: counting.Line | None = None

    @property
    def key(self) -> str:
        """How the address names it: its kind, or the id of its theme."""
        return str(self.code.pk) if self.code else str(self.kind.value)

    @property
    def heading(self) -> str:
        return str(self.code) if self.code else str(self.kind.label)

    @property
    def is_empty(self) -> bool:
        return not (self.paragraphs or self.findings)

    @property
    def wrong(self) -> list[Piece]:
        """What is to be looked at in its text and in its findings."""
        return wrong_in([*self.paragraphs, *(one.paragraph for one in self.findings)])


@dataclass(frozen=True, slots=True)
class Marked:
    """A quote that may stand in the report, with the mark that puts it there."""

    quote: Quote
    mark: str


@dataclass(frozen=True)
class Report:
    """All of a report; what only some pages ask for is read when they do."""

    series: Series
    parts: Mapping[tuple[str, uuid.UUID | None], ReportPart]
    rows: list[Coded]
    tables: list[Table]
    attendance: Attendance
    lines: list[evidence.Line]
    advice: list[evidence.Advice]
    themes: Mapping[uuid.UUID, uuid.UUID]
    codes: list[Code]
    spoke: int
    quote_count: int
    quotes: Mapping[str, str] = field(repr=False)

    @cached_property
    def overview(self) -> counting.Overview:
        return counting.overview(self.series, self.rows)

    @cached_property
    def sections(self) -> list[Section]:
        themes = [self._section(Kind.THEME, code) for code in self.codes]
        before, after = ([self._section(kind, None) for kind in kinds]
                         for kinds in (BEFORE_THEMES, AFTER_THEMES))  # fmt: skip
        return [*before, *themes, *after]

    @cached_property
    def found(self) -> list[Found]:
        return [self._found(line) for line in self.lines]

    @cached_property
    def other_findings(self) -> list[Found]:
        """Findings of which no quote has a theme; what no quote backs is no finding yet."""
        backed = [one for one in self.found if one.line.weight.quotes]
        return [one for one in backed if one.line.finding.pk not in self.themes]

    @cached_property
    def advised(self) -> list[Advised]:
        return [
            Advised(one, _in_pieces(one.recommendation.sentence, Facts())) for one in self.advice
        ]

    @property
    def on_little(self) -> list[Found]:
        """Findings from one table only, and those that no quote backs."""
        return [one for one in self.found if {"one_table", "nothing"} & set(one.line.gaps)]

    @property
    def without_finding(self) -> list[evidence.Advice]:
        return [one for one in self.advice if not one.findings]

    @property
    def theme_grid(self) -> counting.Grid:
        """Themes by opportunity and bottleneck."""
        return self.overview.grids[0]

    @property
    def seated(self) -> list[tuple[Table, int | None]]:
        """Every table with how many organisations took part; None may not be shown."""
        return [(one, self.attendance.tables.get(str(one.pk), 0)) for one in self.tables]

    def section(self, key: str) -> Section | None:
        return next((one for one in self.sections if one.key == key), None)

    def _section(self, kind: Kind, code: Code | None) -> Section:
        part = self.parts.get((kind.value, code.pk if code else None))
        line = self._line(code)
        facts = self._facts(code, line)
        found = tuple(
            one for one in self.found if code and self.themes.get(one.line.finding.pk) == code.pk
        )
        read = paragraphs(part.text, facts) if part else []
        return Section(kind, code, part, read, facts, found, line)

    def _line(self, code: Code | None) -> counting.Line | None:
        return next((one for one in self.theme_grid.lines if one.name == str(code)), None)

    def _found(self, line: evidence.Line) -> Found:
        share = share_of(line.weight.organizations, self.spoke)
        paragraph = _in_pieces(line.finding.sentence, Facts(own=share))
        return Found(line, share, paragraph, f"[[F-{line.finding.pk.hex[:6]}]]")

    @cached_property
    def numbers(self) -> dict[str, int | None]:
        """The numbers that any part may name; None is one that may not be shown."""
        total = self.attendance.total
        return {
            "addressed": total.addressed,
            "response": self.attendance.percent,
            **{name: total.outcomes[name] for name in ("present", "excused", "no_show")},
            "planned": len(self.tables),
            "held": sum(one.state == Table.State.HELD for one in self.tables),
            "quotes": self.quote_count,
            "spoke": self.spoke if self.spoke == 0 or self.spoke >= FEWEST else None,
        }

    def _facts(self, code: Code | None, line: counting.Line | None) -> Facts:
        numbers, shares = dict(self.numbers), {}
        present, addressed = numbers["present"], numbers["addressed"]
        if present is not None and addressed is not None:
            shares["present"] = Share(present, addressed)
        own = None
        if code is not None:
            of_theme = self._of_theme(code, line)
            numbers |= {name: one.count if one.is_shown else None for name, one in of_theme.items()}
            shares |= of_theme
            own = of_theme["theme"]
        by_mark = {one.mark[4:10]: one.share for one in self.found}
        return Facts(numbers, shares, self.quotes, by_mark, own)

    @cached_property
    def _spoken(self) -> dict[str, list[Coded]]:
        """What was said under each theme by somebody whose organisation is known."""
        by_code: dict[str, list[Coded]] = defaultdict(list)
        for one in self.rows:
            if one.organization:
                by_code[one.code].append(one)
        return by_code

    def _of_theme(self, code: Code, line: counting.Line | None) -> dict[str, Share]:
        """Organisations that named a theme, in all and on each side."""
        rows = self._spoken.get(str(code), [])
        cells = {"theme": line.total, **dict(line.by_value)} if line else {}
        made = {}
        for name in OF_A_THEME:
            said = {one.organization for one in rows if name in ("theme", one.polarity)}
            is_shown = cells.get(name, 0) is not None
            made[name] = Share(min(len(said), self.spoke), self.spoke, is_shown)
        return made


def share_of(count: int, total: int) -> Share:
    """Return a share that hides itself below three; what was counted later never exceeds all."""
    return Share(min(count, total), total, count == 0 or count >= FEWEST)


def _in_pieces(sentence: str, facts: Facts) -> Paragraph:
    return tuple(piece for one in paragraphs(sentence, facts) for piece in one)


def report_of(series: Series) -> Report:
    """Gather the report of a series."""
    told = evidence.lines_of(series)
    parts = list(ReportPart.objects.of_series(series))
    rows = counting.coded_rows(series)
    standing = Quote.objects.of_series(series).standing()
    themes = _themes_of_findings(series)
    return Report(
        series=series,
        parts={(one.kind, one.code_id): one for one in parts},
        rows=rows,
        tables=[one for one in tables_of(series) if not one.is_rehearsal],
        attendance=attendance_of(series),
        lines=told["lines"],
        advice=told["advice"],
        themes=themes,
        codes=_codes(series, {one.code for one in rows}, parts),
        spoke=told["spoke"],
        quote_count=standing.count(),
        quotes=_allowed_texts(series, parts),
    )


def _codes(series: Series, used: set[str], parts: Iterable[ReportPart]) -> list[Code]:
    """Themes with a part of their own: those that somebody named, or wrote about."""
    written = {one.code_id for one in parts}
    codes = Code.objects.of_series(series).with_counts()
    return [one for one in codes if one.name in used or one.pk in written]


def _themes_of_findings(series: Series) -> dict[Any, Any]:
    """Return {finding: code} by what most of the quotes behind each are coded with."""
    given: dict[Any, Counter[Any]] = defaultdict(Counter)
    rows = FindingQuote.objects.of_series(series).standing().order_by("quote__codings__code__name")
    for finding, code in rows.values_list("finding", "quote__codings__code"):
        if code is not None:
            given[finding][code] += 1
    return {finding: codes.most_common(1)[0][0] for finding, codes in given.items()}


def _allowed_texts(series: Series, parts: Iterable[ReportPart]) -> dict[str, str]:
    """Return {"3.14": text} of the quotes that the texts have marks for, as far as allowed."""
    places = {place for part in parts for place in marked_quotes(part.text)}
    found = Quote.objects.of_series(series).allowed().with_subjects().at_places(places)
    return {place_of(one): one.text for one in found}


def place_of(quote: Quote) -> str:
    return f"{quote.table.number}.{quote.position}"


def mark_of(quote: Quote) -> str:
    return f"[[T{place_of(quote)}]]"


def allowed_quotes(series: Series, code: Code | None = None) -> Any:
    """Return the quotes that may stand in the report, of one theme or of all."""
    rows = Quote.objects.of_series(series).allowed().with_subjects().in_order()
    return rows.coded_with(code) if code else rows


def attendance_of(series: Series) -> Attendance:
    """Who took part; who has a seat counts in the region of the table, so that sums hold."""
    columns = ("region", "table", "table__region", "state")
    rows = Participant.objects.of_series(series).real().values_list(*columns)
    return attendance(
        Seat(there if table else region, str(table or ""), state)
        for region, table, there, state in rows
    )


@dataclass(frozen=True, slots=True)
class Statement:
    """What the numbers rest on: quotes by what became of them, who coded and how far they agree.

    ``withdrawn`` is None when fewer than three organisations withdrew something.
    """

    by_state: list[tuple[str, int]]
    withdrawn: int | None
    coders: int
    comparison: Any


def statement_of(series: Series) -> Statement:
    quotes = Quote.objects.of_series(series)
    states = Counter(quotes.standing().order_by().values_list("state", flat=True))
    gone = list(quotes.withdrawn().order_by().values_list("participant", flat=True))
    coders = coders_of(series)
    pair = coders.most_together()
    return Statement(
        by_state=[(str(label), states[value]) for value, label in Quote.State.choices
                  if value in states],
        withdrawn=None if 0 < len(set(gone)) < FEWEST else len(gone),
        coders=len(coders.names),
        comparison=coders.compared(*pair) if pair else None,
    )  # fmt: skip


def names_of_numbers(section: Section) -> list[tuple[str, int | None]]:
    """Return (mark, number) for all that a part may name, in the language of the page."""
    language = (get_language() or "nl")[:2]
    return [
        (f"[[{words.get(language, words['nl'])}]]", section.facts.numbers[key])
        for key, words in NUMBERS.items()
        if key in section.facts.numbers
    ]

"""The report of a series as a file: tagged PDF, DOCX, and a workbook of its allowed quotes."""

from collections import Counter
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import formats, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vlaggenlijn.common import spreadsheets_writing
from vlaggenlijn.common.paper import pdf_of
from vlaggenlijn.common.spreadsheets_writing import Cell, xlsx_bytes
from vlaggenlijn.common.word_documents import colour, new_document
from vlaggenlijn.dialogue.models import Coding, Participant, Polarity, Quote, Series, Table
from vlaggenlijn.dialogue.report_parts import (
    Found,
    Kind,
    Report,
    Section,
    Statement,
    allowed_quotes,
    report_of,
    statement_of,
)
from vlaggenlijn.dialogue.report_text import Paragraph
from vlaggenlijn.dialogue.report_words import Run, runs, share_text
from vlaggenlijn.dialogue.small_cells import FEWEST
from vlaggenlijn.dialogue.synthesis import Count

STYLE = Path(__file__).resolve().parents[1] / "static" / "vlaggenlijn" / "report_paper.css"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MEDIA_TYPES = {
    "pdf": spreadsheets_writing.MEDIA_TYPES["pdf"],
    "docx": DOCX,
    "xlsx": spreadsheets_writing.MEDIA_TYPES["xlsx"],
}
RED = (0x96, 0x19, 0x0F)


def file_of(series: Series, kind: str) -> bytes:
    """Return the report as a file of a kind of MEDIA_TYPES; raises NoPango for a PDF without it."""
    if kind == "xlsx":
        return quotes_workbook(series)
    report, statement = report_of(series), statement_of(series)
    return docx_of(report, statement) if kind == "docx" else _pdf_of(report, statement)


def _pdf_of(report: Report, statement: Statement) -> bytes:
    context = {
        "series": report.series,
        "report": report,
        "statement": statement,
        "today": timezone.localdate(),
        "language": get_language(),
    }
    return pdf_of(render_to_string("dialogue/paper/report.html", context), stylesheet=STYLE)


def docx_of(report: Report, statement: Statement) -> bytes:
    """Return the report for a word processor: headings, lists and tables as such."""
    document = new_document()
    document.core_properties.title = report.series.title
    document.core_properties.author = report.series.network.name
    document.core_properties.language = get_language() or "nl"
    document.add_heading(report.series.title, 0)
    today = formats.date_format(timezone.localdate(), "j F Y")
    document.add_paragraph(" · ".join([_("Report"), report.series.network.name, today]))
    for section in report.sections:
        if section.kind != Kind.THEME or not section.is_empty:
            _add_section(document, report, section, statement)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _add_section(document: Any, report: Report, section: Section, statement: Statement) -> None:
    document.add_heading(section.heading, 1)
    for paragraph in section.paragraphs:
        _add_runs(document.add_paragraph(), paragraph)
    if section.kind == Kind.THEME:
        _add_theme(document, section)
    elif section.kind == Kind.EXPECTATIONS:
        _add_findings(document, report.other_findings)
    elif section.kind == Kind.ADVICE:
        _add_advice(document, report)
    elif section.kind == Kind.DATA:
        _add_data(document, report, statement)


def _add_runs(paragraph: Any, pieces: Paragraph) -> None:
    for run in runs(pieces):
        _add_run(paragraph, run)


def _add_run(paragraph: Any, run: Run) -> None:
    text = f"“{run.text}”" if run.is_quote else run.text
    added = paragraph.add_run(f"⚠ {text} ({run.note})" if run.is_off else text)
    added.italic = run.is_quote
    if run.is_off:
        added.bold, added.font.color.rgb = True, colour(*RED)


def _add_theme(document: Any, section: Section) -> None:
    if section.line is not None:
        cells = [*section.line.cells, (_("all together"), section.line.total)]
        _add_table(
            document, [label for label, _count in cells], [[_count(one) for _l, one in cells]]
        )
    _add_findings(document, section.findings)


def _count(count: Count | None) -> str:
    return _("hidden") if count is None else str(count.organizations)


def _add_findings(document: Any, found: Iterable[Found]) -> None:
    for one in found:
        paragraph = document.add_paragraph(style="List Bullet")
        _add_runs(paragraph, one.paragraph)
        paragraph.add_run(f" ({share_text(one.share)})")


def _add_advice(document: Any, report: Report) -> None:
    for one in report.advised:
        paragraph = document.add_paragraph(style="List Number")
        _add_runs(paragraph, one.paragraph)
        told = _("To: %(to)s") % {"to": one.advice.recommendation.addressee}
        paragraph.add_run(f" ({told})")


def _add_data(document: Any, report: Report, statement: Statement) -> None:
    document.add_heading(_("Who took part"), 2)
    total, regions = report.attendance.total, report.attendance.regions
    columns = ("present", "excused", "no_show")
    head = [_("Region"), _("addressed"), _("took part"), _("excused"), _("did not come")]
    lines = [*((one.name or _("not said"), one) for one in regions), (_("all together"), total)]
    _add_table(document, head, [
        [name, *map(_number, (one.addressed, *(one.outcomes[column] for column in columns)))]
        for name, one in lines
    ])  # fmt: skip
    document.add_heading(_("Tables"), 2)
    head = [_("Table"), _("When"), _("State"), _("took part")]
    _add_table(document, head, [
        [str(table), _day(table),
         str(table.get_state_display()), _number(present)]
        for table, present in report.seated
    ])  # fmt: skip
    grid = report.theme_grid
    if grid.lines:
        document.add_heading(grid.heading, 2)
        _add_table(document, [_("Theme"), *grid.columns, _("all together")], [
            [line.name, *(_count(count) for _label, count in line.cells), _count(line.total)]
            for line in grid.lines
        ])  # fmt: skip
    document.add_heading(_("Quotes and coding"), 2)
    _add_table(document, [_("What"), _("Numbers")], data_lines(report, statement))


def data_lines(report: Report, statement: Statement) -> list[list[str]]:
    """Return (what, number) of quotes, coders and agreement, in words."""
    gone = statement.withdrawn
    lines = [
        [_("Quotes"), str(report.quote_count)],
        *([state, str(count)] for state, count in statement.by_state),
        [_("withdrawn"), _("by fewer than three organisations") if gone is None else str(gone)],
        [_("Coders"), str(statement.coders)],
    ]
    if statement.comparison is not None:
        lines.append([_("Quotes that two people coded"), str(statement.comparison.quotes)])
        agreed = statement.comparison.overall
        measures = [("%", agreed.percent, 0), ("Cohen’s kappa", agreed.kappa, 2),
                    ("Krippendorff’s alpha", agreed.alpha, 2)]  # fmt: skip
        lines += [
            [f"{_('Where they agree')} ({name})", formats.number_format(value, digits)]
            for name, value, digits in measures
            if value is not None
        ]
    return lines


def _number(number: int | None) -> str:
    return _("hidden") if number is None else str(number)


def _day(table: Table) -> str:
    moment = table.starts_at
    return formats.date_format(timezone.localdate(moment), "j F Y") if moment else "-"


def _add_table(document: Any, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=1, cols=len(head), style="Light Grid Accent 1")
    for cells, texts in (
        (table.rows[0].cells, head),
        *((table.add_row().cells, row) for row in rows),
    ):
        for cell, text in zip(cells, texts, strict=True):
            cell.text = text


def quotes_workbook(series: Series) -> bytes:
    """Return the quotes that were allowed, one a row, by pseudonym; no memo of a coder.

    The kind and the region of a speaker stand there only when three organisations share them.
    """
    given: dict[Any, list[Coding]] = {}
    for coding in Coding.objects.of_series(series).with_subjects().order_by("code__name", "id"):
        given.setdefault(coding.quote_id, []).append(coding)
    there = Participant.objects.of_series(series).real().in_state(Participant.State.PRESENT)
    kinds = Counter(there.order_by().values_list("kind", flat=True))
    regions = Counter(there.order_by().values_list("region", flat=True))
    head = [_("table"), _("region"), _("kind of organisation"), _("speaker"), _("hat"), _("quote"),
            _("word for word"), _("state"), *map(str, Polarity.labels),
            _("themes without a side")]  # fmt: skip
    rows = (
        _quote_row(quote, given.get(quote.pk, []), kinds, regions)
        for quote in allowed_quotes(series)
    )
    return xlsx_bytes(head, rows, series.title)


def _quote_row(
    quote: Quote, codings: list[Coding], kinds: Counter[str], regions: Counter[str]
) -> list[Cell]:
    speaker = quote.participant
    kind, region = (speaker.kind, speaker.region) if speaker else ("", "")
    themes = [
        "; ".join(dict.fromkeys(str(one.code) for one in codings if one.polarity == side))
        for side in (*Polarity.values, "")
    ]
    return [
        quote.table.number,
        region if regions[region] >= FEWEST else "",
        kind if kinds[kind] >= FEWEST else "",
        speaker.pseudonym if speaker else "",
        quote.hat.name if quote.hat else "",
        quote.text,
        _("yes") if quote.is_verbatim else _("no"),
        str(quote.standing),
        *themes,
    ]

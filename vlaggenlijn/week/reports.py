"""The report of a campaign: the same parts on a page, as tagged PDF and as DOCX."""

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from docx import Document
from docx.shared import Cm

from vlaggenlijn.accounts.colours import WHITE, parse, readable_on, write
from vlaggenlijn.common.drawing import letters, png_of, why_no_picture
from vlaggenlijn.week.bars import Bar, chart
from vlaggenlijn.week.harvest import FACES, Harvest
from vlaggenlijn.week.sheets import Masthead, pdf
from vlaggenlijn.week.wording import BAND_LABELS, FACE_LABELS, GROUP_LABELS, range_text


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart and the table that says the same; ``rows`` are (label, number in words)."""

    title: str
    head: tuple[str, str]
    rows: tuple[tuple[str, str], ...]
    svg: str

    @property
    def picture(self) -> str:
        """The chart as a data address."""
        return "data:image/svg+xml;base64," + base64.b64encode(self.svg.encode()).decode()


@dataclass(frozen=True, slots=True)
class Report:
    """What a report tells, in words."""

    masthead: Masthead
    summary: tuple[str, ...]
    figures: tuple[Figure, ...]
    worked: tuple[str, ...]
    better: tuple[str, ...]


def report_of(masthead: Masthead, harvest: Harvest, metres: int = 0) -> Report:
    """Return the report of a campaign; ``metres`` of bunting are told when there are any."""
    counts = {"told": harvest.evaluated, "all": harvest.activities}
    summary = [
        ngettext(
            "%(count)s activity took place.",
            "%(count)s activities took place.",
            harvest.activities,
        )
        % {"count": harvest.activities},
        _("Organisers told how it went of %(told)s out of %(all)s.") % counts,
        _("Who came, together: %(families)s.") % {"families": range_text(harvest.families)},
    ]
    if metres:
        summary.append(_("Together we hung %(metres)s metres of bunting.") % {"metres": metres})
    return Report(
        masthead, tuple(summary), tuple(_figures(masthead, harvest)), harvest.worked, harvest.better
    )


def _figures(masthead: Masthead, harvest: Harvest) -> list[Figure]:
    if not harvest.evaluated:
        return []
    activities = _("Activities")
    made = [
        _figure(
            masthead,
            _("How many families came to an activity"),
            (_("Families"), activities),
            [(str(BAND_LABELS[band]), count) for band, count in harvest.by_band],
        ),
        _figure(
            masthead,
            _("Who was there"),
            (_("Group"), activities),
            [(str(GROUP_LABELS[group]), count) for group, count in harvest.by_group],
        ),
        _figure(
            masthead,
            _("Activities by municipality"),
            (_("Municipality"), activities),
            [(town or _("online"), count) for town, count, _range in harvest.by_municipality],
        ),
    ]
    if harvest.faces:
        shown = [(str(FACE_LABELS[face]), getattr(harvest.faces, face)) for face in FACES]
        head = (_("Face"), _("Cards"))
        made.append(_figure(masthead, _("What parents said with a card"), head, shown, few=True))
    return made


def _figure(
    masthead: Masthead,
    title: str,
    head: tuple[str, str],
    counts: Sequence[tuple[str, int]],
    *,
    few: bool = False,
) -> Figure:
    """``few``: the numbers are of families, so that 0 stands for fewer than five."""
    zero = _("fewer than 5") if few else "0"
    rows = tuple((label, str(count) if count else zero) for label, count in counts)
    bars = [
        Bar(label, count, text) for (label, count), (_label, text) in zip(counts, rows, strict=True)
    ]
    colour = write(readable_on(WHITE, parse(masthead.accent)))
    return Figure(title, head, rows, chart(title, bars, colour=colour, family="Noto Sans"))


def report_pdf(report: Report) -> bytes:
    """Return the report as tagged PDF; raises NoPango where the system cannot draw one."""
    html = render_to_string("week/paper/report.html", {"report": report})
    return pdf(html, report.masthead.accent)


def report_docx(report: Report) -> bytes:
    """Return the report as DOCX, with headings, tables and, where letters are there, charts."""
    document = Document()
    document.core_properties.title = _title(report)
    document.core_properties.author = report.masthead.network
    document.core_properties.language = "nl-BE"
    document.add_heading(_title(report), 0)
    document.add_paragraph(f"{report.masthead.network} · {report.masthead.days}")
    for line in report.summary:
        document.add_paragraph(line)
    for figure in report.figures:
        _add_figure(document, figure)
    _add_list(document, _("What worked"), report.worked)
    _add_list(document, _("What we do differently next time"), report.better)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _title(report: Report) -> str:
    return _("What %(name)s brought") % {"name": report.masthead.name}


def _add_figure(document: Any, figure: Figure) -> None:
    document.add_heading(figure.title, 1)
    if not why_no_picture():
        family = letters()[0]
        drawn = png_of(figure.svg.replace("Noto Sans", family))
        shape = document.add_picture(io.BytesIO(drawn), width=Cm(15))
        shape._inline.docPr.set("descr", figure.title)
    table = document.add_table(rows=1, cols=2, style="Light Grid Accent 1")
    for cell, text in zip(table.rows[0].cells, figure.head, strict=True):
        cell.text = text
    for row in figure.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def _add_list(document: Any, title: str, texts: Sequence[str]) -> None:
    if not texts:
        return
    document.add_heading(title, 1)
    for text in texts:
        document.add_paragraph(text, style="List Bullet")

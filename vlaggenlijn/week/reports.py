"""The report of a campaign: the same parts on a page, as tagged PDF and as DOCX."""

import base64
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vlaggenlijn.accounts.colours import WHITE, parse, readable_on, write
from vlaggenlijn.common.drawing import letters, png_of, why_no_picture
from vlaggenlijn.common.word_documents import centimetres, new_document
from vlaggenlijn.week.bars import Bar, chart
from vlaggenlijn.week.brought import harvest_of
from vlaggenlijn.week.gathering import masthead_of
from vlaggenlijn.week.harvest import FACES, ByTopic, Harvest
from vlaggenlijn.week.models import Campaign
from vlaggenlijn.week.ranges import range_text
from vlaggenlijn.week.sheets import Masthead, pdf
from vlaggenlijn.week.wording import BAND_LABELS, FACE_LABELS, GROUP_LABELS


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart and the table that says the same.

    ``rows`` are (label, number in words), ``percents`` their bars, 100 for the longest.
    """

    title: str
    head: tuple[str, str]
    rows: tuple[tuple[str, str], ...]
    percents: tuple[int, ...]
    svg: str

    @property
    def lines(self) -> list[tuple[str, str, int]]:
        """Label, number in words and bar of each row, for a page."""
        pairs = zip(self.rows, self.percents, strict=True)
        return [(label, text, percent) for (label, text), percent in pairs]

    @property
    def picture(self) -> str:
        """The chart as a data address."""
        return "data:image/svg+xml;base64," + base64.b64encode(self.svg.encode()).decode()


# A topic in words, and what was said of it; "" when nothing has a topic.
Said = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What a report tells, in words; ``missing`` is what it cannot tell."""

    masthead: Masthead
    summary: tuple[str, ...]
    figures: tuple[Figure, ...]
    worked: Said
    better: Said
    missing: tuple[str, ...]


def report_for(campaign: Campaign, site: str = "") -> Report:
    """Return the report of a campaign as it stands now; ``site`` is the address before the path."""
    metres = sum(one.metres for one in campaign.bunting.hung())
    return report_of(masthead_of(campaign, site), harvest_of(campaign), metres)


def report_of(masthead: Masthead, harvest: Harvest, metres: int = 0) -> Report:
    """Return the report of a campaign; ``metres`` of bunting are told when there are any."""
    return Report(
        masthead=masthead,
        summary=tuple(_summary(harvest, metres)),
        figures=tuple(_figures(masthead, harvest)),
        worked=_said(harvest.worked),
        better=_said(harvest.better),
        missing=tuple(_missing(harvest, metres)),
    )


def _summary(harvest: Harvest, metres: int) -> list[str]:
    counts = {"told": harvest.evaluated, "all": harvest.activities}
    made = [took_place_text(harvest.activities)]
    if harvest.evaluated:
        came = {
            "adults": range_text(harvest.adults),
            "children": range_text(harvest.children),
        }
        made += [
            _("Organisers told how it went of %(told)s out of %(all)s.") % counts,
            _("Adults who came to those, together: %(adults)s. Children: %(children)s.") % came,
        ]
    if metres:
        made.append(_("Together we hung %(metres)s metres of bunting.") % {"metres": metres})
    return made


def took_place_text(count: int) -> str:
    text = ngettext("%(count)s activity took place.", "%(count)s activities took place.", count)
    return text % {"count": count}


def _said(by_topic: ByTopic) -> Said:
    """Return what was said under its topics; one list without a heading when nobody gave any."""
    if [topic for topic, _texts in by_topic] == [""]:
        return by_topic
    return tuple((topic or _("About other things"), texts) for topic, texts in by_topic)


def _missing(harvest: Harvest, metres: int) -> list[str]:
    made = []
    if harvest.untold:
        text = ngettext(
            "Nobody told how %(count)s activity went; it is in no sum of who came.",
            "Nobody told how %(count)s activities went; they are in no sum of who came.",
            harvest.untold,
        )
        made.append(text % {"count": harvest.untold})
    if harvest.faces is None:
        made.append(_("Parents gave too few cards to say what they thought of it."))
    if not (harvest.worked or harvest.better):
        made.append(_("Nobody wrote what worked and what did not."))
    if not metres:
        made.append(_("No bunting was counted."))
    return made


def _figures(masthead: Masthead, harvest: Harvest) -> list[Figure]:
    if not harvest.evaluated:
        return []
    activities = _("Activities")
    bands = [
        (str(BAND_LABELS[band]), adults, children) for band, adults, children in harvest.by_band
    ]
    groups = [(str(GROUP_LABELS[group]), count) for group, count in harvest.by_group]
    adults = [(label, count) for label, count, _children in bands]
    children = [(label, count) for label, _adults, count in bands]
    made = [
        _figure(
            masthead, _("How many adults came to an activity"), (_("Adults"), activities), adults
        ),
        _figure(
            masthead,
            _("How many children came to an activity"),
            (_("Children"), activities),
            children,
        ),
        _figure(masthead, _("Who was there"), (_("Group"), activities), groups),
        _figure(
            masthead,
            _("Activities by municipality"),
            (_("Municipality"), activities),
            [(town or _("online"), count) for town, count in harvest.by_municipality],
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
    longest = max((count for _label, count in counts), default=0) or 1
    percents = tuple(count * 100 // longest for _label, count in counts)
    colour = write(readable_on(WHITE, parse(masthead.accent)))
    drawn = chart(title, bars, colour=colour, family="Noto Sans")
    return Figure(title, head, rows, percents, drawn)


def report_pdf(report: Report, laid_out: Callable[[], Any] = lambda: None) -> bytes:
    """Return the report as tagged PDF; raises NoPango where the system cannot draw one."""
    html = render_to_string("week/paper/report.html", {"report": report})
    return pdf(html, report.masthead.accent, laid_out=laid_out)


def report_docx(report: Report) -> bytes:
    """Return the report as DOCX, with headings, tables and, where letters are there, charts."""
    document = new_document()
    document.core_properties.title = _title(report)
    document.core_properties.author = report.masthead.network
    document.core_properties.language = "nl-BE"
    document.add_heading(_title(report), 0)
    document.add_paragraph(f"{report.masthead.network} · {report.masthead.days}")
    for line in report.summary:
        document.add_paragraph(line)
    for figure in report.figures:
        _add_figure(document, figure)
    _add_said(document, _("What worked"), report.worked)
    _add_said(document, _("What we do differently next time"), report.better)
    _add_list(document, _("What we do not know"), report.missing)
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
        shape = document.add_picture(io.BytesIO(drawn), width=centimetres(15))
        shape._inline.docPr.set("descr", figure.title)
    table = document.add_table(rows=1, cols=2, style="Light Grid Accent 1")
    for cell, text in zip(table.rows[0].cells, figure.head, strict=True):
        cell.text = text
    for row in figure.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def _add_said(document: Any, title: str, said: Said) -> None:
    if said:
        document.add_heading(title, 1)
    for topic, texts in said:
        if topic:
            document.add_heading(topic, 2)
        _add_bullets(document, texts)


def _add_list(document: Any, title: str, texts: Sequence[str]) -> None:
    if texts:
        document.add_heading(title, 1)
        _add_bullets(document, texts)


def _add_bullets(document: Any, texts: Sequence[str]) -> None:
    for text in texts:
        document.add_paragraph(text, style="List Bullet")

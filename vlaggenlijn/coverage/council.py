"""The page for council members: five sentences, three pictures, and what we do not know."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vlaggenlijn.common.paper import pdf_of
from vlaggenlijn.coverage.bars import UNKNOWN, look_of
from vlaggenlijn.coverage.certainty import Sureness, Verdict
from vlaggenlijn.coverage.chances import chances
from vlaggenlijn.coverage.findings import Slice, empty_functions
from vlaggenlijn.coverage.gathering import EVERYBODY
from vlaggenlijn.coverage.looking_into import lines_of, map_of
from vlaggenlijn.coverage.overview import (
    OFTEN_LEFT_OUT,
    Sentence,
    about,
    band_label,
    home_label,
    keys_of,
    overview,
    verdict_text,
)
from vlaggenlijn.coverage.pictures import Part, bars_svg, map_svg, pennants_svg
from vlaggenlijn.coverage.points import Numbers
from vlaggenlijn.coverage.reach_words import within_in_full, within_text
from vlaggenlijn.coverage.reckoning import Reckoned

STYLE = Path(__file__).resolve().parents[1] / "static" / "vlaggenlijn" / "council.css"
MOST_HOMES = 10


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture and the table that says the same."""

    title: str
    words: str
    svg: str
    head: tuple[str, ...]
    rows: list[tuple[str, ...]]
    source: str = ""

    @property
    def labelled(self) -> list[list[tuple[str, str]]]:
        """The rows, each cell with the head of its column."""
        return [list(zip(self.head, row, strict=True)) for row in self.rows]

    @property
    def address(self) -> str:
        """The picture as a data address."""
        return "data:image/svg+xml;base64," + base64.b64encode(self.svg.encode()).decode()


@dataclass(frozen=True, slots=True)
class Council:
    """What a council member reads; ``day`` is when it was reckoned."""

    network: str
    within: str
    day: date
    sentences: list[str]
    pictures: list[Drawn]
    unknown: list[str]


def council(found: Reckoned, of: Slice) -> Council:
    """Return the page about a reckoning; ``of`` is the slice on the map: of the largest gap."""
    told = overview(found, of)
    return Council(
        network=found.ground.network.name,
        within=within_in_full(found.within),
        day=timezone.localdate(),
        sentences=[
            _who(found),
            _largest_gap(told.gaps, found),
            _left_out(found),
            _chance(told.overlaps),
            _next(found, of),
        ],
        pictures=[_by_function(found), _by_group(found), _on_the_map(found, of)],
        unknown=told.unknown,
    )


def council_pdf(page: Council, language: str) -> bytes:
    """Return the page as tagged PDF; raises NoPango where the system cannot draw one."""
    context = {"council": page, "language": language}
    html = render_to_string("coverage/council_paper.html", context)
    return pdf_of(html, stylesheet=STYLE)


def _who(found: Reckoned) -> str:
    ground = found.ground
    inside = ground.demand.inside
    children = about(float(ground.demand.children[inside].sum()))
    homes = int(inside.sum())
    return ngettext(
        "About %(children)s children live in the %(homes)s neighbourhood of %(network)s; for them"
        " and their parents we know %(services)s offers in and around it.",
        "About %(children)s children live in the %(homes)s neighbourhoods of %(network)s; for them"
        " and their parents we know %(services)s offers in and around it.",
        homes,
    ) % {
        "children": children, "homes": homes, "network": ground.network.name,
        "services": len(ground.services),
    }  # fmt: skip


def _largest_gap(gaps: Sequence[Sentence], found: Reckoned) -> str:
    if not gaps:
        return _("For parents in general nothing falls short %(within)s.") % {
            "within": within_text(found.within)
        }
    return _("The largest gap: %(what)s: %(text)s.") % {
        "what": gaps[0].head[:1].lower() + gaps[0].head[1:],
        "text": gaps[0].text,
    }


def _left_out(found: Reckoned) -> str:
    """Say who of those that fall out most often has least of their own."""
    lacking = [(len(empty_functions(found.counts, at)), -row) for row, at in _often(found)]
    most, row = max(lacking, default=(0, 0))
    if not most:
        return _("For every group that is often left out there is something of their own.")
    group = found.ground.groups[dict(_often(found))[-row]].label
    return _(
        "For %(group)s there is least: nothing of their own for %(count)s of the %(all)s kinds of"
        " support."
    ) % {
        "group": group[:1].lower() + group[1:], "count": most, "all": len(found.ground.functions),
    }  # fmt: skip


def _often(found: Reckoned) -> list[tuple[int, int]]:
    """Return (rank, index) of the groups that are often left out."""
    at = {group.slug: place for place, group in enumerate(found.ground.groups)}
    return [(rank, at[slug]) for rank, slug in enumerate(OFTEN_LEFT_OUT) if slug in at]


def _chance(overlaps: Sequence[Sentence]) -> str:
    if not overlaps:
        return _("Nowhere is there much of the same kind.")
    return _("A chance to join forces: %(what)s: %(text)s.") % {
        "what": overlaps[0].head[:1].lower() + overlaps[0].head[1:],
        "text": overlaps[0].text,
    }


def _next(found: Reckoned, of: Slice) -> str:
    better = chances(found, of)
    if better is None:
        return _("No single new offer would close a gap for many children at once.")
    best = better.places[0]
    return _(
        "If “%(function)s” opened in %(where)s, %(children)s more children of %(age)s would have"
        " a first one %(within)s."
    ) % {
        "function": found.ground.functions[of.function].label,
        "where": home_label(found.ground.homes[best.home]),
        "children": about(best.children),
        "age": band_label(of.age),
        "within": within_text(found.within),
    }


def _by_function(found: Reckoned) -> Drawn:
    everybody = [group.slug for group in found.ground.groups].index(EVERYBODY)
    tables = [found.counts[at, everybody].sum(axis=0) for at in range(len(found.ground.functions))]
    labels = [function.label for function in found.ground.functions]
    title = _("How many children have something in reach, by kind of support")
    parts = [_parts(table) for table in tables]
    keys = keys_of(part.look for some in parts for part in some if part.share)
    return Drawn(
        title=title,
        words=_("Bars of all children, by kind of support. The table below says the same."),
        svg=bars_svg(title, list(zip(labels, parts, strict=True)), keys),
        head=(_("Kind of support"), *(verdict_text(one) for one in Verdict), _("certain")),
        rows=[
            (label, *(_percent(_share(table, one)) for one in Verdict), _percent(_certain(table)))
            for label, table in zip(labels, tables, strict=True)
        ],
    )


def _parts(table: Numbers) -> list[Part]:
    """Return the shares by look of children (4 verdicts, 3 surenesses); zeros without any."""
    total = float(table.sum()) or 1.0
    known = [
        Part(float(children) / total, look_of(verdict, sureness))
        for (verdict, sureness), children in np.ndenumerate(table[:, : Sureness.UNKNOWN])
    ]
    return [*known, Part(float(table[:, Sureness.UNKNOWN].sum()) / total, UNKNOWN)]


def _share(table: Numbers, verdict: Verdict) -> float:
    return float(table[verdict].sum()) / (float(table.sum()) or 1.0)


def _certain(table: Numbers) -> float:
    return float(table[:, Sureness.CERTAIN].sum()) / (float(table.sum()) or 1.0)


def _percent(share: float) -> str:
    return f"{round(100 * share)} %"


def _by_group(found: Reckoned) -> Drawn:
    functions = found.ground.functions
    rows = []
    for _rank, at in _often(found):
        empty = set(empty_functions(found.counts, at))
        flags = [place not in empty for place in range(len(functions))]
        rows.append((found.ground.groups[at].label, flags))
    title = _("Is there something of their own, for whom is often left out?")
    keys = [("v-much", _("something of their own")), ("v-none", _("nothing of their own"))]
    return Drawn(
        title=title,
        words=_("A pennant for every kind of support. The table below says the same."),
        svg=pennants_svg(title, rows, keys),
        head=(_("For whom"), _("something of their own"), _("nothing of their own")),
        rows=[(label, _named(functions, flags, True), _named(functions, flags, False))
              for label, flags in rows],
    )  # fmt: skip


def _named(functions: Sequence[object], flags: Sequence[bool], wanted: bool) -> str:
    labels = [getattr(one, "label", "") for one, flag in zip(functions, flags, strict=True)
              if flag is wanted]  # fmt: skip
    return ", ".join(labels) or "–"


def _on_the_map(found: Reckoned, of: Slice) -> Drawn:
    lines = lines_of(found, of)
    shown = map_of(found, of, lines)
    title = _("%(function)s for children of %(age)s, by neighbourhood") % {
        "function": found.ground.functions[of.function].label,
        "age": band_label(of.age),
    }
    return Drawn(
        title=title,
        words=shown.words,
        svg=map_svg(title, shown.land, shown.keys),
        head=(_("Neighbourhood"), _("Children"), _("To choose from"), _("Verdict"), _("How sure")),
        rows=[
            (
                *(line.name, line.children_text, str(line.choices)),
                *(line.verdict_text, line.sureness_text),
            )
            for line in lines[:MOST_HOMES]
        ],
        source=shown.source,
    )

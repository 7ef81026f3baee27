"""Suppositions in words: a sentence for each, their lines with labels, and two set side by side."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from vlaggenlijn.coverage.gathering import BANDS, Ground
from vlaggenlijn.coverage.models import Deed, WhatIf
from vlaggenlijn.coverage.overview import about, band_label, home_label
from vlaggenlijn.coverage.reach_words import within_text
from vlaggenlijn.coverage.supposing import Outcome, Supposed
from vlaggenlijn.taxonomy.models import Concept

NUMBERS = ("before", "after", "newly", "no_longer", "better", "worse")
WIDTH = 100


@dataclass(frozen=True, slots=True)
class LineText:
    """One line as a page shows it; ``was`` and ``is_now`` are widths of bars, 0 to WIDTH."""

    what: str
    whom: str
    age: str
    before: str
    after: str
    newly: str
    no_longer: str
    better: str
    worse: str
    was: float
    is_now: float


@dataclass(frozen=True, slots=True)
class HomeText:
    name: str
    children: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Sums:
    """What a proposal does in all its lines together, by the words of ``Change``."""

    proposal: WhatIf
    newly: str
    no_longer: str
    better: str
    worse: str
    lines: list[LineText]
    within: str


def title_of(ground: Ground, asked: Supposed) -> str:
    """Return the sentence that says what is supposed."""
    said = {
        "service": ground.services[asked.service].name if asked.service is not None else "",
        "place": home_label(ground.homes[asked.home]) if asked.home is not None else "",
        "function": ground.functions[asked.function].label if asked.function is not None else "",
        "group": ground.groups[asked.group].label.lower() if asked.group is not None else "",
        "ages": ", ".join(band_label(at) for at in asked.ages),
    }
    text = {
        Deed.OPENS: _("What if “%(function)s” for %(group)s opened in %(place)s?"),
        Deed.STOPS: _("What if “%(service)s” stopped?"),
        Deed.MOVES: _("What if “%(service)s” moved to %(place)s?"),
        Deed.WIDENS: _("What if “%(service)s” became wider?"),
    }[Deed(asked.deed)]
    title = text % said
    return (f"{title} ({said['ages']})" if said["ages"] else title)[:150]


def kept_lines(found: Outcome) -> list[dict[str, Any]]:
    return [line.to_dict() for line in found.lines]


def line_texts(lines: Iterable[Mapping[str, Any]], ground: Ground | None = None) -> list[LineText]:
    """Return kept lines with labels in the language of the page; a ground has them at hand."""
    listed = list(lines)
    slugs = {str(line[name]) for line in listed for name in ("function", "group")}
    concepts = [*ground.functions, *ground.groups] if ground else _concepts()
    labels = {one.slug: one.label for one in concepts if one.slug in slugs}
    most = max((max(line["before"], line["after"]) for line in listed), default=0) or 1
    return [_line_text(line, labels, most) for line in listed]


def _concepts() -> list[Concept]:
    schemes = ("functions", "target-groups")
    return [one for scheme in schemes for one in Concept.objects.of_scheme(scheme).with_names()]


def _line_text(line: Mapping[str, Any], labels: Mapping[str, str], most: int) -> LineText:
    counts = {name: _shown(line[name]) for name in NUMBERS}
    known = line["age"] in BANDS
    return LineText(
        what=labels.get(line["function"], line["function"]),
        whom=labels.get(line["group"], line["group"]),
        age=band_label(BANDS.index(line["age"])) if known else line["age"],
        was=round(WIDTH * line["before"] / most, 1),
        is_now=round(WIDTH * line["after"] / most, 1),
        **counts,
    )


def _shown(count: int) -> str:
    """Return a kept count; what is 0 was fewer than five."""
    return formats.number_format(count, force_grouping=True) if count else "–"


def home_texts(ground: Ground, found: Outcome) -> list[HomeText]:
    return [
        HomeText(home_label(ground.homes[one.home]), about(one.children), one.before, one.after)
        for one in found.homes
    ]


def sums_of(proposals: Sequence[WhatIf]) -> list[Sums]:
    """Set proposals side by side."""
    return [_sums(one) for one in proposals]


def _sums(proposal: WhatIf) -> Sums:
    newly, no_longer, better, worse = (
        _shown(sum(line[name] for line in proposal.lines)) for name in NUMBERS[2:]
    )
    lines, within = line_texts(proposal.lines), within_text(proposal.within)
    return Sums(proposal, newly, no_longer, better, worse, lines, within)

"""What stands behind a sentence: quotes, counted by tables, organisations and people."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from vlaggenlijn.dialogue.models import (
    Finding,
    FindingQuote,
    Hat,
    Quote,
    Recommendation,
    Series,
    Table,
)
from vlaggenlijn.dialogue.models.quotes import QuoteQuerySet
from vlaggenlijn.dialogue.report_text import Facts, Kind, Share, pieces
from vlaggenlijn.dialogue.weighing import Backing, Weight, gaps_of, weigh
from vlaggenlijn.taxonomy.words import normal


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which quotes are looked for; what is empty is every one."""

    words: str = ""
    table: Table | None = None
    hat: Hat | None = None
    state: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A finding with what stands behind it, and what is not right with it."""

    finding: Finding
    weight: Weight
    gaps: tuple[str, ...]
    # Words of quantity in the sentence that the organisations behind it do not bear.
    off: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Advice:
    """A recommendation with the findings it rests on."""

    recommendation: Recommendation
    findings: list[Finding]


def searched(series: Series, wanted: Wanted) -> list[uuid.UUID] | QuerySet[Any]:
    """Return the ids of the quotes of a series that are looked for, as they were said."""
    rows = Quote.objects.of_series(series).standing().in_order()
    found = rows.narrowed(table=wanted.table, hat=wanted.hat, state=wanted.state)
    words = normal(wanted.words).split()
    return with_words(found, words) if words else found.ids()


def with_words(rows: QuoteQuerySet, words: Sequence[str]) -> list[uuid.UUID]:
    """Return the ids of the quotes with all of these words, without accents or capitals.

    Texts are sealed, so they are looked for in what was opened: nothing of it is kept.
    """
    return [pk for pk, text in rows.opened() if holds(normal(text), words)]


def holds(text: str, words: Iterable[str]) -> bool:
    """Whether every word stands in a text; both as ``taxonomy.words.normal`` writes them."""
    return all(word in text for word in words)


def counted(finding: Finding) -> dict[str, int]:
    """Return {"tables", "organizations", "people"} behind a finding now."""
    weight = weigh(_backing(FindingQuote.objects.of_finding(finding).standing()))
    return {
        "tables": weight.tables,
        "organizations": weight.organizations,
        "people": weight.people,
    }


def _backing(rows: Any) -> list[Backing]:
    columns = ("quote__table", "quote__participant__code", "quote__participant")
    return [
        Backing(str(table), code or "", str(person or ""))
        for table, code, person in rows.values_list(*columns)
    ]


def lines_of(series: Series) -> dict[str, Any]:
    """Return findings and recommendations of a series, with what is missing behind each."""
    by_finding: dict[Any, list[Backing]] = defaultdict(list)
    columns = ("finding", "quote__table", "quote__participant__code", "quote__participant")
    rows = FindingQuote.objects.of_series(series).standing()
    for finding, table, code, person in rows.values_list(*columns):
        by_finding[finding].append(Backing(str(table), code or "", str(person or "")))
    findings = list(Finding.objects.of_series(series).with_need().in_order())
    total = spoke(series)
    lines = []
    for finding in findings:
        weight = weigh(by_finding[finding.pk])
        off = off_words(finding.sentence, weight.organizations, total)
        lines.append(Line(finding, weight, gaps_of(weight, finding.counted), off))
    return {"lines": lines, "advice": _advice(series), "spoke": total}


def spoke(series: Series) -> int:
    """Return how many organisations said something that still stands."""
    rows = Quote.objects.of_series(series).standing().spoken().order_by()
    return int(rows.values("participant").distinct().count())


def off_words(sentence: str, count: int, total: int) -> tuple[str, ...]:
    """Return the words of quantity in a sentence that count out of total does not bear."""
    own = Share(min(count, total), total)
    found = pieces(sentence, Facts(own=own))
    return tuple(one.text for one in found if one.kind == Kind.OFF)


def _advice(series: Series) -> list[Advice]:
    rows = Recommendation.objects.of_series(series).in_order()
    return [
        Advice(one, [ground.finding for ground in one.grounds.all()])
        for one in rows.prefetch_related("grounds__finding")
    ]

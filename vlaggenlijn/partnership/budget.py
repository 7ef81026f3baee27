"""The money of a network in one view: by source, by undertaking, and all together."""

from collections.abc import Iterable
from dataclasses import dataclass

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.partnership.models import FundingSource, MoneyLine, Undertaking
from vlaggenlijn.partnership.sums import Amounts, total, totals


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source with its lines; ``amounts`` are its own and those of its lines."""

    source: FundingSource
    lines: list[MoneyLine]
    amounts: Amounts


@dataclass(frozen=True, slots=True)
class Budget:
    """``undertakings`` holds what each costs; None stands for what belongs to none of them."""

    sources: list[SourceRow]
    undertakings: dict[Undertaking | None, Amounts]
    total: Amounts


def budget_of(network: LocalNetwork, year: int | None = None) -> Budget:
    """Return the money of a network, of one year or of all."""
    sources = FundingSource.objects.of_network(network).of_year(year)
    lines = MoneyLine.objects.of_network(network).with_places().of_sources(sources)
    return _added_up(sources, list(lines))


def _added_up(sources: Iterable[FundingSource], lines: list[MoneyLine]) -> Budget:
    of_source: dict[object, list[MoneyLine]] = {}
    for line in lines:
        of_source.setdefault(line.source_id, []).append(line)
    rows = [_source_row(source, of_source.get(source.pk, [])) for source in sources]
    by_undertaking = totals((line.undertaking, line.amounts) for line in lines)
    return Budget(rows, by_undertaking, total(row.amounts for row in rows))


def _source_row(source: FundingSource, lines: list[MoneyLine]) -> SourceRow:
    return SourceRow(source, lines, source.amounts + total(line.amounts for line in lines))

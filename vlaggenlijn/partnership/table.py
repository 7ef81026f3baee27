"""The table: content, local need, partner. What nobody works on and who has nothing to do show."""

import uuid
from collections import defaultdict
from dataclasses import dataclass, field

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.directory.models import Organization
from vlaggenlijn.needs.board import Line, lines_of
from vlaggenlijn.needs.models import State
from vlaggenlijn.partnership.models import (
    Partner,
    PlacedNeed,
    Share,
    TakenUp,
    Task,
    Topic,
    Undertaking,
)


@dataclass(frozen=True, slots=True)
class Row:
    """A need with what is done about it.

    ``partners`` take part in an undertaking about it; ``could`` sit at the table and have an offer
    about it; ``elsewhere`` have such an offer and do not sit at the table.
    """

    line: Line
    undertakings: list[Undertaking]
    partners: list[Partner]
    could: list[Partner]
    elsewhere: list[Organization]

    @property
    def is_unserved(self) -> bool:
        """Whether nobody at the table works on a need that is not met."""
        return self.line.need.state != State.MET and not self.undertakings


@dataclass(frozen=True, slots=True)
class Section:
    """A topic and the needs under it; without a topic for those that stand under none."""

    topic: Topic | None
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Placed:
    topic: Topic | None
    row: Row


@dataclass(frozen=True, slots=True)
class Table:
    sections: list[Section]
    idle: list[Partner] = field(default_factory=list)

    @property
    def rows(self) -> list[Row]:
        return [row for section in self.sections for row in section.rows]

    def placed(self, *, is_only_open: bool = False) -> list["Placed"]:
        """Return the rows under each other with their topic, for pages of a list."""
        return [
            Placed(section.topic, row)
            for section in self.sections
            for row in section.rows
            if row.is_unserved or not is_only_open
        ]

    @property
    def filled(self) -> list[Section]:
        return [section for section in self.sections if section.rows]

    @property
    def bare(self) -> list[Section]:
        """Topics under which no need stands yet."""
        return [section for section in self.sections if not section.rows]

    @property
    def unserved(self) -> list[Row]:
        return [row for row in self.rows if row.is_unserved]


def table_of(network: LocalNetwork) -> Table:
    """Return the table of a network, in a number of queries that does not grow with it."""
    partners = list(Partner.objects.of_network(network).current().with_people())
    rows = _rows(network, partners)
    topics = list(Topic.objects.of_network(network).shown())
    places = PlacedNeed.objects.of_network(network).topics()
    under: dict[uuid.UUID | None, list[Row]] = defaultdict(list)
    for row in rows:
        under[places.get(row.line.need.pk)].append(row)
    sections = [Section(topic, under[topic.pk]) for topic in topics]
    rest = [Section(None, under[None])] if under[None] else []
    return Table(sections + rest, idle_among(network, partners))


def idle_among(network: LocalNetwork, partners: list[Partner]) -> list[Partner]:
    """Return the partners without an undertaking that goes on and without an open task."""
    busy = set(Share.objects.of_network(network).going_on().values_list("partner", flat=True))
    busy |= set(Task.objects.of_network(network).open().values_list("partner", flat=True))
    return [partner for partner in partners if partner.pk not in busy]


def _rows(network: LocalNetwork, partners: list[Partner]) -> list[Row]:
    at_table = {partner.organization_id: partner for partner in partners}
    undertakings: dict[uuid.UUID, list[Undertaking]] = defaultdict(list)
    for one in TakenUp.objects.of_network(network).with_undertakings():
        undertakings[one.need_id].append(one.undertaking)
    sharing: dict[uuid.UUID, list[Partner]] = defaultdict(list)
    for share in Share.objects.of_network(network).with_partners():
        sharing[share.undertaking_id].append(share.partner)
    return [_row(line, undertakings[line.need.pk], sharing, at_table) for line in lines_of(network)]


def _row(
    line: Line,
    undertakings: list[Undertaking],
    sharing: dict[uuid.UUID, list[Partner]],
    at_table: dict[uuid.UUID, Partner],
) -> Row:
    working = {partner.pk: partner for one in undertakings for partner in sharing[one.pk]}
    could = [at_table[doer.pk] for doer in line.doers if doer.pk in at_table]
    return Row(
        line,
        undertakings,
        list(working.values()),
        [partner for partner in could if partner.pk not in working],
        [doer for doer in line.doers if doer.pk not in at_table],
    )

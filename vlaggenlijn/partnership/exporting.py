"""What a network takes along from the table: rows for a spreadsheet."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.common.spreadsheets_writing import Cell
from vlaggenlijn.partnership.budget import budget_of
from vlaggenlijn.partnership.models import AgendaPoint, Handbook, HandbookStep, Partner, Task
from vlaggenlijn.partnership.models.work import seats_of
from vlaggenlijn.partnership.table import table_of


@dataclass(frozen=True, slots=True)
class Sheet:
    title: str
    header: list[str]
    rows: list[list[Cell]]


def _partners(network: LocalNetwork) -> Sheet:
    partners = Partner.objects.of_network(network).current().with_people()
    groups = seats_of(partners)
    rows: list[list[Cell]] = [
        [
            str(one),
            one.get_chair_display(),
            ", ".join(group.name for group in groups.get(one.pk, [])),
            one.mandate,
            one.mandate_from,
            one.mandate_until,
            str(one.contact or ""),
            one.email,
            one.brings,
        ]
        for one in partners
    ]
    header = [_("Partner"), _("Chair"), _("Groups"), _("Mandate"), _("Mandate from")]
    header += [_("Mandate until"), _("Contact person"), _("E-mail"), _("What they bring")]
    return Sheet(_("Partners"), header, rows)


def _tasks(network: LocalNetwork) -> Sheet:
    tasks = Task.objects.of_network(network).with_owners().soonest_first()
    rows: list[list[Cell]] = [
        [
            task.what,
            task.owner,
            task.due_on,
            task.get_state_display(),
            str(task.undertaking or ""),
            str(task.meeting or ""),
            task.remark,
        ]
        for task in tasks
    ]
    header = [_("What"), _("Who"), _("By when"), _("State"), _("Undertaking"), _("Meeting")]
    return Sheet(_("Tasks"), [*header, _("Remark")], rows)


def _decisions(network: LocalNetwork) -> Sheet:
    points = AgendaPoint.objects.of_network(network).decided()
    rows: list[list[Cell]] = [
        [
            timezone.localdate(point.meeting.starts_at),
            point.meeting.group.name,
            point.title,
            point.decision,
            point.minutes,
        ]
        for point in points
    ]
    header = [_("Date"), _("Group"), _("Point"), _("Decision"), _("What was said")]
    return Sheet(_("Decisions"), header, rows)


def _money(network: LocalNetwork) -> Sheet:
    rows: list[list[Cell]] = []
    for one in budget_of(network).sources:
        kind = one.source.get_kind_display()
        first: list[Cell] = [one.source.name, one.source.year, kind, "", ""]
        amounts = (one.source.asked_cents, one.source.granted_cents)
        rows.append([*first, *map(_euros, amounts), None, None, one.source.deadline_on])
        rows += [
            [
                one.source.name,
                one.source.year,
                kind,
                str(line.undertaking or ""),
                line.what,
                None,
                None,
                _euros(line.planned_cents),
                _euros(line.spent_cents),
                line.spent_on,
            ]
            for line in one.lines
        ]
    header = [_("Source"), _("Year"), _("Kind"), _("Undertaking"), _("What for"), _("Asked")]
    header += [_("Granted"), _("Planned"), _("Spent"), _("Deadline or paid on")]
    return Sheet(_("Money"), header, rows)


def _euros(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)


def _table(network: LocalNetwork) -> Sheet:
    rows: list[list[Cell]] = [
        [
            str(section.topic or ""),
            row.line.need.sentence,
            row.line.need.get_state_display(),
            ", ".join(map(str, row.undertakings)),
            ", ".join(map(str, row.partners)),
            ", ".join(map(str, [*row.could, *row.elsewhere])),
        ]
        for section in table_of(network).sections
        for row in section.rows
    ]
    header = [_("Topic"), _("Local need"), _("State"), _("Undertakings"), _("Partners")]
    return Sheet(_("Table"), [*header, _("Could join")], rows)


def _handbooks(network: LocalNetwork) -> Sheet:
    in_use = Handbook.objects.of_network(network).in_use()
    rows: list[list[Cell]] = [
        [
            one.handbook.name,
            one.chapter,
            one.what,
            one.tip,
            _("yes") if one.is_done else _("no"),
            str(one.task or ""),
            one.task.owner if one.task else "",
            one.task.due_on if one.task else None,
        ]
        for one in HandbookStep.objects.of_handbooks(in_use).with_tasks()
    ]
    header = [_("Handbook"), _("Chapter"), _("Step"), _("Tip"), _("Done"), _("Task"), _("Who")]
    return Sheet(_("Handbooks"), [*header, _("By when")], rows)


SHEETS: dict[str, Callable[[LocalNetwork], Sheet]] = {
    "partners": _partners,
    "taken": _tasks,
    "besluiten": _decisions,
    "tabel": _table,
    "geld": _money,
    "handboeken": _handbooks,
}
OF_MONEY = "geld"

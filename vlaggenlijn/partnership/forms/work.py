"""Forms of groups, meetings, tasks and undertakings."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.accounts.models import LocalNetwork, Membership, User
from vlaggenlijn.common.forms import TextField, VersionedForm
from vlaggenlijn.needs.models import Need
from vlaggenlijn.partnership.agendas import lines
from vlaggenlijn.partnership.forms.records import DayField, RecordForm, Ticks, in_order, offer
from vlaggenlijn.partnership.models import (
    AgendaPoint,
    Attendance,
    Group,
    Meeting,
    Partner,
    Task,
    Undertaking,
)


def _partners(network: LocalNetwork) -> Any:
    return Partner.objects.of_network(network).current().with_people()


def _people(network: LocalNetwork) -> list[User]:
    """The people with a role today, each once, by name."""
    roles = Membership.objects.current().for_network(network).select_related("user")
    return sorted(dict.fromkeys(role.user for role in roles), key=str)


class GroupForm(RecordForm):
    """A group and who sits in it."""

    LINKS: ClassVar[tuple[str, ...]] = ("partners",)
    name = TextField(label=lazy("Name of the group"), max_length=150)
    kind = forms.ChoiceField(
        label=lazy("What kind of group?"), choices=Group.Kind.choices, initial=Group.Kind.WORKING
    )
    purpose = TextField(label=lazy("What is it for?"), max_length=300, required=False, lines=2)
    partners = Ticks(label=lazy("Who sits in it?"))

    def __init__(self, *args: Any, network: LocalNetwork, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, partners=_partners(network))


class MeetingForm(RecordForm):
    """When, where, and what about: one point a line."""

    LINKS: ClassVar[tuple[str, ...]] = ("day", "time", "agenda")
    day = DayField(label=lazy("Day"))
    time = forms.TimeField(
        label=lazy("Hour"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    place = TextField(label=lazy("Where?"), max_length=200, required=False)
    agenda = TextField(
        label=lazy("What is on the agenda?"),
        max_length=4000,
        lines=7,
        required=False,
        help_text=lazy("One point a line. A point that already has minutes stays."),
    )

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        moment = timezone.make_aware(datetime.combine(data["day"], data["time"]))
        return {"starts_at": moment, "place": data["place"]}

    def agenda_lines(self) -> list[str]:
        return [line[:200] for line in lines(self.cleaned_data["agenda"])]

    @classmethod
    def shown(cls, record: Any) -> dict[str, Any]:
        local = timezone.localtime(record.starts_at)
        titles = "\n".join(point.title for point in record.points.all())
        values = {"day": local.date(), "time": local.time(), "agenda": titles}
        return values | {"place": record.place, "version": record.version}


class MinutesForm(VersionedForm):
    """Who was there, and for each point what was said and decided."""

    guests = TextField(
        label=lazy("Who else was there?"),
        max_length=300,
        required=False,
        help_text=lazy("Names of functions rather than of people, where that is enough."),
    )

    def __init__(self, data: Any, *, meeting: Meeting) -> None:
        super().__init__(data, initial={"version": meeting.version, "guests": meeting.guests})
        there = {row.partner_id: row.state for row in meeting.attendances.all()}
        seated = list(meeting.group.partners.select_related("organization"))
        was_there = [row.partner for row in meeting.attendances.select_related("partner")]
        self.partners = list(dict.fromkeys([*seated, *was_there]))
        self.points = list(meeting.points.all())
        for partner in self.partners:
            self.fields[f"partner-{partner.pk}"] = forms.ChoiceField(
                label=str(partner),
                choices=[("", lazy("not noted")), *Attendance.State.choices],
                initial=there.get(partner.pk, ""),
                required=False,
            )
        for point in self.points:
            self._ask(point)

    def _ask(self, point: AgendaPoint) -> None:
        self.fields[f"minutes-{point.pk}"] = TextField(
            label=lazy("What was said?"),
            max_length=4000,
            lines=4,
            required=False,
            initial=point.minutes,
        )
        self.fields[f"decision-{point.pk}"] = TextField(
            label=lazy("What was decided?"), max_length=500, required=False, initial=point.decision
        )

    def seats(self) -> list[Any]:
        """The fields of attendance, for the page."""
        return [self[f"partner-{partner.pk}"] for partner in self.partners]

    def parts(self) -> list[tuple[AgendaPoint, Any, Any]]:
        """Each point with its two fields, for the page."""
        return [
            (point, self[f"minutes-{point.pk}"], self[f"decision-{point.pk}"])
            for point in self.points
        ]

    def attendance(self) -> dict[Partner, str]:
        return {one: self.cleaned_data[f"partner-{one.pk}"] for one in self.partners}

    def written(self) -> dict[AgendaPoint, dict[str, str]]:
        data = self.cleaned_data
        return {
            point: {name: data[f"{name}-{point.pk}"] for name in ("minutes", "decision")}
            for point in self.points
        }


class TaskForm(RecordForm):
    """What, who, by when."""

    LINKS: ClassVar[tuple[str, ...]] = ("owner",)
    what = TextField(label=lazy("What has to be done?"), max_length=300, lines=2)
    owner = forms.ChoiceField(label=lazy("Who does it?"), required=False)
    due_on = DayField(label=lazy("By when?"), required=False)
    state = forms.ChoiceField(
        label=lazy("State"), choices=Task.State.choices, initial=Task.State.OPEN
    )
    undertaking = forms.ModelChoiceField(
        label=lazy("Part of which undertaking?"),
        queryset=Undertaking.objects.none(),
        required=False,
        empty_label=lazy("none"),
    )
    remark = TextField(label=lazy("Remark"), max_length=500, required=False)

    def __init__(self, *args: Any, network: LocalNetwork, **options: Any) -> None:
        super().__init__(*args, **options)
        self.partners = {f"partner-{one.pk}": one for one in _partners(network)}
        self.people = {f"person-{one.pk}": one for one in _people(network)}
        self.fields["owner"].choices = [  # type: ignore[attr-defined]
            ("", lazy("nobody yet")),
            (lazy("Partners"), [(key, str(one)) for key, one in self.partners.items()]),
            (lazy("People of the network"), [(key, str(one)) for key, one in self.people.items()]),
        ]
        offer(self, undertaking=Undertaking.objects.of_network(network))

    def values(self) -> dict[str, Any]:
        owner = self.cleaned_data["owner"]
        return super().values() | {
            "partner": self.partners.get(owner),
            "person": self.people.get(owner),
        }

    @classmethod
    def shown(cls, record: Any) -> dict[str, Any]:
        names = ("what", "due_on", "state", "undertaking", "remark", "version")
        owner = f"partner-{record.partner_id}" if record.partner_id else ""
        owner = f"person-{record.person_id}" if record.person_id else owner
        return {name: getattr(record, name) for name in names} | {"owner": owner}


class UndertakingForm(RecordForm):
    """What partners take on together, and about which needs."""

    LINKS: ClassVar[tuple[str, ...]] = ("partners", "needs")
    name = TextField(label=lazy("Name"), max_length=150)
    purpose = TextField(label=lazy("What is it for?"), max_length=1000, lines=3, required=False)
    state = forms.ChoiceField(
        label=lazy("State"), choices=Undertaking.State.choices, initial=Undertaking.State.PLANNED
    )
    starts_on = DayField(label=lazy("From"), required=False)
    ends_on = DayField(label=lazy("Until"), required=False)
    lead = forms.ModelChoiceField(
        label=lazy("Who leads?"),
        queryset=Partner.objects.none(),
        required=False,
        empty_label=lazy("nobody yet"),
    )
    partners = Ticks(label=lazy("Who takes part?"))
    needs = Ticks(label=lazy("Which needs does it take up?"))
    result = TextField(
        label=lazy("What came of it?"),
        max_length=1000,
        lines=3,
        required=False,
        help_text=lazy("For when it is done."),
    )

    def __init__(self, *args: Any, network: LocalNetwork, **options: Any) -> None:
        super().__init__(*args, **options)
        partners = _partners(network)
        needs = Need.objects.of_network(network).current()
        offer(self, lead=partners, partners=partners, needs=needs)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        in_order(data, "starts_on", "ends_on", self)
        return data

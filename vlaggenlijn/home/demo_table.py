"""The table of the demo: partners, a group with a meeting, tasks, an undertaking, money, a round.

All invented, and it says so.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from vlaggenlijn.accounts.models import LocalNetwork, Membership, Role
from vlaggenlijn.home.demo_records import Placed
from vlaggenlijn.needs.models import Need
from vlaggenlijn.partnership import actions
from vlaggenlijn.partnership.models import (
    Asked,
    Chair,
    Consultation,
    FundingSource,
    Group,
    Meeting,
    MoneyLine,
    Partner,
    Task,
    Topic,
    Undertaking,
)
from vlaggenlijn.taxonomy.models import Concept

# Organisation, chair, mandate, days until the mandate ends, what they bring.
CHAIRS: tuple[tuple[str, str, str, int | None, str], ...] = (
    ("hvk-mechelen", Chair.BOTH, "Demo: trekt het netwerk.", 700, "Demo: een zaal en een printer."),
    ("ocmw-mechelen", Chair.STEERING, "Demo: spreekt voor het lokaal bestuur.", 300, ""),
    ("bib-mechelen", Chair.WORKING, "Demo: twee halve dagen per maand.", None, "Demo: leeshoek."),
    ("ouders-mechelen", Chair.WORKING, "", -20, "Demo: kent de vaders van de buurt."),
    ("caw-rivier", Chair.STEERING, "", None, ""),
    ("jeugdhuis-mechelen", Chair.NOT_YET, "", None, "Demo: komt bij tieners."),
)
AGENDA = ("Verslag van vorige keer", "Vaders van tieners", "Week van de Opvoeding")
DOMAINS = ("leisure", "parent-child-relation", "money-and-debts")
SEEN = (
    ("Demo: ouders weten niet waar ze met hun tiener terechtkunnen.", 3),
    ("Demo: vakantieopvang is te duur voor grote gezinnen.", 2),
    ("Demo: vaders komen niet naar een oudergroep overdag.", 2),
)


def add(network: LocalNetwork, placed: Mapping[str, Placed], address: str) -> None:
    """Lay the table of one network."""
    partners = {row[0]: _partner(network, placed, row) for row in CHAIRS}
    meeting = _meetings(network, list(partners.values())[:4])
    undertaking = _undertaking(network, partners)
    _tasks(network, partners, meeting, undertaking)
    _money(network, undertaking)
    _consultation(network, placed, address)
    actions.start_topics(by=None, network=network)
    alone = Topic.objects.of_network(network).shown()[0]
    for need in undertaking.needs.all():
        actions.place_need(by=None, need=need, topic=alone)
    actions.invite(
        by=None,
        network=network,
        organization=placed["clb-rivier"].organization,
        email="clb@demo.example",
        text="Demo: jullie zien ouders aan de schoolpoort. Schuiven jullie mee aan tafel?",
        address=address,
    )


def _day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def _partner(
    network: LocalNetwork,
    placed: Mapping[str, Placed],
    row: tuple[str, str, str, int | None, str],
) -> Partner:
    key, chair, mandate, until, brings = row
    values = {"chair": chair, "mandate": mandate, "brings": brings}
    values["mandate_until"] = None if until is None else _day(until)  # type: ignore[assignment]
    partner = Partner(network=network, organization=placed[key].organization)
    return actions.keep_partner(by=None, partner=partner, values=values)


def _meetings(network: LocalNetwork, partners: list[Partner]) -> Meeting:
    """A group with a meeting behind it, minuted, and one before it."""
    values = {"name": "Demo werkgroep", "kind": Group.Kind.WORKING, "purpose": "Demo: doen."}
    group = actions.keep_group(
        by=None, group=Group(network=network), values=values, partners=partners
    )
    _meeting(group, 21, ("Demo: taken van vorige keer", "Demo: programma van de Week"))
    meeting = _meeting(group, -14, AGENDA)
    first, second, third = meeting.points.all()
    written = {
        first: {"minutes": "Demo: goedgekeurd.", "decision": ""},
        second: {
            "minutes": "Demo: drie partners zien hetzelfde: overdag komen vaders niet.",
            "decision": "Demo: we proberen een vadercafé op zaterdag, drie keer.",
        },
        third: {
            "minutes": "Demo: iedereen zoekt een activiteit.",
            "decision": "Demo: de bibliotheek trekt de opening op 16 mei.",
        },
    }
    actions.keep_minutes(
        by=None,
        meeting=meeting,
        version=None,
        guests="Demo: iemand van het jeugdhuis",
        attendance=dict(zip(partners, ("present", "present", "present", "excused"), strict=True)),
        points=written,
    )
    return meeting


def _meeting(group: Group, days: int, agenda: tuple[str, ...]) -> Meeting:
    moment = timezone.make_aware(datetime.combine(_day(days), time(13, 30)))
    values = {"starts_at": moment, "place": "Demo Huis van het Kind"}
    return actions.keep_meeting(by=None, meeting=Meeting(group=group), values=values, agenda=agenda)


def _undertaking(network: LocalNetwork, partners: Mapping[str, Partner]) -> Undertaking:
    values = {
        "name": "Demo vadercafé op zaterdag",
        "purpose": "Demo: drie zaterdagen waarop vaders van tieners elkaar vinden.",
        "state": Undertaking.State.RUNNING,
        "starts_on": _day(-10),
        "ends_on": _day(80),
        "lead": partners["ouders-mechelen"],
    }
    return actions.keep_undertaking(
        by=None,
        undertaking=Undertaking(network=network),
        values=values,
        partners=[partners["hvk-mechelen"], partners["bib-mechelen"]],
        needs=Need.objects.of_network(network).current().filter(target_group__slug="fathers"),
    )


def _tasks(
    network: LocalNetwork,
    partners: Mapping[str, Partner],
    meeting: Meeting,
    undertaking: Undertaking,
) -> None:
    coordinators = Membership.objects.current().for_network(network).with_role(Role.COORDINATOR)
    coordinator = coordinators.select_related("user")[0].user
    rows: tuple[dict[str, Any], ...] = (
        {"what": "Demo: affiche maken", "partner": partners["ouders-mechelen"], "due_on": _day(-3)},
        {"what": "Demo: zaal vastleggen", "partner": partners["hvk-mechelen"], "due_on": _day(4)},
        {"what": "Demo: subsidie aanvragen", "person": coordinator, "due_on": _day(6)},
        {"what": "Demo: drie vaders vragen om te helpen", "due_on": _day(20)},
        {"what": "Demo: data kiezen", "partner": partners["bib-mechelen"], "state": "done"},
    )
    for row in rows:
        task = Task(network=network, meeting=meeting)
        actions.keep_task(by=None, task=task, values=row | {"undertaking": undertaking})


def _money(network: LocalNetwork, undertaking: Undertaking) -> None:
    year = timezone.localdate().year
    sources: tuple[dict[str, Any], ...] = (
        {"name": "Demo werkingsmiddelen", "kind": "recurring", "granted_cents": 450_000},
        {
            "name": "Demo projectoproep pedagogische basis",
            "kind": "call",
            "asked_cents": 1_250_000,
            "deadline_on": _day(45),
        },
        {"name": "Demo budget bibliotheek", "kind": "service", "granted_cents": 60_050},
    )
    made = [
        actions.keep_source(
            by=None, source=FundingSource(network=network), values=row | {"year": year}
        )
        for row in sources
    ]
    lines = (
        (made[0], "Demo: koffie en broodjes", 30_000, 11_215),
        (made[0], "Demo: affiches", 12_000, 12_549),
        (made[2], "Demo: boeken voor vaders", 25_000, 0),
    )
    for source, what, planned, spent in lines:
        values = {"what": what, "planned_cents": planned, "spent_cents": spent}
        values["undertaking"] = undertaking  # type: ignore[assignment]
        actions.keep_line(by=None, line=MoneyLine(source=source), values=values)


def _consultation(network: LocalNetwork, placed: Mapping[str, Placed], address: str) -> None:
    homes = [one.organization for one in placed.values()]
    consultation = actions.start_consultation(
        by=None,
        network=network,
        title="Demobevraging: wat zien jullie?",
        text="Demo: jullie staan dicht bij gezinnen. Wat ontbreekt er?",
        closes_on=_day(25),
        organizations=[one for one in homes if one.network_id == network.pk],
        address=address,
    )
    _answers(consultation)


def _answers(consultation: Consultation) -> None:
    domains = [Concept.objects.of_scheme("life-domains").get(slug=slug) for slug in DOMAINS]
    for number, asked in enumerate(consultation.asked.all()[:7]):
        sentence, weight = SEEN[number % 3]
        seen = {"sentence": sentence, "domain": domains[0 if number < 5 else 1], "weight": weight}
        actions.see(asked=Asked.objects.with_places().get(pk=asked.pk), seen=[seen])

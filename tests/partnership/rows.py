"""Plain functions that make what stands at a table, each with its trace."""

import uuid
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.factories import a_concept, a_need, an_organization
from vlaggenlijn.accounts.models import Audited, LocalNetwork, recorded
from vlaggenlijn.directory.models import Organization
from vlaggenlijn.partnership.actions.handbooks import MOST_HANDBOOKS
from vlaggenlijn.partnership.handbooks import MOST_STEPS
from vlaggenlijn.partnership.models import (
    AgendaPoint,
    Asked,
    Consultation,
    FundingSource,
    Group,
    Handbook,
    HandbookStep,
    HandbookVersion,
    Meeting,
    MoneyLine,
    Observation,
    Partner,
    Task,
    Topic,
    Undertaking,
)


def saved(network: LocalNetwork, record: Any) -> Any:
    with recorded(by=None, network=network, deed="test"):
        record.save()
    return record


def a_partner_of(network: LocalNetwork, name: str = "Bib", **values: Any) -> Partner:
    """A partner; ``email`` is that of its organisation."""
    email = values.pop("email", "bib@example.org")
    organization = values.pop("organization", None) or an_organization(network, name, email=email)
    return saved(network, Partner(network=network, organization=organization, **values))


def a_group(network: LocalNetwork, name: str = "Werkgroep", **values: Any) -> Group:
    return saved(network, Group(network=network, name=name, **values))


def a_meeting(group: Group, days: int = 7, points: tuple[str, ...] = ()) -> Meeting:
    moment = timezone.now() + timedelta(days=days)
    meeting = saved(group.network, Meeting(group=group, starts_at=moment))
    for order, title in enumerate(points, 1):
        saved(group.network, AgendaPoint(meeting=meeting, order=order, title=title))
    return meeting


def a_task(network: LocalNetwork, what: str = "Zaal zoeken", **values: Any) -> Task:
    """A task; ``days`` from now it is due."""
    days = values.pop("days", None)
    if days is not None:
        values["due_on"] = timezone.localdate() + timedelta(days=days)
    return saved(network, Task(network=network, what=what, **values))


def an_undertaking(network: LocalNetwork, name: str = "Vadercafé", **values: Any) -> Undertaking:
    return saved(network, Undertaking(network=network, name=name, **values))


def a_source(network: LocalNetwork, name: str = "Stad", **values: Any) -> FundingSource:
    values.setdefault("year", 2026)
    return saved(network, FundingSource(network=network, name=name, **values))


def a_line(source: FundingSource, what: str = "Koffie", **values: Any) -> MoneyLine:
    return saved(source.network, MoneyLine(source=source, what=what, **values))


def a_consultation(network: LocalNetwork, title: str = "Wat zien jullie?") -> Consultation:
    closes_on = timezone.localdate() + timedelta(days=20)
    values = {"title": title, "closes_on": closes_on, "sent_at": timezone.now()}
    return saved(network, Consultation(network=network, **values))


def an_observation(
    consultation: Consultation,
    organization: Organization,
    sentence: str = "Te duur",
    weight: int = 2,
) -> Observation:
    asked, _ = _asked(consultation, organization)
    domain = a_concept("life-domains", "leisure")
    values = {"asked": asked, "sentence": sentence, "domain": domain, "weight": weight}
    return saved(consultation.network, Observation(**values))


def _asked(consultation: Consultation, organization: Organization) -> tuple[Asked, bool]:
    there = Asked.objects.filter(consultation=consultation, organization=organization).first()
    if there:
        return there, False
    asked = Asked(consultation=consultation, organization=organization, answered_at=timezone.now())
    return saved(consultation.network, asked), True


def a_handbook(network: LocalNetwork, name: str = "Feest in de wijk", **values: Any) -> Handbook:
    return saved(network, Handbook(network=network, name=name, **values))


def some_steps(handbook: Handbook, *names: str, **values: Any) -> list[HandbookStep]:
    """Steps behind those that are there, one for each name."""
    first, made = handbook.steps.count() + 1, []
    for order, what in enumerate(names, first):
        usual = {"handbook": handbook, "what": what, "order": order, "line": str(uuid.uuid4())}
        made.append(saved(handbook.network, HandbookStep(**usual | values)))
    return made


def a_version(handbook: Handbook) -> HandbookVersion:
    values = {"number": 1, "name": handbook.name, "shared_at": timezone.now(), "steps": []}
    return saved(handbook.network, HandbookVersion(handbook=handbook, **values))


def many_handbooks(rows: int, network: LocalNetwork) -> dict[str, Any]:
    """A handbook as full as it may be and one that differs in all, which ``rows`` others share."""
    mine, theirs = a_handbook(network, origin="week"), a_handbook(network, origin="week")
    for one, what in ((mine, "Bellen"), (theirs, "Koken")):
        for number in range(min(rows, MOST_STEPS)):
            task = a_task(network, what) if number % 2 else None
            some_steps(one, what, line=str(number), tip="Kort", task=task)
    shared = a_version(theirs)
    shared.steps = [asdict(one.words) for one in theirs.steps.all()]
    saved(network, shared)
    for number in range(rows):
        other = LocalNetwork.objects.get(slug=f"netwerk-{number}")
        a_version(a_handbook(other, origin="week"))
    for _ in range(min(rows, MOST_HANDBOOKS - 2)):
        a_handbook(network)
    return {"handbook": mine.pk, "shared": shared.pk}


def everything(network: LocalNetwork, organization: Organization) -> dict[str, Audited]:
    """One of each kind at the table of a network."""
    group, source = a_group(network), a_source(network)
    consultation = a_consultation(network)
    topic = Topic(network=network, title=f"Onderwerp {organization}")
    handbook = a_handbook(network)
    return {
        "partner": a_partner_of(network),
        "group": group,
        "meeting": a_meeting(group),
        "task": a_task(network),
        "undertaking": an_undertaking(network),
        "source": source,
        "line": a_line(source),
        "consultation": consultation,
        "observation": an_observation(consultation, organization),
        "topic": saved(network, topic),
        "need": a_need(network),
        "handbook": handbook,
        "handbook_step": some_steps(handbook, "Bellen")[0],
        "handbook_version": a_version(handbook),
    }

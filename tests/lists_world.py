"""A world with as many rows as a list is to be looked at with."""

import uuid
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django.utils import timezone

from tests import factories
from tests.dialogue import made
from tests.dialogue.camps import made as camps
from tests.partnership.rows import many_handbooks
from tests.week.made import a_campaign
from vlaggenlijn.accounts.actions import give_link
from vlaggenlijn.accounts.models import LocalNetwork, Membership, Role, User, recorded
from vlaggenlijn.agenda.models import (
    Activity,
    ActivitySource,
    Feed,
    Occurrence,
    Registration,
)
from vlaggenlijn.agenda.moments import instants
from vlaggenlijn.dialogue.models import (
    Camp,
    CampSession,
    Code,
    Coding,
    Finding,
    Memo,
    Participant,
    Quote,
    Series,
)
from vlaggenlijn.directory import actions
from vlaggenlijn.directory.models import (
    Contact,
    DataReading,
    DataSource,
    Favourite,
    FreshnessRequest,
    LikelyPair,
    Organization,
    Proposal,
    Service,
    ServiceQuality,
    SourceRecord,
    Suggestion,
)
from vlaggenlijn.directory.models.freshness import LINK_PURPOSE, LINK_TERM
from vlaggenlijn.needs.models import Need
from vlaggenlijn.partnership.models import (
    Consultation,
    FundingSource,
    Group,
    Meeting,
    MoneyLine,
    Partner,
    Task,
    Undertaking,
)
from vlaggenlijn.week.actions.voting import MOST_ON_A_SHORTLIST
from vlaggenlijn.week.models import (
    BuntingMetres,
    Campaign,
    CampaignActivity,
    Emphasis,
    Evaluation,
)

LONGEST = 300_000  # bytes of HTML; a tenth of that on the wire


ONE_MORNING = {"first_on": date(2026, 5, 16), "starts_at": time(10), "ends_at": time(12)}


ANYBODY, COORDINATOR, PARTNER, READER, ADMINISTRATOR = "", "ann", "partner", "reader", "admin"


@dataclass
class World:
    """A network with ``rows`` of everything; ``home`` has that many services and people."""

    network: LocalNetwork
    home: Organization
    people: dict[str, User]
    ids: dict[str, Any]


def a_world(rows: int) -> World:
    network = factories.a_network("gent")
    home = factories.an_organization(network, "Thuis", email="thuis@example.org")
    people = {
        COORDINATOR: factories.a_member(Role.COORDINATOR, network),
        READER: factories.a_member(Role.READER, network),
        PARTNER: factories.a_partner(home),
        ADMINISTRATOR: factories.an_administrator(),
    }
    with recorded(by=people[COORDINATOR], network=network, deed="service.change") as recorder:
        for number in range(rows):
            _a_row(number, network, home, people[COORDINATOR])
    occurrence = _an_agenda(rows, network)
    for number in range(rows):
        factories.a_member(Role.READER, network)
        factories.a_network(f"netwerk-{number}", [])
    with recorded(by=None, network=network, deed="test"):
        for house in Organization.objects.at_home_in(network).order_by("name")[:rows]:
            _at_the_table(network, house)
    campaign = actions.start_campaign(by=None, network=network, choice="all")
    requests = FreshnessRequest.objects.of_campaign(campaign)
    asked = requests.filter(items__service__organization=home).first()
    ids = (
        _tables(rows, network, people[COORDINATOR])
        | _a_camp(rows, network)
        | many_handbooks(rows, network)
        | {
            "home": home.pk,
            "partner": Membership.objects.get(user=people[PARTNER]).pk,
            "campaign": campaign.pk,
            "deed": recorder.change_set.pk,
            "token": _a_token(asked) if asked else "",
            "source": _a_followed_source(rows, network).pk,
            "feed": Feed.objects.get(name="Bib 0").pk,
            "edition": _an_edition(rows, network).pk,
            "past": _a_harvest(rows, network).pk,
            "activity": occurrence.activity_id,
            "occurrence": occurrence.pk,
        }
    )
    return World(network, home, people, ids)


def _a_row(number: int, network: LocalNetwork, home: Organization, ann: User) -> None:
    house = Organization(network=network, name=f"Huis {number}", email=f"h{number}@example.org")
    house.save()
    service = Service(organization=house, name=f"Dienst {number}", summary="Kom langs.")
    service.save()
    play = Service(organization=home, name=f"Spelpunt {number}", summary="Kom spelen.")
    play.save()
    broken = [["bad_link", f"https://spel{number}.example/"]]
    ServiceQuality(
        pk=play.pk, score=40, broken=broken, is_broken=True, reckoned_on=date(2026, 1, 5)
    ).save()
    Contact(
        organization=home, name=f"Mens {number}", is_public=True, review_on=timezone.localdate()
    ).save()
    Suggestion(network=network, organization=house, kind="hours", text="Dicht").save()
    Proposal(organization=house, network=network, by=ann, base={}, wanted={}).save()
    Favourite(user=ann, service=service, label=f"etiket {number % 20}").save()
    factories.a_what_if(network, f"Voorstel {number}")
    # Words for a theme: concepts that stand beside the themes would make their choice lists longer.
    factories.an_own_concept(network, f"Begrip {number}", same_as="sleep")
    factories.an_indicator(network, f"Reeks {number}", {(factories.GENT, 2024): number})
    first, second = sorted((house.pk, home.pk))
    LikelyPair(
        kind="organization", first_id=first, second_id=second, network=network,
        other_network=network, score=90,
    ).save()  # fmt: skip


def _a_feed(number: int, network: LocalNetwork) -> Feed:
    return Feed(network=network, name=f"Bib {number}", url=f"https://example.org/{number}.ics")


def _a_followed_source(rows: int, network: LocalNetwork) -> DataSource:
    """Sources beside each other, of which the first has so many records that wait for a choice."""
    sources = [factories.a_data_source(network, f"Bron {number}") for number in range(rows + 1)]
    for house in Organization.objects.at_home_in(network).order_by("name")[:rows]:
        factories.a_source_record(sources[0], house)
    DataReading(
        source=sources[0],
        code="read",
        missing=list(SourceRecord.objects.values_list("key", flat=True)),
    ).save()
    return sources[0]


def _an_agenda(rows: int, network: LocalNetwork) -> Occurrence:
    """So many activities, and one with so many times and registrations beside them."""
    first = timezone.localdate() + timedelta(days=2)
    weekly = {"repeats": "weekly", "first_on": first, "weekdays": list(range(7)),
              "until": first + timedelta(days=min(rows, 390))}  # fmt: skip
    occurrence = factories.an_activity(network, **weekly).occurrences.first()
    with recorded(by=None, network=network, deed="test") as recorder:
        made = [
            Activity(network=network, state="published", **ONE_MORNING | {"title": f"Feest {one}"})
            for one in range(rows)
        ]
        recorder.add_all(made)
        recorder.add_all(_a_time(one, first) for one in made)
        feeds = recorder.add_all(_a_feed(one, network) for one in range(rows + 1))
        recorder.add_all(
            ActivitySource(
                network=network, activity=one, origin="feed", feed=feeds[0], key=one.title
            )
            for one in made
        )
    Registration.objects.bulk_create(
        Registration(
            occurrence=occurrence, name=f"Gezin {one}", email="gezin@example.org", state="in",
            key=uuid.uuid4(),
        )
        for one in range(rows)
    )  # fmt: skip
    return occurrence


def _an_edition(rows: int, network: LocalNetwork) -> Campaign:
    """A campaign with everything that stands on the agenda, and older ones beside it."""
    campaign = a_campaign(network)
    with recorded(by=None, network=network, deed="test") as recorder:
        recorder.add_all(
            CampaignActivity(
                campaign=campaign, activity=one, state="published", proposed_at=timezone.now()
            )
            for one in Activity.objects.of_network(network)
        )
        undertakings = [Undertaking(network=network, name=f"Week {one}") for one in range(rows)]
        recorder.add_all(undertakings)
        recorder.add_all(_an_older_one(network, one) for one in undertakings)
        town = network.municipalities.first()
        recorder.add_all(
            BuntingMetres(campaign=campaign, municipality=town, metres=one + 1)
            for one in range(rows)
        )
        shortlist = range(min(rows, MOST_ON_A_SHORTLIST))
        recorder.add_all(Emphasis(campaign=campaign, title=f"Thema {one}") for one in shortlist)
    return campaign


def _a_harvest(rows: int, network: LocalNetwork) -> Campaign:
    """A campaign that is over: half of its activities were told of, the others are to be called."""
    today = timezone.localdate()
    begins_on = today - timedelta(days=10)
    campaign = a_campaign(network, name="Voorbij", begins_on=begins_on, ends_on=begins_on)
    partners = list(Partner.objects.of_network(network))
    with recorded(by=None, network=network, deed="test") as recorder:
        made = [
            Activity(network=network, state="published", **ONE_MORNING | {"title": f"Was {one}"})
            for one in range(rows)
        ]
        recorder.add_all(made)
        recorder.add_all(_a_time(one, begins_on) for one in made)
        entries = [
            CampaignActivity(
                campaign=campaign, activity=one, state="published", proposed_at=timezone.now(),
                partner=partners[number % len(partners)] if number % 3 else None,
            )
            for number, one in enumerate(made)
        ]  # fmt: skip
        recorder.add_all(entries)
        recorder.add_all(
            Evaluation(
                entry=one, adults="5-14", children="15-29", worked=f"Goed {number}",
                better=f"Beter {number}", good=number % 9,
            )
            for number, one in enumerate(entries) if number % 2
        )  # fmt: skip
    return campaign


def _an_older_one(network: LocalNetwork, undertaking: Undertaking) -> Campaign:
    first, last = date(2020, 5, 16), date(2020, 5, 23)
    return Campaign(
        network=network, name=undertaking.name, edition=2020, begins_on=first, ends_on=last,
        undertaking=undertaking, state="over",
    )  # fmt: skip


def _a_time(activity: Activity, day: date) -> Occurrence:
    start, end = instants(day, time(10), time(12), "Europe/Brussels")
    return Occurrence(activity=activity, planned_on=day, day=day, starts_at=start, ends_at=end)


def _at_the_table(network: LocalNetwork, house: Organization) -> None:
    """One more of everything at the table, late and open, all of it going on."""
    now, today, name = timezone.now(), timezone.localdate(), house.name
    partner = Partner(network=network, organization=house)
    partner.save()
    group = Group(network=network, name=name)
    group.save()
    for moment in (now - timedelta(days=1), now + timedelta(days=1)):
        Meeting(group=group, starts_at=moment).save()
    undertaking = Undertaking(network=network, name=name, lead=partner)
    undertaking.save()
    due_on = today - timedelta(days=1)
    Task(network=network, what=name, partner=partner, undertaking=undertaking, due_on=due_on).save()
    source = FundingSource(network=network, name=name, year=2026, deadline_on=today)
    source.save()
    MoneyLine(source=source, undertaking=undertaking, what=name).save()
    Consultation(network=network, title=name, closes_on=today, sent_at=now).save()
    Need(network=network, sentence=name).save()


def _tables(rows: int, network: LocalNetwork, ann: User) -> dict[str, Any]:
    """A series with that many of everything; its one table with that many seats and quotes."""
    series = made.a_series(network, by=ann)
    table = made.a_table(series)
    code = Code(series=series, name="Code")
    with recorded(by=ann, network=network, deed="dialogue.series"):
        code.save()
        for number in range(rows):
            Series(network=network, title=f"Reeks {number}", question="?", purpose="!",
                   names_until=timezone.localdate()).save()  # fmt: skip
            Participant(series=series, code=f"OCMW-{number}", region=f"Regio {number % 5}").save()
            Finding(series=series, sentence=f"Bevinding {number}").save()
            quote = Quote(table=table, position=number)
            quote.text = f"Citaat {number}"
            quote.save()
            Code(series=series, name=f"Code {number}").save()
            memo = Memo(series=series, table=table, code=code, writer=ann)
            memo.text = f"Memo {number}"
            memo.save()
            if number % 2 == 0:
                Coding(quote=quote, code=code, coder=ann).save()
    finding = Finding(series=series, sentence="Nog een")
    with recorded(by=ann, network=network, deed="dialogue.finding"):
        finding.save()
    return {"series": series.pk, "table": table.pk, "finding": finding.pk, "code": code.pk}


def _a_camp(rows: int, network: LocalNetwork) -> dict[str, Any]:
    """So many camps, and one with that many sessions that are over, in four rooms."""
    yesterday = timezone.localdate() - timedelta(days=1)
    camp = camps.a_camp(network, day=yesterday, state="live")
    slot, rooms = camps.a_slot(camp), [camps.a_room(camp, f"Zaal {one}") for one in range(4)]
    with recorded(by=None, network=network, deed="test") as recorder:
        recorder.add_all(
            Camp(network=network, name=f"Kamp {one}", day=yesterday, names_until=yesterday)
            for one in range(rows)
        )
        sessions = [CampSession(camp=camp, title=f"Sessie {one}") for one in range(rows)]
        for session, room in zip(sessions, rooms, strict=False):
            session.slot, session.room = slot, room
        for session in sessions:
            session.host = "An Peeters"
        recorder.add_all(sessions)
    for session in sessions:
        camps.wanted(session, "a" * 64, "b" * 64)
    return {"camp": camp.pk, "camp_session": sessions[0].pk if sessions else ""}


def _a_token(asked: FreshnessRequest) -> str:
    return give_link(purpose=LINK_PURPOSE, subject_id=asked.pk, term=LINK_TERM, email=asked.email)

"""Activities on the agendas of the demo, with a few families who registered. All invented."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid5

from django.utils import timezone

from vlaggenlijn.accounts.models import recorded
from vlaggenlijn.agenda import actions
from vlaggenlijn.agenda.indexing import ACTIVITY
from vlaggenlijn.agenda.models import Activity, ActivitySource, Feed, Occurrence, Origin, State
from vlaggenlijn.home.demo_records import Placed
from vlaggenlijn.taxonomy.actions import index
from vlaggenlijn.taxonomy.models import Concept


@dataclass(frozen=True, slots=True)
class Planned:
    """An activity of the demo; ``first`` is in how many days it begins, ages are whole years.

    With a weekday (0 Monday) it begins on the first of those from then on.
    """

    organizer: str
    title: str
    description: str
    kind: str
    first: int
    hours: tuple[int, int]
    ages: tuple[int, int] | None
    themes: tuple[str, ...]
    price: int | None = 0
    more: Mapping[str, Any] | None = None
    weekday: int | None = None


HERE: dict[str, Any] = {"coming": "here", "places": 12}
WEEKLY: dict[str, Any] = {"repeats": "weekly", "skips_holidays": True}
PLANNED = (
    Planned(
        "hvk-mechelen", "Demo: babycafé", "Kom met je baby, drink iets en praat met andere ouders."
        " Er is altijd iemand van het Huis van het Kind.", "meeting", 2, (10, 12), (0, 2),
        ("parent-loneliness", "baby-group"), more=WEEKLY,
    ),
    Planned(
        "hvk-mechelen", "Demo: vadercafé op zondag", "Vaders en kinderen spelen samen. Koffie en"
        " taart staan klaar.", "meeting", 6, (14, 17), (0, 11), ("becoming-a-father",
        "playing-with-your-child"),
        more={"repeats": "monthly", "is_uitpas": True}, weekday=6,
    ),
    Planned(
        "hvk-mechelen", "Demo: praatavond over slapen", "Een vroedvrouw vertelt en luistert."
        " Breng je vraag mee.", "talk", 1, (20, 22), (0, 5), ("sleep",), 3,
        more=HERE | {"is_uitpas": True, "price_note": "kansentarief 1 euro"},
    ),
    Planned(
        "buurtwerk-mechelen", "Demo: speelochtend in de buurt",
        "Binnen spelen, ook als het regent.",
        "play", 3, (9, 11), (0, 3), ("play-activities",), more=WEEKLY | {"interval": 2},
    ),
    Planned(
        "buurtwerk-mechelen", "Demo: ruilbeurs voor kinderkleren", "Breng wat te klein is en neem"
        " mee wat past.", "party", 20, (13, 17), None, ("second-hand-clothes",),
    ),
    Planned(
        "bib-mechelen", "Demo: voorlezen op woensdag", "Verhalen in het Nederlands en in nog een"
        " taal.", "play", 4, (15, 16), (3, 8), ("library-and-reading-aloud",), more=WEEKLY,
        weekday=2,
    ),
    Planned(
        "jeugdhuis-mechelen", "Demo: ouders van tieners praten", "Hoe praat je met een tiener die"
        " zwijgt? Online, vanuit je zetel.", "talk", 12, (20, 21), (12, 17),
        ("parent-teen-conflict", "puberty"),
        more=HERE | {"attendance": "online", "online_url": "https://example.org/demo"},
    ),
    Planned(
        "sociaal-huis-willebroek", "Demo: samen koken met weinig geld", "We koken en eten samen."
        " Kinderen koken mee.", "course", 8, (17, 20), (4, 12), ("eating",
        "meeting-other-parents"), 2,
        more=HERE | {"places": 4},
    ),
    Planned(
        "opvoedingspunt-brussel", "Demo: opvoedcafé", "Praat met andere ouders over wat thuis lukt"
        " en niet lukt.", "meeting", 2, (10, 12), None, ("tantrums", "meeting-other-parents"),
        more=WEEKLY,
    ),
    Planned(
        "ontmoeting-brussel", "Demo: speelplein voor de kleinsten", "Een warme zaal met speelgoed"
        " en matten.", "play", 1, (9, 12), (0, 3), ("play-activities",), more=WEEKLY,
    ),
    Planned(
        "oudergroepen-brussel", "Demo: school uitgelegd", "Hoe werkt een school hier? Met uitleg in"
        " vier talen.", "talk", 11, (19, 21), (5, 12), ("contact-with-the-school",),
        more=HERE | {"languages": ["nl", "fr", "ar", "tr"]},
    ),
    Planned(
        "brede-school-kanaal", "Demo: feest in het park", "Muziek, spel en soep. Kom wanneer je"
        " wil.", "party", 16, (14, 18), None, (), more={"is_wheelchair_accessible": True},
    ),
)  # fmt: skip
FAMILIES = ("Demogezin Appel", "Demogezin Peer", "Demogezin Kers", "Demogezin Pruim")


def add(placed: Mapping[str, Placed], domain: str) -> None:
    """Put the activities on the agendas, one of them off, and let some families register."""
    made = [_add(planned, placed[planned.organizer]) for planned in PLANNED]
    for activity in made:
        first = Occurrence.objects.of(activity).coming().in_order().first()
        if activity.takes_registrations and first is not None:
            _register(first, domain)
    actions.set_state(by=None, activity=made[4], state=State.CANCELLED)
    _follow(made[0])


def _follow(activity: Activity) -> None:
    """A calendar that was followed once: nothing is asked of other machines in a demo."""
    network = activity.network
    with recorded(by=None, network=network, deed="feed.add"):
        feed = Feed(
            network=network,
            name="Demo: kalender van de bib",
            url="https://example.org/bib.ics",
            is_followed=False,
        )
        feed.save()
        key = "demo@example.org"
        ActivitySource(
            network=network, activity=activity, origin=Origin.FEED, feed=feed, key=key
        ).save()


def _add(planned: Planned, placed: Placed) -> Activity:
    location = next(iter(placed.locations.values()), None)
    network = placed.organization.network
    values = _usual(planned, _first_on(planned))
    values |= {"organizer": placed.organization, "location": location}
    values |= {"municipality": network.municipalities.first()}
    themes = [Concept.objects.of_scheme("themes").named(slug) for slug in planned.themes]
    return actions.add_activity(
        by=None,
        network=network,
        values=values | dict(planned.more or {}),
        themes=[theme for theme in themes if theme],
        state=State.PUBLISHED,
    )


def _first_on(planned: Planned) -> date:
    day = timezone.localdate() + timedelta(days=planned.first)
    wanted = day.weekday() if planned.weekday is None else planned.weekday
    return day + timedelta(days=(wanted - day.weekday()) % 7)


def _usual(planned: Planned, first_on: date) -> dict[str, Any]:
    start, end = planned.hours
    youngest, oldest = planned.ages or (None, None)
    return {
        "title": planned.title, "kind": planned.kind, "description": planned.description,
        "attendance": "offline", "online_url": "", "venue": "", "street": "", "postal_code": "",
        "minimum_age_months": None if youngest is None else youngest * 12,
        "maximum_age_months": None if oldest is None else oldest * 12 + 11,
        "price": None if planned.price is None else Decimal(planned.price), "price_note": "",
        "is_uitpas": False, "languages": ["nl"], "is_wheelchair_accessible": None,
        "accessibility": "", "contact_phone": "", "contact_email": "", "website": "",
        "coming": "walk_in", "registration_url": "", "places": None, "has_waiting_list": True,
        "first_on": first_on, "starts_at": time(start), "ends_at": time(end), "repeats": "once",
        "interval": 1, "weekdays": [], "until": None, "skips_holidays": False, "skipped": [],
        "also_on": [],
    }  # fmt: skip


def _register(occurrence: Occurrence, domain: str) -> None:
    for name in FAMILIES:
        email = f"{name.split()[-1].lower()}{domain}"
        told = actions.Told(name=name, email=email, seats=1 + len(name) % 3)
        actions.register(occurrence=occurrence, told=told, key=uuid5(occurrence.pk, name))


def remove(network: Any) -> None:
    """Take the activities of a network out, also of what the guide finds."""
    for activity in Activity.objects.of_network(network):
        index(kind=ACTIVITY, record_id=activity.pk, entry=None)
        activity.delete()
    for feed in Feed.objects.of_network(network):
        feed.delete()

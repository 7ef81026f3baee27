"""Plain functions that make records for tests, each with its trace, as in the site itself."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from vlaggenlijn.accounts.actions import give_link
from vlaggenlijn.accounts.models import (
    Invitation,
    LocalNetwork,
    Membership,
    NetworkArea,
    Regime,
    Role,
    User,
    recorded,
)
from vlaggenlijn.agenda import actions as agenda
from vlaggenlijn.agenda.models import (
    Activity,
    ActivitySource,
    Feed,
    Occurrence,
    Registration,
)
from vlaggenlijn.coverage.actions import keep_what_if
from vlaggenlijn.coverage.area_importing import AboutAreas, import_areas
from vlaggenlijn.coverage.models import AreaFile, TravelTimes, WhatIf
from vlaggenlijn.coverage.own_areas import OwnAreas
from vlaggenlijn.coverage.own_areas import packed as packed_areas
from vlaggenlijn.coverage.travel_importing import About as TimesAbout
from vlaggenlijn.coverage.travel_importing import import_times
from vlaggenlijn.coverage.travel_rows import packed, read_times, times_of
from vlaggenlijn.coverage.within import Within
from vlaggenlijn.directory.models import (
    Address,
    DataSource,
    Location,
    Organization,
    Phone,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceConcept,
    SourceRecord,
    Stewardship,
)
from vlaggenlijn.needs.models import SCHEMES, Figure, Indicator, Need
from vlaggenlijn.places.models import Municipality
from vlaggenlijn.taxonomy.actions import add_concept
from vlaggenlijn.taxonomy.models import Concept, ConceptScheme, OwnConcept

OF_A_PLACE = ("latitude", "longitude", "location_type")
GENT, LEUVEN, MECHELEN, BRUSSELS = "44021", "24062", "12025", "21004"


def a_user(**values: Any) -> User:
    """A person who signs in with a code; the address is new each time."""
    values.setdefault("email", f"person-{uuid.uuid4().hex[:10]}@example.org")
    return User.objects.create_user(**values)


def an_administrator(**values: Any) -> User:
    return a_user(is_administrator=True, **values)


def a_network(
    slug: str = "gent",
    municipalities: Iterable[str] = (GENT,),
    regime: str = Regime.NL,
    **values: Any,
) -> LocalNetwork:
    """A network of municipalities by NIS code; the reference data must be there."""
    network = LocalNetwork(slug=slug, name=values.pop("name", f"Network {slug}"), **values)
    with recorded(by=None, network=None, deed="test"):
        network.save()
        for nis in municipalities:
            NetworkArea(network=network, municipality_id=nis, regime=regime).save()
    return network


def a_member(
    role: str = Role.COORDINATOR, network: LocalNetwork | None = None, **values: Any
) -> User:
    """A person with a running role in a network."""
    user = values.pop("user", None) or a_user()
    with recorded(by=None, network=network, deed="test"):
        Membership(network=network, user=user, role=role, **values).save()
    return user


def an_invitation(
    network: LocalNetwork, role: str = Role.READER, user: User | None = None, **values: Any
) -> Invitation:
    """A role that is offered and not answered."""
    membership = Membership(network=network, user=user or a_user(), role=role, started_on=None)
    values.setdefault("expires_at", timezone.now() + Invitation.TERM)
    invitation = Invitation(membership=membership, **values)
    with recorded(by=None, network=network, deed="test"):
        membership.save()
        invitation.save()
    return invitation


def a_link_of(invitation: Invitation) -> str:
    """The token of a link that answers an invitation."""
    user = invitation.membership.user
    return give_link(
        purpose="invitation",
        subject_id=invitation.pk,
        term=Invitation.TERM,
        email=user.email,
        user=user,
    )


def a_partner(*organizations: Organization) -> User:
    """A person who tends organisations of one network."""
    network = organizations[0].network
    user = a_member(Role.PARTNER, network)
    membership = Membership.objects.get(user=user)
    with recorded(by=None, network=network, deed="test"):
        for organization in organizations:
            Stewardship(membership=membership, organization=organization).save()
    return user


def a_need(network: LocalNetwork, sentence: str = "Vaders vinden geen plek", **values: Any) -> Need:
    """A need; concepts are given by slug, as in theme="sleep", target_group="fathers"."""
    for name, scheme in SCHEMES.items():
        if name in values:
            values[name] = a_concept(scheme, values[name])
    need = Need(network=network, sentence=sentence, **values)
    with recorded(by=None, network=network, deed="test"):
        need.save()
    return need


def activity_values(**changes: Any) -> dict[str, Any]:
    """What the action that adds an activity wants: one morning in a month, in Gent, free."""
    return {
        "organizer": None, "title": "Speelochtend", "kind": "meeting",
        "description": "Kom spelen.", "attendance": "offline", "online_url": "",
        "location": None, "venue": "Buurthuis", "street": "Kerkstraat 1", "postal_code": "9000",
        "municipality": Municipality.objects.filter(nis=GENT).first(),
        "minimum_age_months": 0, "maximum_age_months": 35, "price": Decimal(0), "price_note": "",
        "is_uitpas": False, "languages": ["nl"], "is_wheelchair_accessible": True,
        "accessibility": "", "contact_phone": "", "contact_email": "", "website": "",
        "coming": "here", "registration_url": "", "places": None, "has_waiting_list": True,
        "first_on": timezone.localdate() + timedelta(days=30), "starts_at": time(10),
        "ends_at": time(12), "repeats": "once", "interval": 1, "weekdays": [], "until": None,
        "skips_holidays": False, "skipped": [], "also_on": [],
    } | changes  # fmt: skip


def an_activity(network: LocalNetwork, **values: Any) -> Activity:
    """An activity on the agenda; ``themes`` are slugs, other values those of the action."""
    themes = [a_concept("themes", slug) for slug in values.pop("themes", ())]
    state = values.pop("state", "published")
    return agenda.add_activity(
        by=None, network=network, values=activity_values(**values), themes=themes, state=state
    )


def a_feed(network: LocalNetwork, name: str = "Bib", **values: Any) -> Feed:
    """A calendar that is followed and was never read; nothing answers at its address."""
    values.setdefault("url", f"https://example.org/{uuid.uuid4().hex[:8]}.ics")
    feed = Feed(network=network, name=name, **values)
    with recorded(by=None, network=network, deed="test"):
        feed.save()
    return feed


def a_source(activity: Activity, **values: Any) -> ActivitySource:
    """Where an activity comes from: one line of a spreadsheet, or what the values say."""
    values = {"origin": "sheet", "key": uuid.uuid4().hex} | values
    source = ActivitySource(network=activity.network, activity=activity, **values)
    with recorded(by=None, network=activity.network, deed="test"):
        source.save()
    return source


def a_registration(occurrence: Occurrence, name: str = "Noor", **values: Any) -> Registration:
    """A family that registered; their mails are sent as in the site itself."""
    values.setdefault("email", f"{uuid.uuid4().hex[:8]}@example.org")
    told = agenda.Told(name=name, **values)
    return agenda.register(occurrence=occurrence, told=told, key=uuid.uuid4())[0]


A_LINE = {
    "function": "social-cohesion", "group": "fathers", "age": "12-17", "before": 400, "after": 100,
    "newly": 300, "no_longer": 0, "better": 0, "worse": 0,
}  # fmt: skip


def a_what_if(network: LocalNetwork, title: str = "Een praatgroep", **values: Any) -> WhatIf:
    """A proposal that opens an offer, with one line of what it changes."""
    usual = {
        "title": title, "story": "", "deed": "opens", "within": Within(5), "lines": [A_LINE],
        "asked": {"daad": "opens", "functie": "social-cohesion", "groep": "fathers",
                  "leeftijd": ["12-17"], "plaats": "4402101", "capaciteit": None},
    }  # fmt: skip
    return keep_what_if(by=None, network=network, values=usual | values)


def travel_times(network: LocalNetwork, means: str = "bike", minutes: int = 10) -> TravelTimes:
    """A table of one time, within Gent."""
    read = read_times(["van", "naar", "min"], [(2, [GENT, GENT, str(minutes)])])
    content = packed(times_of(read, {GENT}, {GENT}))
    about = TimesAbout(means, "Test", 2026)
    return import_times(by=None, network=network, content=content, about=about)


def own_areas(network: LocalNetwork) -> AreaFile:
    """An outline of Gent, and no neighbourhoods of one's own."""
    content = packed_areas(OwnAreas((), {GENT: "M1 1L2 1L2 2z"}))
    about = AboutAreas("Test", 2026)
    return import_areas(by=None, network=network, content=content, about=about)


def an_indicator(
    network: LocalNetwork | None,
    name: str = "Wachtlijst",
    figures: Mapping[tuple[str, int], float | str] | None = None,
    **values: Any,
) -> Indicator:
    """A series with figures by (NIS code, year); a text is why there is no number."""
    one = Indicator(network=network, name=name, source=values.pop("source", "Eigen telling"))
    for field, value in values.items():
        setattr(one, field, value)
    with recorded(by=None, network=network, deed="test"):
        one.save()
    for (nis, year), told in (figures or {}).items():
        value, lack = (None, told) if isinstance(told, str) else (told, "")
        Figure(indicator=one, municipality_id=nis, year=year, value=value, lack=lack).save()
    return one


def an_organization(
    network: LocalNetwork, name: str = "Huis van het Kind", **values: Any
) -> Organization:
    organization = Organization(network=network, name=name, **values)
    with recorded(by=None, network=network, deed="test"):
        organization.save()
    return organization


def a_service(organization: Organization, name: str = "Spelpunt", **values: Any) -> Service:
    """A service; ``areas`` are NIS codes, ``themes`` slugs, ``place`` the values of a_location."""
    areas, themes = values.pop("areas", ()), values.pop("themes", ())
    phone, place = values.pop("phone", ""), values.pop("place", None)
    service = Service(organization=organization, name=name, **values)
    with recorded(by=None, network=organization.network, deed="test"):
        service.save()
        for nis in areas:
            ServiceArea(service=service, municipality_id=nis).save()
        for slug in themes:
            ServiceConcept(service=service, concept=a_concept("themes", slug)).save()
        if phone:
            Phone(service=service, number=phone).save()
        if place is not None:
            _link(service, place)
    return service


def _link(service: Service, place: dict[str, Any]) -> None:
    location = a_location(service.organization, **place)
    ServiceAtLocation(service=service, location=location).save()


def a_location(organization: Organization, name: str = "", **address: Any) -> Location:
    """A place; a point and a type are its own, other values those of its address."""
    own = {key: address.pop(key) for key in OF_A_PLACE if key in address}
    location = Location(organization=organization, name=name, **own)
    with recorded(by=None, network=organization.network, deed="test"):
        location.save()
        if address:
            Address(location=location, **address).save()
    return location


def a_concept(scheme: str, slug: str) -> Concept:
    """A concept of the reference data."""
    return Concept.objects.get(scheme_id=scheme, slug=slug)


def an_own_concept(network: LocalNetwork, label: str = "Kolonie", **values: Any) -> OwnConcept:
    """A concept that a network added; ``broader`` and ``same_as`` are slugs of themes."""
    for name in ("broader", "same_as"):
        if isinstance(values.get(name), str):
            values[name] = a_concept("themes", values[name])
    themes = ConceptScheme.objects.get(slug="themes")
    values = {"labels": {"nl": label}} | values
    return add_concept(by=a_user(), network=network, scheme=themes, values=values)


def a_municipality(nis: str = GENT) -> Municipality:
    return Municipality.objects.get(nis=nis)


def a_data_source(network: LocalNetwork, name: str = "Harbor", **values: Any) -> DataSource:
    """HSDS of others that a network follows."""
    values = {"name": name, "url": f"https://example.org/{name}.json"} | values
    with recorded(by=None, network=network, deed="test"):
        source = DataSource(network=network, **values)
        source.save()
    return source


def a_source_record(source: DataSource, organization: Organization, **values: Any) -> SourceRecord:
    """An organisation that came out of a source and was changed on both sides."""
    values = {"key": str(organization.pk), "conflicts": {"name": ["Ours", "Theirs"]}} | values
    told = {
        "record": {
            "kind": "organization", "key": "o", "row": {"id": "o", "name": "Theirs"},
            "phones": [], "identifiers": [], "locations": [], "terms": [], "broken": [],
        },
        "concepts": [],
    }  # fmt: skip
    with recorded(by=None, network=source.network, deed="test"):
        record = SourceRecord(
            source=source, kind="organization", organization=organization, told=told, **values
        )
        record.save()
    return record

"""A campaign out of its tables as plain values: the entries of its programme, and its masthead."""

import base64
import re
import struct
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.models import NetworkLogo
from vlaggenlijn.accounts.sites import site_of
from vlaggenlijn.agenda.cards import facts_of
from vlaggenlijn.agenda.models import (
    Activity,
    ActivityQuerySet,
    Occurrence,
    OccurrenceQuerySet,
    State,
)
from vlaggenlijn.common.phones import shown
from vlaggenlijn.common.tongues import spoken
from vlaggenlijn.directory.models import Helpline
from vlaggenlijn.partnership.models import Partner
from vlaggenlijn.places.models import Municipality
from vlaggenlijn.week.models import (
    SHOWN,
    Campaign,
    CampaignActivity,
    CampaignPicture,
    Pixels,
)
from vlaggenlijn.week.programme import Entry, Time, folded
from vlaggenlijn.week.sheets import Masthead
from vlaggenlijn.week.social import ThemeImage

ON_PAPER = ("112", "1712", "1813", "102", "103", "106", "107")
SENTENCE = 180  # signs


def printed_of(campaign: Campaign) -> ActivityQuerySet:
    """Return the activities that were approved and were not called off."""
    approved = CampaignActivity.objects.approved().filter(campaign=campaign)
    found = Activity.objects.filter(campaign_activity__in=approved)
    return found.exclude(state__in=(State.CANCELLED, State.ARCHIVED))


def shown_of(campaign: Campaign) -> ActivityQuerySet:
    """Return what visitors see, also what was cancelled, so that nobody comes for nothing."""
    published = CampaignActivity.objects.published().filter(campaign=campaign)
    return Activity.objects.filter(campaign_activity__in=published)


def times_shown(campaign: Campaign) -> OccurrenceQuerySet:
    """Return all times in the days of a campaign of what visitors see."""
    found = Occurrence.objects.on_days(campaign.begins_on, campaign.ends_on)
    # By joins, not by a list of ids: that reads a programme of thousands in half the time.
    return found.filter(
        activity__campaign_activity__campaign=campaign,
        activity__campaign_activity__state=CampaignActivity.State.PUBLISHED,
        activity__state__in=SHOWN,
    )


def campaign_of(activity: Activity) -> Campaign | None:
    """Return the campaign in whose programme visitors see an activity, or None."""
    found = CampaignActivity.objects.published().filter(activity=activity).with_activities().first()
    return found.campaign if found else None


def entries_of(campaign: Campaign, municipality: str = "") -> list[Entry]:
    """Return what was approved of a campaign and takes place, in a bounded number of questions.

    ``municipality`` is a NIS code; what is online belongs to none.
    """
    entries = _entries(campaign, printed_of(campaign))
    return [one for place, one in entries if not municipality or place == municipality]


def entries_of_partner(campaign: Campaign, partner: Partner) -> list[Entry]:
    """Return what was approved of one partner and takes place, as the programme tells it."""
    own = CampaignActivity.objects.approved().filter(campaign=campaign, partner=partner)
    printed = printed_of(campaign).filter(campaign_activity__in=own)
    return [one for _place, one in _entries(campaign, printed)]


def _entries(campaign: Campaign, activities: ActivityQuerySet) -> Iterator[tuple[str, Entry]]:
    """Yield the NIS code of where it takes place, empty for nowhere, and the entry."""
    times = _times(Occurrence.objects.of_activities(activities))
    for one in activities.with_details():
        place = one.place.pk if one.place is not None else ""
        yield place, _entry(one, _of_edition(times[one.pk], campaign))


def entry_of(activity: Activity, campaign: Campaign) -> Entry:
    """Return one activity, read ``with_details()``, as the programme of a campaign tells it."""
    times = _times(Occurrence.objects.of(activity))[activity.pk]
    return _entry(activity, _of_edition(times, campaign))


def towns_of(campaign: Campaign) -> list[tuple[str, str]]:
    """Return (NIS code, name) of the municipalities where something takes place, by name."""
    published = printed_of(campaign)
    own = published.filter(location__isnull=True).values("municipality")
    venue = published.values("location__address__municipality")
    return named(Municipality.objects.filter(Q(pk__in=own) | Q(pk__in=venue)))


def named(places: Iterable[Municipality]) -> list[tuple[str, str]]:
    """Return (NIS code, name) of municipalities, by name."""
    return sorted(((place.pk, place.label(spoken())) for place in places), key=_by_name)


def _by_name(town: tuple[str, str]) -> tuple[str, str]:
    return folded(town[1]), town[0]


def _times(occurrences: OccurrenceQuerySet) -> dict[uuid.UUID, tuple[Time, ...]]:
    times: dict[uuid.UUID, list[Time]] = defaultdict(list)
    for one in occurrences.filter(is_cancelled=False):
        day, start, end = one.hours()
        times[one.activity_id].append(Time(day, start, end))
    return defaultdict(tuple, {pk: tuple(sorted(found)) for pk, found in times.items()})


def _of_edition(times: tuple[Time, ...], campaign: Campaign) -> tuple[Time, ...]:
    """Return the times of a series that fall in the campaign; all when none does, for the proof."""
    inside = tuple(one for one in times if campaign.begins_on <= one.day <= campaign.ends_on)
    return inside or times


def _entry(activity: Activity, times: tuple[Time, ...]) -> Entry:
    facts = facts_of(activity)
    return Entry(
        id=str(activity.pk),
        title=activity.title,
        sentence=first_sentence(activity.description),
        times=times,
        place=facts.venue,
        municipality=facts.place,
        for_whom=facts.ages,
        cost=facts.price,
        contact=_contact(activity),
        organizer=facts.organizer,
        point=facts.point,
    )


def _contact(activity: Activity) -> str:
    if activity.takes_registrations:
        return _("register on the website")
    phone = shown(activity.contact_phone) if activity.contact_phone else ""
    page = activity.registration_url or activity.website
    return phone or activity.contact_email or re.sub(r"^https?://(www\.)?|/$", "", page)


def first_sentence(text: str) -> str:
    """Return the first sentence of a description, cut at a word when it is long."""
    sentence = re.split(r"(?<=[.!?])\s|\n", text.strip(), maxsplit=1)[0]
    if len(sentence) <= SENTENCE:
        return sentence
    return sentence[:SENTENCE].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def masthead_of(campaign: Campaign, site: str = "") -> Masthead:
    """Return what every sheet of a campaign says; ``site`` is the address before the path."""
    network = campaign.network
    logo = NetworkLogo.objects.filter(network=network).first()
    lines = [one for one in Helpline.objects.in_regime(network.regime) if one.number in ON_PAPER]
    return Masthead(
        name=campaign.name,
        theme=campaign.theme,
        first_on=campaign.begins_on,
        last_on=campaign.ends_on,
        network=network.name,
        address=site_of(network, otherwise=site) + reverse("week:programme", args=[campaign.pk]),
        accent=network.accent,
        publisher=", ".join(filter(None, [campaign.publisher_name, campaign.publisher_address])),
        contact=shown(network.contact_phone) or network.contact_email,
        logo=_png(bytes(logo.content)) if logo else "",
        lines=[(one.number, one.name) for one in lines],
    )


def theme_image_of(campaign: Campaign) -> ThemeImage | None:
    """Return the image of the theme as a data address with its size and words; None without."""
    found = CampaignPicture.objects.of(campaign).themes().first()
    content = Pixels.objects.of(found) if found else b""
    if not found or not content:
        return None
    # The header of a PNG: eight bytes of signature, eight of the first chunk, then its size.
    width, height = struct.unpack(">II", content[16:24])
    return ThemeImage(_png(content), width, height, found.alt, found.maker)


def _png(content: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(content).decode()

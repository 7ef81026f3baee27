"""What a campaign that is over brought, counted out of its programme and what was told of it."""

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from vlaggenlijn.agenda.models import Activity, ActivityConcept, ActivityQuerySet, Occurrence
from vlaggenlijn.common.tongues import spoken
from vlaggenlijn.directory.models import Organization
from vlaggenlijn.places.models import Municipality
from vlaggenlijn.week.gathering import shown_of
from vlaggenlijn.week.harvest import Harvest, Told, reap
from vlaggenlijn.week.models import Campaign, Evaluation
from vlaggenlijn.week.programme import folded
from vlaggenlijn.week.ranges import range_text


@dataclass(frozen=True, slots=True)
class Brought:
    """Counts of what took place, never of families; towns by name, "" for what was online."""

    activities: int
    organizers: int
    municipalities: int
    by_municipality: tuple[tuple[str, int], ...] = ()

    @property
    def lines(self) -> list[tuple[str, int, int]]:
        """Name, count and bar (100 for the most) of each municipality."""
        most = max((count for _town, count in self.by_municipality), default=1)
        return [(town, count, count * 100 // most) for town, count in self.by_municipality]


def is_over(campaign: Campaign) -> bool:
    """Whether the last day has gone by, or the network closed the campaign."""
    return campaign.state == Campaign.State.OVER or timezone.localdate() > campaign.ends_on


def took_place(campaign: Campaign) -> ActivityQuerySet:
    """Return the activities of which one time took place in the campaign.

    What is still to come counts only once the campaign is over: then nothing comes any more.
    """
    times = Occurrence.objects.of_activities(shown_of(campaign))
    if not is_over(campaign):
        times = times.ended_before(timezone.now())
    held = times.on_days(campaign.begins_on, campaign.ends_on).filter(is_cancelled=False)
    found = Activity.objects.filter(pk__in=held.values("activity"), state="published")
    return found.exclude(campaign_activity__evaluation__fell_through=True)


def brought_by(campaign: Campaign) -> Brought:
    """Return the counts of a campaign."""
    rows = took_place(campaign).values_list(
        "organizer", "location__address__municipality", "municipality", "location"
    )
    found = list(rows)
    # An activity at a location of the directory is in the municipality of that location.
    towns: Counter[str | None] = Counter(
        venue if location else own for _organizer, venue, own, location in found
    )
    return Brought(
        activities=len(found),
        organizers=len({row[0] for row in found} - {None}),
        municipalities=len(towns.keys() - {None}),
        by_municipality=_named(towns),
    )


def _named(towns: Counter[str | None]) -> tuple[tuple[str, int], ...]:
    """Return counts under the names of the towns, the highest first."""
    known = Municipality.objects.filter(pk__in=[nis for nis in towns if nis])
    names = {one.pk: one.label(spoken()) for one in known}
    named = [(names.get(nis or "", ""), count) for nis, count in towns.items()]
    return tuple(sorted(named, key=lambda town: (not town[0], -town[1], town[0])))


def organizers_of(campaign: Campaign) -> list[str]:
    """Return the names of who organised what took place, by the alphabet, each once."""
    found = Organization.objects.filter(activities__in=took_place(campaign)).distinct()
    return sorted((one.name for one in found), key=folded)


def came_to(campaign: Campaign) -> tuple[str, str] | None:
    """Return how many adults and children came, in words for everybody to read.

    None while so few organisers told of it that the sum would tell of one of them.
    """
    harvest = harvest_of(campaign)
    if not harvest.is_for_all:
        return None
    return range_text(harvest.adults), range_text(harvest.children)


def harvest_of(campaign: Campaign) -> Harvest:
    """Return the sum of what organisers told, of the activities that took place."""
    held = took_place(campaign)
    told = list(Evaluation.objects.of_activities(held).took_place().with_entries())
    topics = _topics(one.entry.activity_id for one in told)
    answers = [_told(one, topics.get(one.entry.activity_id, "")) for one in told]
    return reap(answers, activities=held.count())


def _topics(activities: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return the first theme of each activity in the visitor's language."""
    links = ActivityConcept.objects.of_activities(activities).with_names()
    topics: dict[uuid.UUID, str] = {}
    for link in links:
        topics.setdefault(link.activity_id, link.concept.label)
    return topics


def _told(evaluation: Evaluation, topic: str) -> Told:
    place = evaluation.entry.activity.place
    return Told(
        municipality=place.label(spoken()) if place else "",
        adults=evaluation.adults,
        children=evaluation.children,
        topic=topic,
        groups=tuple(evaluation.groups),
        worked=evaluation.worked,
        better=evaluation.better,
        good=evaluation.good,
        fair=evaluation.fair,
        poor=evaluation.poor,
    )

"""What a campaign that is over brought, counted out of its programme."""

from dataclasses import dataclass

from django.utils import timezone

from vlaggenlijn.agenda.models import Activity, Occurrence
from vlaggenlijn.week.gathering import shown_of
from vlaggenlijn.week.models import Campaign


@dataclass(frozen=True, slots=True)
class Brought:
    """Counts of what took place, never of families."""

    activities: int
    organizers: int
    municipalities: int


def is_over(campaign: Campaign) -> bool:
    """Whether the last day has gone by, or the network closed the campaign."""
    return campaign.state == Campaign.State.OVER or timezone.localdate() > campaign.ends_on


def brought_by(campaign: Campaign) -> Brought:
    """Return the counts of a campaign; an activity counts when one of its times took place."""
    times = Occurrence.objects.of_activities(shown_of(campaign))
    held = times.on_days(campaign.begins_on, campaign.ends_on).filter(is_cancelled=False)
    took_place = Activity.objects.filter(pk__in=held.values("activity"), state="published")
    rows = took_place.values_list(
        "organizer", "location__address__municipality", "municipality", "location"
    )
    found = list(rows)
    # An activity at a location of the directory is in the municipality of that location.
    towns = {venue if location else own for _organizer, venue, own, location in found}
    return Brought(
        activities=len(found),
        organizers=len({row[0] for row in found} - {None}),
        municipalities=len(towns - {None}),
    )

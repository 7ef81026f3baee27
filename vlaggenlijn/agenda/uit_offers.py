"""Our activities as UiTdatabank wants them."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.utils import timezone

from vlaggenlijn.agenda.cards import age_range
from vlaggenlijn.agenda.models import (
    Activity,
    ActivitySource,
    Occurrence,
    Origin,
)
from vlaggenlijn.agenda.uitdatabank import Offer, Spot, Time
from vlaggenlijn.agenda.uitdatabank.writing import MOST_TIMES


def offers_of(activities: Sequence[Activity]) -> dict[UUID, Offer]:
    """Return activities (read ``with_details()``) with their coming times, by id."""
    ids = [one.pk for one in activities]
    sources = ActivitySource.objects.of_activities(ids).filter(origin=Origin.UIT)
    from_there = set(sources.values_list("activity_id", flat=True))
    times: dict[UUID, list[Occurrence]] = {pk: [] for pk in ids}
    for occurrence in Occurrence.objects.of_ids(ids).coming().in_order():
        times[occurrence.activity_id].append(occurrence)
    return {
        one.pk: offer_of(one, times[one.pk], comes_from_there=one.pk in from_there)
        for one in activities
    }


def offer_of(
    activity: Activity, occurrences: Iterable[Occurrence], *, comes_from_there: bool = False
) -> Offer:
    """Return one activity as UiTdatabank wants it."""
    is_online = activity.attendance == "online"
    return Offer(
        title=activity.title,
        kind=activity.kind,
        state=activity.state,
        times=tuple(
            Time(
                timezone.localtime(one.starts_at),
                timezone.localtime(one.ends_at),
                one.is_cancelled,
                one.is_full,
            )
            for one in occurrences
        )[:MOST_TIMES],
        spot=Spot() if is_online else _spot(activity),
        description=activity.description,
        attendance=activity.attendance,
        online_url=activity.online_url,
        age_range=age_range(activity),
        price=activity.price,
        phone=activity.contact_phone,
        email=activity.contact_email,
        website=activity.website,
        registration_url=activity.registration_url if activity.coming == "elsewhere" else "",
        comes_from_there=comes_from_there,
    )


def _spot(activity: Activity) -> Spot:
    location = activity.location
    if location is None:
        town = activity.municipality.label("nl") if activity.municipality else ""
        return Spot(activity.venue, activity.street, activity.postal_code, town)
    address = getattr(location, "address", None)
    if address is None:
        return Spot(location.name)
    town = address.city or (address.municipality.label("nl") if address.municipality else "")
    name = location.name or (activity.organizer.name if activity.organizer else "")
    return Spot(name, address.address_1, address.postal_code, town)

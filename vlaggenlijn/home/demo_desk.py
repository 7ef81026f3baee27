"""What a desk shows in the demo: favourites, counts of what was found and asked. All invented."""

from collections.abc import Mapping

from django.utils import timezone

from vlaggenlijn.accounts.models import User
from vlaggenlijn.directory import actions
from vlaggenlijn.directory.models import Service
from vlaggenlijn.guide.models import CRISIS, AskedCount, FoundCount
from vlaggenlijn.guide.tallies import month_before, period_before

STARS = {"hvk-opvoedspreekuur": "demo: slapen", "hvk-onthaal": ""}
# Theme, age band, asked, without a good answer.
ASKED = (
    ("sleep", "0-2", 34, 6), ("screens", "6-11", 27, 16), ("tantrums", "3-5", 22, 3),
    ("puberty", "12-17", 18, 14), ("bullying", "6-11", 9, 2), ("homework", "6-11", 3, 3),
    ("", "", 11, 11), (CRISIS, "", 6, 0),
)  # fmt: skip


def add(services: Mapping[str, Service]) -> None:
    """Add to a loaded demo what desks show; it goes away with the networks, people and services."""
    professional = User.objects.get(email="professional@demo.example")
    for key, label in STARS.items():
        actions.star(by=professional, service=services[key])
        if label:
            values = {"by": professional, "service": services[key], "label": label}
            actions.keep_for_myself(**values, text="", version=None)  # type: ignore[arg-type]
    _count(services)


def _count(services: Mapping[str, Service]) -> None:
    today = timezone.localdate()
    month, (first, _) = month_before(today), period_before(today)
    FoundCount.objects.bulk_create(
        FoundCount(service=service, month=month, shown=number * 7 % 60)
        for number, service in enumerate(services.values())
    )
    network = services["hvk-onthaal"].organization.network
    town = next(area.municipality_id for area in network.areas.all())
    AskedCount.objects.bulk_create(
        AskedCount(
            network=network,
            week=first,
            theme=theme,
            age_band=band,
            area=town if band else "",
            asked=asked,
            unanswered=missed,
        )
        for theme, band, asked, missed in ASKED
    )

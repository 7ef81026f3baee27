"""The programme in a frame on another site: what its address asks, and the line that puts it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from urllib.parse import urlencode

from django.urls import reverse

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.agenda.models import Occurrence, OccurrenceQuerySet
from vlaggenlijn.week.gathering import shown_of
from vlaggenlijn.week.models import Campaign

COUNTS = (5, 10, 20, 30)
USUAL = 10
HEIGHT = 640  # pixels; a frame without a script cannot grow with what is in it


@dataclass(frozen=True, slots=True)
class Wishes:
    """How many times a frame shows at most, and of which municipality (a NIS code, or all)."""

    count: int = USUAL
    municipality: str = ""

    @property
    def query(self) -> str:
        values = {"aantal": "" if self.count == USUAL else str(self.count)}
        values["gemeente"] = self.municipality
        found = urlencode({name: value for name, value in values.items() if value})
        return f"?{found}" if found else ""


def wishes_in(query: Mapping[str, str], network: LocalNetwork) -> Wishes:
    """Return what an address asks for; what is not known is the usual."""
    counts = {str(one): one for one in COUNTS}
    towns = {one.pk for one in network.municipalities.all()}
    town = query.get("gemeente", "")
    return Wishes(counts.get(query.get("aantal", ""), USUAL), town if town in towns else "")


def times_of(campaign: Campaign, wishes: Wishes, today: date) -> OccurrenceQuerySet:
    """Return the first times from today on, as many as are wished for."""
    times = Occurrence.objects.of_activities(shown_of(campaign))
    times = times.on_days(max(today, campaign.begins_on), campaign.ends_on)
    if wishes.municipality:
        times = times.in_municipality(wishes.municipality)
    return times.in_order().with_activity().with_taken()[: wishes.count]


def address_of(network: LocalNetwork, wishes: Wishes) -> str:
    return reverse("week:widget", args=[network.slug]) + wishes.query


def snippet(address: str, title: str) -> str:
    """Return the line to copy into another page; ``address`` begins with https://."""
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="100%" height="{HEIGHT}"'
        ' loading="lazy" style="border:0"></iframe>'
    )

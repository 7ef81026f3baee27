"""The map of a campaign shows each of its municipalities, and the table has the same numbers."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import GENT, LEUVEN, a_network
from tests.week import made, rows
from vlaggenlijn.places.models import Municipality
from vlaggenlijn.week.bunting import Hung, sums
from vlaggenlijn.week.bunting_map import map_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]
NAMUR = "92094"  # outside the outlines


def lengths(**metres: int) -> Any:
    return sums(Hung(Municipality.objects.get(pk=nis[1:]), count) for nis, count in metres.items())


def test_every_town_is_drawn_and_counted_ones_are_marked() -> None:
    campaign = made.a_campaign(a_network(municipalities=(GENT, LEUVEN)))
    found = map_of(campaign, lengths(**{f"n{GENT}": 120}))
    assert found is not None
    assert [(one.name, one.metres, one.step) for one in found.towns] == [
        ("Gent", 120, 4),
        ("Leuven", 0, 0),
    ]
    assert [one.metres for one in found.marks] == [120]
    assert [(one.first, one.last) for one in found.steps] == [(91, 120)]


def test_what_is_not_on_our_map_makes_none() -> None:
    campaign = made.a_campaign(a_network())
    assert map_of(campaign, []) is None
    assert map_of(campaign, lengths(**{f"n{NAMUR}": 50})) is None


@pytest.mark.parametrize("page", ["programme", "harvest"])
def test_visitors_see_map_and_table_with_the_same_numbers(client: Client, page: str) -> None:
    campaign = made.a_campaign(a_network(municipalities=(GENT, LEUVEN)))
    if page == "harvest":
        campaign = made.a_campaign(campaign.network, edition=2026, state="over")
    place = reverse(f"week:{page}", args=[campaign.pk])
    assert "garlands" not in client.get(place).text
    rows.some_bunting(campaign, Municipality.objects.get(pk=GENT), 1250)
    text = client.get(place).text
    # As metres in the area (no separator of thousands there), its words, and the table.
    assert "<title>Gent: 1250 m</title>" in text
    assert 'dy=".35em">1250</text>' in text
    assert text.index('class="map garlands"') < text.index('class="rows lengths"')

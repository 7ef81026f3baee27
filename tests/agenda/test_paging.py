"""A page of times is asked narrowly and read whole, in the order of the agenda."""

from datetime import timedelta

import pytest
from django.core.paginator import Paginator
from django.utils import timezone

from tests.factories import a_network, an_activity
from vlaggenlijn.agenda.models import Occurrence
from vlaggenlijn.agenda.paging import Times

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]


def test_pages_hold_every_time_once_in_order() -> None:
    network = a_network()
    day = timezone.localdate() + timedelta(days=3)
    for title in "dbeca":
        an_activity(network, title=title, first_on=day)
    pages = Paginator(Times(Occurrence.objects.all()), 2)
    assert [[one.activity.title for one in page] for page in pages] == [
        ["a", "b"],
        ["c", "d"],
        ["e"],
    ]
    assert {one.taken for page in pages for one in page} == {0}


def test_who_knows_the_total_is_not_asked_for_it(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert len(Times(Occurrence.objects.all(), 40)) == 40
    assert len(Times(Occurrence.objects.all())) == 0

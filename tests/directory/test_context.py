from typing import Any

import pytest
from django.test import Client, RequestFactory

from tests.factories import BRUSSELS, a_network
from vlaggenlijn.directory.context import helplines
from vlaggenlijn.directory.models import Helpline

pytestmark = pytest.mark.usefixtures("reference_data")


def shown(page: Any) -> list[str]:
    return [line.slug for line in page.context["helplines"]]


def test_every_page_has_the_helplines_of_the_regime() -> None:
    assert shown(Client().get("/")) == [line.slug for line in Helpline.objects.in_regime("nl")]


def test_brussels_has_more() -> None:
    dutch = shown(Client().get("/"))
    a_network("brussel", [BRUSSELS], "brussel")
    assert set(dutch) < set(shown(Client().get("/")))


def test_page_outside_the_middleware_has_none() -> None:
    assert helplines(RequestFactory().get("/")) == {"helplines": []}


def test_helplines_are_read_only_where_they_are_shown(django_assert_num_queries: Any) -> None:
    request = RequestFactory().get("/")
    request.network = None  # type: ignore[attr-defined]
    with django_assert_num_queries(0):
        found = helplines(request)
    with django_assert_num_queries(1):
        assert len(found["helplines"]) == len(list(found["helplines"])) > 5


def test_missing_page_still_shows_helplines() -> None:
    page = Client().get("/bestaat-niet/")
    assert page.status_code == 404
    assert "1813" in page.content.decode()

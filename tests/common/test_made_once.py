import uuid

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from tests.findable import a_home, found_service
from vlaggenlijn.common.made_once import ByIds
from vlaggenlijn.directory.models import Service

pytestmark = pytest.mark.django_db


def names(ids: list[uuid.UUID]) -> set[tuple[uuid.UUID, str]]:
    return {(row[0], row[1]) for row in NAMES.rows(ids)}


NAMES = ByIds(
    lambda ids: (
        Service.objects.filter(status="active", pk__in=ids, name__gt="")
        .order_by()
        .values_list("id", "name", "assured_on")
    )
)


def test_rows_are_those_of_the_query_made_anew() -> None:
    home = a_home()
    services = [found_service(home, name) for name in "abc"]
    for count in (1, 2, 3):
        ids = [one.pk for one in services[:count]]
        usual = Service.objects.filter(pk__in=ids).values_list("id", "name", "assured_on")
        assert {tuple(row) for row in NAMES.rows(ids)} == set(usual)


def test_what_else_the_query_asks_still_holds() -> None:
    service = found_service(a_home(), "a")
    assert names([service.pk]) == {(service.pk, "a")}
    QuerySet(Service).filter(pk=service.pk).update(status="defunct")
    assert names([service.pk]) == set()


def test_no_ids_ask_nothing() -> None:
    with CaptureQueriesContext(connection) as asked:
        assert list(NAMES.rows([])) == []
    assert len(asked) == 0


def test_unknown_ids_give_no_rows() -> None:
    assert names([uuid.uuid4()]) == set()

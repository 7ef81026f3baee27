"""Two real writers at once, each with a connection of its own: nobody loses anything."""

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import OperationalError, connection

from tests.conftest import load_reference_data
from tests.factories import GENT, a_network, a_service, an_organization
from tests.facts import service_columns
from vlaggenlijn.accounts.actions.undo import AlreadyUndone, undo
from vlaggenlijn.accounts.models import ChangeSet, Conflict
from vlaggenlijn.directory import actions
from vlaggenlijn.directory.actions.reading import service_facts
from vlaggenlijn.directory.models import Service

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def service() -> Service:
    load_reference_data()
    return a_service(an_organization(a_network()), areas=[GENT])


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """Run deeds in threads that start together; return what each gave or raised."""
    found: list[Any] = [None] * len(deeds)
    start = threading.Barrier(len(deeds))

    def run(number: int, deed: Callable[[], Any]) -> None:
        try:
            start.wait(10)
            found[number] = waiting(deed)
        except Exception as error:
            found[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return found


def waiting(deed: Callable[[], Any]) -> Any:
    """Do a deed; SQLite in memory, as tests have it, refuses where a file on disk would wait."""
    for _ in range(1000):
        try:
            return deed()
        except OperationalError as error:
            if "is locked" not in str(error):
                raise
            time.sleep(0.02)
    raise TimeoutError


def save(service: Service, **columns: Any) -> Callable[[], Any]:
    facts = replace(service_facts(service), columns=service_columns(**columns))
    version = service.version
    return lambda: actions.change_service(by=None, service=service, version=version, facts=facts)


def test_of_two_savers_one_is_told(service: Service) -> None:
    found = at_once(save(service, summary="een"), save(service, summary="twee"))
    refused = [one for one in found if isinstance(one, Conflict)]
    saved = [one for one in found if isinstance(one, Service)]
    assert (len(refused), len(saved)) == (1, 1)
    stored = Service.objects.get()
    assert (stored.summary, stored.version) == (saved[0].summary, 2)


def test_of_two_who_undo_one_is_told(service: Service) -> None:
    save(service, summary="fout")()
    deed = ChangeSet.objects.get(deed="service.change")
    found = at_once(lambda: undo(by=None, change_set=deed), lambda: undo(by=None, change_set=deed))
    assert sorted(type(one) is AlreadyUndone for one in found) == [False, True]
    assert ChangeSet.objects.filter(deed="undo").count() == 1
    assert Service.objects.get().summary == ""


def test_undo_and_save_at_once_lose_nothing(service: Service) -> None:
    save(service, summary="fout")()
    deed = ChangeSet.objects.get(deed="service.change")
    service.refresh_from_db()
    found = at_once(
        lambda: undo(by=None, change_set=deed), save(service, summary="fout", alert="later")
    )
    stored = Service.objects.get()
    assert not isinstance(found[0], Exception)
    assert stored.summary == ""
    assert (stored.alert == "later") != isinstance(found[1], Conflict)

"""Counts for a day that say nothing of who it was."""

from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from vlaggenlijn.common import limits


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    cache.clear()


def request_of(address: str, **headers: str) -> Any:
    return RequestFactory().get("/", REMOTE_ADDR=address, headers=headers)


def test_visitor_may_so_often_and_another_not_less() -> None:
    mine, other = request_of("198.51.100.1"), request_of("198.51.100.2")
    assert [limits.may_again(mine, "deed", 2) for _ in range(3)] == [True, True, False]
    assert limits.may_again(other, "deed", 2)
    assert limits.may_again(mine, "another", 2)


def test_cache_holds_no_address_and_tomorrow_another_salt() -> None:
    limits.may_again(request_of("198.51.100.1"), "deed", 2)
    assert "198.51.100.1" not in repr(vars(cache))
    today = limits._visitor(request_of("198.51.100.1"), date(2026, 1, 1))
    tomorrow = limits._visitor(request_of("198.51.100.1"), date(2026, 1, 2))
    assert today == limits._visitor(request_of("198.51.100.1"), date(2026, 1, 1))
    assert today != tomorrow


def test_address_behind_a_proxy_is_the_one_that_the_proxy_wrote(settings: Any) -> None:
    request = request_of("10.0.0.1", **{"X-Forwarded-For": "1.2.3.4, 198.51.100.1"})
    assert limits.address_of(request) == "10.0.0.1"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert limits.address_of(request) == "198.51.100.1"


def test_count_that_expires_between_two_looks_begins_again(monkeypatch: Any) -> None:
    def gone(key: str) -> int:
        raise ValueError

    assert limits.times("name", 60) == 1
    monkeypatch.setattr(limits.cache, "incr", gone)
    assert limits.times("name", 60) == 1

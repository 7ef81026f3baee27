"""A source that is followed and wants to hurt: refused in a sentence, and nothing changes."""

import json
import socket
import time
import tracemalloc
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import LazySettings
from django.utils import translation

from tests.archives import zipped
from tests.directory.hsds_sites import Site, add, read, service, told
from tests.factories import a_member, a_network
from tests.stand_in import Said, StandIn, standing_in
from vlaggenlijn.accounts.models import ChangeSet, LocalNetwork, User
from vlaggenlijn.common import fetching
from vlaggenlijn.common.fetching import MEGABYTE, Refused
from vlaggenlijn.directory.actions import following_hsds as following
from vlaggenlijn.directory.hsds_in.refusals import LIMITS
from vlaggenlijn.directory.models import DataReading, DataSource, Service
from vlaggenlijn.directory.source_words import REASONS, reading_words, reason_text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]

LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;&b;&b;">
<!ENTITY d "&c;&c;&c;&c;&c;&c;"><!ENTITY x SYSTEM "file:///etc/passwd">]><a>&d;&x;</a>"""
BOMB = zipped({f"services{one}.json": b" " * 30 * MEGABYTE for one in range(7)})
TOO_MANY = b'{"services": [' + b"{}," * LIMITS.brackets + b"{}]}"
PAGE = {"total_pages": 1, "page_number": 1}


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def other(site: Site, settings: LazySettings) -> Iterator[StandIn]:
    settings.INSIDE_HOSTS = ["127.0.0.1"]
    with standing_in(site) as stand_in:
        yield stand_in


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def coordinator(network: LocalNetwork) -> User:
    return a_member("coordinator", network)


@pytest.fixture
def source(other: StandIn, network: LocalNetwork, coordinator: User) -> DataSource:
    """A source that was read once and gave one service."""
    found = add(coordinator, network, f"{other.address}/feed.json")
    read(found)
    return found


def refused(source: DataSource, code: str) -> DataReading:
    """Read a source that is refused: it is said in three languages, and nothing changed."""
    services, deeds = list(Service.objects.values()), ChangeSet.objects.count()
    reading = read(source, code)
    told_in = {}
    for language in ("nl", "fr", "en"):
        with translation.override(language):
            words = reading_words(reading)
        assert not words.is_good
        assert "%(" not in words.text
        told_in[words.text] = language
    assert len(told_in) == 3, told_in
    assert list(Service.objects.values()) == services
    assert ChangeSet.objects.count() == deeds
    return reading


def test_each_reason_is_a_sentence_in_every_language_of_the_workspace() -> None:
    values: dict[str, Any] = dict.fromkeys(("host", "file"), "x")
    values |= dict.fromkeys(("port", "limit", "status", "line", "column", "row"), 1)
    for code in REASONS:
        said = set()
        for language in ("nl", "fr", "en"):
            with translation.override(language):
                said.add(reason_text(code, values))
        assert len(said) == 3, code


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (Said(body=b"<html>"), "xml"),
        (Said(body=LAUGHS), "xml"),
        (Said(body=b"\n\n" + LAUGHS), "xml"),
        (Said(body=LAUGHS.decode().encode("utf-16")), "xml"),
        (Said(body=zipped({"services.json": LAUGHS})), "xml"),
        (Said(body=b'{"a": '), "not_json"),
        (Said(body=b'{"a": ' + b"9" * 5_000 + b"}"), "not_json"),
        (Said(body=b"[" * 100_000), "too_deep"),
        (Said(body=b'{"services":' * 100_000), "too_deep"),
        (Said(body=b'{"contents": [' + b"[" * 100_000), "too_deep"),
        (Said(body=TOO_MANY), "too_many_objects"),
        (Said(body=b"PK\x03\x04no"), "damaged"),
        (Said(body=BOMB), "too_much"),
        (Said(body=zipped({"../services.csv": b"id\n"})), "unsafe_archive"),
        (Said(body=zipped({"services.csv": b"id\n"}, zipfile.ZIP_LZMA)), "damaged"),
        (Said(body=b"\xff\xfe\x00"), "wrong_encoding"),
        (Said(body='{"services": []}'.encode("utf-16-le")), "wrong_encoding"),
        (Said(body=b'{"id": "1", "name": "\x81\x8d"}'), "wrong_encoding"),
        (Said(body=b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "wrong_encoding"),
        (Said(body=b"  "), "empty"),
        (Said(body=b'{"hello": "world"}'), "nothing"),
        (Said(302, headers={"Location": "/feed.json"}), "fetch_redirects"),
        (Said(302), "fetch_redirects"),
        (Said(302, headers={"Location": "file:///etc/passwd"}), "fetch_address"),
        (Said(500), "fetch_status"),
        (Said(headers={"Content-Length": str(10**9)}), "fetch_large"),
        (Said(headers={"Content-Encoding": "gzip"}), "fetch_packed"),
        (Said(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"), "fetch_broken"),
        (told({"total_pages": 10**6, "contents": []}), "too_many_pages"),
    ],
)  # fmt: skip
def test_hostile_answer_is_refused_and_nothing_changes(
    source: DataSource, site: Site, said: Said, code: str
) -> None:
    site.said = {"/feed.json": said}
    refused(source, code)


@pytest.mark.parametrize(
    "head", [b"Connection: close\r\n\r\n", b"Transfer-Encoding: chunked\r\n\r\n"]
)
def test_stream_without_end_is_given_up_before_it_fills_the_memory(
    source: DataSource, site: Site, other: StandIn, head: bytes
) -> None:
    """A gigabyte of which nothing says how long it is: never more than the limit is kept."""
    part = b" " * MEGABYTE
    chunk = b"100000\r\n" + part + b"\r\n" if b"chunked" in head else part
    site.said = {"/feed.json": Said(stream=[b"HTTP/1.1 200 OK\r\n" + head, *[chunk] * 1024])}
    tracemalloc.start()
    refused(source, "fetch_large")
    assert tracemalloc.get_traced_memory()[1] < 3 * LIMITS.bytes
    tracemalloc.stop()


@pytest.mark.parametrize(
    "start", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"]
)
def test_letter_after_letter_is_given_up_in_time(
    source: DataSource, site: Site, monkeypatch: pytest.MonkeyPatch, start: bytes
) -> None:
    """Every letter comes within the patience for one; all of them never do."""
    monkeypatch.setattr(following, "SECONDS_A_STEP", 0.5)
    site.said = {"/feed.json": Said(stream=[start, *[b"1"] * 40], pause=0.1)}
    begin = time.monotonic()
    refused(source, "fetch_slow")
    assert time.monotonic() - begin < 3


def test_redirects_without_end_are_counted(source: DataSource, other: StandIn) -> None:
    before = len(other.heard)
    other.answers = lambda heard: Said(302, headers={"Location": heard.path + "x"})
    refused(source, "fetch_redirects")
    assert len(other.heard) - before == 4


def test_redirect_to_what_lies_inside_is_not_followed(source: DataSource, site: Site) -> None:
    with standing_in(lambda _: told([service(name="Secret")])) as inner:
        site.said = {
            "/feed.json": Said(
                302, headers={"Location": inner.address.replace("127.0.0.1", "localhost")}
            )
        }
        refused(source, "fetch_port")
        site.said = {"/feed.json": Said(302, headers={"Location": "http://localhost/"})}
        refused(source, "fetch_private")
        assert inner.heard == []


def test_name_that_leads_inside_is_not_asked(
    coordinator: User, network: LocalNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name of the internet may be an address inside, or become one after it was judged."""
    source = add(coordinator, network, "http://rebound.example/feed.json")
    answers = iter([["8.8.8.8", "10.0.0.7"], ["::ffff:127.0.0.1"], ["64:ff9b::a00:1"]])
    connected: list[Any] = []

    def asked(host: str, port: int, **_: Any) -> list[Any]:
        return [(None, None, None, None, (one, port)) for one in next(answers)]

    monkeypatch.setattr(socket, "getaddrinfo", asked)
    monkeypatch.setattr(fetching.http.client.HTTPConnection, "connect", connected.append)
    for _ in range(3):
        refused(source, "fetch_private")
    assert connected == []


def test_only_allowed_hosts_and_never_inside(
    coordinator: User, network: LocalNetwork, settings: LazySettings
) -> None:
    settings.FEED_HOSTS = ["harbor.example"]
    for url in ("https://other.example/feed", "file:///etc/passwd", "https://a@harbor.example/"):
        with pytest.raises(Refused):
            add(coordinator, network, url)
    settings.FEED_HOSTS, settings.INSIDE_HOSTS = [], []
    source = add(coordinator, network, "http://127.0.0.1:8080/feed.json")
    refused(source, "fetch_private")


def test_page_half_way_that_hurts_leaves_everything_as_it_was(
    other: StandIn, site: Site, coordinator: User, network: LocalNetwork
) -> None:
    site.services = [service(number) for number in range(1, 6)]
    source = add(coordinator, network, f"{other.address}/api/")
    for said, code in (
        (Said(body=b'{"total_pages": 3, "contents": [' + b"{}," * LIMITS.brackets + b"{}]}"),
         "too_many_objects"),
        (Said(body=LAUGHS), "xml"),
    ):  # fmt: skip
        site.said = {"/page/3": said}
        refused(source, code)
        assert not Service.objects.exists()


@pytest.mark.parametrize(
    "more",
    [
        {"name": "A\0B\ud800", "own": "\0"},
        {"minimum_age": 1e999, "maximum_age": -(10**400)},
        {"id": "\0", "organization": {"id": "\0o", "name": "\0House"}},
        {"phones": [[[]], None, {"number": {"a": 1}}], "schedules": {"a": []}, "languages": "nl"},
        {"name": ["A", "B"], "status": {"a": 1}, "email": True},
        {"service_at_locations": [{"location": {"latitude": "1e400", "longitude": [1]}}]},
        {"__proto__": {"a": 1}, "attributes": [{"link_entity": "\0", "taxonomy_term": {"a": {}}}]},
    ],
)  # fmt: skip
def test_odd_values_come_in_or_are_told_and_never_break(
    source: DataSource, site: Site, more: dict[str, Any]
) -> None:
    site.said = {"/feed.json": Said(body=json.dumps([service(2, **more)]).encode())}
    assert read(source, "read").code == "read"
    assert not any("\0" in one for one in Service.objects.values_list("name", flat=True))


def test_odd_cursor_and_ids_of_what_is_gone(
    other: StandIn, site: Site, coordinator: User, network: LocalNetwork
) -> None:
    gone = [{"id": "s\0\ud800", "is_gone": True}, {"is_gone": True}, 7, {"record": []}]
    page = {"contents": gone, "next_cursor": "\0" * 90 + "\ud800", "has_more": True}
    site.said = {"/changes": told(page, {"ETag": "\x01" * 900})}
    reading = read(add(coordinator, network, f"{other.address}/changes"))
    assert reading.values["gone"] == ["s"]
    assert "cursor" not in reading.values

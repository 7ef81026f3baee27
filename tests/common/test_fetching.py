"""Fetching from other machines: what is refused before, on the way, and after."""

import socket
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.stand_in import Heard, Said, standing_in
from vlaggenlijn.common import fetching
from vlaggenlijn.common.fetching import Asked, Limits, Refused, fetch, is_public, judged

INSIDE = Limits(inside=["127.0.0.1"], seconds=5, patience=1)


def refused(url: str, limits: Limits = INSIDE, **asked: Any) -> str:
    with pytest.raises(Refused) as found:
        fetch(Asked(url, **asked), limits)
    return found.value.code


def test_answer_with_its_headers() -> None:
    with standing_in(lambda heard: Said(201, b"hello", {"ETag": "x"})) as other:
        answer = fetch(Asked(f"{other.address}/a b?q=é", "POST", b"body", {"X-Own": "1"}), INSIDE)
        heard = other.heard[0]
    assert (answer.status, answer.body, answer.headers["etag"]) == (201, b"hello", "x")
    assert (heard.method, heard.path, heard.body) == ("POST", "/a%20b?q=%C3%A9", b"body")
    assert (heard.headers["x-own"], heard.headers["accept-encoding"]) == ("1", "identity")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "0.0.0.1",
        "100.64.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0",
        "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1", "nonsense",
        "2001:0:0:0:0:0:80ff:fffe", "::ffff:169.254.169.254",
    ],
)  # fmt: skip
def test_addresses_inside(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2a00:1450:400e::1", "64:ff9b::808:808"])
def test_addresses_of_the_internet(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4, network="10.0.0.0/8") | st.ip_addresses(v=4, network="127.0.0.0/8"))
def test_an_inner_address_in_any_dress_is_inside(address: Any) -> None:
    number = int(address)
    for dressed in (f"::ffff:{address}", f"64:ff9b::{number >> 16:x}:{number & 0xFFFF:x}",
                    f"2002:{number >> 16:x}:{number & 0xFFFF:x}::1"):  # fmt: skip
        assert not is_public(dressed)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("ftp://example.org/a", "fetch_address"),
        ("file:///etc/passwd", "fetch_address"),
        ("https://", "fetch_address"),
        ("https://user:word@example.org/", "fetch_address"),
        ("https://example.org:99999/", "fetch_address"),
        ("https://[::1", "fetch_address"),
        ("https://" + "a" * 70 + ".org", "fetch_address"),
        ("https://example.org:22/", "fetch_port"),
    ],
)
def test_addresses_that_are_never_asked(url: str, code: str) -> None:
    assert refused(url) == code


def test_only_hosts_that_are_allowed() -> None:
    limits = Limits(hosts=["example.org", ".be"])
    for url in ("https://example.org/a", "https://www.example.org:8443", "http://gent.be"):
        assert judged(url, limits)
    with pytest.raises(Refused, match="fetch_host"):
        judged("https://notexample.org", limits)


def test_private_network_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with standing_in(lambda heard: Said()) as other:
        assert refused(other.address.replace("127.0.0.1", "localhost"), Limits()) == "fetch_port"
        monkeypatch.setattr(fetching, "PORTS", (int(other.address.split(":")[2]),))
        assert refused(other.address, Limits()) == "fetch_private"
        assert refused(other.address.replace("127.0.0.1", "localhost"), Limits()) == "fetch_private"
        assert other.heard == []


def test_a_host_inside_may_be_named_with_its_port() -> None:
    with standing_in(lambda heard: Said(body=b"x")) as other:
        own = Limits(inside=[other.address.removeprefix("http://")])
        assert fetch(Asked(other.address), own).body == b"x"


def test_one_inner_address_among_others_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [(None, None, None, None, (one, 80)) for one in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: both)
    assert refused("http://example.org", Limits()) == "fetch_private"


def test_name_that_nobody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: Any, **__: Any) -> None:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert refused("http://example.org", Limits()) == "fetch_unknown_host"


def test_redirects_are_followed_and_counted() -> None:
    def answers(heard: Heard) -> Said:
        number = int(heard.path[1:])
        return Said(302, headers={"Location": f"/{number - 1}"}) if number else Said(body=b"end")

    with standing_in(answers) as other:
        assert fetch(Asked(f"{other.address}/3"), INSIDE).body == b"end"
        assert refused(f"{other.address}/4") == "fetch_redirects"


def test_redirect_inside_is_refused() -> None:
    with standing_in(lambda _: Said(301, headers={"Location": "http://localhost/"})) as other:
        assert refused(other.address) == "fetch_private"
    with standing_in(lambda _: Said(301, headers={"Location": "file:///etc/passwd"})) as other:
        assert refused(other.address) == "fetch_address"


def test_what_goes_with_it_stays_behind_at_another_host() -> None:
    with standing_in(lambda heard: Said(body=b"x")) as end:
        with standing_in(lambda _: Said(307, headers={"Location": end.address})) as other:
            fetch(Asked(other.address, headers={"Authorization": "secret"}), INSIDE)
        assert "authorization" not in end.heard[0].headers


def test_what_is_sent_is_not_sent_on() -> None:
    with standing_in(lambda _: Said(307, headers={"Location": "/b"})) as other:
        assert fetch(Asked(other.address, "POST", b"x"), INSIDE).status == 307
        assert len(other.heard) == 1


def test_from_safe_to_unsafe_is_refused() -> None:
    with pytest.raises(Refused, match="fetch_downgrade"):
        fetching._refuse_downgrade(judged("https://example.org", Limits()), "http://example.org")


@pytest.mark.parametrize(
    "said",
    [
        Said(body=b"x" * 200_000),
        Said(body=b"x", headers={"Content-Length": "9000000"}),
        Said(raw=b"HTTP/1.0 200 OK\r\n\r\n" + b"x" * 200_000),
    ],
)
def test_too_large(said: Said) -> None:
    small = Limits(inside=["127.0.0.1"], size=1024, patience=1)
    with standing_in(lambda _: said) as other:
        assert refused(other.address, small) == "fetch_large"


def test_packed_is_refused() -> None:
    with standing_in(lambda _: Said(body=b"x", headers={"Content-Encoding": "gzip"})) as other:
        assert refused(other.address) == "fetch_packed"


@pytest.mark.parametrize(
    "raw", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort"]
)
def test_broken_answers(raw: bytes) -> None:
    with standing_in(lambda _: Said(raw=raw or b"\r\n")) as other:
        assert refused(other.address) == "fetch_broken"


def test_nobody_answers() -> None:
    with standing_in(lambda _: Said()) as other:
        address = other.address
    assert refused(address) == "fetch_broken"


def test_https_with_a_plain_server() -> None:
    with standing_in(lambda _: Said()) as other:
        assert refused(other.address.replace("http:", "https:")) == "fetch_broken"


def test_slow_answers_are_given_up() -> None:
    def slow(heard: Heard) -> Said:
        time.sleep(0.6)
        return Said()

    hasty = Limits(inside=["127.0.0.1"], seconds=5, patience=0.2)
    with standing_in(slow) as other:
        assert refused(other.address, hasty) == "fetch_slow"
    late = Limits(inside=["127.0.0.1"], seconds=-1)
    with standing_in(slow) as other:
        assert refused(other.address, late) == "fetch_slow"


def test_drop_by_drop_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each part comes in time, all of it does not."""
    clock = iter([0.0, 0.0, 0.0, 9.0, 9.0])
    monkeypatch.setattr(fetching.time, "monotonic", lambda: next(clock, 9.0))
    with standing_in(lambda _: Said(body=b"x" * 10)) as other:
        assert refused(other.address) == "fetch_slow"


def test_signs_that_no_address_holds() -> None:
    with standing_in(lambda _: Said(body=b"x")) as other:
        assert fetch(Asked(f"{other.address}/\u2028"), INSIDE).body == b"x"
        assert refused(other.address, headers={"X": "a\r\nb: c"}) == "fetch_broken"


@pytest.mark.parametrize("pause", [0.2, 0.6])
@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\nX-Slow: ", b"HTTP/1.0 200 OK\r\n\r\n"])
def test_patience_never_lasts_longer_than_the_whole(head: bytes, pause: float) -> None:
    """Each sign would be waited for longer than all of it may take; what came is no answer."""
    short = Limits(inside=["127.0.0.1"], seconds=0.3, patience=5)
    with standing_in(lambda _: Said(stream=[head, *[b"a"] * 4], pause=pause)) as other:
        begin = time.monotonic()
        assert refused(other.address, short) == "fetch_slow"
        assert time.monotonic() - begin < 2

"""Asking other people's web servers politely whether a page is there; never a machine of ours.

Each name is looked up once and the connection goes to that very number, so that a name which
answers with another number the second time leads nowhere. Numbers that are not public are refused,
redirects are followed few times and judged anew each time, and no more is read than the head of an
answer.
"""

import contextlib
import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from threading import Timer
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

AGENT = "Vlaggenlijn-linkcheck"
SECONDS, MOST_SECONDS = 10, 30  # of silence; in all
MOST_REDIRECTS = 5
LONGEST_ROBOTS = 100_000  # bytes
PORTS = {"http": 80, "https": 443}
# Servers that do not know HEAD, or refuse it to everybody.
ASK_AGAIN_WITH_GET = {403, 405, 406, 500, 501, 503}
IsAllowed = Callable[[str, int], bool]


class Refused(Exception):
    """The address is none that may be asked: another scheme, a private number, an odd port."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status, or ``problem`` (unknown, silent, refused) without one."""

    status: int = 0
    problem: str = ""
    moved_to: str = ""


def is_public(number: str, port: int) -> bool:
    """Tell whether a number is one of the open internet, at a port for pages."""
    address = ipaddress.ip_address(number)
    # An old number dressed as a new one, as ::ffff:10.0.0.1, is judged as what it is.
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None) or address
    is_open = address.is_global and inner.is_global and not inner.is_multicast
    return is_open and port in PORTS.values()


def ask(url: str, agent: str, is_allowed: IsAllowed = is_public) -> Answer:
    """Ask whether a page is there, by HEAD and where that is refused by GET."""
    answer = _followed("HEAD", url, agent, is_allowed)
    if answer.status in ASK_AGAIN_WITH_GET:
        return _followed("GET", url, agent, is_allowed)
    return answer


def may_be_asked(url: str, agent: str, is_allowed: IsAllowed = is_public) -> bool:
    """Tell whether robots.txt of the host lets us; without one, or when it is silent, it does."""
    rules = RobotFileParser()
    try:
        status, text, _ = _one(
            "GET", urljoin(url, "/robots.txt"), agent, is_allowed, LONGEST_ROBOTS
        )
    except (OSError, http.client.HTTPException, Refused, ValueError):
        return True
    if status != http.HTTPStatus.OK:
        return True
    rules.parse(text.decode("utf-8", "replace").splitlines())
    return rules.can_fetch(AGENT, url)


def _followed(method: str, url: str, agent: str, is_allowed: IsAllowed) -> Answer:
    try:
        for _time in range(MOST_REDIRECTS + 1):
            status, _body, target = _one(method, url, agent, is_allowed, 0)
            if not target:
                return Answer(status)
            url = urljoin(url, target)
    except socket.gaierror:
        return Answer(problem="unknown")
    except Refused:
        return Answer(problem="refused")
    except (OSError, http.client.HTTPException, ValueError):
        return Answer(problem="silent")
    return Answer(problem="silent", moved_to=url)


def _one(
    method: str, url: str, agent: str, is_allowed: IsAllowed, most: int
) -> tuple[int, bytes, str]:
    """Return the status, so many bytes of the body, and where it moved to."""
    parts = urlsplit(url)
    port = parts.port or PORTS.get(parts.scheme, 0)
    if parts.scheme not in PORTS or not parts.hostname:
        raise Refused(url)
    connection = _connected(parts.scheme, parts.hostname, port, is_allowed)
    # A server that sends a letter every nine seconds would otherwise keep us for hours.
    patience = Timer(MOST_SECONDS, _hang_up, [connection])
    patience.start()
    try:
        path = parts.path or "/"
        headers = {"User-Agent": agent, "Accept": "*/*", "Connection": "close"}
        connection.request(method, f"{path}?{parts.query}" if parts.query else path, None, headers)
        answer = connection.getresponse()
        is_elsewhere = answer.status in (301, 302, 303, 307, 308)
        target = answer.getheader("Location", "") if is_elsewhere else ""
        return answer.status, answer.read(most) if most else b"", target
    finally:
        patience.cancel()
        connection.close()


def _hang_up(connection: http.client.HTTPConnection) -> None:
    with contextlib.suppress(OSError):
        connection.sock.shutdown(socket.SHUT_RDWR)


def _connected(
    scheme: str, host: str, port: int, is_allowed: IsAllowed
) -> http.client.HTTPConnection:
    numbers = [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    # One private number among public ones is a trap, not a mistake to be kind about.
    if not numbers or not all(is_allowed(number, port) for number in numbers):
        raise Refused(host)
    line = socket.create_connection((numbers[0], port), timeout=SECONDS)
    connection = http.client.HTTPConnection(host, port, timeout=SECONDS)
    if scheme == "https":
        line = ssl.create_default_context().wrap_socket(line, server_hostname=host)
    connection.sock = line
    return connection

"""Fetches one file from another machine, for the worker, within limits and never from inside.

The name is looked up here and the connection goes to the address that was judged, so that a name
cannot answer differently the second time. Only addresses of the public internet are asked, unless
whoever runs the site names the host.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import SplitResult, quote, urljoin, urlsplit

MEGABYTE = 1024 * 1024
PORTS = (80, 443, 8080, 8443)
REDIRECTS = (301, 302, 303, 307, 308)
STEP = 64 * 1024
PLAIN = "/%?&=:~#+!$,;'@()*[]"  # signs of an address that are sent as they are
AGENT = "Vlaggenlijn (follows calendars and directories; see the page of this site)"


class Refused(Exception):
    """Nothing was fetched; ``code`` and ``values`` say why."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code, self.values = code, values


@dataclass(frozen=True, slots=True)
class Limits:
    """How much and how long; ``hosts`` empty allows every public host.

    ``inside`` names hosts (or host:port) on a private network that may be asked all the same.
    """

    size: int = 5 * MEGABYTE
    seconds: float = 30.0
    patience: float = 10.0  # seconds without a sign
    redirects: int = 3
    hosts: Collection[str] = ()
    inside: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What came: a status of any kind, with the headers in small letters."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    url: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: an address, and what goes with it."""

    url: str
    method: str = "GET"
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


def fetch(asked: Asked, limits: Limits | None = None) -> Answer:
    """Return the answer to a request; raise Refused when none may or does come.

    Only a GET is redirected, never from https to http, and what goes with it stays behind when
    the host is another one.
    """
    limits = limits or Limits()
    deadline = time.monotonic() + limits.seconds
    url, headers = asked.url, dict(asked.headers)
    for _ in range(limits.redirects + 1):
        parts = judged(url, limits)
        answer = _ask(parts, asked, headers, limits, deadline)
        if answer.status not in REDIRECTS or asked.method != "GET":
            return answer
        target = urljoin(url, answer.headers.get("location", ""))
        _refuse_downgrade(parts, target)
        if urlsplit(target).netloc != parts.netloc:
            headers = {}
        url = target
    raise Refused("fetch_redirects", limit=limits.redirects)


def _refuse_downgrade(parts: SplitResult, target: str) -> None:
    if parts.scheme == "https" and not target.startswith("https:"):
        raise Refused("fetch_downgrade")


def judged(url: str, limits: Limits) -> SplitResult:
    """Return the parts of an address that may be asked; raise Refused for any other."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
        host.encode("idna")
    except (ValueError, UnicodeError):
        raise Refused("fetch_address") from None
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
        raise Refused("fetch_address")
    if is_inside(parts, limits):
        return parts
    if limits.hosts and not any(_is_under(host, one) for one in limits.hosts):
        raise Refused("fetch_host", host=host)
    if port not in (None, *PORTS):
        raise Refused("fetch_port", port=port or 0)
    return parts


def is_inside(parts: SplitResult, limits: Limits) -> bool:
    """Tell whether an address is one inside that was named."""
    return parts.hostname in limits.inside or parts.netloc in limits.inside


def _is_under(host: str, allowed: str) -> bool:
    return host == allowed or host.endswith(f".{allowed.lstrip('.')}")


def is_public(address: str) -> bool:
    """Tell whether an address is one of the public internet, also behind a translation."""
    try:
        found = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo or (None, None))[1]
        if found in NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast and not found.is_reserved


NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def _addresses(parts: SplitResult, limits: Limits) -> list[str]:
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Refused("fetch_unknown_host", host=parts.hostname or "") from None
    addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
    # One address inside is enough to refuse: a name may answer with several.
    if not is_inside(parts, limits) and not all(map(is_public, addresses)):
        raise Refused("fetch_private", host=parts.hostname or "")
    return addresses


def _ask(
    parts: SplitResult,
    asked: Asked,
    headers: Mapping[str, str],
    limits: Limits,
    deadline: float,
) -> Answer:
    connection = _connection(parts, _addresses(parts, limits), limits, deadline)
    path = quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe=PLAIN)
    own = {"User-Agent": AGENT, "Accept-Encoding": "identity", "Host": parts.netloc}
    try:
        with _shut_at(deadline, connection.sock):
            connection.request(asked.method, path, body=asked.body, headers=own | dict(headers))
            with closing(connection.getresponse()) as response:
                found = {name.lower(): value for name, value in response.getheaders()}
                if found.get("content-encoding", "identity") not in ("identity", ""):
                    raise Refused("fetch_packed")
                body = _body(response, connection, limits, deadline)
                return Answer(response.status, body, found, parts.geturl())
    except TimeoutError:
        raise Refused("fetch_slow", limit=int(limits.seconds)) from None
    except (OSError, http.client.HTTPException, ValueError):
        if time.monotonic() >= deadline:
            raise Refused("fetch_slow", limit=int(limits.seconds)) from None
        raise Refused("fetch_broken", host=parts.hostname or "") from None
    finally:
        connection.close()


@contextmanager
def _shut_at(deadline: float, sock: socket.socket) -> Iterator[None]:
    """Shut a connection when the time is over.

    Patience counts from one sign to the next, so a site that gives a letter of a header now and
    then would be waited for without end.
    """
    timer = threading.Timer(max(0.0, deadline - time.monotonic()), _shut, [sock])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _shut(sock: socket.socket) -> None:
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def _connection(
    parts: SplitResult, addresses: list[str], limits: Limits, deadline: float
) -> http.client.HTTPConnection:
    """Return a connection to the first address that answers, which was judged before."""
    is_safe = parts.scheme == "https"
    port = parts.port or (443 if is_safe else 80)
    for address in addresses[:4]:
        left = min(limits.patience, deadline - time.monotonic())
        if left <= 0:
            raise Refused("fetch_slow", limit=int(limits.seconds))
        connection = http.client.HTTPConnection(address, port, timeout=left)
        try:
            connection.connect()
            if is_safe:
                _make_safe(connection, parts, deadline)
            return connection
        except OSError:
            connection.close()
    raise Refused("fetch_broken", host=parts.hostname or "")


def _make_safe(connection: http.client.HTTPConnection, parts: SplitResult, deadline: float) -> None:
    context = ssl.create_default_context()
    safe = context.wrap_socket(
        connection.sock, server_hostname=parts.hostname, do_handshake_on_connect=False
    )
    connection.sock = safe
    with _shut_at(deadline, safe):
        safe.do_handshake()


def _body(
    response: http.client.HTTPResponse,
    connection: http.client.HTTPConnection,
    limits: Limits,
    deadline: float,
) -> bytes:
    """Read an answer in steps: what is too large or too slow is given up at once."""
    announced = response.getheader("Content-Length") or ""
    if announced.isdecimal() and int(announced) > limits.size:
        raise Refused("fetch_large", limit=limits.size // MEGABYTE)
    parts: list[bytes] = []
    size = 0
    while True:
        left = deadline - time.monotonic()
        if left <= 0:
            raise Refused("fetch_slow", limit=int(limits.seconds))
        if connection.sock is not None:
            connection.sock.settimeout(min(limits.patience, left))
        part = response.read1(STEP)
        if not part and announced.isdecimal() and size < int(announced):
            raise http.client.IncompleteRead(b"")
        if not part and time.monotonic() >= deadline:  # an end that we made ourselves
            raise TimeoutError
        if not part:
            return b"".join(parts)
        parts.append(part)
        size += len(part)
        if size > limits.size:
            raise Refused("fetch_large", limit=limits.size // MEGABYTE)

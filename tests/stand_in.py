"""A web server of our own for tests: real http on this machine, and it can be made to misbehave."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Said:
    """An answer: status, body, headers; ``raw`` is sent as it is, without more.

    So are the parts of a ``stream``, with a ``pause`` in seconds after each, until nobody listens.
    """

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes = b""
    stream: Iterable[bytes] = ()
    pause: float = 0


@dataclass
class Heard:
    """A request as it came in; names of headers in small letters."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


Answers = Callable[[Heard], Said]


@dataclass
class StandIn:
    address: str
    answers: Answers
    heard: list[Heard] = field(default_factory=list)


class _Handler(BaseHTTPRequestHandler):
    stand_in: StandIn

    def _answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        named = {name.lower(): value for name, value in self.headers.items()}
        heard = Heard(self.command, self.path, named, self.rfile.read(length))
        self.stand_in.heard.append(heard)
        said = self.stand_in.answers(heard)
        for part in (said.raw, *said.stream):
            with suppress(OSError):
                self.wfile.write(part)
            time.sleep(said.pause)
        if said.raw or said.stream:
            return
        self.send_response(said.status)
        for name, value in {"Content-Length": str(len(said.body)), **said.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        with suppress(OSError):  # whoever asked had enough
            self.wfile.write(said.body)

    do_GET = do_POST = do_PUT = _answer  # noqa: N815 - the names that the library calls

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def standing_in(answers: Answers) -> Iterator[StandIn]:
    """Answer on a port of this machine as long as the block lasts."""
    handler = type("Handler", (_Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    stand_in = StandIn(f"http://127.0.0.1:{server.server_port}", answers)
    handler.stand_in = stand_in  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield stand_in
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

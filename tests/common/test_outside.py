"""Asking other servers: against a stand-in on this machine, which real questions never reach."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from vlaggenlijn.common import outside
from vlaggenlijn.common.outside import Answer, ask, is_public, may_be_asked

AGENT = "Test/1.0"


class StandIn(BaseHTTPRequestHandler):
    asked: list[tuple[str, str, str]]

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        self.asked.append((self.command, self.path, self.headers["User-Agent"]))
        path = self.path.partition("?")[0]
        if path == "/robots.txt":
            return self.said(200, b"User-agent: *\nDisallow: /secret\n")
        if path == "/round":
            return self.moved("/round")
        if path == "/away":
            return self.moved("http://127.0.0.1:9/")
        if path == "/moved":
            return self.moved("/here")
        if path == "/only-get" and self.command == "HEAD":
            return self.said(405)
        if path == "/odd":
            return self.moved("ftp://example.org/")
        if path == "/slow":
            self.server.stop.wait(2)  # type: ignore[attr-defined]
        return self.said({"/gone": 410, "/none": 404, "/bad": 500}.get(path, 200))

    def said(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body if self.command == "GET" else b"")

    def moved(self, target: str) -> None:
        self.send_response(302)
        self.send_header("Location", target)
        self.end_headers()

    def log_message(self, *words: Any) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    StandIn.asked = []
    made = ThreadingHTTPServer(("127.0.0.1", 0), StandIn)
    made.stop = threading.Event()  # type: ignore[attr-defined]
    thread = threading.Thread(target=made.serve_forever, args=(0.05,))
    thread.start()
    yield f"http://127.0.0.1:{made.server_port}"
    made.stop.set()  # type: ignore[attr-defined]
    made.shutdown()
    thread.join()
    made.server_close()


def is_stand_in(number: str, port: int) -> bool:
    return number == "127.0.0.1" and port != 9


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("", Answer(200)),
        ("/here?a=1", Answer(200)),
        ("/moved", Answer(200)),
        ("/only-get", Answer(200)),
        ("/gone", Answer(410)),
        ("/none", Answer(404)),
        ("/bad", Answer(500)),
        ("/away", Answer(problem="refused")),
        ("/odd", Answer(problem="refused")),
    ],
)
def test_answers(server: str, path: str, answer: Answer) -> None:
    assert ask(server + path, AGENT, is_stand_in) == answer
    assert {one[2] for one in StandIn.asked} == {AGENT}


def test_page_that_only_answers_get_is_asked_twice(server: str) -> None:
    ask(f"{server}/only-get", AGENT, is_stand_in)
    assert [one[:2] for one in StandIn.asked] == [("HEAD", "/only-get"), ("GET", "/only-get")]


def test_going_round_in_circles_ends(server: str) -> None:
    assert ask(f"{server}/round", AGENT, is_stand_in).problem == "silent"
    assert len(StandIn.asked) == outside.MOST_REDIRECTS + 1


@pytest.mark.parametrize("name", ["SECONDS", "MOST_SECONDS"])
def test_silence_and_dripping_end(server: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside, name, 0.2)
    assert ask(f"{server}/slow", AGENT, is_stand_in).problem == "silent"


def test_stand_in_itself_is_never_asked_without_leave(server: str) -> None:
    assert ask(server, AGENT) == Answer(problem="refused")
    assert StandIn.asked == []


def test_names_that_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*words: Any, **more: Any) -> None:
        raise outside.socket.gaierror

    monkeypatch.setattr(outside.socket, "getaddrinfo", unknown)
    assert ask("https://nobody.example/", AGENT).problem == "unknown"
    assert ask("ftp://example.org/", AGENT).problem == "refused"
    assert ask("https:///nothing", AGENT).problem == "refused"
    assert ask("http://[broken/", AGENT).problem == "silent"
    assert ask("http://a.example:port/", AGENT).problem == "silent"


def test_one_private_number_among_public_ones_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(0, 0, 0, "", (number, 80)) for number in ("93.184.215.14", "10.0.0.1")]
    monkeypatch.setattr(outside.socket, "getaddrinfo", lambda *words, **more: found)
    assert ask("http://trap.example/", AGENT) == Answer(problem="refused")


def test_https_is_spoken_with_the_name_and_a_wrong_one_is_silence(server: str) -> None:
    assert ask(server.replace("http:", "https:"), AGENT, is_stand_in).problem == "silent"


def test_robots_are_heard(server: str) -> None:
    assert may_be_asked(f"{server}/open", AGENT, is_stand_in)
    assert not may_be_asked(f"{server}/secret/page", AGENT, is_stand_in)
    assert may_be_asked("http://[broken/", AGENT)
    assert may_be_asked(server, AGENT)  # refused: what follows is refused too


def test_host_without_robots_may_be_asked(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside, "urljoin", lambda url, path: f"{server}/none")
    assert may_be_asked(f"{server}/secret", AGENT, is_stand_in)


@pytest.mark.parametrize(
    ("number", "port", "is_open"),
    [
        ("93.184.215.14", 443, True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", 80, True),
        ("93.184.215.14", 22, False),
        ("127.0.0.1", 80, False),
        ("10.1.2.3", 80, False),
        ("169.254.169.254", 80, False),
        ("100.64.0.1", 80, False),
        ("224.0.0.1", 80, False),
        ("::1", 80, False),
        ("fd00::1", 80, False),
        ("::ffff:10.0.0.1", 80, False),
        ("2002:0a00:0001::", 80, False),
    ],
)
def test_public_numbers(number: str, port: int, is_open: bool) -> None:
    assert is_public(number, port) is is_open

"""A page that comes in piece by piece, as over a weak line, is drawn once: nothing jumps."""

import time
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser

from tests.journeys.conftest import DESKTOP, PATIENCE, PHONE, SHIFTED
from tests.journeys.test_parents import PUBLIC

PIECE, PAUSE = 1_000, 0.02  # bytes; seconds after each
PASSED_ON = ("Content-Type", "Content-Security-Policy")


class Trickle(BaseHTTPRequestHandler):
    """Passes on what the site answers; a page in pieces, all else at once."""

    protocol_version = "HTTP/1.1"
    site: str

    def do_GET(self) -> None:
        with urllib.request.urlopen(self.site + self.path, timeout=60) as answer:
            kept = [(name, answer.headers[name]) for name in PASSED_ON if answer.headers[name]]
            body = answer.read()
        self.send_response(200)
        for name, value in [*kept, ("Content-Length", str(len(body)))]:
            self.send_header(name, value)
        self.end_headers()
        self.send_in_pieces(body, PIECE if "html" in dict(kept)["Content-Type"] else len(body))

    def send_in_pieces(self, body: bytes, size: int) -> None:
        for start in range(0, len(body), size):
            self.wfile.write(body[start : start + size])
            self.wfile.flush()
            time.sleep(PAUSE)

    def log_message(self, *_words: object) -> None:
        """Say nothing: the tests have their own words."""


@pytest.fixture
def slow_site(site: str) -> Iterator[str]:
    passing_on = type("PassingOn", (Trickle,), {"site": site})
    with ThreadingHTTPServer(("127.0.0.1", 0), passing_on) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_page_that_trickles_in_keeps_its_place(
    browser: Browser, slow_site: str, viewport: dict[str, int]
) -> None:
    shifts = {}
    for path in (*PUBLIC, "/account/wachtwoord/vergeten/", "/agenda/"):
        page = browser.new_page(viewport=viewport, base_url=slow_site)  # type: ignore[arg-type]
        page.set_default_timeout(PATIENCE)
        page.goto(path)
        page.wait_for_load_state("networkidle")
        shifts[path] = page.evaluate(SHIFTED)
        page.close()
    assert shifts == dict.fromkeys(shifts, 0)

"""A real Chromium against the real site: the demo, started as the README starts it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import pytest
from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Error,
    Page,
    Request,
    expect,
    sync_playwright,
)

CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
]
MARKS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What passes is not told: it takes axe as long again.
ONLY_PROBLEMS = {"runOnly": MARKS, "resultTypes": ["violations"]}
VIOLATIONS = "options => axe.run(document, options).then(found => found.violations)"
PATIENCE = 20_000  # ms; a machine of a CI does other things too
expect.set_options(timeout=PATIENCE)
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}
THINGS_TO_DECIDE = """
from vlaggenlijn.accounts.models import LocalNetwork, recorded
from vlaggenlijn.directory.actions import add_contact
from vlaggenlijn.directory.models import LikelyPair, Organization, Service
network = LocalNetwork.objects.get(slug="demo-dijle")
one, two = sorted(Organization.objects.at_home_in(network)[:2], key=lambda each: each.pk)
pair = LikelyPair(kind="organization", first_id=one.pk, second_id=two.pk, score=60,
                  network=network, other_network=network)
with recorded(by=None, network=network, deed="test"):
    pair.save()
texts = dict.fromkeys(("title", "department", "phone", "purpose"), "1712")
values = texts | {"name": "An Peeters", "email": "", "is_public": False}
for service in Service.objects.filter(organization__network=network):
    add_contact(by=None, organization=service.organization, service=service, values=values)
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One site, so one process walks all journeys; without a browser they are skipped."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.xdist_group("journeys"))
            if CHROMIUM is None and os.environ.get("CI") != "true":
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@pytest.fixture(scope="session")
def upgraded(tmp_path_factory: pytest.TempPathFactory, testrun_uid: str) -> Path:
    """A folder with an empty database of this release, made once for all who walk."""
    folder = tmp_path_factory.getbasetemp().parent / f"upgraded-{testrun_uid}"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not (folder / "site.sqlite3").exists():
            upgrade = [sys.executable, "-m", "vlaggenlijn", "upgrade", "--verbosity", "0"]
            subprocess.run(upgrade, cwd=ROOT, env=environment(folder), check=True)
    return folder


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory, upgraded: Path) -> dict[str, str]:
    """The environment of a demo with its own database."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(upgraded, folder, dirs_exist_ok=True)
    return environment(folder)


def environment(folder: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": os.environ.get("HOME", "/"),
        "VLAGGENLIJN_DEMO": "1",
        "VLAGGENLIJN_HTTPS": "0",
        "VLAGGENLIJN_ENCODER": "0",
        "VLAGGENLIJN_SECRET_KEY": "journeys-" * 8,
        "VLAGGENLIJN_SEALING_KEY": "b25seS1mb3ItdGVzdHMtb25seS1mb3ItdGVzdHMhISE=",
        "VLAGGENLIJN_DATABASE_URL": f"sqlite:///{folder}/site.sqlite3",
        "VLAGGENLIJN_VAR": str(folder),
    }


@pytest.fixture
def send_digests(site: str, installation: dict[str, str]) -> None:
    """Send the mails of Monday now, as the clock does."""
    done_there("from vlaggenlijn.home.actions import send_digests as send; send()", installation)


@pytest.fixture
def things_to_decide(site: str, installation: dict[str, str]) -> None:
    """Two records that look alike, and contact persons: the first demo network has none."""
    done_there(THINGS_TO_DECIDE, installation)


def done_there(words: str, installation: dict[str, str]) -> None:
    shell = [sys.executable, "-m", "vlaggenlijn", "shell", "--no-imports", "-c", words]
    subprocess.run(shell, cwd=ROOT, env=installation, check=True)


@pytest.fixture(scope="session")
def site(installation: dict[str, str]) -> Iterator[str]:
    """The address of a running demo."""
    folder = Path(installation["VLAGGENLIJN_VAR"])
    port = free_port()
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "vlaggenlijn", "start", "--port", str(port)],
            cwd=ROOT, env=installation, stdout=log, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            address = f"http://localhost:{port}"
            wait_for(address, server, folder / "log")
            yield address
        finally:
            server.terminate()
            server.wait(20)


def wait_for(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    """Wait until the site answers, and until each of its processes knows all words."""
    for _ in range(1200):
        if server.poll() is not None:
            pytest.fail(f"the site did not start:\n{log.read_text()}")
        try:
            opened(f"{address}/hulplijnen/", 2)
        except OSError:
            time.sleep(0.5)
        else:
            break
    else:
        pytest.fail(f"the site did not answer in time:\n{log.read_text()}")
    workers = max(2, os.cpu_count() or 2)
    with ThreadPoolExecutor(workers) as visitors:
        list(visitors.map(opened, [address] * workers, [180] * workers))


def opened(address: str, patience: float) -> None:
    urllib.request.urlopen(address, timeout=patience).close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Open a browser of one's own: ``visit("/", javascript=False, viewport=DESKTOP)``."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opened(path: str, *, javascript: bool = True, **options: Any) -> Page:
        options = {"viewport": PHONE, "locale": "nl-BE", "timezone_id": "Europe/Brussels"} | options
        context = browser.new_context(java_script_enabled=javascript, base_url=site, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        watch(page, site, complaints)
        follow(page)
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def watch(page: Page, site: str, complaints: list[str]) -> None:
    """Collect what may never happen: a request elsewhere, a policy violation, a script error."""
    own = (site, "data:", "blob:")
    page.on("request", lambda one: one.url.startswith(own) or complaints.append(one.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda one: one.type == "error" and is_ours(one.text) and complaints.append(one.text),
    )


# The documents that a page has asked for and that are not there yet, by page.
ON_THE_WAY: WeakKeyDictionary[Page, set[Request]] = WeakKeyDictionary()
A_FRAME_LATER = "() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))"


def follow(page: Page) -> None:
    """Keep who is on the way elsewhere, so that nothing looks at the page that is left."""
    asked = ON_THE_WAY.setdefault(page, set())

    def leaves(request: Request) -> None:
        if request.is_navigation_request() and request.frame == page.main_frame:
            asked.add(request)

    def arrives(request: Request) -> None:
        asked.discard(request)

    page.on("request", leaves)
    page.on("requestfinished", arrives)
    page.on("requestfailed", arrives)


def settled(page: Page) -> None:
    """Wait for the page that a click has just asked for, if it asked for one."""
    with suppress(Error):  # The page left while we waited: then it is on the way.
        page.evaluate(A_FRAME_LATER)
    asked = ON_THE_WAY.get(page, set())
    while asked:
        request = next(iter(asked))
        response = request.response()
        if response:
            response.finished()
        asked.discard(request)
    page.wait_for_load_state()


def is_ours(text: str) -> bool:
    # Chromium reports each 4xx answer as an error; journeys ask for some, and cut the network, on
    # purpose. What the policy blocks is told in other words.
    on_purpose = ("the server responded with a status of 4", "net::ERR_INTERNET_DISCONNECTED",
                  "Failed to load resource: net::ERR_FAILED")  # fmt: skip
    return not any(words in text for words in on_purpose)


# What a thumb must hit, in CSS pixels; links inside a sentence may be smaller (WCAG 2.5.8).
SMALLEST_TARGET = 44
TARGETS = """(smallest) => [...document.querySelectorAll(
  "button, .button, select, summary, textarea, input:not([type=hidden])," +
  ".nav a, .tiles a, .chips a, .tongues a, .foot-links a, .tabs a, .pager a," +
  "a.line, a.brand, a.back")]
  .map(one => ["checkbox", "radio"].includes(one.type) && one.closest("label")
       || ["checkbox", "radio"].includes(one.type) && one.parentElement || one)
  .filter(one => one.checkVisibility({visibilityProperty: true}) && !one.closest(".unseen"))
  .map(one => [one.outerHTML.slice(0, 90), one.getBoundingClientRect()])
  .filter(([, box]) => box.width > 1 && Math.round(box.height) < smallest)
  .map(([html, box]) => `${html} is ${Math.round(box.height)} px high`)"""
SHIFTED = """() => new Promise(done => {
  let sum = 0;
  const add = one => { if (!one.hadRecentInput) sum += one.value; };
  new PerformanceObserver(list => list.getEntries().forEach(add))
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(sum), 100); })"""


def axe_on(page: Page) -> AxeResults:
    """What axe finds wrong; all the rest it found stays in the browser, which is much faster."""
    settled(page)
    page.evaluate(Axe().axe_script)
    return AxeResults({"violations": page.evaluate(VIOLATIONS, ONLY_PROBLEMS)})


def check_page(page: Page) -> None:
    """Nothing for axe to find, every control large enough, no sideways scrolling at any width."""
    found = axe_on(page)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
    before = page.viewport_size
    for width in (320, 360, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        overflow = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
        assert overflow <= 0, f"{page.url} scrolls sideways at {width} px"
        small = page.evaluate(TARGETS, SMALLEST_TARGET)
        assert small == [], f"{page.url} at {width} px"
    if before:
        page.set_viewport_size(before)

"""Kill the whole site again and again while people save, then count what was lost or doubled.

    .venv/bin/python benchmarks/kills.py --kills 500
    .venv/bin/python benchmarks/kills.py --kills 500 --database-url postgresql://role@localhost/name

A real web server (gunicorn, two workers) runs on a database of its own. Writers sign in as
coordinators and save forms as a browser does: new services, and changes of one service each. Every
second or so the server and its workers get SIGKILL together and are started again. Whoever got no
answer sends the same form again, as a person does who presses the button a second time. A write is
acknowledged when its writer saw the answer. At the end every acknowledged write must be there,
nothing may be there twice, and the database must be whole. Ends with 1 when that is not so.

A PostgreSQL database must exist, be empty and belong to the role.
"""

import argparse
import http.client
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
CSRF = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
NO_ANSWER = (OSError, http.client.HTTPException)
REDIRECT = 302


class Site:
    """The web server; ``kill`` ends it without a word and ``start`` waits until it answers."""

    def __init__(self) -> None:
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> float:
        """Return the seconds until the port answered."""
        began = time.perf_counter()
        words = [sys.executable, "-m", "gunicorn", "vlaggenlijn.wsgi", "--workers", "2"]
        words += ["--bind", f"127.0.0.1:{self.port}", "--log-level", "critical"]
        self._process = subprocess.Popen(words, cwd=ROOT, start_new_session=True)
        while not self._answers():
            if self._process.poll() is not None:
                sys.exit("The web server does not start.")
            time.sleep(0.02)
        return time.perf_counter() - began

    def _answers(self) -> bool:
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)) as line:
                line.request("GET", "/over/privacy/")
                return line.getresponse().status < 500
        except NO_ANSWER:
            return False

    def kill(self) -> None:
        if self._process:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


@dataclass
class Writer:
    """One coordinator at work: what was acknowledged, and what was sent again."""

    site: Site
    cookie: str
    organization: str
    service: str
    number: int
    added: list[str] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)
    changes: int = 0
    last_alert: str = ""
    resent: int = 0
    refused: list[int] = field(default_factory=list)

    def work(self, until: threading.Event) -> None:
        turn = 0
        while not until.is_set():
            turn += 1
            if turn % 2:
                self._add(f"Dienst {self.number}-{turn}", until)
            else:
                self._change(f"Bericht {self.number}-{turn}", until)

    def _add(self, name: str, until: threading.Event) -> None:
        status = self._save(
            f"/werk/aanbod/nieuw/?organisatie={self.organization}", {"name": name}, until
        )
        (self.added if status == REDIRECT else self.unsure).append(name)

    def _change(self, alert: str, until: threading.Event) -> None:
        status = self._save(f"/werk/aanbod/{self.service}/", {"alert": alert}, until)
        if status == REDIRECT:
            self.changes += 1
            self.last_alert = alert
        else:
            self.unsure.append(alert)

    def _save(self, path: str, typed: dict[str, str], until: threading.Event) -> int:
        """Open a form, type and send it until there is an answer; return the status, 0 for none."""
        page = self._ask_until_answered("GET", path, None, until)
        if page is None:
            return 0
        values = {name: [text] for name, text in typed.items()}
        sent = sent_by(HttpResponse(page[1])) | values
        sent["csrfmiddlewaretoken"] = [CSRF.search(page[1].decode())[1]]  # type: ignore[index]
        answer = self._ask_until_answered("POST", path, urlencode(sent, doseq=True), until)
        if answer is None:
            return 0
        if answer[0] != REDIRECT:
            self.refused.append(answer[0])
        return answer[0]

    def _ask_until_answered(
        self, method: str, path: str, body: str | None, until: threading.Event
    ) -> tuple[int, bytes] | None:
        is_again = False
        while not (until.is_set() and is_again):
            try:
                answer = self._ask(method, path, body)
            except NO_ANSWER:
                answer = None
            if answer and answer[0] < 500:
                return answer
            self.resent += method == "POST"
            is_again = True
            time.sleep(0.05)
        return None

    def _ask(self, method: str, path: str, body: str | None) -> tuple[int, bytes]:
        with closing(http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=30)) as line:
            headers = {"Cookie": f"{self.cookie}; csrftoken={CSRF_COOKIE}"}
            if body is not None:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            line.request(method, path, body, headers)
            answer = line.getresponse()
            return answer.status, answer.read()


CSRF_COOKIE = "k" * 32


def prepared(site: Site, count: int) -> list[Writer]:
    """Make a network, and for each writer a coordinator with a session and a service to change."""
    municipality = Municipality.objects.get(nis="44021")
    network = add_network(by=None, slug="kills", name="Netwerk", municipalities=[municipality])
    writers = []
    for number in range(count):
        member = add_member(
            by=None, network=network, email=f"writer{number}@example.org", role="coordinator"
        )
        organization = Organization(network=network, name=f"Organisatie {number}")
        service = Service(organization=organization, name=f"Vast {number}")
        with recorded(by=None, network=network, deed="test"):
            organization.save()
            service.save()
        cookie = f"sessionid={session_of(member.user)}"
        writers.append(Writer(site, cookie, str(organization.pk), str(service.pk), number))
    return writers


def session_of(user: "User") -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def verdict(writers: list[Writer]) -> dict[str, object]:
    """Compare what the writers were told with what is stored."""
    stored = list(Service.objects.filter(name__startswith="Dienst ").values_list("name", flat=True))
    lost = [name for one in writers for name in one.added if name not in set(stored)]
    doubled = len(stored) - len(set(stored))
    for one in writers:
        service = Service.objects.get(pk=one.service)
        last = {one.last_alert, *one.unsure[-1:]}
        lost += [] if service.alert in last else [one.last_alert]
        # The version starts at 1 and grows by one with each change.
        doubled += max(0, service.version - 1 - one.changes - len(one.unsure))
    return {
        "acknowledged": sum(len(one.added) + one.changes for one in writers),
        "sent_again": sum(one.resent for one in writers),
        "refused": sorted(status for one in writers for status in one.refused),
        "lost": lost,
        "doubled": doubled,
        "is_whole": is_whole(),
    }


def is_whole() -> bool:
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        verdict = cursor.execute("PRAGMA integrity_check").fetchone()[0]
        broken = cursor.execute("PRAGMA foreign_key_check").fetchone()
    return verdict == "ok" and broken is None


def run(kills: int, writers_count: int, seed: int) -> dict[str, object]:
    chance = random.Random(seed)
    site = Site()
    writers = prepared(site, writers_count)
    connection.close()
    starts = [site.start()]
    until = threading.Event()
    threads = [threading.Thread(target=one.work, args=[until]) for one in writers]
    for thread in threads:
        thread.start()
    for number in range(1, kills + 1):
        time.sleep(chance.uniform(0.2, 2.5))
        site.kill()
        starts.append(site.start())
        if number % 50 == 0:
            print(f"{number} kills", flush=True)
    until.set()
    for thread in threads:
        thread.join()
    site.kill()
    middle = sorted(starts)[len(starts) // 2]
    return {"kills": kills, "seconds_to_start": round(middle, 2)} | verdict(writers)


def main() -> None:
    found = run(OPTIONS.kills, OPTIONS.writers, OPTIONS.seed)
    print(json.dumps(found, indent=1))
    is_right = not found["lost"] and not found["doubled"] and found["is_whole"]
    is_right = is_right and not found["refused"] and bool(found["acknowledged"])
    sys.exit(0 if is_right else 1)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--writers", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database-url", default="")
    OPTIONS = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "VLAGGENLIJN_SECRET_KEY": "kills-" * 10,
            "VLAGGENLIJN_HTTPS": "0",
            "VLAGGENLIJN_VAR": folder,
            "VLAGGENLIJN_DATABASE_URL": OPTIONS.database_url or f"sqlite:///{folder}/site.sqlite3",
            "DJANGO_SETTINGS_MODULE": "vlaggenlijn.settings",
        }
        sys.path.insert(0, str(ROOT))
        import django

        django.setup()
        from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
        from django.contrib.sessions.backends.db import SessionStore
        from django.core.management import call_command
        from django.db import connection
        from django.http import HttpResponse

        from tests.pages import sent_by
        from vlaggenlijn.accounts.actions import add_member, add_network
        from vlaggenlijn.accounts.models import User, recorded
        from vlaggenlijn.directory.models import Organization, Service
        from vlaggenlijn.places.models import Municipality

        call_command("upgrade", verbosity=0)
        main()

"""How many answer pages a second two workers give, beside a static file and beside Datasette.

    .venv/bin/python benchmarks/guide/load.py --folder FOLDER [--seconds 10] [--at-once 8]
        [--datasette PATH/TO/datasette]

FOLDER is one that speed.py filled. In one run, in turn: a static file, pages of questions that were
not asked before (each question of the collection's even rows in ever another municipality), the
same twenty questions again and again, and a search page of one Datasette process (installed by
hand, elsewhere) over the same texts: the words of the question with OR, twenty rows. The site runs
as in docs/operations.md: gunicorn with two workers. Who asks shares the cores with who answers, so
the computing time of the servers for one page stands beside what the clock says.
"""

import argparse
import asyncio
import json
import os
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import quote, urlencode

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TICK = os.sysconf("SC_CLK_TCK")
PATIENCE = 600
QUIET = ("--log-level", "critical", "--timeout", str(PATIENCE))
REPEATED = 20
GET = "GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n"
POST = (
    "POST /antwoord/ HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\nConnection: close\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{body}"
)


def get(path: str) -> bytes:
    return GET.format(path=path).encode()


def post(text: str, place: str) -> bytes:
    body = urlencode({"q": text, "place": place})
    return POST.format(length=len(body), body=body).encode()


def texts() -> list[str]:
    collection = json.loads((HERE / "collection/collection.json").read_text(encoding="utf-8"))
    return [query["text"] for query in collection["queries"][::2]]


def new_questions(folder: Path) -> Iterator[bytes]:
    """Every question in every municipality: none comes twice."""
    rows = sqlite3.connect(folder / "site.sqlite3").execute(
        "SELECT DISTINCT city FROM directory_address WHERE city <> '' ORDER BY 1"
    )
    places = [place for (place,) in rows]
    asked = texts()
    for turn in range(len(places)):
        for number, text in enumerate(asked):
            yield post(text, places[(turn + number * 7) % len(places)])


def same_questions() -> Iterator[bytes]:
    return cycle([post(text, "") for text in texts()[:REPEATED]])


def static_file(folder: Path) -> Iterator[bytes]:
    style = next((folder / "static/vlaggenlijn").glob("style.*.css"))
    return cycle([get(f"/static/vlaggenlijn/{style.name}")])


def searches() -> Iterator[bytes]:
    def words(text: str) -> str:
        kept = "".join(sign if sign.isalnum() else " " for sign in text).split()
        return " OR ".join(f'"{word}"' for word in kept)

    wanted = [quote(words(text)) for text in texts() if words(text)]
    path = "/datasette/texts?_size=20&_searchmode=raw&_search="
    return cycle([get(path + one) for one in wanted])


def searchable(folder: Path) -> Path:
    """Return a database for Datasette with the same titles and texts under FTS5."""
    path = folder / "datasette.db"
    if not path.exists():
        store = sqlite3.connect(path)
        store.execute("ATTACH ? AS site", [str(folder / "site.sqlite3")])
        store.execute("CREATE TABLE texts AS SELECT name, description FROM site.directory_service")
        store.execute("CREATE VIRTUAL TABLE texts_fts USING fts5(name, description, content=texts)")
        store.execute("INSERT INTO texts_fts(texts_fts) VALUES ('rebuild')")
        store.commit()
    return path


async def one(port: int, request: bytes) -> int:
    """Ask once; return the status."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    answer = await reader.read(-1)
    writer.close()
    return int(answer[9:12])


async def asked(port: int, requests: Iterator[bytes], seconds: float, at_once: int) -> list[int]:
    """Ask one after the other in so many rows at once; return every status."""
    until = time.monotonic() + seconds
    statuses: list[int] = []

    async def row() -> None:
        while time.monotonic() < until:
            statuses.append(await one(port, next(requests)))

    await asyncio.gather(*(row() for _ in range(at_once)))
    return statuses


def computing(parent: int) -> float:
    """Return the seconds of computing of a process and of its children so far."""
    family = [parent]
    for children in Path(f"/proc/{parent}/task").glob("*/children"):
        family += map(int, children.read_text(encoding="ascii").split())
    total = 0
    for process in family:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2]
        total += sum(map(int, fields.split()[11:13]))
    return total / TICK


def memory(parent: int) -> list[int]:
    """Return the megabytes of each process: those it has alone, and its part of those shared."""
    family = [parent]
    for children in Path(f"/proc/{parent}/task").glob("*/children"):
        family += map(int, children.read_text(encoding="ascii").split())
    found = []
    for process in family:
        rows = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
        found += [int(row.split()[1]) // 1024 for row in rows if row.startswith("Pss:")]
    return found


def measure(
    name: str,
    server: subprocess.Popen[bytes],
    port: int,
    requests: Iterator[bytes],
    how: argparse.Namespace,
) -> float:
    """Print and return how many answers came in a second."""
    asyncio.run(asked(port, islice(requests, 10**9), 2, how.at_once))
    start, busy = time.monotonic(), computing(server.pid)
    statuses = asyncio.run(asked(port, requests, how.seconds, how.at_once))
    took, worked = time.monotonic() - start, computing(server.pid) - busy
    wrong = sum(status != 200 for status in statuses)
    each = worked / len(statuses) * 1000
    rate = len(statuses) / took
    print(f"{name:34}{rate:9.1f} a second{each:9.2f} ms of computing each", end="")
    print(f"  ({wrong} were wrong)" if wrong else "", flush=True)
    return each


def started(command: list[str], port: int) -> subprocess.Popen[bytes]:
    server = subprocess.Popen(command, cwd=ROOT)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                return server
        time.sleep(0.2)
    server.terminate()
    sys.exit("The server did not start.")


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def site(how: argparse.Namespace) -> dict[str, float]:
    os.environ |= {
        "VLAGGENLIJN_SECRET_KEY": "guide-" * 10,
        "VLAGGENLIJN_HTTPS": "0",
        "VLAGGENLIJN_VAR": str(how.folder),
        "VLAGGENLIJN_DATABASE_URL": f"sqlite:///{how.folder}/site.sqlite3",
        "VLAGGENLIJN_DEFAULT_NETWORK": "speed",
    }
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "vlaggenlijn.wsgi", "--preload", "--workers", "2"]
    server = started([*command, "--bind", f"127.0.0.1:{port}", *QUIET], port)
    try:
        rounds = {
            "static file": static_file(how.folder),
            "new questions": new_questions(how.folder),
            "the same questions": same_questions(),
        }
        found = {name: measure(name, server, port, asks, how) for name, asks in rounds.items()}
        print(f"megabytes of the parent and its workers: {memory(server.pid)}")
    finally:
        server.terminate()
        server.wait()
    return found


def datasette(how: argparse.Namespace) -> float:
    port = free_port()
    path = searchable(how.folder)
    server = started([how.datasette, str(path), "--port", str(port)], port)
    try:
        return measure("Datasette, a search page", server, port, searches(), how)
    finally:
        server.terminate()
        server.wait()


def main(how: argparse.Namespace) -> None:
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    found = site(how)
    again = found["static file"] / found["the same questions"]
    print(f"repeated questions: {again:.2f} of a static file, by computing")
    if how.datasette:
        other = datasette(how)
        print(f"new questions: {other / found['new questions']:.2f} times Datasette, by computing")
    print(f"load {os.getloadavg()[0]:.1f}")


def options_of(words_given: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--at-once", type=int, default=8)
    parser.add_argument("--datasette", default="")
    return parser.parse_args(words_given)


if __name__ == "__main__":
    main(options_of(sys.argv[1:]))

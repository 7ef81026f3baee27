"""How fast the guide answers among many services, beside full-text search on the same texts.

    .venv/bin/python benchmarks/guide/speed.py [--services 20000] [--questions 120]
        [--folder FOLDER] [--database-url postgresql://role@localhost/name] [--no-rebuild]

Services are those of the collection, recombined over all municipalities of Flanders (see
speed_store.py); questions are those of its even rows, each asked without a place and with one.
In one run, in turn for each question: our steps (understanding, choosing and ranking, the page
through the view), SQLite FTS5 (words, OR; trigrams, OR of the 3-grams of each word), and, when
there, tantivy (words, OR) and PostgreSQL (dutch, OR). Others than ours find no worries, only words:
the ratios tell what understanding costs. "Near" tells whether local services get lost: how many of
the first ten of an exhaustive ranking of what stands in or serves the place are among ours
or are beaten by ours.

FOLDER keeps the database, so that a second run begins at once. A PostgreSQL database must be empty.
Everything is printed; nothing of it is a test.
"""

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from statistics import mean, median, quantiles
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
MOST_FOUND = 20
MORE = "Ook na school en in de vakantie kan je hier terecht."
PLACES = ("Gent", "Aalst", "Turnhout", "Poperinge", "Genk", "Leuven", "Wetteren", "Brugge")


SERVER = """
import vlaggenlijn.wsgi
from django.test import Client

def held():
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * 4096 / 2**20

before, client = held(), Client(HTTP_HOST="localhost")
for word in ("slaap", "eten", "geld", "ruzie", "school"):
    assert client.post("/antwoord/", {"q": word, "place": "Gent"}).status_code == 200
print(f"{before:.0f} MB when it begins, {held():.0f} MB after five answers")
"""


class Clock:
    """Milliseconds by what was done: by the clock, and of computing (what else runs stays out)."""

    def __init__(self) -> None:
        self.times: dict[str, list[tuple[float, float]]] = defaultdict(list)

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        start, busy = time.perf_counter(), time.thread_time()
        yield
        took = time.perf_counter() - start, time.thread_time() - busy
        self.times[name].append((took[0] * 1000, took[1] * 1000))

    def middle(self, name: str) -> float:
        return median(busy for _, busy in self.times[name])

    def report(self) -> None:
        print(f"\n{'milliseconds':34}{'n':>5}{'p50':>8}{'p95':>8}{'computing p50':>15}{'p95':>8}")
        for name, times in self.times.items():
            clock, busy = (quantiles(one, n=20) for one in zip(*times, strict=True))
            shown = f"{clock[9]:8.2f}{clock[18]:8.2f}{busy[9]:15.2f}{busy[18]:8.2f}"
            print(f"{name:34}{len(times):5}{shown}")


def asked(collection: dict[str, Any], most: int) -> list[tuple[str, str, str]]:
    """Return (text, place, age field) of the questions that may be looked at, twice each."""
    shown = collection["queries"][::2][:most]
    return [
        (query["text"], place, "")
        for number, query in enumerate(shown)
        for place in ("", PLACES[number % len(PLACES)])
    ]


def steps(clock: Clock, text: str, place: str) -> list[Any]:
    """Measure the steps of an answer one by one; return the ids of what was found."""
    kind = "with place" if place else "no place"
    with lookup.held(), at_one_moment(), clock.timed(f"all of it, {kind}"):
        with clock.timed(f"understanding, {kind}"):
            read = asking.asked_in(text, place, Age(), "")
            question = weighing.weighed(read).question
        with clock.timed(f"choosing and ranking, {kind}"):
            matches, _ = answers.best_of(question, MOST)
    return [match.id for match in matches]


def page(clock: Clock, client: Any, text: str, place: str) -> None:
    with clock.timed("page through the view"):
        response = client.post("/antwoord/", {"q": text, "place": place})
    assert response.status_code == 200, response.status_code


def near_kept(text: str, place: str, found: list[Any]) -> float | None:
    """Return the share of the best ten of all that reaches the place that we found, or None."""
    read = asking.asked_in(text, place, Age(), "")
    question = weighing.weighed(read).question
    here = question.here
    if here is None or not question.has_topic:
        return None
    reach = ServiceArea.objects.services_in(here.nis, 10**6)
    terms = [*question.concepts, *question.words, *question.beside]
    weights = Posting.objects.weights([one for (one,) in reach], terms)
    best = rank(question, candidates.offers_of(weights), 10)
    # What a better one from elsewhere keeps out is not lost.
    known = {match.id for match in best} | set(found)
    again = candidates.offers_of(Posting.objects.weights(known, terms))
    ours = [match.id for match in rank(question, again, 10)]
    return mean(one in found for one in ours) if ours else None


def update(clock: Clock, count: int) -> None:
    """Renew what is found of services one by one: as they are, and with a sentence more."""
    for service in Service.objects.select_related("organization")[:count]:
        for name, more in (("as it is", ""), ("with new text", f" {MORE}")):
            service.description += more
            with transaction.atomic():
                with clock.timed(f"update of one service, {name}"):
                    index_service(service)
                transaction.set_rollback(True)


def rebuild(most: int) -> None:
    """Renew the index of at most ``most`` services in the same way as an upgrade."""
    start = time.perf_counter()
    done = index_services(Service.objects.with_ids(first_ids(most)), told=print)
    took = time.perf_counter() - start
    print(f"rebuild of {done:,} services: {took:.1f} s ({done / took:,.0f} a second)")


def first_ids(most: int) -> list[Any]:
    return list(Service.objects.order_by("id").values_list("id", flat=True)[:most])


Search = Callable[[str], object]


def beside(folder: Path, database_url: str) -> dict[str, Search]:
    """Return the other searches by name, filled with the same texts; absent ones are told."""
    path = folder / "beside.sqlite3"
    is_new = not path.exists()
    store = sqlite3.connect(path)
    if is_new:
        fill_fts(store)
    found: dict[str, Search] = {
        "FTS5 words, OR": lambda text: fts(store, "words", tokens(text)),
        "FTS5 trigram, OR": lambda text: fts(store, "parts", trigrams(text)),
    }
    found |= with_tantivy(folder / "tantivy")
    return found | (with_postgres() if database_url else absent("PostgreSQL", "no --database-url"))


def absent(name: str, why: str) -> dict[str, Search]:
    print(f"{name} is left out: {why}.")
    return {}


def all_texts() -> Iterator[tuple[str, str]]:
    rows = Service.objects.order_by("id").values_list("name", "description")
    yield from rows.iterator(chunk_size=2000)


def fill_fts(store: sqlite3.Connection) -> None:
    store.execute("CREATE VIRTUAL TABLE words USING fts5(title, body)")
    store.execute("CREATE VIRTUAL TABLE parts USING fts5(title, body, tokenize='trigram')")
    for table in ("words", "parts"):
        store.executemany(f"INSERT INTO {table} VALUES (?, ?)", all_texts())  # noqa: S608
    store.commit()


def fts(store: sqlite3.Connection, table: str, parts: list[str]) -> object:
    wanted = " OR ".join(f'"{part}"' for part in parts)
    sql = f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rank LIMIT {MOST_FOUND}"  # noqa: S608
    return store.execute(sql, [wanted]).fetchall() if parts else []


def tokens(text: str) -> list[str]:
    return list(dict.fromkeys(words(text)))


def trigrams(text: str) -> list[str]:
    each = (word[at : at + 3] for word in tokens(text) for at in range(len(word) - 2))
    return list(dict.fromkeys(each))


def with_tantivy(folder: Path) -> dict[str, Search]:
    try:
        import tantivy
    except ImportError:
        return absent("tantivy", "it is not installed")
    schema = tantivy.SchemaBuilder()
    for name in ("title", "body"):
        schema.add_text_field(name)
    is_new = not folder.exists()
    folder.mkdir(exist_ok=True)
    index = tantivy.Index(schema.build(), path=str(folder))
    if is_new:
        writer = index.writer(100_000_000)
        for title, body in all_texts():
            writer.add_document(tantivy.Document(title=title, body=body))
        writer.commit()
    index.reload()
    searcher = index.searcher()

    def search(text: str) -> object:
        query = index.parse_query(" ".join(tokens(text)), ["title", "body"])
        return searcher.search(query, MOST_FOUND).hits

    return {"tantivy words, OR": search}


def with_postgres() -> dict[str, Search]:
    table = "speed_texts"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {table}")
        cursor.execute(
            f"CREATE TABLE {table} AS SELECT id, to_tsvector('dutch', name || ' ' || description)"  # noqa: S608
            " AS words FROM directory_service"
        )
        cursor.execute(f"CREATE INDEX ON {table} USING gin (words)")
        cursor.execute(f"ANALYZE {table}")

    def search(text: str) -> object:
        wanted = " | ".join(tokens(text))
        sql = (
            f"SELECT id FROM {table}, to_tsquery('dutch', %s) AS asked WHERE words @@ asked"  # noqa: S608
            f" ORDER BY ts_rank(words, asked) DESC LIMIT {MOST_FOUND}"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [wanted])
            return cursor.fetchall()

    return {"PostgreSQL dutch, OR": search}


def memory() -> str:
    """Return what a process of a server holds before and after it answered; one of its own."""
    found = subprocess.run(
        [sys.executable, "-c", SERVER], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return found.stdout.strip()


def measure(options: argparse.Namespace, collection: dict[str, Any], folder: Path) -> None:
    clock, client = Clock(), Client(HTTP_HOST="localhost")
    questions = asked(collection, options.questions)
    steps(Clock(), *questions[0][:2])  # what is built once per process
    page(Clock(), client, "slaap", "Gent")
    print(f"memory of a process: {memory()}")
    others = beside(folder, options.database_url)
    kept = []
    for text, place, _ in questions:
        found = steps(clock, text, place)
        page(clock, client, text, place)
        for name, search in others.items():
            with clock.timed(name):
                search(text)
        if place and (share := near_kept(text, place, found)) is not None:
            kept.append(share)
    update(clock, 200)
    clock.report()
    print(f"\nnear: {mean(kept):.3f} of the best ten around the place are among ours")
    ours = clock.middle("all of it, no place")
    for name in others:
        print(f"{name}: {clock.middle(name) / ours:.2f} times our median computing")


def main(options: argparse.Namespace, folder: Path) -> None:
    collection = json.loads((HERE / "collection/collection.json").read_text(encoding="utf-8"))
    tags = json.loads((HERE / "collection/tags.json").read_text(encoding="utf-8"))
    load = os.getloadavg()[0]
    print(f"load {load:.1f} on {os.cpu_count()} cores ({'busy' if load > 1 else 'quiet'} machine)")
    if not Service.objects.exists():
        fill(collection, tags, options.services)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{connection.vendor}, {Service.objects.count():,} services")
    print(f"{Posting.objects.count():,} postings")
    measure(options, collection, folder)
    if not options.no_rebuild:
        rebuild(20_000)


def options_of(words_given: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--services", type=int, default=20_000)
    parser.add_argument("--questions", type=int, default=120)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--database-url", default="")
    parser.add_argument("--no-rebuild", action="store_true")
    return parser.parse_args(words_given)


if __name__ == "__main__":
    OPTIONS = options_of(sys.argv[1:])
    with tempfile.TemporaryDirectory() as scratch:
        FOLDER = OPTIONS.folder or Path(scratch)
        FOLDER.mkdir(parents=True, exist_ok=True)
        os.environ |= {
            "VLAGGENLIJN_SECRET_KEY": "guide-" * 10,
            "VLAGGENLIJN_HTTPS": "0",
            "VLAGGENLIJN_VAR": str(FOLDER),
            "VLAGGENLIJN_DATABASE_URL": OPTIONS.database_url or f"sqlite:///{FOLDER}/site.sqlite3",
            "VLAGGENLIJN_DEFAULT_NETWORK": "speed",
            "DJANGO_SETTINGS_MODULE": "vlaggenlijn.settings",
        }
        sys.path[:0] = [str(ROOT), str(HERE)]
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection, transaction
        from django.test import Client
        from django.utils import translation
        from speed_store import fill

        from vlaggenlijn.accounts.remembering import at_one_moment
        from vlaggenlijn.directory.indexing import index_service, index_services
        from vlaggenlijn.directory.models import Service, ServiceArea
        from vlaggenlijn.guide import answers, asking, candidates, weighing
        from vlaggenlijn.guide.ages import Age
        from vlaggenlijn.guide.matching import MOST, rank
        from vlaggenlijn.taxonomy import lookup
        from vlaggenlijn.taxonomy.models import Posting
        from vlaggenlijn.taxonomy.words import words

        call_command("upgrade", verbosity=0)
        import_module("vlaggenlijn.wsgi")  # as a server: what is read is set apart from garbage

        translation.activate("nl")
        main(OPTIONS, FOLDER)

"""How long the pages of a large series take: coding, themes in numbers, report, what goes out.

Makes a database of its own in a folder that is deleted afterwards:

    PYTHONPATH=. .venv/bin/python benchmarks/dialogue/quotes.py --quotes 5000

Twelve tables, eighty codes, two coders, three quotes in four coded, made-up sentences of about 200
characters; a report with a text for every theme, eighty findings of ten quotes each and twelve
recommendations. Asked through the whole stack (the door of wsgi.py, middleware, templates) by one
person, one after another.
"""

import argparse
import gc
import importlib
import os
import random
import resource
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from statistics import median

FOLDER = tempfile.TemporaryDirectory()
os.environ.setdefault("VLAGGENLIJN_SECRET_KEY", "only-for-a-measurement-" * 3)
os.environ.setdefault("VLAGGENLIJN_SEALING_KEY", "b25seS1mb3ItdGVzdHMtb25seS1mb3ItdGVzdHMhISE=")
os.environ.setdefault("VLAGGENLIJN_HTTPS", "0")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as wsgi.py does
os.environ["VLAGGENLIJN_VAR"] = FOLDER.name
os.environ.setdefault("VLAGGENLIJN_DATABASE_URL", f"sqlite:///{Path(FOLDER.name) / 'db.sqlite3'}")
os.environ["DJANGO_SETTINGS_MODULE"] = "vlaggenlijn.settings"

import django

django.setup()

from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from vlaggenlijn.accounts.models import LocalNetwork, Membership, Recorder, Role, User, recorded
from vlaggenlijn.dialogue.actions.series import add_series
from vlaggenlijn.dialogue.models import (
    Code,
    Coding,
    Finding,
    FindingQuote,
    Hat,
    Participant,
    Quote,
    Recommendation,
    RecommendationFinding,
    ReportPart,
    Series,
    Table,
)

TABLES, SEATS, CODES, ADVICE, BEHIND = 12, 10, 80, 12, 10
WORDS = (
    "ouders vragen tijd aan het loket kinderen slapen school samen overleg geld huisbezoek"
    " luisteren vertrouwen drempel buurt vrijwilligers doorverwijzen vaders groep weten niet eerst"
).split()
BACKEND = "django.contrib.auth.backends.ModelBackend"


def made_up(quotes: int, draw: random.Random) -> tuple[Series, User]:
    """Make a series with that many quotes and return it with who leads it."""
    leader = User.objects.create_user("leader@example.org", name="Leader")
    coder = User.objects.create_user("coder@example.org", name="Coder")
    with recorded(by=None, network=None, deed="measure"):
        network = LocalNetwork(slug="measure", name="Measure")
        network.save()
        Membership(network=network, user=leader, role=Role.FACILITATOR).save()
    day = timezone.localdate() + timedelta(days=300)
    values = {"title": "Measure", "question": "?", "purpose": "!", "invitation": "",
              "check_days": 14, "names_until": day}  # fmt: skip
    series = add_series(by=leader, network=network, values=values)
    with recorded(by=None, network=network, deed="measure") as recorder:
        _fill(recorder, series, quotes, (leader, coder), draw)
    return series, leader


def _fill(
    recorder: Recorder, series: Series, quotes: int, coders: tuple[User, User],
    draw: random.Random,
) -> None:  # fmt: skip
    hats = list(Hat.objects.of_series(series))
    codes = recorder.add_all(
        Code(series=series, name=f"Thema {number:02d}", position=number) for number in range(CODES)
    )
    tables = recorder.add_all(
        Table(series=series, number=number, place=f"Plaats {number}", state=Table.State.HELD)
        for number in range(1, TABLES + 1)
    )
    people = {
        table.pk: recorder.add_all(
            Participant(series=series, table=table, code=f"O-{table.number}-{seat}",
                        kind=draw.choice(("OCMW", "CAW", "School")),
                        pseudonym=f"T{table.number}-{seat:02d}", state="present",
                        consented_at=timezone.now())
            for seat in range(SEATS)
        )
        for table in tables
    }  # fmt: skip
    said = list(_said(tables, people, hats, quotes, draw))
    recorder.add_all(said)
    weights = [1 / (place + 1) for place in range(CODES)]
    recorder.add_all(
        Coding(quote=quote, code=draw.choices(codes, weights)[0], coder=coder,
               polarity=draw.choice(("opportunity", "bottleneck", "")))
        for number, quote in enumerate(said)
        if number % 4
        for coder in coders
    )  # fmt: skip
    _report(recorder, series, codes, said, draw)


def _said(
    tables: list[Table], people: dict[object, list[Participant]], hats: list[Hat], quotes: int,
    draw: random.Random,
) -> Iterator[Quote]:  # fmt: skip
    for number in range(quotes):
        table = tables[number % TABLES]
        quote = Quote(table=table, hat=draw.choice(hats), state=Quote.State.APPROVED,
                      participant=draw.choice(people[table.pk]), position=number)  # fmt: skip
        quote.text = " ".join(draw.choices(WORDS, k=30))
        yield quote


def _report(
    recorder: Recorder, series: Series, codes: list[Code], said: list[Quote], draw: random.Random
) -> None:
    """Write every part with marks for numbers and quotes, and findings that quotes back."""
    kinds = [kind for kind in ReportPart.Kind.values if kind != ReportPart.Kind.THEME]
    recorder.add_all(
        ReportPart(series=series, kind=kind, code=code, text=_written(draw, said))
        for kind, code in [*((kind, None) for kind in kinds),
                           *((ReportPart.Kind.THEME, code) for code in codes)]
    )  # fmt: skip
    findings = recorder.add_all(
        Finding(series=series, sentence="Veel " + " ".join(draw.choices(WORDS, k=12)), position=at)
        for at in range(len(codes))
    )
    recorder.add_all(
        FindingQuote(finding=one, quote=quote)
        for one in findings
        for quote in draw.sample(said, BEHIND)
    )
    advice = recorder.add_all(
        Recommendation(series=series, sentence=" ".join(draw.choices(WORDS, k=15)),
                       addressee="de stad", position=at)
        for at in range(ADVICE)
    )  # fmt: skip
    recorder.add_all(
        RecommendationFinding(recommendation=one, finding=draw.choice(findings)) for one in advice
    )


def _written(draw: random.Random, said: list[Quote]) -> str:
    one = draw.choice(said)
    words = " ".join(draw.choices(WORDS, k=80))
    return (
        f"[[aanwezig]] organisaties. {words}.\n\n[[T{one.table.number}.{one.position}]]\n\n{words}."
    )


def measured(name: str, times: int, ask: Callable[[int], object]) -> None:
    """Ask that many times and print the middle and the 95th percentile, computing and by clock."""
    ask(0)
    computing, clock = [], []
    for number in range(times):
        begun = time.process_time(), time.perf_counter()
        ask(number)
        computing.append(time.process_time() - begun[0])
        clock.append(time.perf_counter() - begun[1])
    shown = "".join(
        f"{1000 * median(taken):9.0f}{1000 * _p95(taken):9.0f}" for taken in (computing, clock)
    )
    print(f"{name:36}{shown}", flush=True)


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _p95(taken: list[float]) -> float:
    return sorted(taken)[max(0, -(-len(taken) * 95 // 100) - 1)]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--quotes", type=int, default=5000)
    parser.add_argument("--times", type=int, default=40)
    asked = parser.parse_args()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    draw = random.Random(2012)
    series, leader = made_up(asked.quotes, draw)
    importlib.import_module("vlaggenlijn.wsgi")  # what a server reads before the first visitor
    client = Client(headers={"host": "localhost"})
    client.force_login(leader, BACKEND)
    base = f"/werk/dialoog/reeks/{series.pk}"
    ids = list(Quote.objects.of_series(series).values_list("pk", flat=True))
    codes = list(Code.objects.of_series(series).values_list("pk", flat=True)[:10])

    def get(path: str) -> None:
        answer = client.get(base + path)
        assert answer.status_code == 200, answer.status_code

    def code(number: int) -> None:
        values = {"quote": ids[number], "codes": [codes[number % 10]], "memo": "",
                  "polarity": "opportunity", "idempotency_key": str(uuid.uuid4())}  # fmt: skip
        assert client.post(f"{base}/coderen/", values).status_code == 302

    get("/coderen/")  # the first visitor of a process fills what templates keep
    gc.collect()
    gc.freeze()  # what it took to make the series up is no part of a page
    few = max(asked.times // 8, 3)
    print(f"{asked.quotes} quotes, in ms; computing: middle, p95; by the clock: middle, p95")
    measured(
        "coding page, a quote",
        asked.times,
        lambda number: get(f"/coderen/?which=all&citaat={ids[number * 97 % len(ids)]}"),
    )
    measured(
        "coding page, inbox, a later page",
        asked.times,
        lambda number: get(f"/coderen/?page={number % 50 + 1}"),
    )
    measured(
        "coding page, with a code",
        asked.times,
        lambda number: get(f"/coderen/?code={codes[number % 10]}"),
    )
    measured(
        "coding page, words",
        asked.times,
        lambda number: get(
            f"/coderen/?which=all&q={WORDS[number % len(WORDS)]}+{WORDS[number % 7]}"
        ),
    )
    measured("a quote is coded", asked.times, code)
    measured("the series, its tables", few, lambda number: get("/"))
    measured("quotes, words", few, lambda number: get(f"/citaten/?q={WORDS[number]}"))
    measured("codebook", few, lambda number: get("/codes/"))
    measured("agreement of two coders", few, lambda number: get("/overeenkomst/"))
    measured("themes in numbers (synthesis)", few, lambda number: get("/cijfers/"))
    measured("report, to write", few, lambda number: get("/verslag/"))
    measured("report, a part", few, lambda number: get(f"/verslag/deel/?deel={codes[number]}"))
    measured("report, to read", few, lambda number: get("/verslag/lezen/"))
    for kind in ("docx", "xlsx", "pdf"):
        measured(
            f"report .{kind}", 3, lambda number, kind=kind: get(f"/verslag/bestand/?als={kind}")
        )
        print(f"{'':36}{_memory():9} MB at most until here", flush=True)
    for kind in ("qdpx", "xlsx", "csv"):
        measured(
            f"file .{kind}", 3, lambda number, kind=kind: get(f"/uitwisselen/bestand/?als={kind}")
        )


if __name__ == "__main__":
    main()

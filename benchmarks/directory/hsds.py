"""How fast the HSDS addresses answer among very many services, and how much memory. See README.md.

    python benchmarks/directory/hsds.py                            # 100,000 services
    python benchmarks/directory/hsds.py 10000 --folder /tmp/hsds   # its database is kept
    python benchmarks/directory/hsds.py --only search,full

Every question goes through the whole stack of the site, twice: to one network that all services
belong to, and to one town of 300. Streams are read by a process of their own each, so that what it
held at most is theirs. Without --folder the database is a scratch one; VLAGGENLIJN_DATABASE_URL
may name another, empty one.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import quantiles
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
WIDE, NARROW = "heel.example", "stad.example"
ROUNDS = 12
QUESTIONS = {
    "first page": "services",
    "first page, full": "services?full=true",
    "a page of 500": "services?per_page=500",
    "page 1,000": "services?page=1000",
    "last page": "services?page=2000",
    "minimal": "services?minimal=true",
    "search, a usual word": "services?search=slapen",
    "search, a rare word": "services?search=zwaluw77",
    "search, two words": "services?search=slapen+grenzen",
    "a term": "services?taxonomy_term_id={term}",
    "a taxonomy": "services?taxonomy_id={taxonomy}",
    "an organization": "services?organization_id={organization}",
    "modified, all": "services?modified_after=2020-01-01",
    "modified, none": "services?modified_after=2099-01-01",
    "all filters": "services?search=slapen&taxonomy_term_id={term}&modified_after=2020-01-01",
    "one service": "services/{service}",
    "organizations": "organizations",
    "organizations, full": "organizations?full=true",
    "organizations, full_service": "organizations?full_service=true",
    "service_at_locations": "service_at_locations",
    "service_at_locations, full": "service_at_locations?full=true",
    "near a post code": "service_at_locations?postcode=9000&proximity=5000",
    "serving a post code": "service_at_locations?postcode=9000",
    "taxonomy_terms": "taxonomy_terms",
    "changes, from the beginning": "changes",
    "changes, half way": "changes?cursor={half}",
    "changes, at the back": "changes?cursor={last}",
}
STREAMS = {
    "ndjson": "services?format=ndjson",
    "ndjson, full": "services?format=ndjson&full=true",
}


def measure(only: str) -> None:
    names, client = known_ids(), Client()
    len(get_resolver().url_patterns)
    lookup.read_ahead()  # both as wsgi.py does
    print(f"{'milliseconds':30}{'computing p50':>15}{'p95':>8}{'clock p50':>11}{'p95':>8}  kB")
    for host in (WIDE, NARROW):
        print(f"-- {host}")
        for label, question in QUESTIONS.items():
            if not only or any(word in label for word in only.split(",")):
                ask(client, host, label, f"/hsds/3.1/{question.format(**names)}")


def ask(client: "Client", host: str, label: str, address: str) -> None:
    client.get(address, headers={"host": host})  # counts, which later requests need not
    taken = []
    for _ in range(ROUNDS):
        begin, begun = time.perf_counter(), time.process_time()
        answer = client.get(address, headers={"host": host})
        taken.append((time.process_time() - begun, time.perf_counter() - begin))
    assert answer.status_code == 200, (address, answer.status_code)
    worked, clock = (
        quantiles([1000 * one for one in column], n=20) for column in zip(*taken, strict=True)
    )
    size = len(answer.content) / 1000
    print(
        f"{label:30}{worked[9]:15.1f}{worked[18]:8.1f}{clock[9]:11.1f}{clock[18]:8.1f}{size:8.0f}",
        flush=True,
    )


def read_streams(only: str) -> None:
    for label, question in STREAMS.items():
        if not only or any(word in label for word in only.split(",")):
            subprocess.run(
                [sys.executable, __file__, "--stream", f"/hsds/3.1/{question}", "--label", label],
                check=True,
            )


def read_stream(label: str, address: str) -> None:
    """Read one stream to its end; print what was held at most, beside before the first line."""
    begin, begun, size = time.perf_counter(), time.process_time(), 0
    answer: Any = Client().get(address, headers={"host": WIDE})
    parts = iter(answer.streaming_content)
    size = len(next(parts))
    first, before = time.perf_counter() - begin, memory()
    lines = 1
    for part in parts:
        lines, size = lines + 1, size + len(part)
    print(
        f"{label}: {lines:,} lines, {size / 1e6:.0f} MB in {time.process_time() - begun:.1f} s of"
        f" computing, {time.perf_counter() - begin:.1f} by the clock; first line after"
        f" {first * 1000:.0f} ms; {before:.0f} MB of memory then, {memory():.0f} MB at most"
    )


def memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def known_ids() -> dict[str, object]:
    link = ServiceConcept.objects.order_by("id").select_related("service").first()
    assert link is not None
    last = Publication.objects.last_number()
    return {
        "term": link.concept_id,
        "taxonomy": taxonomy_id("themes"),
        "service": link.service_id,
        "organization": link.service.organization_id,
        "half": last // 2,
        "last": last,
    }


def is_filled() -> bool:
    try:
        return Service.objects.exists()
    except DatabaseError:
        return False


def options_of(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("services", type=int, nargs="?", default=100_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--only", default="", help="parts of labels, with commas between")
    parser.add_argument("--stream", default="", help="read this address in this process")
    parser.add_argument("--label", default="")
    return parser.parse_args(words)


def main(options: argparse.Namespace) -> None:
    if options.stream:
        return read_stream(options.label, options.stream)
    if not is_filled():
        call_command("upgrade", verbosity=0)
        fill(options.services, WIDE, NARROW)
    print(
        f"{connection.vendor}, {Service.objects.count():,} services, load {os.getloadavg()[0]:.1f}"
    )
    measure(options.only)
    read_streams(options.only)
    return None


if __name__ == "__main__":
    OPTIONS = options_of(sys.argv[1:])
    with tempfile.TemporaryDirectory() as scratch:
        FOLDER = OPTIONS.folder or Path(scratch)
        FOLDER.mkdir(parents=True, exist_ok=True)
        sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]
        os.environ.setdefault("VLAGGENLIJN_DATABASE_URL", f"sqlite:///{FOLDER}/site.sqlite3")
        os.environ |= {
            "VLAGGENLIJN_SECRET_KEY": "hsds-" * 12,
            "VLAGGENLIJN_HTTPS": "0",
            "VLAGGENLIJN_HOSTS": f"{WIDE},{NARROW}",
            "VLAGGENLIJN_VAR": str(FOLDER),
            "VLAGGENLIJN_ENCODER": "0",
            "DJANGO_SETTINGS_MODULE": "vlaggenlijn.settings",
        }
        import resource

        import django

        django.setup()
        from django.core.management import call_command
        from django.db import DatabaseError, connection
        from django.test import Client
        from django.urls import get_resolver
        from hsds_store import fill

        from vlaggenlijn.directory.hsds.selecting import taxonomy_id
        from vlaggenlijn.directory.models import Publication, Service, ServiceConcept
        from vlaggenlijn.taxonomy import lookup

        main(OPTIONS)

"""How long the printed guide of so many services takes, and how much memory. See README.md.

    python benchmarks/directory/booklet.py                # 500 services, in the large letter
    python benchmarks/directory/booklet.py 100 ordinary

Makes a database of its own (the settings say which kind) and takes it away again.
"""

import os
import random
import resource
import sys
import time as clock
from datetime import date, time
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vlaggenlijn.settings")
os.environ.setdefault("VLAGGENLIJN_SECRET_KEY", "benchmarks-" * 6)
os.environ.setdefault("VLAGGENLIJN_HTTPS", "0")
os.environ.setdefault("VLAGGENLIJN_DATABASE_URL", "sqlite:////tmp/vlaggenlijn-booklet.sqlite3")
sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", ".."))

import django

django.setup()

from django.test.utils import setup_databases, setup_test_environment, teardown_databases
from django.utils import translation

from vlaggenlijn.accounts.actions import add_network
from vlaggenlijn.accounts.models import LocalNetwork, recorded
from vlaggenlijn.common import paper
from vlaggenlijn.directory.booklet import (
    LARGE_LETTER,
    LETTER,
    ONE_A_PAGE,
    STYLE,
    Booklet,
    booklet_html,
)
from vlaggenlijn.directory.models import (
    Address,
    Location,
    Organization,
    Phone,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
)
from vlaggenlijn.places import loading as places
from vlaggenlijn.places.models import Municipality

WORDS = (
    "samen spelen praten met andere ouders over slapen eten grenzen school taal vrije tijd rust "
    "geld wonen een gesprek kind baby peuter kleuter tiener warm welkom elke week gratis kom langs"
).split()


def fill(count: int) -> LocalNetwork:
    """Store services, each with its house, phone, place and usual week."""
    chance = random.Random(1)
    town = Municipality.objects.order_by("nis")[0]
    network = add_network(by=None, name="Meting", slug="meting", municipalities=[town])
    made = [_made(chance, network, town, number) for number in range(count)]
    with recorded(by=None, network=network, deed="benchmark") as recorder:
        for rows in zip(*made, strict=True):
            recorder.add_all(rows)
    return network


def _made(
    chance: random.Random, network: LocalNetwork, town: Municipality, number: int
) -> tuple[Any, ...]:
    name = " ".join(chance.choices(WORDS, k=3)).capitalize()
    home = Organization(network=network, name=f"Huis {name}")
    service = Service(
        organization=home, name=name, summary=_sentence(chance, 14),
        application_process=_sentence(chance, 6), minimum_age_months=0,
        maximum_age_months=12 * chance.randrange(3, 12), email=f"info@huis{number}.example",
        url=f"https://huis{number}.example/", assured_on=date(2026, 5, 4),
    )  # fmt: skip
    place = Location(organization=home, name="")
    return home, service, place, *_parts(service, place, town, number)


def _sentence(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(WORDS, k=count)).capitalize() + "."


def _parts(service: Service, place: Location, town: Municipality, number: int) -> tuple[Any, ...]:
    address = Address(
        location=place, address_1=f"Kerkstraat {number + 1}", postal_code="9000",
        city=town.label("nl"), municipality=town,
    )  # fmt: skip
    hours = (
        Schedule(service=service, freq="WEEKLY", byday=day, opens_at=time(9), closes_at=time(12))
        for day in ("MO", "TU", "TH")
    )
    return (
        address,
        ServiceAtLocation(service=service, location=place),
        ServiceArea(service=service, municipality=town),
        Phone(service=service, number=f"+329{number:07}"),
        *hours,
    )


def measure(network: LocalNetwork, is_large: bool) -> None:
    booklet = Booklet("Gids", "nl", "https://gids.example/", network, is_large)
    ids = list(Service.objects.published().values_list("pk", flat=True))
    begin, begun = clock.perf_counter(), clock.process_time()
    with translation.override("nl"):
        html = booklet_html(booklet, ids, lambda done: None)
        told("text", begin, begun)
        letter = LARGE_LETTER if is_large else LETTER
        style = ONE_A_PAGE if is_large else ""
        made = paper.pdf_of(html, stylesheet=STYLE, sizes=[letter], more_style=style)
    told("all", begin, begun)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{len(ids)} services, letter of {letter}: {len(made) / 1e6:.1f} MB, {memory} MB of memory"
    )


def told(what: str, begin: float, begun: float) -> None:
    seconds, worked = clock.perf_counter() - begin, clock.process_time() - begun
    print(f"{what}: {seconds:.1f} s, {worked:.1f} s of computing")


if __name__ == "__main__":
    setup_test_environment()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        places.load()
        measure(fill(int(sys.argv[1]) if len(sys.argv) > 1 else 500), "ordinary" not in sys.argv)
    finally:
        teardown_databases(databases, verbosity=0)

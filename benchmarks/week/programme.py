"""How long the programme of a very large campaign takes, on the page and as PDF. See README.md.

    python benchmarks/week/programme.py               # 5,000 activities
    python benchmarks/week/programme.py 500

Makes a database of its own (the settings say which kind) and takes it away again.
"""

import os
import statistics
import sys
import time as clock
from datetime import date, time, timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vlaggenlijn.settings")
os.environ.setdefault("VLAGGENLIJN_SECRET_KEY", "benchmarks-" * 6)
os.environ.setdefault("VLAGGENLIJN_HTTPS", "0")
os.environ.setdefault("VLAGGENLIJN_DATABASE_URL", "sqlite:////tmp/vlaggenlijn-benchmark.sqlite3")
sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", ".."))

import django

django.setup()

from django.conf import settings
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import setup_databases, setup_test_environment, teardown_databases
from django.urls import reverse

from vlaggenlijn.accounts.actions import add_network
from vlaggenlijn.accounts.models import LocalNetwork, recorded
from vlaggenlijn.agenda.models import Activity, Occurrence
from vlaggenlijn.agenda.moments import instants
from vlaggenlijn.places import loading as places
from vlaggenlijn.places.models import Municipality
from vlaggenlijn.week.actions import keep_campaign
from vlaggenlijn.week.gathering import entries_of, masthead_of
from vlaggenlijn.week.models import BuntingMetres, Campaign, CampaignActivity
from vlaggenlijn.week.sheets import pdf, programme_html

FIRST = date(2027, 5, 16)
ROUNDS = 60
PLAIN = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


def a_campaign(count: int) -> Campaign:
    towns = list(Municipality.objects.order_by("nis")[:30])
    network = add_network(by=None, name="Meting", slug="meting", municipalities=towns)
    values = {"name": "Week", "edition": 2027, "theme": "Samen", "state": "open",
              "begins_on": FIRST, "ends_on": FIRST + timedelta(days=7)}  # fmt: skip
    campaign = keep_campaign(by=None, network=network, values=values)
    with recorded(by=None, network=network, deed="benchmark") as recorder:
        made = [_activity(network, towns, number) for number in range(count)]
        recorder.add_all(made)
        recorder.add_all(_time(one) for one in made)
        recorder.add_all(_entry(campaign, one) for one in made)
        recorder.add_all(
            BuntingMetres(campaign=campaign, municipality=town, metres=20 + 7 * number)
            for number, town in enumerate(towns)
        )
    _count_rows()
    return campaign


def _count_rows() -> None:
    """Let the database know how many rows there are, as it does by itself within minutes."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _activity(network: LocalNetwork, towns: list[Municipality], number: int) -> Activity:
    return Activity(
        network=network, state="published", title=f"Samen spelen {number}",
        description="Kom spelen en eten met je kinderen.", venue=f"Buurthuis {number}",
        street=f"Kerkstraat {number}", municipality=towns[number % len(towns)],
        contact_phone="+3290000000", first_on=FIRST + timedelta(days=number % 8),
        starts_at=time(9 + number % 9), ends_at=time(11 + number % 9),
    )  # fmt: skip


def _entry(campaign: Campaign, one: Activity) -> CampaignActivity:
    return CampaignActivity(
        campaign=campaign, activity=one, state="published", proposed_at=campaign.created_at
    )


def _time(one: Activity) -> Occurrence:
    start, end = instants(one.first_on, one.starts_at, one.ends_at, one.zone)
    return Occurrence(
        activity=one, planned_on=one.first_on, day=one.first_on, starts_at=start, ends_at=end
    )


def measure(campaign: Campaign) -> None:
    client, taken = Client(), []
    for number in range(ROUNDS):
        begin = clock.perf_counter()
        answer = client.get(reverse("week:programme", args=[campaign.pk]), {"page": number + 1})
        taken.append(clock.perf_counter() - begin)
        assert answer.status_code == 200, answer.status_code
    slowest = statistics.quantiles(taken, n=20)[-1]
    print(f"page: median {statistics.median(taken) * 1000:.0f} ms, p95 {slowest * 1000:.0f} ms")
    begin = clock.perf_counter()
    entries, masthead = entries_of(campaign), masthead_of(campaign)
    print(f"gathered {len(entries)}: {clock.perf_counter() - begin:.1f} s")
    for order, size in (("dag", "a4"), ("kaart", "a3")):
        begin = clock.perf_counter()
        made = pdf(programme_html(masthead, entries, order=order, size=size), masthead.accent)
        seconds = clock.perf_counter() - begin
        print(f"PDF {order} {size}: {seconds:.1f} s, {len(made) / 1e6:.1f} MB")


if __name__ == "__main__":
    setup_test_environment()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        places.load()
        with override_settings(STORAGES=settings.STORAGES | {"staticfiles": PLAIN}):
            measure(a_campaign(int(sys.argv[1]) if len(sys.argv) > 1 else 5000))
    finally:
        teardown_databases(databases, verbosity=0)

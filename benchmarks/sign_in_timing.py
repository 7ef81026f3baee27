"""Whether the clock tells which addresses are known here. See README.md here.

    python benchmarks/sign_in_timing.py          # 1,000 of each, for each door
    python benchmarks/sign_in_timing.py 200 code        # the doors with this word in their name

Makes a database of its own (the settings say which kind), takes it away again. At each door known
and unknown addresses take turns, each with a fresh browser and an internet address of its own, so
that no limit on attempts answers instead. Prints per door how long both took on the clock and in
computing time (on a busy machine the clock also measures the neighbours), their difference, and how
far chance alone can move it. Ends with 1 when a difference is 5 ms or more beyond that.
"""

import math
import os
import shutil
import statistics
import sys
import tempfile
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vlaggenlijn.settings")
os.environ.setdefault("VLAGGENLIJN_SECRET_KEY", "benchmarks-" * 6)
os.environ.setdefault("VLAGGENLIJN_HTTPS", "0")
os.environ.setdefault("VLAGGENLIJN_DATABASE_URL", "sqlite:////tmp/vlaggenlijn-benchmark.sqlite3")
VAR = tempfile.mkdtemp()
os.environ["VLAGGENLIJN_VAR"] = VAR
sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import setup_databases, setup_test_environment, teardown_databases

from vlaggenlijn.accounts.models import User

PASS_MARK = 5.0  # ms
Took = tuple[float, float]  # on the clock, of the processor
WRONG = "not the password of anybody"
LOGIN, CODE, RESET = "/account/login/", "/account/code/", "/account/wachtwoord/vergeten/"
# Who is known with a password, who is known without one, who is not known; and what they send.
DOORS = {
    "wrong password, known with one": (LOGIN, "with", {"password": WRONG}),
    "wrong password, known without one": (LOGIN, "bare", {"password": WRONG}),
    "code by mail": (CODE, "with", {}),
    "forgotten password": (RESET, "with", {}),
    "forgotten password, known without one": (RESET, "bare", {}),
}


def people(count: int) -> None:
    """Make as many people as there are questions: asking twice about one of them is limited."""
    first = User(email="x", name="X")
    first.set_password("a password that somebody chose")
    for kind, password in (("with", first.password), ("bare", "!" + "x" * 40)):
        User.objects.bulk_create(
            [
                User(email=f"{kind}{number}@example.org", name=kind, password=password)
                for number in range(count)
            ]
        )


def milliseconds(path: str, address: str, visitor: str, values: dict[str, str]) -> Took:
    """Return what an answer took: on the clock, and of the processor."""
    client = Client(REMOTE_ADDR=visitor)
    data = {"login": address, "email": address} | values
    clock, work = time.perf_counter(), time.process_time()
    answer = client.post(path, data)
    took = (time.perf_counter() - clock) * 1000, (time.process_time() - work) * 1000
    assert answer.status_code in (200, 302, 422), answer.status_code
    return took


def visitor_of(number: int) -> str:
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


def measured(door: str, count: int, first_visitor: int) -> tuple[list[Took], list[Took]]:
    """Return what each answer took: to known addresses, to unknown ones."""
    path, kind, values = DOORS[door]
    known: list[Took] = []
    unknown: list[Took] = []
    for number in range(count):
        visitor = first_visitor + 2 * number
        pair = [(known, f"{kind}{number}@example.org"), (unknown, f"nobody{number}@example.org")]
        for turn, (times, address) in enumerate(pair if number % 2 else reversed(pair)):
            times.append(milliseconds(path, address, visitor_of(visitor + turn), values))
    return known, unknown


def compared(known: list[float], unknown: list[float]) -> tuple[str, float]:
    """Return the line of a door, and by how much its difference is beyond chance."""
    middles = statistics.median(known), statistics.median(unknown)
    difference = middles[0] - middles[1]
    chance = math.hypot(*(1.57 * spread(one) / math.sqrt(len(one)) for one in (known, unknown)))
    line = f"known {middles[0]:7.2f}  unknown {middles[1]:7.2f}  {difference:+6.2f} ±{chance:5.2f}"
    return line, abs(difference) - chance


def spread(times: list[float]) -> float:
    quarters = statistics.quantiles(times, n=4)
    return quarters[2] - quarters[0]


def main(count: int, word: str) -> int:
    setup_test_environment()
    call_command("collectstatic", interactive=False, verbosity=0)
    old = setup_databases(verbosity=0, interactive=False)
    worst = 0.0
    try:
        people(count)
        print(f"{connection.vendor}, {count} of each; the middle in ms")
        for turn, door in enumerate(one for one in DOORS if word in one):
            answers = measured(door, count, turn * 4 * count)
            for place, clock in enumerate(("clock", "work")):
                line, beyond = compared(*([took[place] for took in one] for one in answers))
                worst = max(worst, beyond)
                print(f"{door:<38} {clock}  {line}", flush=True)
    finally:
        teardown_databases(old, verbosity=0)
        shutil.rmtree(VAR)
    return int(worst >= PASS_MARK)


if __name__ == "__main__":
    count, word = [*sys.argv[1:], "", ""][:2]
    sys.exit(main(int(count or 1_000), word))

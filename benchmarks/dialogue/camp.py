"""Placing a camp through its tables: 60 proposals, 8 rooms, 8 slots, 120 devices; and again.

Makes a database of its own in a folder that is deleted afterwards:

    PYTHONPATH=. .venv/bin/python benchmarks/dialogue/camp.py

``--steps 4000000`` also lets the same search look forty times as long, to see how much is left.
"""

import argparse
import os
import random
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import time as hour
from datetime import timedelta
from pathlib import Path
from typing import Any

FOLDER = tempfile.TemporaryDirectory()
os.environ.setdefault("VLAGGENLIJN_SECRET_KEY", "only-for-a-measurement-" * 3)
os.environ.setdefault("VLAGGENLIJN_SEALING_KEY", "b25seS1mb3ItdGVzdHMtb25seS1mb3ItdGVzdHMhISE=")
os.environ["VLAGGENLIJN_VAR"] = FOLDER.name
os.environ["VLAGGENLIJN_DATABASE_URL"] = f"sqlite:///{Path(FOLDER.name) / 'db.sqlite3'}"
os.environ["DJANGO_SETTINGS_MODULE"] = "vlaggenlijn.settings"

import django

django.setup()

from django.core.management import call_command
from django.utils import timezone

from vlaggenlijn.accounts.models import LocalNetwork, User, recorded
from vlaggenlijn.dialogue.actions import camp_placing, camp_sessions, camps
from vlaggenlijn.dialogue.camp_boards import board_of
from vlaggenlijn.dialogue.models import Camp, CampInterest
from vlaggenlijn.dialogue.placement import place

PROPOSALS, ROOMS, SLOTS, DEVICES, FAVOURITES = 60, 8, 8, 120, 6
NEEDS = ("screen", "quiet")


def made_up(by: User, seed: int) -> Camp:
    """Make a camp with popularity as in life, hosts who host twice, rooms of several sizes."""
    draw, day = random.Random(seed), timezone.localdate() + timedelta(days=30)
    with recorded(by=None, network=None, deed="measure"):
        network = LocalNetwork(slug=f"measure-{seed}", name="Measure")
        network.save()
    values = {"name": "Measure", "about": "", "day": day, "place": "", "leader": None,
              "names_until": day}  # fmt: skip
    camp = camps.add_camp(by=by, network=network, values=values)
    for number in range(SLOTS):
        part = {"starts_at": hour(9 + number), "ends_at": hour(9 + number, 45), "title": ""}
        camps.add_slot(by=by, camp=camp, values=part)
    for number in range(ROOMS):
        seats = 60 if number == 0 else draw.choice((12, 16, 20, 30))
        has = [one for one in NEEDS if number == 0 or draw.random() < 0.6]
        camps.add_room(by=by, camp=camp, values={"name": f"R{number}", "seats": seats, "has": has})
    sessions = [
        camp_sessions.propose(by=None, camp=camp, values={
            "title": f"Session {number}", "about": "", "kind": "discussion",
            "direction": "offered", "needs": draw.sample(NEEDS, draw.choice((0, 0, 1))),
            "host": f"Host {draw.randrange(50)}",
        })
        for number in range(PROPOSALS)
    ]  # fmt: skip
    popularity = [draw.paretovariate(1.3) for _ in sessions]
    CampInterest.objects.bulk_create(
        CampInterest(session=session, device=f"device {number}")
        for number in range(DEVICES)
        for session in set(draw.choices(sessions, popularity, k=FAVOURITES))
    )
    return camp


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.perf_counter()
    found = work()
    return time.perf_counter() - begun, found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--steps", type=int, default=0)
    chosen = parser.parse_args()
    call_command("migrate", verbosity=0)
    by = User.objects.create_user("measure@example.org")
    print("seed  first  again  board  worth  (longer search: worth, share)")
    for seed in range(chosen.seeds):
        camp = made_up(by, seed)
        first, placed = timed(lambda camp=camp: camp_placing.place_all(by=by, camp=camp))
        again, _ = timed(lambda camp=camp: camp_placing.place_all(by=by, camp=camp))
        board, _ = timed(lambda camp=camp: board_of(camp))
        line = f"{seed:4}{first:6.2f}s{again:6.2f}s{board:6.3f}s{placed.after.total:7}"
        if chosen.steps:
            plain = replace(camp_placing.gathered(camp).plain, pins={})
            longer = place(plain, steps=chosen.steps).after.total
            line += f"{longer:8}{100 * placed.after.total / longer:7.1f} %"
        print(line, flush=True)


if __name__ == "__main__":
    main()
    FOLDER.cleanup()

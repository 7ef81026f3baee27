import time
from argparse import ArgumentParser

from django.core.management import BaseCommand
from django.db import close_old_connections

from vlaggenlijn.common.duties import do_what_is_due
from vlaggenlijn.home.duties import DUTIES, do_each_round


class Command(BaseCommand):
    help = "Do what is due by itself, every few minutes, until stopped; one a site is enough."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--interval", type=float, default=300, help="seconds between rounds")
        parser.add_argument("--rounds", type=int, default=0, help="stop after so many; 0 is never")

    def handle(self, *args: str, **options: float) -> None:
        rounds = 0
        while True:
            do_what_is_due(DUTIES)
            do_each_round()
            close_old_connections()
            rounds += 1
            if rounds == options["rounds"]:
                return
            time.sleep(options["interval"])

import os
import signal
import subprocess
import sys
from argparse import ArgumentParser

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.home import demo
from vlaggenlijn.home.serving import (
    port_is_free,
    processes,
    stop,
    wait_for_the_first_to_end,
)


class Command(BaseCommand):
    help = "Upgrade, then run the web server and the worker until Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))

    def handle(self, *args: str, **options: int) -> None:
        port = options["port"]
        if not port_is_free(port):
            raise CommandError(f"Port {port} is in use: stop what runs there, or set PORT=8001.")
        if settings.DEMO:
            # Mails of the demo must lead back to this port.
            os.environ.setdefault("VLAGGENLIJN_ORIGINS", f"http://localhost:{port}")
            settings.CSRF_TRUSTED_ORIGINS = os.environ["VLAGGENLIJN_ORIGINS"].split(",")
        call_command("upgrade", verbosity=0)
        if settings.DEMO and not LocalNetwork.objects.exists():
            self.stdout.write("Loading the demo data (once) ...")
            call_command("load_demo", verbosity=0, address=f"http://localhost:{port}")
        self._welcome(port)
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        started = [subprocess.Popen(words) for words in processes(sys.executable, port)]
        try:
            wait_for_the_first_to_end(started)
        except KeyboardInterrupt:
            self.stdout.write("\nStopping.")
        finally:
            stop(started)

    def _welcome(self, port: int) -> None:
        self.stdout.write(f"\nVlaggenlijn runs at http://localhost:{port}/   (Ctrl-C stops it)")
        if settings.DEMO:
            self.stdout.write(demo.welcome(port))
        self.stdout.flush()

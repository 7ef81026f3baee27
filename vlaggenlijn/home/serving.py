"""The processes of one machine: the web server, the worker and the clock."""

import os
import socket
import subprocess
import time
from collections.abc import Sequence


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def processes(python: str, port: int) -> list[list[str]]:
    """Return the command lines: one web worker a core (no threads), the worker, the clock."""
    workers = str(max(2, os.cpu_count() or 2))
    web = [python, "-m", "gunicorn", "vlaggenlijn.wsgi", "--bind", f"127.0.0.1:{port}"]
    web += ["--workers", workers, "--log-level", "warning", "--timeout", "60"]
    # The words are read once and shared; filters of programs make long addresses.
    web += ["--preload", "--limit-request-line", "8190"]
    command = [python, "-m", "vlaggenlijn"]
    return [web, [*command, "db_worker", "--interval", "2"], [*command, "clock"]]


Process = subprocess.Popen[bytes]


def wait_for_the_first_to_end(started: Sequence[Process]) -> None:
    """Return when one of the processes ends: without its worker a site is only half a site."""
    while all(process.poll() is None for process in started):
        time.sleep(0.3)


def stop(started: Sequence[Process], patience: float = 10) -> None:
    """End the processes; those that do not end in time (seconds) are killed."""
    for process in started:
        process.terminate()
    for process in started:
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()

"""The cache that counts attempts to sign in, for all web workers of one machine together."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache


class SharedCounters(FileBasedCache):
    """Django's cache in files, with an ``add`` that only one of two workers can win.

    The limits on signing in take a lock by ``add``. Django's own looks first and writes later, so
    that two workers at the same moment would both believe that the lock is theirs.
    """

    def add(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        with self._alone():
            return super().add(key, value, timeout, version)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        folder = Path(self._dir)  # type: ignore[attr-defined]
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (folder / "add.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

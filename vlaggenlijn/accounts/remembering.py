"""What a process remembers of records, until anybody changes any of them.

Every write of an audited record leaves a Change, so the last of them tells whether what was read
before still holds: one small question to the database instead of many large ones, and right in
every process of a server (docs/decisions/0035).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Generic, TypeVar

from vlaggenlijn.accounts.models import Change

Key = TypeVar("Key")
Value = TypeVar("Value")


_seen: ContextVar[list[Any] | None] = ContextVar("seen", default=None)


@contextmanager
def at_one_moment() -> Iterator[None]:
    """Within this block, which only reads, the last change is asked for once."""
    token = _seen.set([])
    try:
        yield
    finally:
        _seen.reset(token)


def _last_change() -> Any:
    seen = _seen.get()
    if seen is None:
        return Change.objects.stamp()
    if not seen:
        seen.append(Change.objects.stamp())
    return seen[0]


class Remembered(Generic[Key, Value]):
    """Values by key, read when they are first asked for, forgotten together after a change.

    ``most`` bounds the memory: where more would be kept, it begins anew. While no Change was
    ever left, nothing is remembered.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._stamp: Any = None
        self._known: dict[Key, Value] = {}

    def many(
        self, keys: Iterable[Key], read: Callable[[list[Key]], Mapping[Key, Value]]
    ) -> dict[Key, Value]:
        """Return {key: value} for the keys that ``read`` knows, reading only what is missing."""
        wanted = list(keys)
        known = self._still_known()
        held = {key: known[key] for key in wanted if key in known}
        missing = [key for key in wanted if key not in held]
        found = dict(read(missing)) if missing else {}
        if len(known) + len(found) > self._most:
            known = self._known = {}
        known.update(found)
        return held | found

    def one(self, key: Key, read: Callable[[], Value]) -> Value:
        """Return the value of one key."""
        return self.many([key], lambda keys: {key: read()})[key]

    def _still_known(self) -> dict[Key, Value]:
        """What holds now. A new dict takes the place of the old: another thread may read that."""
        stamp = _last_change()
        if stamp is None or stamp != self._stamp:
            self._stamp, self._known = stamp, {}
        return self._known

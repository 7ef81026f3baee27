"""What many tests of one module look at is built once; each test turns back to it."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import pytest
from django.test import TestCase

from vlaggenlijn.taxonomy import lookup

Built = TypeVar("Built")


def standing(build: Callable[[], Built]) -> Any:
    """Return a fixture for a whole module: ``loaded = standing(demo.load)``.

    All tests of that module see what was built, also those that do not ask for it: the transaction
    around it stays open until the last of them is done.
    """

    @pytest.fixture(scope="module")
    def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Built]:
        with django_db_blocker.unblock():
            outer = TestCase._enter_atomics()
            known = list(lookup._kept)
            yield build()
            TestCase._rollback_atomics(outer)
            lookup._kept[:] = known

    return built

"""What all tests share: the reference data, loaded once, and a site without shortcuts."""

import gc
import os
import socket
from collections.abc import Callable, Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import coverage
import pytest
from django.conf import settings
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from vlaggenlijn.common.translations import compile_all
from vlaggenlijn.coverage import grid

SHARED = Path(__file__).resolve().parents[2] / "shared"

# The journeys drive a real browser, whose library runs an event loop of its own.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


# Read with the code of an action, which the conftest of a folder may ask for before this one is
# asked to configure anything.
settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

# A busy machine is slow at everything; what a property says does not hang on that.
hypothesis_settings.register_profile(
    "patient", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
# Another Python and another database: what holds for hundreds holds there for a few too.
hypothesis_settings.register_profile(
    "again", hypothesis_settings.get_profile("patient"), max_examples=10
)
hypothesis_settings.load_profile(os.environ.get("TEST_PROFILE", "patient"))

# The thesaurus of the reference data, as taxonomy/lookup.py keeps it.
KNOWN: list[Any] = []
NEED_A_DATABASE = frozenset({"db", "transactional_db", "live_server"})


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--only-database",
        action="store_true",
        help="leave out the tests that touch no database: another one cannot change their answer",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--only-database"):
        left_out = [item for item in items if not _needs_a_database(item)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if _needs_a_database(item)]


def _needs_a_database(item: pytest.Item) -> bool:
    names = NEED_A_DATABASE.intersection(getattr(item, "fixturenames", ()))
    return bool(names) or item.get_closest_marker("django_db") is not None


class CalledOutside(AssertionError):
    """A test made the site call another machine; no part of the site may."""


def refuse_calls_outside() -> None:
    """Let nothing in this process reach another machine; what tests need runs on this one."""
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and not ip_address(address[0]).is_loopback:
            raise CalledOutside(address)
        connect(self, address)

    def found_here(host: Any, *args: Any, **options: Any) -> Any:
        if host not in (None, "", "localhost", "127.0.0.1", "::1"):
            raise CalledOutside(host)
        return look_up(host, *args, **options)

    look_up = socket.getaddrinfo
    socket.socket.connect = connect_here  # type: ignore[method-assign, assignment]
    socket.getaddrinfo = found_here


def pytest_configure() -> None:
    refuse_calls_outside()
    # Before workers start: a process reads a catalogue once, and the first worker would compile it
    # under the eyes of the second.
    compile_all()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.MIDDLEWARE.remove("whitenoise.middleware.WhiteNoiseMiddleware")
    settings.SEALING_KEY = "b25seS1mb3ItdGVzdHMtb25seS1mb3ItdGVzdHMhISE="
    settings.ALLOWED_HOSTS += ["testserver", ".example.org"]
    settings.ACCOUNT_RATE_LIMITS = settings.MFA_RATE_LIMITS = False
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    # Half a minute of compiling in the background is for a site; tests/coverage/test_compiled.py
    # has a process of its own.
    grid._tried.append(None)


def pytest_collection_finish() -> None:
    """Look for garbage seldom, and never among what lives as long as the tests do: a tenth less."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


def load_reference_data() -> None:
    """Load what ``upgrade`` loads, and learn the words before a test has to wait for them."""
    from vlaggenlijn.directory import loading as directory
    from vlaggenlijn.guide import listening
    from vlaggenlijn.places import loading as places
    from vlaggenlijn.taxonomy import loading as taxonomy
    from vlaggenlijn.taxonomy.lessons import learned

    places.load()
    taxonomy.load()
    directory.load()
    learned()
    listening.read_ahead()


def keep_words() -> None:
    """Make the thesaurus that ``words_known_before`` brings back."""
    from vlaggenlijn.taxonomy import lookup

    lookup.thesaurus()
    KNOWN[:] = lookup._kept


@pytest.fixture(scope="session")
def count_again() -> Callable[[], None]:
    """Stop counting lines, and return what starts it again: counted, migrations take minutes."""
    counting = coverage.Coverage.current()
    if counting is None:
        return lambda: None
    counting.stop()
    return counting.start


@pytest.fixture(scope="session")
def django_db_setup(
    count_again: Callable[[], None], django_db_setup: Any, django_db_blocker: Any
) -> None:
    """Municipalities, concepts and helplines are part of every installation, so of every test."""
    with django_db_blocker.unblock():
        load_reference_data()
        count_again()
        keep_words()


@pytest.fixture(autouse=True)
def words_known_before() -> Iterator[None]:
    """What a test adds to the thesaurus goes with it; what was known comes back, not made anew.

    Nor may it stay: the next word of another test has the same number, which tells what is new.
    """
    from vlaggenlijn.taxonomy import lookup

    before = list(lookup._kept)
    yield
    lookup._kept[:] = before or KNOWN


@pytest.fixture
def reference_data(db: None) -> None:
    """The reference data of this release, as ``upgrade`` loads it."""


@pytest.fixture
def shared() -> Path:
    """Real data beside the checkout; tests that need it are skipped where it is absent."""
    if not SHARED.exists():
        pytest.skip("the shared data does not lie beside the checkout")
    return SHARED

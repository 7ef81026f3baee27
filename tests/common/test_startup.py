import re
import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.urls import clear_url_caches, get_resolver

import vlaggenlijn
from vlaggenlijn import urls
from vlaggenlijn.common.startup import (
    give_memory_back,
    read_pages_ahead,
    refuse_unsafe_database,
    unsafe_database,
    unsafe_role,
)

SETTINGS = str(Path(vlaggenlijn.__file__).with_name("settings.py"))


def test_pages_are_read_before_the_first_visitor() -> None:
    clear_url_caches()
    assert read_pages_ahead() == len(urls.urlpatterns)
    assert "url_patterns" in vars(get_resolver())


def test_memory_goes_back_where_the_c_library_can(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[int] = []
    monkeypatch.setattr("ctypes.CDLL", lambda name: SimpleNamespace(malloc_trim=told.append))
    assert give_memory_back()
    assert told == [0]


def test_where_it_cannot_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ctypes.CDLL", lambda name: SimpleNamespace())
    assert not give_memory_back()


@pytest.mark.parametrize(
    ("is_superuser", "passes_walls"), [(True, False), (False, True), (True, True)]
)
def test_unsafe_role_is_named_with_what_to_do(is_superuser: bool, passes_walls: bool) -> None:
    assert unsafe_role("postgres", is_superuser=is_superuser, passes_walls=passes_walls) == (
        "The PostgreSQL role 'postgres' is a superuser or passes row security: make a role without"
        " these rights (docs/operations.md) and put it in VLAGGENLIJN_DATABASE_URL."
    )


def test_plain_role_is_safe() -> None:
    assert unsafe_role("vlaggenlijn", is_superuser=False, passes_walls=False) == ""


@pytest.mark.django_db
def test_database_of_the_tests_is_safe_on_both_kinds() -> None:
    assert unsafe_database() == ""
    refuse_unsafe_database()


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        ("VLAGGENLIJN_COLOUR", "red", r"The setting VLAGGENLIJN_COLOUR does not exist: .*\."),
        ("VLAGGENLIJN_SECRET_KEY", None, r"The setting VLAGGENLIJN_SECRET_KEY is missing: .*\."),
        ("VLAGGENLIJN_DEMO", "perhaps", r"The setting VLAGGENLIJN_DEMO cannot be read: .*\."),
        ("VLAGGENLIJN_DATABASE_URL", "mysql://x/y", r"The setting VLAGGENLIJN_DATABASE_URL .*\."),
    ],
)
def test_wrong_setting_stops_the_start_with_one_sentence(
    variable: str, value: str | None, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if value is None:
        monkeypatch.delenv(variable)
    else:
        monkeypatch.setenv(variable, value)
    with pytest.raises(SystemExit) as stopped:
        runpy.run_path(SETTINGS)
    assert re.fullmatch(sentence, str(stopped.value))

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from vlaggenlijn.common import static_files


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    source = tmp_path / "source"
    source.mkdir()
    (source / "style.css").write_text("p { margin: 0 }")
    settings.VAR = tmp_path / "var"
    settings.VAR.mkdir()
    settings.STATIC_ROOT = settings.VAR / "static"
    settings.STATICFILES_DIRS = [source]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    return source


def make_newer(path: Path) -> None:
    """Django copies what is newer than what it made, by the second."""
    later = path.stat().st_mtime + 60
    os.utime(path, (later, later))


def test_collect_once(folder: Path, settings: Any) -> None:
    assert static_files.collect()
    assert (settings.STATIC_ROOT / "style.css").read_text() == "p { margin: 0 }"
    assert not static_files.collect()


def test_collect_after_a_change(folder: Path, settings: Any) -> None:
    static_files.collect()
    (folder / "style.css").write_text("p { margin: 1em }")
    make_newer(folder / "style.css")
    assert static_files.collect()
    assert (settings.STATIC_ROOT / "style.css").read_text() == "p { margin: 1em }"


def test_collect_when_the_folder_is_gone(folder: Path, settings: Any) -> None:
    static_files.collect()
    shutil.rmtree(settings.STATIC_ROOT)
    assert static_files.collect()
    assert (settings.STATIC_ROOT / "style.css").exists()


def test_collect_into_another_folder(folder: Path, settings: Any) -> None:
    static_files.collect()
    settings.STATIC_ROOT = settings.VAR / "elsewhere"
    settings.STATIC_ROOT.mkdir()
    assert static_files.collect()
    assert (settings.STATIC_ROOT / "style.css").exists()


def test_collect_for_another_way_of_storing(folder: Path, settings: Any) -> None:
    static_files.collect()
    backend = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": backend}}
    assert static_files.collect()

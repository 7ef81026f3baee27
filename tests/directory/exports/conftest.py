"""Where exports are kept, and a network to export."""

from pathlib import Path

import pytest
from django.conf import settings

from tests.directory.exports.made import an_archive
from vlaggenlijn.accounts.models import LocalNetwork


@pytest.fixture(autouse=True)
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "VAR", tmp_path)
    return tmp_path


@pytest.fixture
def network() -> LocalNetwork:
    return an_archive()

from importlib import import_module
from types import SimpleNamespace
from typing import Any

from vlaggenlijn.directory.models import ServiceTranslation
from vlaggenlijn.directory.translating import FIELDS, SERVICE

migration = import_module("vlaggenlijn.directory.migrations.0003_translations_and_contacts")


class OldRow:
    """A translation as it was stored before: it knew the version of its service, not the Dutch."""

    def __init__(self, name: str, source_version: int) -> None:
        self.service = SimpleNamespace(version=3, **(dict.fromkeys(FIELDS[SERVICE], "")))
        self.service.name = name
        self.source_version = source_version
        self.source: dict[str, str] = {}
        self.saved: list[str] = []

    def save(self, update_fields: list[str]) -> None:
        self.saved = update_fields


class OldRows(list[OldRow]):
    """What the migration asks of a table."""

    def select_related(self, *names: str) -> "OldRows":
        return self

    def iterator(self, chunk_size: int) -> Any:
        return iter(self)


def test_translations_of_before_keep_the_dutch_that_they_say() -> None:
    fresh, old = OldRow("Nieuw", 3), OldRow("Oud", 2)
    table = SimpleNamespace(objects=OldRows([fresh, old]))
    migration.keep_dutch(SimpleNamespace(get_model=lambda *names: table), None)
    assert set(fresh.source) == set(FIELDS[ServiceTranslation.KIND])
    assert (fresh.source["name"], fresh.saved) == ("Nieuw", ["source"])
    assert (old.source, old.saved) == ({}, [])

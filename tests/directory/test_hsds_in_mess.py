"""Five hundred services as real deliveries have them: every count is known before."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tests import factories
from tests.directory import hsds_mess
from vlaggenlijn.accounts.models import ChangeSet
from vlaggenlijn.directory.actions.undo import undo
from vlaggenlijn.directory.models import Location, Organization, Phone, Service

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]


def imported(path: Path, *options: str) -> dict[str, Any]:
    out = io.StringIO()
    arguments = [str(path), "--network", "gent", "--language", "en", "--json", *options]
    call_command("import_hsds", *arguments, stdout=out)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def outcomes(found: dict[str, Any]) -> dict[str, int]:
    names = ("new", "changed", "same", "doubtful", "wrong", "skipped")
    return {name: found[name] for name in names if found[name]}


def test_every_count_is_right_and_again_is_nothing(tmp_path: Path) -> None:
    factories.a_network()
    tables = hsds_mess.as_tables(tmp_path / "bom", encoding="utf-8-sig")
    trial = imported(tables, "--dry-run")
    assert Organization.objects.count() == 0
    found = imported(tables)
    assert {key for key in trial if trial[key] != found[key]} == {"dry_run", "change_set"}
    assert found["read"] == hsds_mess.READ
    assert found["broken_references"] == hsds_mess.BROKEN
    assert found["other_broken_references"] == {"attribute.link_id": 10}
    assert found["left_out"] == hsds_mess.LEFT_OUT
    assert found["not_held"] == hsds_mess.NOT_HELD
    assert found["ignored_files"] == ["volunteers.csv"]
    assert outcomes(found) == {"new": 420, "wrong": 80}
    assert outcomes(found["organizations"]) == {"new": 57, "wrong": 3}
    assert found["reasons"] == hsds_mess.SAID
    assert (Organization.objects.count(), Service.objects.count()) == (57, 420)
    counts = [Phone.objects.count(), Location.objects.count(), ChangeSet.objects.count()]
    windows = hsds_mess.as_tables(tmp_path / "win", encoding="cp1252", delimiter=";")
    for again in (windows, hsds_mess.as_json(tmp_path / "mess.json")):
        second = imported(again)
        assert outcomes(second) == {"same": 420, "wrong": 80}, again.name
        assert outcomes(second["organizations"]) == {"same": 57, "wrong": 3}
        assert (second["written"], second["change_set"]) == (0, None)
        assert second["broken_references"] == hsds_mess.BROKEN
    assert [Phone.objects.count(), Location.objects.count(), ChangeSet.objects.count()] == counts
    deed = ChangeSet.objects.get(pk=found["change_set"])
    undo(by=factories.an_administrator(), change_set=deed)
    assert not Service.objects.current().exists()
    assert not Organization.objects.current().exists()

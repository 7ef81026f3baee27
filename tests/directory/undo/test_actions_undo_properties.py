"""Undo of any edit: what was there comes back exactly, and what came later is never lost."""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.directory.undo.made import EDITS, edited, everything
from vlaggenlijn.accounts.actions.undo import (
    NothingToUndo,
    undo,
)
from vlaggenlijn.directory.models import (
    Service,
)

pytestmark = pytest.mark.django_db


FEW = settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@FEW
@given(edits=st.lists(EDITS, min_size=1, max_size=2))
def test_undo_right_away_gives_exactly_what_was_there(service: Service, edits: list[Any]) -> None:
    with transaction.atomic():
        for edit in edits:
            before = everything()
            for deed in edited(service, edit):
                undo(by=None, change_set=deed)
            assert everything() == before
            edited(service, edit)
        transaction.set_rollback(True)


@FEW
@given(first=EDITS, later=EDITS)
def test_undo_after_a_later_edit_never_loses_it(service: Service, first: Any, later: Any) -> None:
    with transaction.atomic():
        deeds = edited(service, first)
        by_record = rows_by_id()
        edited(service, later)
        present = rows_by_id()
        for deed in deeds:
            try:
                undo(by=None, change_set=deed)
            except NothingToUndo:
                continue
        after = rows_by_id()
        for pk, row in present.items():
            written = {
                name
                for name, value in row.items()
                if pk not in by_record or by_record[pk].get(name) != value
            } - {"version"}
            lost = {name for name in written if after.get(pk, {}).get(name) != row[name]}
            assert lost == set()
        assert not [pk for pk in by_record if pk not in present and pk in after]
        transaction.set_rollback(True)


def rows_by_id() -> dict[Any, dict[str, Any]]:
    return {row["id"]: row for rows in everything().values() for row in rows}

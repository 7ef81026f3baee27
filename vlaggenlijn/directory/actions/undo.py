"""The undo of a deed of the directory: rights, the index, and large ones in the background."""

import uuid
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks import task

from vlaggenlijn.accounts.actions.undo import AlreadyUndone, NothingToUndo, told, undo
from vlaggenlijn.accounts.models import ChangeSet, Recorder, UndoRun, User
from vlaggenlijn.accounts.undoing import Kept
from vlaggenlijn.common.rooms import join_rooms
from vlaggenlijn.directory.history_deeds import touched_in
from vlaggenlijn.directory.indexing import index_organization, index_service
from vlaggenlijn.directory.models import Organization, Service
from vlaggenlijn.taxonomy.actions import index, retire_removed
from vlaggenlijn.taxonomy.models import OwnConcept

LARGE = 500  # changes; more than this is undone by the worker, so that nobody waits for a page
OWN_CONCEPT = OwnConcept._meta.label_lower
MOST_TOLD = 200  # things that were kept, named one by one


def undo_deed(*, by: User, change_set: ChangeSet, key: uuid.UUID) -> UndoRun:
    """Undo a deed at once, or hand a large one to the worker; the run says how far it is.

    The same key again returns the first run.
    """
    run, is_new = UndoRun.objects.get_or_create(
        key=key, defaults={"change_set": change_set, "by": by}
    )
    if not is_new:
        return run
    if change_set.changes.count() > LARGE:
        transaction.on_commit(lambda: undo_later.enqueue(str(run.pk)))
        return run
    return do_run(run)


@task()
def undo_later(run: str) -> None:
    found = UndoRun.objects.get(pk=run)
    if found.state == UndoRun.State.WAITING:
        do_run(found)


def do_run(run: UndoRun) -> UndoRun:
    """Do the undo that was asked for and keep how it ended; never raises for what it finds."""
    _end(run, UndoRun.State.BUSY)
    try:
        done = undo(by=run.by, change_set=run.change_set, key=run.key, after=_index_touched)
    except AlreadyUndone:
        return _end(run, UndoRun.State.ALREADY)
    except NothingToUndo as nothing:
        return _end(run, UndoRun.State.NOTHING, kept=nothing.args[0].kept)
    except IntegrityError:
        # Somebody hung something on a record in the same moment; all of it stays as it was.
        return _end(run, UndoRun.State.FAILED)
    run.undo = done.change_set
    return _end(run, UndoRun.State.DONE, count=done.count, kept=done.kept)


def _end(run: UndoRun, state: str, *, count: int = 0, kept: list[Kept] | None = None) -> UndoRun:
    run.state = state
    if state != UndoRun.State.BUSY:
        named = told(run.change_set, (kept or [])[:MOST_TOLD])
        run.report = {"count": count, "kept_count": len(kept or []), "kept": named}
        run.ended_at = timezone.now()
    run.save()
    return run


AfterUndo = Callable[[Recorder], None]
AFTER: list[AfterUndo] = []


def know_after(step: AfterUndo) -> None:
    """Renew what follows from the records of a room above, inside the deed of each undo."""
    AFTER.append(step)


def _index_touched(recorder: Recorder) -> None:
    concepts = [one.object_id for one in recorder.changes if one.model == OWN_CONCEPT]
    if concepts:
        retire_removed(concepts)
    touched = touched_in(recorder.changes)
    services: dict[Any, Service] = Service.objects.select_related("organization").in_bulk(
        list(touched.services)
    )
    organizations = Organization.objects.in_bulk(list(touched.organizations))
    renamed = Service.objects.filter(organization__in=list(organizations))
    services |= {one.pk: one for one in renamed.select_related("organization")}
    for pk in touched.services - services.keys():
        index(kind="service", record_id=pk, entry=None)
    for pk in touched.organizations - organizations.keys():
        index(kind="organization", record_id=pk, entry=None)
    for service in services.values():
        index_service(service)
    for organization in organizations.values():
        index_organization(organization)
    join_rooms()
    for step in AFTER:
        step(recorder)

"""Large exports: asked for, made by the worker, kept for a week, then removed."""

import logging
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import translation
from django_tasks import task

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.models import LocalNetwork, User
from vlaggenlijn.directory.access import EXPORT_NETWORK
from vlaggenlijn.directory.booklet import Booklet, booklet_pdf
from vlaggenlijn.directory.exporting_files import exported
from vlaggenlijn.directory.exporting_network import network_zip
from vlaggenlijn.directory.models import ExportFile
from vlaggenlijn.directory.models.importing import packed, unpacked

What = ExportFile.What
State = ExportFile.State
AT_ONCE = 2_000  # records; a few seconds
AT_MOST_WAITING = 3  # of one person at a time
log = logging.getLogger(__name__)


def ask_for_export(*, by: User, what: str, form: str, ids: Sequence[UUID]) -> ExportFile:
    """Have records exported by the worker; what is still waiting is not made twice."""
    return _asked(by, what=what, form=form, records=packed([str(pk) for pk in ids]), network=None)


def ask_for_network(*, by: User, network: LocalNetwork) -> ExportFile:
    """Have everything of a network put in a zip."""
    require(by, EXPORT_NETWORK, network)
    return _asked(by, what=What.NETWORK, form="zip", records=b"", network=network)


def ask_for_booklet(
    *, by: User, network: LocalNetwork, title: str, ids: Sequence[UUID], is_large: bool, site: str
) -> ExportFile:
    """Have a guide on paper made of published services; it says no more than their pages."""
    if not LocalNetwork.objects.for_user(by).filter(pk=network.pk).exists():
        raise PermissionDenied
    records = packed([str(pk) for pk in ids])
    values = {"title": title, "is_large": is_large, "site": site, "total": len(ids)}
    return _asked(by, what=What.BOOKLET, form="pdf", records=records, network=network, **values)


def _asked(by: User, **values: Any) -> ExportFile:
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)
        waiting = ExportFile.objects.filter(by=by, state=State.WAITING)
        same = waiting.filter(**values).first()
        if same:
            return same
        if waiting.count() >= AT_MOST_WAITING:
            raise PermissionDenied
        file = ExportFile.objects.create(
            by=by, language=translation.get_language() or settings.LANGUAGE_CODE, **values
        )
        transaction.on_commit(lambda: make_export.enqueue(str(file.pk)))
    return file


@task()
def make_export(pk: str) -> None:
    """Make a file that somebody asked for, with what that person may see at this moment."""
    file = ExportFile.objects.select_related("by", "network").get(pk=pk)
    if file.state != State.WAITING:
        return
    with translation.override(file.language):
        make_file(file, lambda: _content(file))
    file.save(update_fields=["state"])


def make_file(file: Any, content: Callable[[], bytes]) -> None:
    """Make what somebody asked for and keep it where only this site reads; its state says how
    that went. ``file`` is a record with a path and the states of an ExportFile."""
    try:
        made = content()
        file.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file.path.touch(mode=0o600)
        file.path.write_bytes(made)
        file.state = State.READY
    except Exception:
        file.path.unlink(missing_ok=True)
        file.state = State.FAILED
        log.exception("A file could not be made.")


def _content(file: ExportFile) -> bytes:
    ids = [UUID(pk) for pk in unpacked(file.records)] if file.records else []
    if file.network is not None and file.what == What.BOOKLET:
        booklet = Booklet(file.title, file.language, file.site, file.network, file.is_large)
        return booklet_pdf(booklet, ids, lambda done: _tell(file, done))
    if file.network is not None:
        require(file.by, EXPORT_NETWORK, file.network)
        return network_zip(file.network, file.by)
    return exported(file.what, ids, file.form, file.by)


def _tell(file: ExportFile, done: int) -> None:
    """Let the page of files say how far the worker is."""
    file.done = done
    file.save(update_fields=["done"])


def forget_old_exports() -> None:
    """Remove every export after a week, and files that no row knows any more."""
    ExportFile.objects.old().delete()
    known = {file.path.name for file in ExportFile.objects.all()}
    for path in ExportFile(form="").path.parent.glob("*"):
        if path.name not in known:
            path.unlink(missing_ok=True)

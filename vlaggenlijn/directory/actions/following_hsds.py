"""HSDS of others, followed: added by a coordinator, read each day by the worker.

A reading goes step by step and keeps each page, so that one that was stopped goes on where it was.
Only when all is there it is worked out whole and written as one deed. What is gone there is told
and stays here: nothing leaves the site silently.
"""

import hashlib
import json
import time
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.models import User, recorded
from vlaggenlijn.common.fetching import Refused
from vlaggenlijn.common.spreadsheets import Table
from vlaggenlijn.directory.access import IMPORT
from vlaggenlijn.directory.actions.followed import Way, fetched, limits, told_by
from vlaggenlijn.directory.actions.importing import import_records
from vlaggenlijn.directory.actions.importing_jobs import start_ready
from vlaggenlijn.directory.actions.importing_source import SourceRecords, header_of
from vlaggenlijn.directory.actions.importing_terms import meanings_of
from vlaggenlijn.directory.hsds_in.refusals import LIMITS, MEGABYTE, Unreadable
from vlaggenlijn.directory.hsds_in.sources import Source, sources_in
from vlaggenlijn.directory.hsds_in.steps import CHANGES, FILE, MOST_PAGES, first_url, step_of
from vlaggenlijn.directory.hsds_in.tables import records_in, table_of
from vlaggenlijn.directory.importing_hsds_report import counted
from vlaggenlijn.directory.importing_pages import plain_report
from vlaggenlijn.directory.models import (
    DataPage,
    DataReading,
    DataSource,
    ImportJob,
    SourceRecord,
)

ACCEPT = "application/json, application/x-ndjson, application/zip, text/csv, */*;q=0.1"
READING, READ, SAME = "reading", "read", "same"
SECONDS_A_TURN = 240.0
SECONDS_A_STEP = 120.0
GOES_ON_FOR = timedelta(days=2)
MOST_TOLD = 200


def settle_source(*, by: User, record: SourceRecord, part: str, takes: bool) -> None:
    """Take over one part as the source tells it, or keep what stands here; twice is once."""
    network = record.source.network
    require(by, IMPORT, network)
    with recorded(by=by, network=network, deed="source.settle") as recorder:
        stored = SourceRecord.locked(record.pk)
        if part not in stored.conflicts:
            return
        stored.conflicts = {name: one for name, one in stored.conflicts.items() if name != part}
        stored.save()
        if takes:
            SourceRecords(network, record.source).take_over(recorder, stored, part)


def look_into(*, by: User, source: DataSource) -> ImportJob | None:
    """Make a preview of what the last reading found, to decide about; None before any reading."""
    require(by, IMPORT, source.network)
    reading = DataReading.objects.of(source).read().newest()
    if reading is None:
        return None
    table = _table(source, reading)
    return start_ready(
        by=by,
        network=source.network,
        table=table,
        what=SourceRecords.what,
        file_name=source.name,
        mapping=None,
    )


def read_soon(source: DataSource) -> None:
    """Let the worker read a source."""
    transaction.on_commit(lambda: follow_source_in_background.enqueue(str(source.pk)))


SOURCES = Way(
    kind=DataSource,
    permission=IMPORT,
    add_deed="source.add",
    change_deed="source.change",
    columns=("name", "url"),
    read_soon=read_soon,
)


def follow_sources() -> int:
    """Let the worker read every source that is followed, each by itself; return how many."""
    sources = list(DataSource.objects.followed().values_list("pk", flat=True))
    for pk in sources:
        follow_source_in_background.enqueue(str(pk))
    DataReading.objects.old().delete()
    return len(sources)


@task()
def follow_source_in_background(pk: str) -> None:
    """Read one source, if it is still followed; what takes long goes on after its turn."""
    source = DataSource.objects.followed().with_details().filter(pk=pk).first()
    if source is not None and follow_source(source).code == READING:
        follow_source_in_background.enqueue(pk)


def follow_source(source: DataSource) -> DataReading:
    """Read a source now and write what changed; the reading tells how it went."""
    reading = _begun(source)
    try:
        if not _all_fetched(source, reading):
            return reading
        table = _table(source, reading)
    except (Refused, Unreadable) as refused:
        return _ended(reading, refused.code, refused=dict(refused.values))
    last = _last_read(source, reading)
    if last is not None and _is_same(reading, last):
        return _ended(reading, SAME)
    return _written(source, reading, table, last)


def _last_read(source: DataSource, reading: DataReading) -> DataReading | None:
    """Return the last reading that was written, if it was made as this one is."""
    last = DataReading.objects.of(source).read().exclude(pk=reading.pk).newest()
    is_alike = last is not None and all(
        last.values.get(name) == reading.values[name] for name in ("version", "terms")
    )
    return last if is_alike else None


def _is_same(reading: DataReading, last: DataReading) -> bool:
    """Tell whether all is as it was; what tells changes says so by itself."""
    is_whole = reading.values.get("way") != CHANGES
    return is_whole and bool(reading.digest) and reading.digest == last.digest


def _begun(source: DataSource) -> DataReading:
    """Return the reading that goes on where one of the last days was stopped, or a new one."""
    newest = DataReading.objects.of(source).newest()
    values = {"version": source.version, "terms": _digest_of_terms(source), "steps": 0}
    reading = DataReading(source=source, code=READING, values=values)
    if newest is not None and _goes_on(newest, values):
        if newest.code == READING:
            return newest
        reading.values, reading.digest = newest.values, newest.digest
        reading.save()
        DataPage.objects.of(newest).update(reading=reading)
        return reading
    last = _last_read(source, reading)
    cursor = last.values.get("cursor", "") if last is not None else ""
    values |= {"next": first_url(source.url, cursor), "from": cursor}
    reading.values = values | {"started": timezone.now().isoformat()}
    reading.save()
    return reading


def _goes_on(newest: DataReading, wanted: Mapping[str, Any]) -> bool:
    """Tell whether a reading was stopped half-way, not long ago, of the source as it is now."""
    values = newest.values
    if newest.code in (READ, SAME) or not values.get("next") or not values["steps"]:
        return False
    is_recent = datetime.fromisoformat(values["started"]) > timezone.now() - GOES_ON_FOR
    return is_recent and all(values[name] == wanted[name] for name in ("version", "terms"))


def _digest_of_terms(source: DataSource) -> str:
    told = json.dumps(sorted(meanings_of(source.network).items()))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _all_fetched(source: DataSource, reading: DataReading) -> bool:
    """Fetch step after step; False when the turn is over and there is more."""
    end = time.monotonic() + SECONDS_A_TURN
    while reading.values["next"]:
        if time.monotonic() > end:
            return False
        _step(source, reading)
    return True


def _step(source: DataSource, reading: DataReading) -> None:
    values, url = reading.values, reading.values["next"]
    last = _last_read(source, reading) if values["steps"] == 0 else None
    answer = _asked(reading, url, last)
    if answer is None:
        return
    if answer.status == 304 and last is not None:
        values["next"], reading.digest = "", last.digest
        reading.etag, reading.modified = last.etag, last.modified
        return
    step = step_of(answer.body, url, values["from"])
    values |= {"way": step.way, "next": step.next_url, "steps": values["steps"] + 1}
    values |= {"cursor": step.cursor} if step.cursor else {}
    values["gone"] = [*values.get("gone", []), *step.gone]
    values["pages"] = max(step.total, values.get("pages", 0))
    if step.way == FILE:
        for name, value in told_by(answer).items():
            setattr(reading, name, value)
    _kept(reading, step.name, step.content)


def _asked(reading: DataReading, url: str, last: DataReading | None) -> Any:
    """Return an answer; None when the place we were at is no longer known, so all is read anew."""
    wanted = limits(LIMITS.bytes, SECONDS_A_STEP)
    try:
        return fetched(url, last, ACCEPT, wanted)
    except Refused as refused:
        values = reading.values
        if refused.values.get("status") not in (400, 404) or f"cursor={values['from']}" not in url:
            raise
        values |= {"from": "", "next": reading.source.url, "steps": 0, "way": ""}
        reading.pages.all().delete()
        reading.save()
        return None


def _kept(reading: DataReading, name: str, content: bytes) -> None:
    number = reading.values["steps"]
    total = reading.values.get("size", 0) + len(content)
    if total > LIMITS.unpacked_bytes:
        raise Unreadable("too_much", limit=LIMITS.unpacked_bytes // MEGABYTE)
    if number > MOST_PAGES:
        raise Unreadable("too_many_pages", limit=MOST_PAGES)
    reading.values["size"] = total
    reading.digest = hashlib.sha256(reading.digest.encode() + content).hexdigest()
    with transaction.atomic():
        if content:
            page = DataPage(reading=reading, number=number, name=name[:200])
            page.keep(content)
            page.save()
        reading.save()


def _table(source: DataSource, reading: DataReading) -> Table:
    """Return the records of everything that was fetched; raise Unreadable when there are none."""
    if not reading.pages.exists():
        return Table(header_of(source), [], "utf-8", ",")
    pages = DataPage.objects.of(reading)
    if reading.values["way"] == FILE:
        found = [one for page in pages for one in sources_in(page.read(), page.name)]
    else:
        found = [Source(f"{one.number}/{one.name}.json", one.read().decode()) for one in pages]
    try:
        table = table_of(found, source.name)
    except Unreadable as refused:
        if refused.code != "nothing" or reading.values["way"] != CHANGES:
            raise
        return Table(header_of(source), [], "utf-8", ",")  # nothing changed, or something is gone
    return Table(header_of(source), table.rows, table.encoding, table.delimiter, table.warnings)


def _written(
    source: DataSource, reading: DataReading, table: Table, last: DataReading | None
) -> DataReading:
    report = None
    if table.rows:
        report = import_records(
            what=SourceRecords.what,
            kind=SourceRecords(source.network, source),
            by=None,
            network=source.network,
            table=table,
            file_name=source.name,
        )
        rows = plain_report(report, {})["rows"]
        reading.told = [row for row in rows if row["outcome"] in ("wrong", "doubtful")][:MOST_TOLD]
        reading.values["unknown_terms"] = counted(report, table)["unknown_terms"]
        reading.totals, reading.change_set_id = report.totals, report.change_set
    reading.missing = _missing(source, reading, table, last)
    DataPage.objects.of_others(reading).delete()
    return _ended(reading, READ)


def _missing(
    source: DataSource, reading: DataReading, table: Table, last: DataReading | None
) -> list[str]:
    """Return the keys of which the source has no record any more.

    Nothing is missing from one that lost more than half of them: then something is wrong with it.
    """
    present = {str(one["row"].get("id", "")) for one in records_in(table)}
    known = set(SourceRecord.objects.of_source(source).values_list("key", flat=True))
    values = reading.values
    if values.get("way") == CHANGES and values["from"]:
        before = set(last.missing) if last is not None else set()
        return sorted((before | set(values.get("gone", []))) & known - present)
    missing = known - present
    return sorted(missing) if 2 * len(missing) <= len(known) or len(known) < 3 else []


def _ended(
    reading: DataReading, code: str, refused: Mapping[str, Any] | None = None
) -> DataReading:
    reading.code, reading.at = code, timezone.now()
    reading.values["refused"] = dict(refused or {})
    if code == SAME:
        reading.pages.all().delete()
    reading.save()
    return reading


def records_of(source: DataSource, keys: Iterable[str]) -> list[SourceRecord]:
    """Return what came of these records of a source."""
    rows = SourceRecord.objects.of_source(source).with_records()
    return list(rows.filter(key__in=list(keys)[:MOST_TOLD]).order_by("key"))

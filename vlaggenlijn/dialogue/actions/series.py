"""A series is begun, changed, and given its tables, hats, questions and people."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.models import Audited, Conflict, LocalNetwork, Recorder, User, recorded
from vlaggenlijn.dialogue import first_words
from vlaggenlijn.dialogue.actions.inviting import news_of_table, tell_seated
from vlaggenlijn.dialogue.models import (
    Code,
    Hat,
    Participant,
    Question,
    Series,
    SeriesFacilitator,
    Table,
)
from vlaggenlijn.directory.letters import spoken_in
from vlaggenlijn.taxonomy.models import Concept

SERIES_COLUMNS = ("title", "question", "purpose", "invitation", "check_days", "names_until")
TABLE_COLUMNS = ("place", "region", "starts_at", "seats", "host", "moderator", "note_taker")
MOCK_PEOPLE = 6
Record = TypeVar("Record", bound=Audited)


def made_before(recorder: Recorder, kind: type[Record]) -> Record:
    """Return what a deed made when its key came first."""
    changes = recorder.change_set.changes.filter(model=kind._meta.label_lower)
    return kind._base_manager.get(pk=changes.order_by("id")[0].object_id)


def add_series(
    *,
    by: User,
    network: LocalNetwork,
    values: Mapping[str, Any],
    idempotency_key: uuid.UUID | None = None,
) -> Series:
    """Begin a series with hats, questions and a codebook; who begins it is named for it."""
    deed = "dialogue.series"
    with recorded(by=by, network=network, deed=deed, key=idempotency_key) as recorder:
        if recorder.is_repeat:
            return made_before(recorder, Series)
        series = Series(network=network, **{name: values[name] for name in SERIES_COLUMNS})
        series.save()
        SeriesFacilitator(series=series, user=by).save()
        with translation.override(spoken_in(network)):
            _begin(recorder, series)
    return series


def _begin(recorder: Recorder, series: Series) -> None:
    recorder.add_all(
        Hat(series=series, key=key, name=name, prompt=prompt, colour=colour, minutes=minutes)
        for key, (name, prompt, colour, minutes) in enumerate(first_words.hats(), start=1)
    )
    recorder.add_all(
        Question(series=series, position=place, text=text, kind=kind, choices="\n".join(choices))
        for place, (text, kind, choices) in enumerate(first_words.questions(), start=1)
    )
    recorder.add_all(
        Code(series=series, concept=theme, name=name, position=place)
        for place, (name, theme) in enumerate(_themes(series.network).items(), start=1)
    )


def _themes(network: LocalNetwork) -> dict[str, Concept]:
    """Return {name: theme}: first what people at tables speak of, then what parents live with."""
    found: dict[str, Concept] = {}
    for scheme in ("dialogue-themes", "themes"):
        themes = Concept.objects.of_scheme(scheme).usable_in(network).with_names()
        for name, theme in sorted(((one.label, one) for one in themes), key=lambda row: row[0]):
            found.setdefault(name, theme)
    return found


def change_series(
    *,
    by: User,
    series: Series,
    version: int | None,
    values: Mapping[str, Any],
    idempotency_key: uuid.UUID | None = None,
) -> Series:
    """Write what was filled in. Raises Conflict when someone was first."""
    return changed_record(
        by=by, record=series, network=series.network, deed="dialogue.series", version=version,
        values={name: values[name] for name in SERIES_COLUMNS}, key=idempotency_key,
    )  # fmt: skip


def name_facilitators(*, by: User, series: Series, users: Iterable[User]) -> None:
    """Name these people for a series, and nobody else."""
    wanted = {user.pk: user for user in users}
    with recorded(by=by, network=series.network, deed="dialogue.people"):
        for named in SeriesFacilitator.objects.of_series(series):
            if wanted.pop(named.user_id, None) is None:
                named.delete()
        for user in wanted.values():
            SeriesFacilitator(series=series, user=user).save()


def add_table(
    *,
    by: User | None,
    series: Series,
    values: Mapping[str, Any],
    idempotency_key: uuid.UUID | None = None,
) -> Table:
    """Plan one more table."""
    network, deed = series.network, "dialogue.table"
    with recorded(by=by, network=network, deed=deed, key=idempotency_key) as recorder:
        if recorder.is_repeat:
            return made_before(recorder, Table)
        columns = {name: values[name] for name in TABLE_COLUMNS}
        table = Table(series=series, number=_next_number(series), **columns)
        table.save()
    return table


@transaction.atomic
def change_table(
    *,
    by: User,
    table: Table,
    version: int | None,
    values: Mapping[str, Any],
    idempotency_key: uuid.UUID | None = None,
    address: str = "",
) -> tuple[Table, int]:
    """Write what was filled in, and whether it goes on; return it and how many were mailed.

    Who has a seat is told of another place, day or hour, and when it does not go on. Raises
    Conflict when someone was first.
    """
    stored = changed_record(
        by=by, record=table, network=table.series.network, deed="dialogue.table", version=version,
        values={name: values[name] for name in (*TABLE_COLUMNS, "state")}, key=idempotency_key,
    )  # fmt: skip
    kind = news_of_table(table, stored)
    return stored, tell_seated(table=stored, kind=kind, address=address) if kind else 0


def rehearse(*, by: User, series: Series, idempotency_key: uuid.UUID | None = None) -> Table:
    """Make a table with mock participants to practise at; it never counts. A key does so once."""
    network, deed = series.network, "dialogue.table"
    with recorded(by=by, network=network, deed=deed, key=idempotency_key) as recorder:
        if recorder.is_repeat:
            return made_before(recorder, Table)
        table = Table(series=series, number=_next_number(series), place=_("Rehearsal"),
                      is_rehearsal=True, moderator=by, note_taker=by)  # fmt: skip
        table.save()
        recorder.add_all(
            Participant(
                series=series, table=table, is_mock=True, state=Participant.State.PRESENT,
                code=_("mock %(number)s") % {"number": number},
                pseudonym=pseudonym(table, number),
            )
            for number in range(1, MOCK_PEOPLE + 1)
        )  # fmt: skip
    return table


def pseudonym(table: Table, number: int) -> str:
    """How somebody is called in notes and reports: table and seat, such as T3-04."""
    return f"T{table.number}-{number:02d}"


def _next_number(series: Series) -> int:
    Series.locked(series.pk)
    highest = Table.objects.of_series(series).aggregate(highest=Max("number"))["highest"]
    return (highest or 0) + 1


def changed_record(
    *,
    by: User,
    record: Record,
    network: LocalNetwork,
    deed: str,
    version: int | None,
    values: Mapping[str, Any],
    key: uuid.UUID | None,
    check: Callable[[Record], None] | None = None,
) -> Record:
    """Write values into a record that ``check``, if any, lets pass. Raises Conflict."""
    with recorded(by=by, network=network, deed=deed, key=key) as recorder:
        if recorder.is_repeat:
            stored = type(record).locked(record.pk)
            if any(getattr(stored, name) != value for name, value in values.items()):
                raise Conflict(stored)
            return stored
        stored = type(record).locked(record.pk, version)
        if check is not None:
            check(stored)
        for name, value in values.items():
            setattr(stored, name, value)
        stored.save()
    return stored

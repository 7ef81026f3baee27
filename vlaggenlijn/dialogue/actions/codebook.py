"""The codebook grows, is renamed, merged, split and pruned; each is one deed that can be undone."""

import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Max

from vlaggenlijn.accounts.actions.undo import Outcome, undo
from vlaggenlijn.accounts.models import ChangeSet, Conflict, Recorder, User, recorded
from vlaggenlijn.accounts.models.bulk import snapshot
from vlaggenlijn.dialogue.actions.series import made_before
from vlaggenlijn.dialogue.models import Code, Coding, Finding, Memo, ReportPart, Series

DEED = "dialogue.codebook."
LAST_POSITION = 32_767


class NameTaken(Exception):
    """Another code of the series has this name, perhaps a retired one."""


def add_code(
    *,
    by: User | None,
    series: Series,
    name: str,
    description: str = "",
    idempotency_key: uuid.UUID | None = None,
) -> Code:
    """Add a code at the end of the codebook. Raises NameTaken."""
    with _deed(by, series, "add", name, idempotency_key) as recorder:
        if recorder.is_repeat:
            return made_before(recorder, Code)
        return _new(series, name, description)


def change_code(
    *,
    by: User,
    code: Code,
    version: int | None,
    name: str,
    description: str,
    idempotency_key: uuid.UUID | None = None,
) -> Code:
    """Give a code another name or description. Raises NameTaken, Conflict."""
    reason = code.name if code.name == name else f"{code.name} → {name}"
    with _deed(by, code.series, "rename", reason, idempotency_key) as recorder:
        stored = Code.locked(code.pk, None if recorder.is_repeat else version)
        if recorder.is_repeat:
            if (stored.name, stored.description) != (name, description):
                raise Conflict(stored)
            return stored
        _check_free(stored.series, name, stored)
        stored.name, stored.description = name, description
        stored.save()
    return stored


def merge(*, by: User, code: Code, into: Code, idempotency_key: uuid.UUID | None = None) -> None:
    """Let all that has a code have another one instead; the first code is gone.

    Where a coder had given both, one coding is left, with both memos. Does nothing for a code that
    is gone already, and none for a code with itself or one of another series.
    """
    reason = f"{code.name} → {into.name}"
    with _deed(by, code.series, "merge", reason, idempotency_key) as recorder:
        both = {one.pk: one for one in Code.objects.with_ids(code, into).select_for_update()}
        if recorder.is_repeat or len(both) < 2 or code.series_id != into.series_id:
            return
        gone, stays = both[code.pk], both[into.pk]
        _move_codings(recorder, gone, stays)
        _move_the_rest(gone, stays)
        stays.touch()
        gone.delete()


def split_off(
    *,
    by: User,
    code: Code,
    codings: Iterable[Coding],
    name: str,
    idempotency_key: uuid.UUID | None = None,
) -> Code:
    """Give chosen codings of a code a new code beside it. Raises NameTaken, Conflict."""
    with _deed(by, code.series, "split", f"{code.name} → {name}", idempotency_key) as recorder:
        if recorder.is_repeat:
            return made_before(recorder, Code)
        made = _new(code.series, name, "", parent_id=code.parent_id)
        moved = [(one, snapshot(one)) for one in codings if one.code_id == code.pk]
        for coding, _ in moved:
            coding.code = made
        recorder.change_all(moved)
    return made


def retire(*, by: User, code: Code, is_retired: bool) -> None:
    """Offer a code no longer, or again; what has it keeps it."""
    with _deed(by, code.series, "retire" if is_retired else "restore", code.name, None):
        stored = Code.locked(code.pk)
        stored.is_retired = is_retired
        stored.save()


def undo_in_codebook(*, by: User, series: Series, deed: ChangeSet) -> Outcome:
    """Undo a deed of the codebook; a quote that was withdrawn since gets no coding back.

    Raises AlreadyUndone, NothingToUndo.
    """

    def without_fallen(_: Recorder) -> None:
        for coding in Coding.objects.in_book(series).on_fallen_quotes():
            coding.delete()

    return undo(by=by, change_set=deed, after=without_fallen)


def _deed(by: User | None, series: Series, what: str, reason: str, key: uuid.UUID | None) -> Any:
    return recorded(
        by=by, network=series.network, deed=f"{DEED}{what}", reason=reason[:300], key=key
    )


def _new(series: Series, name: str, description: str, **values: Any) -> Code:
    locked = Series.locked(series.pk)
    _check_free(locked, name, None)
    last = Code.objects.of_series(series).aggregate(last=Max("position"))["last"] or 0
    code = Code(series=series, name=name, description=description,
                position=min(last + 1, LAST_POSITION), **values)  # fmt: skip
    code.save()
    return code


def _check_free(series: Series, name: str, own: Code | None) -> None:
    taken = Code.objects.of_series(series).named(name)
    if taken is not None and taken != own:
        raise NameTaken(taken)


def _move_codings(recorder: Recorder, gone: Code, stays: Code) -> None:
    there = {_sameness(one): one for one in Coding.objects.of_code(stays)}
    moved, double = [], []
    joined: dict[uuid.UUID, tuple[Coding, dict[str, Any]]] = {}
    for coding in Coding.objects.of_code(gone):
        before = snapshot(coding)
        twin = there.get(_sameness(coding))
        if twin is None:
            coding.code = stays
            moved.append((coding, before))
            continue
        double.append(coding)
        if coding.memo and coding.memo != twin.memo:
            joined.setdefault(twin.pk, (twin, snapshot(twin)))
            twin.memo = "\n\n".join(filter(None, (twin.memo, coding.memo)))
    recorder.remove_all(double)
    recorder.change_all([*moved, *joined.values()])


def _sameness(coding: Coding) -> tuple[Any, ...]:
    return (coding.quote_id, coding.polarity, coding.coder_id, coding.coder_name,
            coding.start, coding.end)  # fmt: skip


def _move_the_rest(gone: Code, stays: Code) -> None:
    """Bring findings, memos and the codes below along; no code comes to stand below itself."""
    if gone.pk in set(_above(stays)):
        stays.parent_id = gone.parent_id
        stays.save()
    for child in Code.objects.below(gone):
        if child.pk != stays.pk:
            child.parent = stays
            child.save()
    _move_report_parts(gone, stays)
    for record in (*Finding.objects.of_code(gone), *Memo.objects.of_code(gone)):
        record.code = stays
        record.save()


def _move_report_parts(gone: Code, stays: Code) -> None:
    """Bring what the report says of a theme along; two texts become one."""
    there = ReportPart.objects.of_code(stays).first()
    for part in ReportPart.objects.of_code(gone):
        if there is None:
            part.code = stays
            part.save()
        elif part.text:
            there.text = "\n\n".join(filter(None, (there.text, part.text)))
            there.save()


def _above(code: Code) -> Iterator[uuid.UUID]:
    parents = dict(Code.objects.of_series(code.series).values_list("pk", "parent"))
    pk, seen = parents.get(code.pk), set()
    while pk is not None and pk not in seen:
        seen.add(pk)
        yield pk
        pk = parents.get(pk)

"""Handbooks: taken into use, bettered step by step, ticked, shared, and learned from others."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.utils import timezone

from vlaggenlijn.accounts.models import Conflict, LocalNetwork, User, recorded
from vlaggenlijn.partnership import handbooks
from vlaggenlijn.partnership.actions.records import keep
from vlaggenlijn.partnership.handbooks import MOST_STEPS, Step
from vlaggenlijn.partnership.models import Handbook, HandbookStep, HandbookVersion, Task
from vlaggenlijn.partnership.ready_handbooks import Ready

MOST_HANDBOOKS = 50
CHANGE = "handbook.change"


class HandbookFull(Exception):
    """A handbook holds 80 steps at most, and a network 50 handbooks."""


def take_into_use(
    *,
    by: User | None,
    network: LocalNetwork,
    source: Ready | HandbookVersion,
    idempotency_key: uuid.UUID | None = None,
) -> Handbook:
    """Copy a ready handbook, or what another network shares, without ticks; a key does so once.

    Raises HandbookFull.
    """
    deed, key = "handbook.take", idempotency_key
    with recorded(by=by, network=network, deed=deed, key=key) as recorder:
        if recorder.is_repeat:
            first = recorder.change_set.changes.get(model=Handbook._meta.label_lower)
            return Handbook.locked(first.object_id)
        # Of two people who take it at once the second waits, and is counted with the first.
        LocalNetwork.locked(network.pk)
        if Handbook.objects.of_network(network).in_use().count() >= MOST_HANDBOOKS:
            raise HandbookFull
        made = Handbook(network=network, name=source.name, about=source.about)
        if isinstance(source, Ready):
            made.origin, made.language, steps = source.key, source.language, list(source.steps)
        else:
            kept, steps = source.handbook, source.words
            made.origin, made.language, made.taken_from = kept.origin, kept.language, source
        made.save()
        recorder.add_all(_row(made, order, one) for order, one in enumerate(steps[:MOST_STEPS], 1))
    return made


def _row(handbook: Handbook, order: int, words: Step) -> HandbookStep:
    return HandbookStep(handbook=handbook, order=order, **asdict(words))


def keep_handbook(
    *,
    by: User | None,
    handbook: Handbook,
    values: Mapping[str, Any],
    version: int | None = None,
    idempotency_key: uuid.UUID | None = None,
) -> Handbook:
    """Add a handbook of one's own, or give one another name, words or undertaking.

    Raises Conflict.
    """
    return keep(
        by=by,
        network=handbook.network,
        record=handbook,
        values=values,
        deed="handbook.add" if handbook._state.adding else CHANGE,
        version=version,
        idempotency_key=idempotency_key,
    )


def put_away(*, by: User | None, handbook: Handbook) -> Handbook:
    """Put a handbook away, or take it out again; nothing of it is lost."""
    with recorded(by=by, network=handbook.network, deed="handbook.put_away"):
        stored = Handbook.locked(handbook.pk)
        stored.put_away_on = None if stored.put_away_on else timezone.localdate()
        stored.save()
    return stored


def keep_step(
    *,
    by: User | None,
    step: HandbookStep,
    values: Mapping[str, Any],
    version: int | None = None,
    idempotency_key: uuid.UUID | None = None,
) -> HandbookStep:
    """Better the words of a step, or add one at the end of its chapter.

    Raises Conflict, and HandbookFull.
    """
    handbook, deed = step.handbook, "handbook.step"
    with recorded(by=by, network=handbook.network, deed=deed, key=idempotency_key) as recorder:
        if recorder.is_repeat:
            return _of_before(recorder.change_set, step)
        # Two who add or move steps at once take turns, so that no two stand in one place.
        Handbook.locked(handbook.pk)
        stored = step if step._state.adding else HandbookStep.locked(step.pk, version)
        for name, value in values.items():
            setattr(stored, name, value)
        if stored._state.adding:
            _put_in(handbook, stored)
        stored.save()
    return stored


def _of_before(change_set: Any, step: HandbookStep) -> HandbookStep:
    if not step._state.adding:
        return HandbookStep.locked(step.pk)
    first = change_set.changes.filter(model="partnership.handbookstep", before__isnull=True).get()
    return HandbookStep.locked(first.object_id)


def _put_in(handbook: Handbook, step: HandbookStep) -> None:
    rows = list(handbook.steps.all())
    if len(rows) >= MOST_STEPS:
        raise HandbookFull
    step.line = str(step.pk)
    place = handbooks.place_of_new([one.words for one in rows], step.chapter)
    step.order = place + 1
    for order, one in enumerate(rows[place:], place + 2):
        one.order = order
        one.save()


def move_step(*, by: User | None, step: HandbookStep, is_up: bool) -> None:
    """Put a step one place higher or lower; at the edge of a chapter it goes into the next."""
    with recorded(by=by, network=step.handbook.network, deed="handbook.order"):
        handbook = Handbook.locked(step.handbook_id)
        rows = list(handbook.steps.all())
        if any(one.pk == step.pk for one in rows):
            words = [one.words for one in rows]
            _write(handbook, rows, handbooks.moved(words, step.line, is_up=is_up))


def _write(handbook: Handbook, rows: Iterable[HandbookStep], steps: Sequence[Step]) -> None:
    """Let a handbook have just these words in this order; call it inside ``recorded()``."""
    there = {one.line: one for one in rows}
    for order, words in enumerate(steps, 1):
        row = there.get(words.line) or HandbookStep(handbook=handbook, line=words.line)
        row.order, row.what, row.chapter, row.tip = order, words.what, words.chapter, words.tip
        row.save()


def remove_step(*, by: User | None, step: HandbookStep) -> None:
    """Take a step out; the task that it was tied to stays."""
    with recorded(by=by, network=step.handbook.network, deed="handbook.remove_step"):
        Handbook.locked(step.handbook_id)
        found = HandbookStep.objects.filter(pk=step.pk).first()
        if found is not None:
            found.delete()


def tick(*, by: User | None, step: HandbookStep, is_done: bool) -> HandbookStep:
    """Note that a step is done, or open again; a task that it is tied to goes along.

    Said twice changes nothing.
    """
    deed = "handbook.tick" if is_done else "handbook.untick"
    with recorded(by=by, network=step.handbook.network, deed=deed):
        stored = HandbookStep.locked(step.pk)
        if stored.task_id is not None:
            _do_task(stored.task_id, is_done)
        if (stored.done_on is not None) != is_done:
            stored.done_on = timezone.localdate() if is_done else None
        stored.save()
    return HandbookStep.objects.with_tasks().get(pk=step.pk)


def _do_task(pk: uuid.UUID, is_done: bool) -> None:
    task = Task.locked(pk)
    if task.is_open == is_done:
        task.state = Task.State.DONE if is_done else Task.State.OPEN
        task.done_at = timezone.now() if is_done else None
        task.save()


def start_again(*, by: User | None, handbook: Handbook) -> int:
    """Take every tick away and let go of the tasks, for the next time; return how many steps.

    Tasks stay as they are: they are of the time that is over.
    """
    with recorded(by=by, network=handbook.network, deed="handbook.start_again"):
        Handbook.locked(handbook.pk)
        ticked = [one for one in handbook.steps.with_tasks() if one.is_done or one.task]
        for one in ticked:
            one.done_on = one.task = None
            one.save()
    return len(ticked)


def make_task(*, by: User | None, step: HandbookStep) -> Task:
    """Make a task of a step, under the undertaking of its handbook; one that is there is kept."""
    handbook = step.handbook
    with recorded(by=by, network=handbook.network, deed="handbook.make_task"):
        stored = HandbookStep.locked(step.pk)
        if stored.task is None:
            task = Task(
                network=handbook.network, undertaking=handbook.undertaking, what=stored.what
            )
            task.save()
            stored.task = task
            stored.save()
    return stored.task


def share(
    *,
    by: User | None,
    handbook: Handbook,
    better: str,
    idempotency_key: uuid.UUID | None = None,
) -> HandbookVersion:
    """Share a handbook as it is now, as its next version; the same key shares once."""
    network, deed = handbook.network, "handbook.share"
    with recorded(by=by, network=network, deed=deed, key=idempotency_key) as recorder:
        if recorder.is_repeat:
            first = recorder.change_set.changes.get(model="partnership.handbookversion")
            return HandbookVersion.locked(first.object_id)
        stored = Handbook.locked(handbook.pk)
        last = stored.versions.first()
        version = HandbookVersion(
            handbook=stored,
            number=last.number + 1 if last else 1,
            name=stored.name,
            about=stored.about,
            better=better,
            steps=[asdict(one.words) for one in stored.steps.all()],
            shared_at=timezone.now(),
        )
        version.save()
    return version


def withdraw_version(*, by: User | None, shared: HandbookVersion) -> HandbookVersion:
    """Show a version to nobody else any more, or again; copies that were made stay."""
    with recorded(by=by, network=shared.handbook.network, deed="handbook.withdraw"):
        stored = HandbookVersion.locked(shared.pk)
        stored.is_withdrawn = not stored.is_withdrawn
        stored.save()
    return stored


def take_over(
    *,
    by: User | None,
    handbook: Handbook,
    theirs: Sequence[Step],
    lines: Collection[str],
    order: bool = False,
    seen: str = "",
) -> int:
    """Take over the words of some steps, and the order where asked; return how many differ now.

    Ticks and tasks of one's own steps stay. ``seen`` is the fingerprint of one's own steps when
    they were compared; raises Conflict when they are others now, and HandbookFull.
    """
    with recorded(by=by, network=handbook.network, deed="handbook.take_over"):
        stored = Handbook.locked(handbook.pk)
        rows = list(stored.steps.all())
        mine = [one.words for one in rows]
        if seen and handbooks.fingerprint(mine) != seen:
            raise Conflict(stored)
        wanted = handbooks.taken_over(mine, theirs, lines, order=order)
        if len(wanted) > MOST_STEPS:
            raise HandbookFull
        _write(stored, rows, wanted)
    before = {one.line: one for one in mine}
    return sum(before.get(one.line) != one for one in wanted)

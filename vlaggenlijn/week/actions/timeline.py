"""Steps of the timeline: the national ones out of their file, and those of the network itself."""

import json
import uuid
from functools import cache
from importlib.resources import files
from typing import Any

from vlaggenlijn.accounts.models import User, recorded
from vlaggenlijn.partnership.models import Partner, Task
from vlaggenlijn.week.models import Campaign, TimelineStep
from vlaggenlijn.week.timeline import Due, Rule, Span, moved


@cache
def national_steps() -> list[dict[str, Any]]:
    """Return the steps of data/national_timeline.json, what is national and what we propose."""
    text = files("vlaggenlijn.week").joinpath("data/national_timeline.json").read_text("utf-8")
    steps: list[dict[str, Any]] = json.loads(text)["steps"]
    return steps


def start_national_timeline(*, by: User | None, campaign: Campaign) -> int:
    """Put the national steps on the timeline that are not there yet; return how many."""
    with recorded(by=by, network=campaign.network, deed="timeline.start"):
        stored = Campaign.locked(campaign.pk)
        there = set(stored.steps.values_list("key", flat=True))
        fresh = [one for one in national_steps() if one["key"] not in there]
        for one in fresh:
            rule = Rule(one["days"], one.get("anchor", "begin"), one.get("weekday"))
            _put(stored, one["what"], rule, key=one["key"], is_national="national" in one)
    return len(fresh)


def add_step(
    *,
    by: User | None,
    campaign: Campaign,
    what: str,
    rule: Rule,
    partner: Partner | None = None,
    person: User | None = None,
    idempotency_key: uuid.UUID | None = None,
) -> TimelineStep:
    """Add a step of the network's own; the same key again returns that of before."""
    network, deed = campaign.network, "timeline.add"
    with recorded(by=by, network=network, deed=deed, key=idempotency_key) as recorder:
        if recorder.is_repeat:
            first = recorder.change_set.changes.get(model="week.timelinestep")
            return TimelineStep.locked(first.object_id)
        return _put(campaign, what, rule, partner=partner, person=person)


def _put(
    campaign: Campaign,
    what: str,
    rule: Rule,
    key: str = "",
    is_national: bool = False,
    **owner: Any,
) -> TimelineStep:
    task = Task(
        network=campaign.network,
        undertaking=campaign.undertaking,
        what=what,
        due_on=rule.day(campaign.span),
        **owner,
    )
    task.save()
    step = TimelineStep(
        campaign=campaign,
        task=task,
        key=key,
        is_national=is_national,
        anchor=rule.anchor,
        days=rule.days,
        weekday=rule.weekday,
    )
    step.save()
    return step


def move_steps(campaign: Campaign, before: Span) -> int:
    """Let open tasks follow the campaign's new days; call it inside ``recorded()``."""
    tasks = {str(one.pk): one for one in campaign.steps.with_tasks()}
    dues = [Due(key, one.rule, one.task.due_on, one.task.is_open) for key, one in tasks.items()]
    days = moved(dues, before, campaign.span)
    for key, day in days.items():
        task = Task.locked(tasks[key].task_id)
        task.due_on = day
        task.save()
    return len(days)


def change_step(
    *,
    by: User | None,
    step: TimelineStep,
    what: str,
    rule: Rule,
    partner: Partner | None,
    version: int | None = None,
    idempotency_key: uuid.UUID | None = None,
) -> TimelineStep:
    """Give a step other words, another day or another partner. Raises Conflict.

    An open task that fell on the day of its rule follows; a day that was set by hand stays, and so
    does the person whose task it is.
    """
    network, deed = step.campaign.network, "timeline.change"
    with recorded(by=by, network=network, deed=deed, key=idempotency_key) as recorder:
        if recorder.is_repeat:
            return TimelineStep.locked(step.pk)
        stored = TimelineStep.locked(step.pk, version)
        task, span = Task.locked(stored.task_id), stored.campaign.span
        follows = task.is_open and task.due_on == stored.rule.day(span)
        stored.anchor, stored.days, stored.weekday = rule.anchor, rule.days, rule.weekday
        # Words stand on the task; who has the form open now must be told all the same.
        stored.touch()
        task.what, task.partner = what, partner
        task.person = None if partner else task.person
        task.due_on = rule.day(span) if follows else task.due_on
        task.save()
    return stored


def remove_step(*, by: User | None, step: TimelineStep) -> None:
    """Take a step off the timeline with its open task; a task that is done stays. Undo returns it.

    Two who remove it at once remove it once.
    """
    with recorded(by=by, network=step.campaign.network, deed="timeline.remove"):
        found = TimelineStep.objects.filter(pk=step.pk).select_related("task").first()
        if found is None:
            return
        task = found.task
        found.delete()
        if task.is_open:
            task.delete()

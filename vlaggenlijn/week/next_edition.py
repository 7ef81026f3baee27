"""What comes along to the next edition of a campaign, and what stays behind and why.

The page that shows it and the action that writes it ask it here, so that what was seen is what is
written. What is not named here never comes: votes, answers, registrations, payments, pictures and
counts of bunting.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from vlaggenlijn.accounts.models import User
from vlaggenlijn.agenda.actions.activities import COLUMNS
from vlaggenlijn.agenda.models import Activity, ActivityConcept, State
from vlaggenlijn.agenda.moments import Pattern
from vlaggenlijn.partnership.models import Partner
from vlaggenlijn.taxonomy.models import Concept
from vlaggenlijn.week.carry_over import (
    Behind,
    CarriedText,
    Edition,
    goes_on,
    shift_pattern,
    why_behind,
    without_days,
)
from vlaggenlijn.week.models import Campaign, CampaignActivity, TimelineStep
from vlaggenlijn.week.timeline import Span

MOST = 500  # activities at once; the form sends a tick for each
TEXTS = ("title", "description", "price_note", "accessibility")
ADDRESSES = ("website", "online_url")


@dataclass(frozen=True, slots=True)
class ComingStep:
    """A step of the timeline with its day in the new edition, and what was learned of it."""

    step: TimelineStep
    what: str
    due_on: date
    learned: str
    partner: Partner | None
    person: User | None


@dataclass(frozen=True, slots=True)
class Line:
    """An activity with its days in the new edition; ``behind`` says why it stays, "" if not."""

    proposed: CampaignActivity
    pattern: Pattern
    keeps_weekday: bool
    has_gap: bool
    behind: Behind = ""

    @property
    def pk(self) -> uuid.UUID:
        return self.proposed.pk

    @property
    def has_other_link(self) -> bool:
        """Whether people registered at an address that stays behind."""
        return bool(self.proposed.activity.registration_url)


@dataclass(frozen=True, slots=True)
class Next:
    """Everything that can come along, and what stays; ``more_count`` is beyond what is shown."""

    old: Edition
    new: Edition
    topics: list[Concept]
    emphases: list[str]
    steps: list[ComingStep]
    lines: list[Line]
    more_count: int

    @property
    def coming(self) -> list[Line]:
        return [one for one in self.lines if not one.behind]

    @property
    def behind(self) -> list[Line]:
        return [one for one in self.lines if one.behind]


def edition_of(campaign: Campaign) -> Edition:
    return Edition(campaign.begins_on, campaign.ends_on)


def next_of(campaign: Campaign, new: Edition) -> Next:
    """Return what comes of a campaign when its next edition has these days."""
    old = edition_of(campaign)
    rows = list(campaign.activities.with_activities().by_day()[:MOST])
    return Next(
        old=old,
        new=new,
        topics=[one.concept for one in campaign.campaign_topics.with_names()],
        emphases=_titles(campaign, old),
        steps=_steps(campaign, old, new),
        lines=[_line(one, old, new) for one in rows],
        more_count=campaign.activities.count() - len(rows),
    )


def _titles(campaign: Campaign, old: Edition) -> list[str]:
    """Return the shortlist without what became the theme, each line once."""
    titles = (without_days(one.title, old).text for one in campaign.emphases.not_chosen())
    return list(dict.fromkeys(titles))


def _line(proposed: CampaignActivity, old: Edition, new: Edition) -> Line:
    activity = proposed.activity
    pattern, keeps_weekday = shift_pattern(activity.pattern, old, new)
    behind = why_behind(
        proposed.state,
        is_off=activity.state == State.CANCELLED,
        has_left=proposed.partner is not None and proposed.partner.left_on is not None,
        goes_on=goes_on(activity.pattern, new),
    )
    texts = _texts(activity, old).values()
    return Line(proposed, pattern, keeps_weekday, any(one.has_gap for one in texts), behind)


def _steps(campaign: Campaign, old: Edition, new: Edition) -> list[ComingStep]:
    members = set(User.objects.members_of(campaign.network))
    found = campaign.steps.with_tasks().going_on()
    return [_step(one, old, new, members) for one in found]


def _step(step: TimelineStep, old: Edition, new: Edition, members: Collection[User]) -> ComingStep:
    task = step.task
    partner = task.partner if task.partner and task.partner.left_on is None else None
    return ComingStep(
        step=step,
        what=without_days(task.what, old).text,
        due_on=step.rule.day(Span(new.first_on, new.last_on)),
        learned=without_days(step.lesson or step.learned, old).text,
        partner=partner,
        person=task.person if task.person in members else None,
    )


def _texts(activity: Activity, old: Edition) -> dict[str, CarriedText]:
    return {name: without_days(getattr(activity, name), old) for name in TEXTS}


def draft_of(line: Line, old: Edition) -> Activity:
    """Return the activity of the new edition, not saved yet; who registered stays behind."""
    activity, pattern = line.proposed.activity, line.pattern
    values: dict[str, Any] = {name: getattr(activity, name) for name in COLUMNS}
    values |= {name: one.text for name, one in _texts(activity, old).items()}
    for name in ADDRESSES:  # an address of that year leads to that year
        values[name] = "" if without_days(values[name], old).has_gap else values[name]
    values |= {
        "first_on": pattern.first_on,
        "until": pattern.until,
        "also_on": sorted(day.isoformat() for day in pattern.also_on),
        "skipped": [],
        "registration_url": "",
    }
    return Activity(network=activity.network, zone=activity.zone, state=State.DRAFT, **values)


def themes_of(activities: Collection[uuid.UUID]) -> dict[uuid.UUID, list[uuid.UUID]]:
    """Return the ids of the themes of activities."""
    found: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for link in ActivityConcept.objects.of_activities(activities):
        found[link.activity_id].append(link.concept_id)
    return found

"""What looks like a record that is being typed, among what this person may see; writes nothing."""

import uuid
from dataclasses import dataclass
from typing import Any

from vlaggenlijn.accounts.models import ChangeSet, User
from vlaggenlijn.directory.facts import OrganizationFacts, ServiceFacts
from vlaggenlijn.directory.likeness import Pair, likest
from vlaggenlijn.directory.likeness_words import reason_texts
from vlaggenlijn.directory.models import Organization, Service
from vlaggenlijn.directory.portraits import (
    organization_portraits,
    organization_typed,
    service_portraits,
    service_typed,
    worth_comparing,
)


@dataclass(frozen=True, slots=True)
class Alike:
    """A record that may be the one that is being typed, and why."""

    record: Organization | Service
    reasons: list[str]


def organizations_like(facts: OrganizationFacts, user: User) -> list[Alike]:
    """Return organisations that the person sees and that look like these facts, likeliest first."""
    typed = organization_typed(facts)
    seen = Organization.objects.for_user(user).current()
    near = worth_comparing(typed, seen, address="locations__address")
    return _with_records(likest(typed, organization_portraits(near)), list(near))


def services_like(facts: ServiceFacts, organization: Organization, user: User) -> list[Alike]:
    """Return services that the person sees and that look like these facts, likeliest first."""
    typed = service_typed(facts, organization)
    seen = Service.objects.for_user(user).current()
    near = worth_comparing(typed, seen, address="locations__address")
    return _with_records(likest(typed, service_portraits(near)), list(near))


def was_sent(key: uuid.UUID) -> bool:
    """Tell whether a form with this key was written before: then there is nothing to ask."""
    return ChangeSet.objects.filter(key=key).exists()


def _with_records(pairs: list[Pair], records: list[Organization] | list[Service]) -> list[Alike]:
    by_id: dict[Any, Organization | Service] = {one.pk: one for one in records}
    return [Alike(by_id[pair.second.key], _why(pair)) for pair in pairs]


def _why(pair: Pair) -> list[str]:
    reasons = pair.likeness.reasons
    return reason_texts((one.code, one.value) for one in reasons if one.points > 0)

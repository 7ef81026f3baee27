"""Undertakings, the needs they take up, and the topics of the table."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.models import LocalNetwork, User, recorded
from vlaggenlijn.needs.actions import COLUMNS as OF_A_NEED
from vlaggenlijn.needs.actions import change_need, trace
from vlaggenlijn.needs.models import Need, State
from vlaggenlijn.needs.threads import End
from vlaggenlijn.partnership.actions.records import keep, relink
from vlaggenlijn.partnership.models import Partner, PlacedNeed, Topic, Undertaking
from vlaggenlijn.taxonomy.models import Concept

CAMPAIGN_TOPICS = "campaign-topics"


@transaction.atomic
def keep_undertaking(
    *,
    by: User | None,
    undertaking: Undertaking,
    values: Mapping[str, Any],
    partners: Iterable[Partner],
    needs: Iterable[Need],
    version: int | None = None,
    idempotency_key: uuid.UUID | None = None,
) -> Undertaking:
    """Add or change an undertaking with its partners and needs. Raises Conflict.

    The lead takes part by itself. A need that is taken up gets a step of the thread to it, and is
    no longer called open.
    """
    wanted = list(needs)
    seated = {*partners, *([values["lead"]] if values.get("lead") else [])}
    stored = keep(
        by=by,
        network=undertaking.network,
        record=undertaking,
        values=values,
        links={"partners": seated, "needs": wanted},
        deed="undertaking.add" if undertaking._state.adding else "undertaking.change",
        version=version,
        idempotency_key=idempotency_key,
    )
    for need in wanted:
        _tell(by, stored, need)
    return stored


@transaction.atomic
def take_up(
    *, by: User | None, need: Need, undertaking: Undertaking, partner: Partner | None = None
) -> Undertaking:
    """Let an undertaking take up a need, and a partner take part in it; said twice counts once."""
    with recorded(by=by, network=undertaking.network, deed="undertaking.take_up"):
        relink(undertaking, "needs", {*undertaking.needs.all(), need})
        if partner is not None:
            relink(undertaking, "partners", {*undertaking.partners.all(), partner})
    _tell(by, undertaking, need)
    return undertaking


def _tell(by: User | None, undertaking: Undertaking, need: Need) -> None:
    trace(
        by=by,
        network=undertaking.network,
        source=End(
            "needs.need", need.pk, need.sentence, f"{reverse('needs:board')}#nood-{need.pk}"
        ),
        target=End(
            "partnership.undertaking",
            undertaking.pk,
            undertaking.name,
            reverse("partnership:undertaking", args=[undertaking.pk]),
        ),
        label=_("taken up"),
    )
    if need.state == State.OPEN:
        values = {name: getattr(need, name) for name in OF_A_NEED} | {"state": State.TAKEN_UP}
        change_need(by=by, need=need, version=None, values=values)


def start_topics(*, by: User | None, network: LocalNetwork) -> int:
    """Put the topics of the campaign in the first column of the table; return how many are new."""
    concepts = Concept.objects.of_scheme(CAMPAIGN_TOPICS).with_names()
    there = set(Topic.objects.of_network(network).shown().values_list("title", flat=True))
    fresh = [one.label for one in concepts if one.label not in there]
    with recorded(by=by, network=network, deed="topics.start"):
        for title in fresh:
            Topic(network=network, title=title[:200]).save()
    return len(fresh)


def add_topic(*, by: User | None, network: LocalNetwork, title: str) -> Topic:
    """Add a topic of the network's own; one that is there is returned."""
    there = Topic.objects.of_network(network).shown().titled(title)
    if there is not None:
        return there
    with recorded(by=by, network=network, deed="topic.add"):
        topic = Topic(network=network, title=title)
        topic.save()
    return topic


def archive_topic(*, by: User | None, topic: Topic) -> None:
    """Take a topic off the table; its needs stand without topic from then on."""
    with recorded(by=by, network=topic.network, deed="topic.archive"):
        stored = Topic.locked(topic.pk)
        stored.archived_at = stored.archived_at or timezone.now()
        stored.save()
        for placed in stored.placed.all():
            placed.delete()


def place_need(*, by: User | None, need: Need, topic: Topic | None) -> None:
    """Put a need under a topic; None puts it under none."""
    with recorded(by=by, network=need.network, deed="need.place"):
        placed = PlacedNeed.objects.filter(need=need).first()
        if topic is None:
            if placed is not None:
                placed.delete()
            return
        placed = placed or PlacedNeed(need=need)
        placed.topic = topic
        placed.save()

"""Findings backed by quotes, recommendations on findings, and a finding adopted as a need."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.models import Conflict, LocalNetwork, User, recorded
from vlaggenlijn.dialogue.actions.series import made_before
from vlaggenlijn.dialogue.actions.typed_over import refuse_words_of_quotes
from vlaggenlijn.dialogue.models import (
    Finding,
    FindingQuote,
    Quote,
    Recommendation,
    RecommendationFinding,
    Series,
)
from vlaggenlijn.needs import actions as needs
from vlaggenlijn.needs.models import SCHEMES, Need, Source, State
from vlaggenlijn.needs.threads import End


def add_finding(
    *, by: User | None, series: Series, sentence: str, idempotency_key: uuid.UUID | None = None
) -> Finding:
    """Write down a finding; quotes are put beside it afterwards. Raises WordsOfAQuote."""
    refuse_words_of_quotes(series, sentence)
    network, deed = series.network, "dialogue.finding"
    with recorded(by=by, network=network, deed=deed, key=idempotency_key) as recorder:
        if recorder.is_repeat:
            return made_before(recorder, Finding)
        finding = Finding(series=series, sentence=sentence)
        finding.save()
    return finding


def change_finding(
    *,
    by: User,
    finding: Finding,
    version: int | None,
    sentence: str,
    counted: Mapping[str, int],
    idempotency_key: uuid.UUID | None = None,
) -> Finding:
    """Write another sentence, with the counts that hold now. Raises Conflict, WordsOfAQuote."""
    refuse_words_of_quotes(finding.series, sentence)
    network, deed = finding.series.network, "dialogue.finding"
    with recorded(by=by, network=network, deed=deed, key=idempotency_key) as recorder:
        if recorder.is_repeat:
            stored = Finding.locked(finding.pk)
            if stored.sentence != sentence:
                raise Conflict(stored)
            return stored
        stored = Finding.locked(finding.pk, version)
        stored.sentence, stored.counted = sentence, dict(counted)
        stored.save()
    return stored


def remove_finding(*, by: User, finding: Finding) -> None:
    """Take a finding away; a need that came of it stays, its thread to here is cut."""
    with recorded(by=by, network=finding.series.network, deed="dialogue.finding"):
        Finding.locked(finding.pk).delete()
    needs.untrace(by=by, network=finding.series.network, model=_label(finding), pk=finding.pk)


def back_with(*, by: User | None, finding: Finding, quotes: Iterable[Quote]) -> None:
    """Put quotes behind a finding; those that are there stay."""
    with recorded(by=by, network=finding.series.network, deed="dialogue.finding"):
        there = set(FindingQuote.objects.of_finding(finding).values_list("quote", flat=True))
        for quote in quotes:
            if quote.pk not in there and quote.stands:
                FindingQuote(finding=finding, quote=quote).save()


def take_from(*, by: User, finding: Finding, quote: Quote) -> None:
    """Take a quote from behind a finding."""
    with recorded(by=by, network=finding.series.network, deed="dialogue.finding"):
        for backing in FindingQuote.objects.of_finding(finding):
            if backing.quote_id == quote.pk:
                backing.delete()


def write_recommendation(
    *,
    by: User | None,
    series: Series,
    sentence: str,
    addressee: str,
    findings: Iterable[Finding],
    recommendation: Recommendation | None = None,
    version: int | None = None,
    idempotency_key: uuid.UUID | None = None,
) -> Recommendation:
    """Add a recommendation, or change one, with the findings it rests on.

    Raises Conflict and WordsOfAQuote.
    """
    refuse_words_of_quotes(series, sentence)
    network, deed = series.network, "dialogue.finding"
    with recorded(by=by, network=network, deed=deed, key=idempotency_key) as recorder:
        if recorder.is_repeat:
            return recommendation or made_before(recorder, Recommendation)
        stored = Recommendation(series=series)
        if recommendation is not None:
            stored = Recommendation.locked(recommendation.pk, version)
        stored.sentence, stored.addressee = sentence, addressee
        stored.save()
        _ground(stored, findings)
    for finding in findings:
        needs.trace(by=by, network=network, source=end_of_finding(finding),
                    target=end_of_recommendation(stored), label=_("led to advice"))  # fmt: skip
    return stored


def _ground(recommendation: Recommendation, findings: Iterable[Finding]) -> None:
    wanted = {finding.pk for finding in findings}
    for ground in recommendation.grounds.all():
        if ground.finding_id not in wanted:
            ground.delete()
        wanted.discard(ground.finding_id)
    for pk in wanted:
        RecommendationFinding(recommendation=recommendation, finding_id=pk).save()


@transaction.atomic
def adopt(*, by: User, finding: Finding, network: LocalNetwork) -> Need:
    """Put a finding on the needs board of a network; again returns the same need.

    The finding stays locked from the look to the write: of two who adopt it at once, the second
    waits and gets the need of the first.
    """
    there = Finding.locked(finding.pk)
    if there.need is not None:
        return there.need
    need = needs.add_need(by=by, network=network, values=_values_of_need(there))
    needs.trace(by=by, network=network, source=end_of_finding(there),
                target=End(need._meta.label_lower, need.pk, need.sentence,
                           reverse("needs:edit", args=[need.pk])),
                label=_("became a need"))  # fmt: skip
    with recorded(by=by, network=there.series.network, deed="dialogue.adopt"):
        stored = Finding.locked(finding.pk)
        stored.need = need
        stored.save()
    return need


def _values_of_need(finding: Finding) -> dict[str, Any]:
    values: dict[str, Any] = dict.fromkeys((*SCHEMES, "municipality"))
    return values | {"sentence": finding.sentence, "source": Source.DIALOGUE, "state": State.OPEN,
                     "evidence": finding.series.title, "theme": _theme(finding)}  # fmt: skip


def _theme(finding: Finding) -> Any:
    return finding.code.concept if finding.code is not None else None


def _label(record: Any) -> str:
    return str(record._meta.label_lower)


def end_of_finding(finding: Finding) -> End:
    address = reverse("dialogue:finding", args=[finding.pk])
    return End(_label(finding), finding.pk, finding.sentence, address)


def end_of_recommendation(recommendation: Recommendation) -> End:
    address = reverse("dialogue:findings", args=[recommendation.series_id])
    return End(_label(recommendation), recommendation.pk, recommendation.sentence, address)

"""What is found out by itself: scores every night, and which web addresses do not answer."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from vlaggenlijn.common.outside import AGENT, Answer, ask, may_be_asked
from vlaggenlijn.directory.models import CheckedAddress, Organization, Service, ServiceQuality
from vlaggenlijn.directory.quality import Quality
from vlaggenlijn.directory.trusting import quality_of

BATCH = 500  # services read together
AT_ONCE = 100  # addresses of one task, so that other work of the worker need not wait long
LONGEST = 300.0  # seconds of one task
PAUSE = 1.0  # seconds between two questions, whichever host it is
MOST_OF_ONE_HOST = 20  # addresses a day
GONE = (404, 410)
FAILING = 500
Why = CheckedAddress.Why
Asked = Callable[[str, str], Answer]
Allowed = Callable[[str, str], bool]


def reckon_qualities() -> int:
    """Reckon the score of every service that is not archived; return how many there are."""
    today, count = timezone.localdate(), 0
    broken = frozenset(CheckedAddress.objects.broken().values_list("url", flat=True))
    ids = iter(list(Service.objects.current().order_by("pk").values_list("pk", flat=True)))
    while part := list(islice(ids, BATCH)):
        services = Service.objects.with_ids(part).with_details()
        _keep_qualities(_row(one, quality_of(one, broken, today), today) for one in services)
        count += len(part)
    ServiceQuality.objects.filter(reckoned_on__lt=today).delete()
    return count


def _row(service: Service, found: Quality, today: date) -> ServiceQuality:
    broken = [[one.code, one.value] for one in found.broken]
    return ServiceQuality(
        pk=service.pk, score=found.score, broken=broken, is_broken=bool(broken), reckoned_on=today
    )


def _keep_qualities(rows: Iterable[ServiceQuality]) -> None:
    ServiceQuality.objects.bulk_create(
        list(rows), update_conflicts=True, unique_fields=["service_id"],
        update_fields=["score", "broken", "is_broken", "reckoned_on"],
    )  # fmt: skip


def check_addresses() -> None:
    """Have the worker ask whether the websites of records answer, when the setting says so."""
    if settings.CHECK_LINKS:
        ask_websites.enqueue()


@task()
def ask_websites() -> None:
    """Ask a number of websites; what is left is a task of its own, after what else waits."""
    if look_at_websites():
        ask_websites.enqueue()


def look_at_websites(
    asked: Asked = ask, allowed: Allowed = may_be_asked, pause: float = PAUSE
) -> bool:
    """Ask websites that were not asked lately, one after the other; tell whether more wait."""
    until, due = time.monotonic() + LONGEST, _due()
    agent = f"{AGENT}/1.0 (+{next(iter(settings.CSRF_TRUSTED_ORIGINS), 'vlaggenlijn')})"
    rules: dict[str, bool] = {}
    for url in due:
        if time.monotonic() > until:
            return True
        host = host_of(url)
        if host not in rules:
            rules[host] = allowed(url, agent)
        if rules[host]:
            time.sleep(pause)
        _keep_answer(url, asked(url, agent) if rules[host] else Answer(problem="refused"))
    return len(due) == AT_ONCE


def named_addresses() -> set[str]:
    """Return the web addresses that records which are not archived name."""
    services = Service.objects.current().exclude(url="").values_list("url", flat=True)
    homes = Organization.objects.current().exclude(website="").values_list("website", flat=True)
    return {*services, *homes}


def _due() -> list[str]:
    """Return the addresses to ask, host by host; what no record names any more is forgotten."""
    now, named = timezone.now(), named_addresses()
    known = {one.url: one for one in CheckedAddress.objects.all()}
    gone = [one.pk for url, one in known.items() if url not in named]
    for start in range(0, len(gone), BATCH):
        CheckedAddress.objects.filter(pk__in=gone[start : start + BATCH]).delete()
    waiting = [url for url in named if url not in known or known[url].is_due(now)]
    return list(islice(_few_of_each(sorted(waiting, key=lambda url: (host_of(url), url))), AT_ONCE))


def _few_of_each(urls: Iterable[str]) -> Iterator[str]:
    counts: dict[str, int] = defaultdict(int)
    for url in urls:
        counts[host_of(url)] += 1
        if counts[host_of(url)] <= MOST_OF_ONE_HOST:
            yield url


def host_of(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").casefold()
    except ValueError:
        return ""


def _keep_answer(url: str, answer: Answer) -> None:
    """Keep since when an address does not answer; one that may not be asked counts as right."""
    known = CheckedAddress.objects.filter(url=url).first()
    why = why_of(answer)
    since = known.failing_since if known else None
    values: dict[str, Any] = {
        "checked_at": timezone.now(),
        "why": why,
        "failing_since": (since or timezone.localdate()) if why else None,
        "failures": (known.failures if known else 0) + 1 if why else 0,
    }
    CheckedAddress.objects.update_or_create(url=url, defaults=values)


def why_of(answer: Answer) -> str:
    """Return why an answer is none; empty for every page that is there, behind a door too."""
    if answer.problem in (Why.UNKNOWN, Why.SILENT):
        return answer.problem
    if answer.status in GONE:
        return Why.GONE
    return Why.FAILING if answer.status >= FAILING else ""

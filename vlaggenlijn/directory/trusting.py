"""From a stored service to its quality, and the reasons in words with the field that mends them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from vlaggenlijn.common.phones import dialled, is_in_use, shown
from vlaggenlijn.directory.models import CheckedAddress, Phone, Service, ServiceQuality
from vlaggenlijn.directory.quality import Quality, Told, quality
from vlaggenlijn.directory.quality import Reason as Weighed


@dataclass(frozen=True, slots=True)
class Hint:
    """What would make a record better, in words, and the part of the form where to do it."""

    text: str
    part: str


def quality_of(service: Service, broken: Iterable[str], today: date | None = None) -> Quality:
    """Return the quality of a service that was read with its details."""
    return quality(told_of(service, frozenset(broken)), today or timezone.localdate())


def told_of(service: Service, broken: frozenset[str]) -> Told:
    phones = phones_of(service)
    links = [one for one in (service.url, service.organization.website) if one]
    mails = [one for one in (service.email, service.organization.email) if one]
    return Told(
        missing=frozenset(_missing(service)),
        assured_on=service.assured_on,
        ways=bool(phones) + bool(links) + bool(mails),
        bad_phones=tuple(one for one in phones if is_bad(one)),
        bad_links=tuple(one for one in links if one in broken),
        texts=(service.summary, service.application_process, service.what_happens,
               service.description),
    )  # fmt: skip


def phones_of(service: Service) -> list[str]:
    """Return the numbers a parent may call: of the service, else of its organisation."""
    own = _for_parents(service.phones.all())
    return own or _for_parents(service.organization.phones.all())


def _for_parents(phones: Iterable[Phone]) -> list[str]:
    return [one.number for one in phones if not one.is_for_professionals]


def is_bad(number: str) -> bool:
    """Tell whether a number cannot be dialled, or has a beginning that nobody was given."""
    return not dialled(number) or not is_in_use(number)


def _missing(service: Service) -> Iterable[str]:
    links = list(service.service_at_locations.all())
    schedules = [*service.schedules.all(), *(one for at in links for one in at.schedules.all())]
    has = {
        "no_summary": bool(service.summary or service.description),
        "no_themes": any(
            link.is_confirmed and link.concept.scheme_id == "themes"
            for link in service.service_concepts.all()
        ),
        "no_first_step": bool(service.application_process),
        "no_hours": bool(schedules),
        "no_ages": service.minimum_age_months is not None or service.maximum_age_months is not None,
        "no_cost": bool(service.cost_options.all() or service.fees_description),
        "no_place": bool(links or service.service_areas.all()),
    }
    return (code for code, is_there in has.items() if not is_there)


def hints(found: Quality, since: Mapping[str, date]) -> list[Hint]:
    """Return the reasons in words; ``since`` tells from when a link did not answer."""
    return [Hint(_text(one, since), PARTS[one.code]) for one in found.reasons]


PARTS = {
    "no_summary": "part-what",
    "no_first_step": "part-what",
    "no_themes": "part-about",
    "no_hours": "part-where",
    "no_place": "part-where",
    "no_ages": "part-whom",
    "no_cost": "part-cost",
    "never_confirmed": "id_is_confirmed",
    "long_ago": "id_is_confirmed",
    "months_ago": "id_is_confirmed",
    "no_way": "part-reach",
    "one_way": "part-reach",
    "bad_phone": "part-reach",
    "bad_link": "part-reach",
    "hard_to_read": "part-what",
    "long_sentence": "part-what",
    "hard_words": "part-what",
}


def _text(one: Weighed, since: Mapping[str, date]) -> str:
    texts = {
        "no_summary": _("Say in one sentence what it is and for whom."),
        "no_themes": _("Choose a theme, so that parents find it."),
        "no_first_step": _("Say what a parent must do first."),
        "no_hours": _("Fill in the hours, or say that it is by appointment."),
        "no_ages": _("Say for which ages it is."),
        "no_cost": _("Say what it costs, or that it is free."),
        "no_place": _("Say where it is, or for families from where."),
        "never_confirmed": _("Nobody confirmed yet that this is right."),
        "long_ago": _("It was confirmed more than a year ago."),
        "months_ago": _("It was confirmed more than half a year ago."),
        "no_way": _("Give a phone, an e-mail address or a website."),
        "one_way": _("Give a second way to reach it."),
        "bad_phone": _("This number cannot be called: %(value)s"),
        "bad_link": _("This website has not answered since %(day)s: %(value)s")
        if one.value in since
        else _("This website did not answer: %(value)s"),
        "hard_to_read": _("The text is hard to read. Use shorter words and sentences."),
        "long_sentence": _("One sentence has %(value)s words. Cut it in two."),
        "hard_words": _("Hard words: %(value)s"),
    }
    value = shown(one.value) if one.code == "bad_phone" else one.value
    return texts[one.code] % {"value": value, "day": _day(since.get(one.value))}


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""


def quality_and_hints(service: Service) -> tuple[Quality, list[Hint]]:
    """Return the quality of a stored service today, and what would make it better."""
    detailed = Service.objects.with_details().get(pk=service.pk)
    since = broken_among([detailed.url, detailed.organization.website])
    found = quality_of(detailed, since)
    return found, hints(found, since)


@dataclass(frozen=True, slots=True)
class OutOfReach:
    """A service with what of it cannot be reached, in words."""

    service: Service
    texts: list[str]


def out_of_reach(services: Sequence[Service]) -> list[OutOfReach]:
    """Return what of each service cannot be reached, as reckoned last night."""
    kept = dict(
        ServiceQuality.objects.filter(pk__in=[one.pk for one in services]).values_list(
            "pk", "broken"
        )
    )
    since = broken_among(value for rows in kept.values() for _code, value in rows)
    return [
        OutOfReach(
            service,
            [_text(Weighed(code, 0, value), since) for code, value in kept.get(service.pk, [])],
        )
        for service in services
    ]


def broken_among(urls: Iterable[str]) -> dict[str, date]:
    """Return since when each of these addresses does not answer; those that do are left out."""
    rows = CheckedAddress.objects.broken().among(urls)
    return {one.url: one.failing_since for one in rows if one.failing_since}

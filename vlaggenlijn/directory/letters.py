"""Mails of the directory: plain text that reads well in any client, each link on its own line."""

import textwrap
from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils import formats, translation
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.models import LocalNetwork, User
from vlaggenlijn.accounts.sites import site_of
from vlaggenlijn.common.phones import shown
from vlaggenlijn.directory.models import FreshnessRequest, Service, Suggestion

WIDTH = 72
Letter = tuple[str, str]


def spoken_in(network: LocalNetwork) -> str:
    """The catalogue for mails to organisations: Dutch, with "u" where the network says so."""
    return "nl-be" if network.form_of_address == "u" else "nl"


def spoken_to(person: User | None, network: LocalNetwork) -> str:
    """The catalogue for a mail: the language that somebody with an account chose for mails."""
    if person is None or person.language == "nl":
        return spoken_in(network)
    return person.language


def freshness_letter(request: FreshnessRequest, services: Sequence[Service], token: str) -> Letter:
    """Return subject and body that ask whether services are still right."""
    network = request.campaign.network
    with translation.override(spoken_to(request.user, network)):
        subject = _("Is this still right? %(network)s asks") % {"network": network.name}
        if request.reminder_count:
            subject = _("Reminder: %(subject)s") % {"subject": subject}
        path = reverse("directory:freshness", args=[token])
        return subject, joined(
            [
                _("Hello %(name)s,") % {"name": request.name},
                _opening(request),
                request.campaign.text,
                _list(services),
                _(
                    "Open this link. No password is needed. One tap says that all is still"
                    " right, or you write what is different:"
                ),
                site_of(network, otherwise=request.campaign.address) + path,
                _(
                    "The link works for 30 days and is yours alone: please do not pass it on. Not"
                    " for you? The page lets you say so."
                ),
                *closing(network),
            ]
        )


def _opening(request: FreshnessRequest) -> str:
    name = {"network": request.campaign.network.name}
    if request.reminder_count:
        return _(
            "A few days ago we asked you something small. It takes two minutes, and parents"
            " count on it."
        )
    return (
        _(
            "Parents find your offer on the site of %(network)s. We like to know from you whether"
            " it is still right. It takes two minutes."
        )
        % name
    )


def _list(services: Iterable[Service]) -> str:
    return "\n".join(_service_lines(service) for service in services)


def _service_lines(service: Service) -> str:
    checked = _("never checked")
    if service.assured_on:
        day = formats.date_format(service.assured_on, "j F Y")
        checked = _("last checked on %(date)s") % {"date": day}
    first = textwrap.fill(f"- {service.name}", WIDTH, subsequent_indent="  ")
    return f"{first}\n  {checked}"


def answer_letter(suggestion: Suggestion) -> Letter:
    """Return the answer to who said that something is not right, in the language of now."""
    network = suggestion.network
    about = str(suggestion.subject or network.name)
    return _("Your message about %(name)s") % {"name": about}, joined(
        [
            _("Hello,"),
            _("Thank you for your message about %(name)s. This is our answer:") % {"name": about},
            suggestion.answer,
            _(
                "You get this mail because you gave your address with your message. We remove"
                " your address 90 days after this answer."
            ),
            *closing(network),
        ]
    )


def closing(network: LocalNetwork) -> list[str]:
    """Who sends it, and whom to call."""
    person = [network.contact_name or network.name]
    if network.contact_name:
        person.append(network.name)
    if network.contact_phone:
        person.append(shown(network.contact_phone))
    if network.contact_email:
        person.append(network.contact_email)
    return [_("Questions? Call or mail us."), "\n".join(person)]


def joined(parts: Iterable[str]) -> str:
    """Return the parts of a mail as its text: lines that fit, an empty line between."""
    return "\n\n".join(_filled(part) for part in parts if part) + "\n"


def _filled(text: str) -> str:
    lines = text.replace("\r\n", "\n").split("\n")
    wrapper = textwrap.TextWrapper(WIDTH, break_long_words=False, break_on_hyphens=False)
    return "\n".join(line if line.startswith((" ", "- ")) else wrapper.fill(line) for line in lines)

"""The two mails of a proposal: to those who may answer it, and back with the answer."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.models import LocalNetwork, Membership, Role
from vlaggenlijn.common.mail import send_after_commit
from vlaggenlijn.directory.models import Proposal, Stewardship

LETTERS_IN = "nl"  # the language of the work; nobody's own choice is known here


def address_on(network: LocalNetwork, path: str) -> str:
    """Return a full address on the network's own host, else on the installation's first."""
    named = [host for host in settings.ALLOWED_HOSTS if host and not host.startswith((".", "*"))]
    host = network.host or next(iter(named), "localhost")
    return f"{'https' if settings.SESSION_COOKIE_SECURE else 'http'}://{host}{path}"


def tell_owner(proposal: Proposal) -> None:
    """Mail the coordinators of the home network and the partners who tend the organisation."""
    for email in _owners(proposal):
        with translation.override(LETTERS_IN):
            send_after_commit(
                to=email,
                subject=_("A change is proposed to “%(name)s”") % {"name": proposal.record.name},
                body=_to_owner(proposal),
            )


def _owners(proposal: Proposal) -> list[str]:
    service = proposal.service
    organization = service.organization if service else proposal.organization
    current = Membership.objects.current()
    runners = current.for_network(proposal.home).with_role(Role.COORDINATOR)
    tending = Stewardship.objects.filter(organization=organization, membership__in=current)
    emails = {one.user.email for one in runners}
    emails |= set(tending.values_list("membership__user__email", flat=True))
    return sorted(emails)


def _to_owner(proposal: Proposal) -> str:
    who = proposal.by or _("Somebody without an account")
    from_network = f" ({proposal.network.name})" if proposal.network else ""
    path = reverse("directory:proposal", args=[proposal.pk])
    parts = [
        _("Hello,"),
        _("%(who)s proposes a change to “%(name)s”.")
        % {"who": f"{who}{from_network}", "name": proposal.record.name},
        *([_("Why: %(reason)s") % {"reason": proposal.reason}] if proposal.reason else []),
        _("Look at it and choose what you take over:"),
        address_on(proposal.home, path),
        _("Nothing changes until you answer."),
        _("You get this mail because you keep this entry true, in %(network)s.")
        % {"network": proposal.home.name},
    ]
    return "\n\n".join(parts)


def tell_proposer(proposal: Proposal) -> None:
    """Mail the answer to the proposer, with account or without."""
    address = getattr(proposal, "address", None)
    email = proposal.by.email if proposal.by else address.email if address else ""
    if not email:
        return
    with translation.override(LETTERS_IN):
        send_after_commit(
            to=email,
            subject=_("Answer to your proposal for “%(name)s”") % {"name": proposal.record.name},
            body=_to_proposer(proposal),
        )


def _to_proposer(proposal: Proposal) -> str:
    state = proposal.get_state_display()
    path = reverse("directory:proposal", args=[proposal.pk])
    if not proposal.by:
        path = proposal.record.get_absolute_url()
    parts = [
        _("Hello,"),
        _("You proposed a change to “%(name)s”. It is %(state)s.")
        % {"name": proposal.record.name, "state": state},
        *([_("Answer: %(answer)s") % {"answer": proposal.answer}] if proposal.answer else []),
        address_on(proposal.home, path),
        _("Thank you for helping to keep it true."),
        _("This mail comes from %(network)s, once, because you made the proposal.")
        % {"network": proposal.home.name},
    ]
    return "\n\n".join(parts)

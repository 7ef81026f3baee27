"""The two mails of a proposal: to those who may answer it, and back with the answer."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.models import Membership, Role, User
from vlaggenlijn.accounts.sites import site_of
from vlaggenlijn.common.mail import send_after_commit
from vlaggenlijn.directory.letters import closing, joined, spoken_to
from vlaggenlijn.directory.models import Proposal, Stewardship


def tell_owner(proposal: Proposal) -> None:
    """Mail the coordinators of the home network and the partners who tend the organisation."""
    for person in _owners(proposal):
        with translation.override(spoken_to(person, proposal.home)):
            send_after_commit(
                to=person.email,
                subject=_("A change is proposed to “%(name)s”") % {"name": proposal.record.name},
                body=_to_owner(proposal, person),
            )


def _owners(proposal: Proposal) -> Iterable[User]:
    service = proposal.service
    organization = service.organization if service else proposal.organization
    current = Membership.objects.current()
    runners = current.for_network(proposal.home).with_role(Role.COORDINATOR)
    tending = Stewardship.objects.filter(organization=organization, membership__in=current)
    people = [one.user for one in runners.select_related("user")]
    people += [one.membership.user for one in tending.select_related("membership__user")]
    return sorted(set(people), key=lambda one: one.email)


def _to_owner(proposal: Proposal, person: User) -> str:
    who = str(proposal.by) if proposal.by else _("Somebody without an account")
    from_network = f" ({proposal.network.name})" if proposal.network else ""
    path = reverse("directory:proposal", args=[proposal.pk])
    return joined(
        [
            _hello(person),
            _("%(who)s proposes a change to “%(name)s”.")
            % {"who": f"{who}{from_network}", "name": proposal.record.name},
            _("Why: %(reason)s") % {"reason": proposal.reason} if proposal.reason else "",
            _("Look at it and choose what you take over:"),
            site_of(proposal.home) + path,
            _("Nothing changes until you answer."),
            _("You get this mail because you keep this entry true, in %(network)s.")
            % {"network": proposal.home.name},
        ]
    )


def _hello(person: User | None) -> str:
    name = person.name if person else ""
    return _("Hello %(name)s,") % {"name": name} if name else _("Hello,")


def tell_proposer(proposal: Proposal) -> None:
    """Mail the answer to the proposer, with account or without."""
    address = getattr(proposal, "address", None)
    email = proposal.by.email if proposal.by else address.email if address else ""
    if not email:
        return
    with translation.override(spoken_to(proposal.by, proposal.home)):
        send_after_commit(
            to=email,
            subject=_("Answer to your proposal for “%(name)s”") % {"name": proposal.record.name},
            body=_to_proposer(proposal),
        )


def _to_proposer(proposal: Proposal) -> str:
    path = reverse("directory:proposal", args=[proposal.pk])
    if not proposal.by:
        path = proposal.record.get_absolute_url()
    return joined(
        [
            _hello(proposal.by),
            _("You proposed a change to “%(name)s”. It is %(state)s.")
            % {"name": proposal.record.name, "state": proposal.get_state_display()},
            _("Answer: %(answer)s") % {"answer": proposal.answer} if proposal.answer else "",
            site_of(proposal.home) + path,
            _("Thank you for helping to keep it true."),
            _("This mail comes from %(network)s, once, because you made the proposal.")
            % {"network": proposal.home.name},
            *closing(proposal.home),
        ]
    )

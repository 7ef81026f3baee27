"""The mail that invites somebody: short lines, one address, who sends it and why."""

from django.urls import reverse
from django.utils import formats
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.models import Invitation, LocalNetwork, Role
from vlaggenlijn.accounts.role_words import IN_SHORT
from vlaggenlijn.common.phones import shown


def invitation_letter(invitation: Invitation, site: str, token: str) -> tuple[str, str]:
    """Return the subject (one line) and the body of the mail."""
    membership, network = invitation.membership, invitation.membership.network
    words = {
        "name": _one_line(invitation.name),
        "by": _one_line(str(invitation.by or network)),
        "network": _one_line(network.name),
        "role": membership.get_role_display(),
        "until": formats.date_format(localtime(invitation.expires_at), "j F Y"),
    }
    parts = [
        _("Hello %(name)s,") % words if words["name"] else _("Hello,"),
        _("%(by)s invites you to %(network)s, as %(role)s.") % words
        + f"\n{IN_SHORT[Role(membership.role)]}",
        _("See what it is, and say yes or no:"),
        site + reverse("accounts:invitation", args=[token]),
        _("The link works once, until %(until)s.\nIt is for you alone: do not pass it on.") % words,
        _(
            "You get this mail because %(by)s wrote down your address.\n"
            "Do you not want this? Do nothing. The invitation ends by itself,\n"
            "and a month later we forget your address."
        )
        % words,
        _questions(invitation, network),
    ]
    subject = _("%(by)s invites you to %(network)s") % words
    return subject, "\n\n".join(part for part in parts if part) + "\n"


def _questions(invitation: Invitation, network: LocalNetwork) -> str:
    ways = [network.contact_name, shown(network.contact_phone), network.contact_email]
    if not any(ways) and invitation.by:
        ways = [str(invitation.by), invitation.by.email]
    told = [_one_line(way) for way in ways if way]
    return "\n".join([_("Questions?"), *told]) if told else ""


def _one_line(text: str) -> str:
    """A line break in a name could not become a line of the mail's head, nor a lie in its body."""
    return " ".join(text.split())

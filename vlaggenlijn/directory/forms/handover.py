"""Who takes over what from somebody who leaves."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.actions import is_last_coordinator
from vlaggenlijn.accounts.models import Invitation, Membership, Role, User
from vlaggenlijn.common.forms import VersionedForm
from vlaggenlijn.directory.models import Organization

KEEP, WITHDRAW = "keep", "withdraw"


class HandoverForm(VersionedForm):
    """A choice for each organisation and open invitation, and a successor where one must be."""

    def __init__(self, data: Any = None, *, membership: Membership) -> None:
        super().__init__(data)
        network = membership.network
        here = Membership.objects.current().for_network(network)
        self.partners = {
            str(one.pk): one for one in here.with_role(Role.PARTNER).others_than(membership)
        }
        self.members = {str(one.user_id): one.user for one in here.others_than(membership)}
        self.organizations = list(Organization.objects.tended_in(membership))
        sent = Invitation.objects.for_network(network).open().sent_by(membership.user)
        self.invitations = list(sent)
        self.needs_successor = is_last_coordinator(membership)
        for organization in self.organizations:
            self.fields[f"heir-{organization.pk}"] = self._heir(organization)
        for invitation in self.invitations:
            self.fields[f"sent-{invitation.pk}"] = _kept_or_not(invitation)
        if self.needs_successor:
            self.fields["successor"] = self._successor()

    @property
    def can_be_sent(self) -> bool:
        return bool(self.members) or not self.needs_successor

    def _heir(self, organization: Organization) -> forms.ChoiceField:
        partners = [(pk, str(one.user)) for pk, one in self.partners.items()]
        return forms.ChoiceField(
            label=organization.name,
            required=False,
            choices=[("", _("the coordinator looks after it")), *partners],
        )

    def _successor(self) -> forms.ChoiceField:
        people = [(pk, str(user)) for pk, user in self.members.items()]
        field = forms.ChoiceField(
            label=_("Who becomes coordinator?"),
            choices=[("", _("choose somebody")), *people],
            help_text=_("A network cannot do without. This person becomes coordinator at once."),
        )
        field.error_messages["required"] = _("Choose who becomes coordinator.")
        return field

    def heirs(self) -> dict[uuid.UUID, Membership]:
        """Return the partner who takes over, by organisation id."""
        chosen = {one.pk: self.cleaned_data[f"heir-{one.pk}"] for one in self.organizations}
        return {pk: self.partners[heir] for pk, heir in chosen.items() if heir}

    def withdrawn(self) -> list[uuid.UUID]:
        """Return the invitations that end with the role."""
        sent = [one.pk for one in self.invitations]
        return [pk for pk in sent if self.cleaned_data[f"sent-{pk}"] == WITHDRAW]

    def successor(self) -> User | None:
        return self.members.get(self.cleaned_data.get("successor", ""))

    def organization_fields(self) -> list[forms.BoundField]:
        return [self[f"heir-{one.pk}"] for one in self.organizations]

    def invitation_fields(self) -> list[forms.BoundField]:
        return [self[f"sent-{one.pk}"] for one in self.invitations]


def _kept_or_not(invitation: Invitation) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=invitation.membership.user.email,
        choices=[(KEEP, _("leave it open")), (WITHDRAW, _("withdraw it"))],
    )

"""The form of the organisations that a partner tends."""

import uuid
from typing import Any

from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.accounts.models import Membership
from vlaggenlijn.common.forms import VersionedForm
from vlaggenlijn.directory.forms.fields import TicksField
from vlaggenlijn.directory.models import Organization


class StewardshipsForm(VersionedForm):
    """Ticks for the organisations of the partner's network that are not archived."""

    organizations = TicksField(
        label=lazy("Organisations"),
        coerce=uuid.UUID,
        error_messages={
            "invalid_choice": lazy("This list changed in the meantime. Check the ticks, then save.")
        },
    )

    def __init__(self, data: Any = None, *, membership: Membership) -> None:
        self.offered = list(Organization.objects.at_home_in(membership.network).current())
        tended = membership.stewardships.values_list("organization", flat=True)
        super().__init__(data, initial={"organizations": frozenset(tended)})
        choices = [("", [(str(one.pk), one.name) for one in self.offered])]
        self.fields["organizations"].choices = choices  # type: ignore[attr-defined]

    def chosen(self) -> list[Organization]:
        """Return the organisations that are ticked."""
        ticked = self.cleaned_data["organizations"]
        return [one for one in self.offered if one.pk in ticked]

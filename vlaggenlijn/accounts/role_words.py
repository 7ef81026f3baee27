"""What a role lets one do, in a sentence for whoever is invited; roles.py is the full prose."""

from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import Role

IN_SHORT = {
    Role.COORDINATOR: _("You keep the network's offer true together, and invite people."),
    Role.PARTNER: _("You keep the pages of your own organisations true. Parents see them."),
    Role.PROFESSIONAL: _("You look up where families find help, with notes of colleagues."),
    Role.FACILITATOR: _("You lead dialogue tables with parents, and look up the offer."),
    Role.READER: _("You look along. You change nothing."),
}

"""The mail by which a partner gets its kit: plain text, each link on its own line."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vlaggenlijn.accounts.sites import site_of
from vlaggenlijn.directory.letters import Letter, closing, joined, spoken_in
from vlaggenlijn.partnership.models import Partner
from vlaggenlijn.week.models import Campaign
from vlaggenlijn.week.programme import Entry
from vlaggenlijn.week.sheets import days_text, times_text

LISTED = 10


def kit_letter(
    campaign: Campaign,
    partner: Partner,
    entries: Sequence[Entry],
    token: str,
    text: str = "",
    address: str = "",
) -> Letter:
    """Return subject and body of the mail with a partner's own activities and its link."""
    network = campaign.network
    with translation.override(spoken_in(network)):
        days = days_text(campaign.begins_on, campaign.ends_on)
        path = reverse("week:kit", args=[token])
        return _("Your kit for %(campaign)s") % {"campaign": campaign.name}, joined(
            [
                _("Hello %(name)s,") % {"name": partner},
                text,
                _("%(campaign)s is from %(days)s.") % {"campaign": campaign.name, "days": days},
                *_listed(entries),
                _(
                    "Here are cards, pictures and texts for your newsletter and for social media,"
                    " ready to use. No password is needed:"
                ),
                site_of(network, otherwise=address) + path,
                _("It follows the programme: come back when something changes."),
                *closing(network),
            ]
        )


def _listed(entries: Sequence[Entry]) -> list[str]:
    """Return the partner's own activities, the first ones of a long list."""
    if not entries:
        return []
    count = len(entries)
    title = ngettext("Your activity in the programme:", "Your activities in the programme:", count)
    lines = [f"- {one.title}, {times_text(one.times, most=2)}" for one in entries[:LISTED]]
    if count > LISTED:
        lines.append(_("- and %(count)s more") % {"count": count - LISTED})
    return [title, "\n".join(lines)]

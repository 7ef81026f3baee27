"""Mails of a campaign: plain text that reads well anywhere, each link on its own line."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils import formats, translation
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.sites import site_of
from vlaggenlijn.directory.letters import Letter, closing, joined, spoken_in
from vlaggenlijn.partnership.models import Partner
from vlaggenlijn.week.models import Campaign, CampaignActivity
from vlaggenlijn.week.wording import BAND_LABELS


def evaluation_letter(
    campaign: Campaign,
    partner: Partner,
    entries: Sequence[CampaignActivity],
    token: str,
    *,
    is_reminder: bool = False,
) -> Letter:
    """Return subject and body of a mail that asks a partner how its activities went."""
    network = campaign.network
    with translation.override(spoken_in(network)):
        path = reverse("week:told_by_link", args=[token])
        subject = _("How did it go? One minute for %(name)s") % {"name": campaign}
        if is_reminder:
            subject = _("Reminder: %(subject)s") % {"subject": subject}
        return subject, joined(
            [
                _("Hello %(name)s,") % {"name": partner},
                _("Thank you for what you did for parents and children:"),
                "\n".join(_line(entry) for entry in entries),
                _(
                    "Tell in one minute how it went: who came, roughly, what worked and what did"
                    " not. No password is needed:"
                ),
                site_of(network) + path,
                _(
                    "Who runs the network reads it. All others see sums, and sentences without a"
                    " name."
                ),
                _("The link works for 60 days and is yours alone: please do not pass it on."),
                *closing(network),
            ]
        )


def _line(entry: CampaignActivity) -> str:
    day = formats.date_format(entry.activity.first_on, "j F Y")
    return f"- {entry} ({day})"


def thanks_letter(
    campaign: Campaign,
    partner: Partner,
    entries: Sequence[CampaignActivity],
    summary: Sequence[str],
    words: str,
    token: str,
    address: str = "",
) -> Letter:
    """Return subject and body of a mail that thanks a partner, with what it brought itself.

    ``summary`` are sentences about the whole, ``words`` those of who runs the network.
    """
    network = campaign.network
    with translation.override(spoken_in(network)):
        path = reverse("week:report_by_link", args=[token])
        own = "\n".join(_brought_line(entry) for entry in entries)
        return _("Thank you for %(name)s") % {"name": campaign}, joined(
            [
                _("Hello %(name)s,") % {"name": partner},
                words or _("Thank you for what you did for parents and children."),
                _("This is what you brought:") + "\n" + own if own else "",
                _("And this is what we made of it together:"),
                "\n".join(f"- {line}" for line in summary),
                _("The whole report, to read and to print:"),
                site_of(network, otherwise=address) + path,
                _("The link works for a year."),
                *closing(network),
            ]
        )


def _brought_line(entry: CampaignActivity) -> str:
    told = getattr(entry, "evaluation", None)
    if told is None:
        return _line(entry)
    came = _("%(adults)s adults, %(children)s children") % {
        "adults": BAND_LABELS[told.adults],
        "children": BAND_LABELS[told.children],
    }
    return f"{_line(entry)}: {came}"

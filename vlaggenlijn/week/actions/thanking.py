"""Partners are thanked, once: each with its own numbers and a link to the report."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone, translation

from vlaggenlijn.accounts.actions import give_link
from vlaggenlijn.accounts.models import PersonalLink, User, recorded
from vlaggenlijn.common.mail import send_after_commit
from vlaggenlijn.directory.letters import spoken_in
from vlaggenlijn.partnership.models import Partner, Task
from vlaggenlijn.week.brought import took_place
from vlaggenlijn.week.letters import thanks_letter
from vlaggenlijn.week.models import Campaign, CampaignActivity
from vlaggenlijn.week.reports import Report, report_for

PURPOSE = "week-report"  # its subject is a campaign
LINK_TERM = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Thanks:
    """A partner, and what took place of it; nothing when it only did tasks."""

    partner: Partner
    entries: list[CampaignActivity]


def thanks_of(campaign: Campaign) -> list[Thanks]:
    """Return who is thanked: partners that organised something or had a task of the campaign."""
    held = CampaignActivity.objects.filter(campaign=campaign, activity__in=took_place(campaign))
    by_partner: dict[uuid.UUID | None, list[CampaignActivity]] = defaultdict(list)
    for entry in held.with_activities().select_related("evaluation").by_day():
        by_partner[entry.partner_id].append(entry)
    tasks = Task.objects.filter(undertaking=campaign.undertaking_id)
    helped = tasks.exclude(state=Task.State.DROPPED).values_list("partner", flat=True)
    wanted = {pk for pk in (*by_partner, *helped) if pk}
    partners = Partner.objects.of_network(campaign.network).current().with_people()
    found = partners.filter(pk__in=wanted).order_by("organization__name", "id")
    return [Thanks(one, by_partner.get(one.pk, [])) for one in found]


def thank(*, by: User | None, campaign: Campaign, words: str = "", address: str = "") -> int | None:
    """Mail all partners of a campaign, in one deed; return how many, None when it was done before.

    ``words`` are those of who runs the network, ``address`` is that before the path.
    """
    with recorded(by=by, network=campaign.network, deed="campaign.thank"):
        stored = Campaign.locked(campaign.pk)
        if stored.thanked_at:
            return None
        stored.thanked_at = timezone.now()
        stored.save()
        summary = summary_of(campaign)
        reached = [one for one in thanks_of(campaign) if one.partner.email]
        for one in reached:
            token = _link(campaign, one.partner)
            subject, body = letter_of(campaign, one, summary, words, token, address)
            send_after_commit(to=one.partner.email, subject=subject, body=body)
    return len(reached)


def summary_of(campaign: Campaign) -> tuple[str, ...]:
    """Return what the whole campaign brought, in the language of its network."""
    with translation.override(spoken_in(campaign.network)):
        return report_for(campaign).summary


def letter_of(
    campaign: Campaign,
    thanks: Thanks,
    summary: tuple[str, ...],
    words: str,
    token: str,
    address: str = "",
) -> tuple[str, str]:
    """Return the mail to one partner, as it is shown before and as it is sent."""
    return thanks_letter(campaign, thanks.partner, thanks.entries, summary, words, token, address)


def _link(campaign: Campaign, partner: Partner) -> str:
    return give_link(
        purpose=PURPOSE,
        subject_id=campaign.pk,
        term=LINK_TERM,
        email=partner.email,
        is_single_use=False,
    )


def report_by_link(token: str) -> Report | None:
    """Return the report that a link opens, None when it opens nothing (any more)."""
    link = PersonalLink.objects.opened_by(token, PURPOSE)
    campaign = Campaign.objects.with_parts().filter(pk=link.subject_id).first() if link else None
    return report_for(campaign) if campaign else None

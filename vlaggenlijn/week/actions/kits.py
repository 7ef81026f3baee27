"""The kit of a campaign: mailed to each partner once, and opened by its link."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone

from vlaggenlijn.accounts.actions import give_link, term_through
from vlaggenlijn.accounts.models import PersonalLink, User, recorded
from vlaggenlijn.common.mail import send_after_commit
from vlaggenlijn.partnership.models import Partner
from vlaggenlijn.week.gathering import entries_of_partner
from vlaggenlijn.week.kit_letter import kit_letter
from vlaggenlijn.week.models import Campaign, KitMail
from vlaggenlijn.week.models.kits import AFTER_THE_CAMPAIGN, partners_of

AT_ONCE = 300  # mails in one deed


def mail_kits(*, by: User | None, campaign: Campaign, text: str = "", address: str = "") -> int:
    """Mail every partner that did not get it yet the link to its kit; return how many.

    Partners without an address wait. Of two people at once the second mails nobody twice.
    """
    with recorded(by=by, network=campaign.network, deed="kit.mail") as recorder:
        Campaign.locked(campaign.pk)
        partners: Iterable[Any] = partners_of(campaign)
        fresh = [one for one in partners if one.email and not one.kit_sent_at]
        now = timezone.now()
        mails = recorder.add_all(
            KitMail(campaign=campaign, partner=one, sent_at=now) for one in fresh[:AT_ONCE]
        )
        for mail in mails:
            _send(mail, campaign, mail.partner, text, address)
    return len(mails)


def _send(mail: KitMail, campaign: Campaign, partner: Partner, text: str, address: str) -> None:
    token = give_link(
        purpose=KitMail.LINK,
        subject_id=mail.pk,
        term=term_through(_last_day(campaign)),
        email=partner.email,
        is_single_use=False,
    )
    entries = entries_of_partner(campaign, partner)
    subject, body = kit_letter(campaign, partner, entries, token, text, address)
    send_after_commit(to=partner.email, subject=subject, body=body)


def _last_day(campaign: Campaign) -> date:
    return max(campaign.ends_on, timezone.localdate()) + AFTER_THE_CAMPAIGN


def opened_kit(token: str) -> KitMail | None:
    """Return the kit that a link opens; None when the partner left or the link ended."""
    link = PersonalLink.objects.opened_by(token, KitMail.LINK)
    return KitMail.objects.of_current().with_id(link.subject_id) if link else None

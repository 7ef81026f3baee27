"""Tasks of a partner without an account: a personal link in a mail, and what is done with it."""

import uuid
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from vlaggenlijn.accounts.actions import give_link, use_link
from vlaggenlijn.accounts.models import PersonalLink, User, recorded
from vlaggenlijn.common.mail import send_after_commit
from vlaggenlijn.partnership.actions.work import do_task
from vlaggenlijn.partnership.letters import tasks_letter
from vlaggenlijn.partnership.models import Partner, Task
from vlaggenlijn.partnership.models.partners import LINK_TERM

WEEK = timedelta(days=7)


class NobodyToMail(Exception):
    """There is no address for this partner, or it has nothing to do; no mail left."""


def mail_tasks(*, by: User | None, partner: Partner, address: str = "") -> bool:
    """Mail a partner its open tasks with a link to say what is done. Raises NobodyToMail.

    A second time on one day mails nothing, whoever asks, and returns False.
    """
    today = timezone.localdate()
    with recorded(by=by, network=partner.network, deed="partner.mail_tasks"):
        stored = Partner.locked(partner.pk)
        tasks = list(Task.objects.of_partners([stored]).open().soonest_first())
        if not (tasks and partner.email):
            raise NobodyToMail
        if stored.tasks_mailed_on == today:
            return False
        stored.tasks_mailed_on = today
        stored.save()
        token = give_link(
            purpose=Task.LINK,
            subject_id=stored.pk,
            term=LINK_TERM,
            email=partner.email,
            is_single_use=False,
        )
        subject, body = tasks_letter(partner, tasks, token, address)
        send_after_commit(to=partner.email, subject=subject, body=body)
    return True


def mail_partners_on_monday() -> int:
    """Mail partners without an account whose tasks are late or due this week; return how many.

    Whoever was mailed in the past six days waits for the next Monday.
    """
    today = timezone.localdate()
    asking = Task.objects.asking(today)
    partners = Partner.objects.current().without_account().with_tasks(asking)
    due = [one for one in partners.with_people() if not _was_mailed(one) and one.email]
    for partner in due:
        mail_tasks(by=None, partner=partner)
    return len(due)


def _was_mailed(partner: Partner) -> bool:
    last = partner.tasks_mailed_on
    return last is not None and last > timezone.localdate() - WEEK


def opened_partner(token: str) -> Partner | None:
    """Return the partner whose tasks a link opens; None when it left or the link ended."""
    link = PersonalLink.objects.opened_by(token, Task.LINK)
    return _partner(link) if link else None


def _partner(link: PersonalLink) -> Partner | None:
    return Partner.objects.current().with_people().with_id(link.subject_id)


@transaction.atomic
def do_by_link(
    *, token: str, task_id: uuid.UUID, is_done: bool = True, remark: str = ""
) -> Task | None:
    """Note in the name of a partner that its task is done, or open again.

    None when the link opens nothing (any more), or the task is not this partner's.
    """
    link = use_link(token=token, purpose=Task.LINK)
    partner = _partner(link) if link else None
    if partner is None:
        return None
    task = Task.objects.of_partners([partner]).with_id(task_id)
    if task is None or task.state == Task.State.DROPPED:
        return None
    return do_task(by=None, task=task, is_done=is_done, remark=remark)

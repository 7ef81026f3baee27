"""Mails of the table: plain text that reads well anywhere, each link on its own line."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils import formats, translation
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.sites import site_of
from vlaggenlijn.directory.letters import Letter, closing, joined, spoken_in
from vlaggenlijn.partnership.models import Asked, Partner, TableInvitation, Task


def invitation_letter(invitation: TableInvitation, token: str, address: str = "") -> Letter:
    """Return subject and body of a mail that asks an organisation to the table."""
    network = invitation.network
    with translation.override(spoken_in(network)):
        path = reverse("partnership:answer_invitation", args=[token])
        subject = _("Will you join us? %(network)s asks") % {"network": network.name}
        return subject, joined(
            [
                _("Hello %(name)s,") % {"name": invitation.organization.name},
                invitation.text,
                _("Answer with one tap. No password is needed:"),
                site_of(network, otherwise=address) + path,
                _("The link works for 60 days and is yours alone: please do not pass it on."),
                *closing(network),
            ]
        )


def tasks_letter(partner: Partner, tasks: Sequence[Task], token: str, address: str = "") -> Letter:
    """Return subject and body of a mail with the open tasks of a partner."""
    network = partner.network
    with translation.override(spoken_in(network)):
        path = reverse("partnership:tasks_by_link", args=[token])
        subject = _("Your tasks in %(network)s") % {"network": network.name}
        return subject, joined(
            [
                _("Hello %(name)s,") % {"name": partner},
                _("This is what we agreed that you do:"),
                "\n".join(_task_line(task) for task in tasks),
                _("Tap there what is done. No password is needed:"),
                site_of(network, otherwise=address) + path,
                _("The link works for 60 days and is yours alone: please do not pass it on."),
                *closing(network),
            ]
        )


def _task_line(task: Task) -> str:
    if task.due_on is None:
        return f"- {task.what}"
    day = formats.date_format(task.due_on, "j F Y")
    late = _("late: it was for %(day)s") if task.is_late else _("by %(day)s")
    return f"- {task.what} ({late % {'day': day}})"


def consultation_letter(asked: Asked, token: str, address: str = "") -> Letter:
    """Return subject and body of a mail that asks an organisation what it sees."""
    round_, network = asked.consultation, asked.consultation.network
    with translation.override(spoken_in(network)):
        path = reverse("partnership:answer_consultation", args=[token])
        subject = _("What do you see? Two minutes for %(network)s") % {"network": network.name}
        if asked.reminded_at:
            subject = _("Reminder: %(subject)s") % {"subject": subject}
        day = formats.date_format(round_.closes_on, "j F Y")
        return subject, joined(
            [
                _("Hello %(name)s,") % {"name": asked.organization.name},
                round_.text,
                _(
                    "What do families lack, as you see it in your work? Up to three sentences are"
                    " enough. It takes two minutes. No password is needed:"
                ),
                site_of(network, otherwise=address) + path,
                _("You can answer until %(day)s.") % {"day": day},
                *closing(network),
            ]
        )

"""Mails of our own, sent by the worker after the transaction, so that none is about nothing."""

from datetime import timedelta
from smtplib import SMTPException
from unicodedata import category

from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone
from django_tasks import task

# How long to wait each time when the mail server cannot be reached; after three days it is lost.
PATIENCE = tuple(timedelta(minutes=minutes) for minutes in (5, 30, 120, 480, 1440, 2160))


def send_after_commit(*, to: str, subject: str, body: str) -> None:
    """Queue a plain-text mail; it is sent once the surrounding transaction is safe."""
    transaction.on_commit(lambda: send.enqueue(to=to, subject=subject, body=body))


@task()
def send(to: str, subject: str, body: str, attempt: int = 0) -> None:
    """Send one mail; one without an address only took the time that a real one takes.

    What the mail server does not take is tried again later, as often as PATIENCE says.
    """
    if not to:
        return
    try:
        deliver(to=to, subject=subject, body=body)
    except (OSError, SMTPException):
        if attempt >= len(PATIENCE) or not send.get_backend().supports_defer:
            raise
        later = send.using(run_after=timezone.now() + PATIENCE[attempt])
        later.enqueue(to=to, subject=subject, body=body, attempt=attempt + 1)


def deliver(*, to: str, subject: str, body: str) -> None:
    """Send a mail now. Every mail of ours leaves here, so that each has a subject of one line."""
    send_mail(one_line(subject), body, from_email=None, recipient_list=[to])


def one_line(subject: str) -> str:
    """Return a subject without breaks and signs that no header may hold, whoever typed it."""
    signs = (" " if category(sign) == "Cc" else sign for sign in subject)
    return " ".join("".join(signs).split())

"""Mails of our own, sent by the worker after the transaction, so that none is about nothing."""

from django.core.mail import send_mail
from django.db import transaction
from django_tasks import task


def send_after_commit(*, to: str, subject: str, body: str) -> None:
    """Queue a plain-text mail; it is sent once the surrounding transaction is safe."""
    transaction.on_commit(lambda: send.enqueue(to=to, subject=subject, body=body))


@task()
def send(to: str, subject: str, body: str) -> None:
    """Send one mail; one without an address only took the time that a real one takes."""
    if not to:
        return
    send_mail(subject, body, from_email=None, recipient_list=[to])

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.core.mail import EmailMessage
from django.db import transaction

from vlaggenlijn.common.mail import send_after_commit

pytestmark = pytest.mark.django_db
Capture = Callable[..., AbstractContextManager[list[object]]]


def send() -> None:
    send_after_commit(to="a@example.org", subject="Een vraag", body="Kan je bellen?")


def test_mail_is_sent_when_the_transaction_is_safe_not_before(
    mailoutbox: list[EmailMessage], django_capture_on_commit_callbacks: Capture
) -> None:
    with django_capture_on_commit_callbacks(execute=True) as waiting:
        send()
        assert mailoutbox == []
    assert len(waiting) == 1
    (mail,) = mailoutbox
    assert (mail.to, mail.subject, mail.body) == (["a@example.org"], "Een vraag", "Kan je bellen?")
    assert mail.from_email == "vlaggenlijn@localhost"


def test_mail_about_nothing_is_never_sent(
    mailoutbox: list[EmailMessage], django_capture_on_commit_callbacks: Capture
) -> None:
    with django_capture_on_commit_callbacks(execute=True) as waiting:
        try:
            with transaction.atomic():
                send()
                raise LookupError
        except LookupError:
            pass
    assert (waiting, mailoutbox) == ([], [])

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from django.db import transaction

import vlaggenlijn
from vlaggenlijn.common.mail import send_after_commit

pytestmark = pytest.mark.django_db
PACKAGE = Path(vlaggenlijn.__file__).parent
# The adapter of the sign-in pages has a method of this name; it goes by way of the one place.
OWN_NAME = re.compile(r"(?:def |self\.|get_adapter\(\)\.)send_mail\(")
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


@pytest.mark.parametrize("typed", ["Week\r\nBcc: x@y.example", "Week\nBcc: x@y.example",
                                   " Week\x0b\u2028 Bcc: x@y.example\x00\t"])  # fmt: skip
def test_subject_with_something_typed_in_it_stays_on_one_line(
    typed: str, mailoutbox: list[EmailMessage], django_capture_on_commit_callbacks: Capture
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        send_after_commit(to="a@example.org", subject=typed, body="Kan je\nbellen?")
    (mail,) = mailoutbox
    assert (mail.subject, mail.body) == ("Week Bcc: x@y.example", "Kan je\nbellen?")
    assert (mail.to, mail.recipients()) == (["a@example.org"], ["a@example.org"])


def test_every_mail_is_sent_from_one_place() -> None:
    """Only there a subject is brought on one line."""
    makers = ("send_mail(", "send_mass_mail(", "EmailMessage(", "EmailMultiAlternatives(")
    found = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for line in path.read_text().splitlines()
        if any(maker in line for maker in makers) and not OWN_NAME.search(line)
    }
    assert found == {"common/mail.py"}

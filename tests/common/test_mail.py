import re
import smtplib
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

import vlaggenlijn
from vlaggenlijn.common import mail
from vlaggenlijn.common.mail import PATIENCE, send_after_commit

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


@pytest.fixture
def _worker(settings: Any) -> None:
    """The queue of the site itself; in other tests a mail is sent at once."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def round_of_the_worker() -> None:
    """Let everything that waits be due now, and let the worker do it once."""
    DBTaskResult.objects.filter(status=TaskResultStatus.READY).update(run_after=timezone.now())
    call_command("db_worker", "--batch", "--interval", "0", verbosity=0)


@pytest.mark.usefixtures("_worker")
@pytest.mark.django_db(transaction=True)
def test_mail_waits_for_a_mail_server_that_is_down_and_is_sent_once(
    mailoutbox: list[EmailMessage], monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_args: Any, **_options: Any) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(mail, "send_mail", down)
    send()
    before = timezone.now()
    call_command("db_worker", "--batch", "--interval", "0", verbosity=0)
    (waiting,) = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    assert before < waiting.run_after <= timezone.now() + PATIENCE[0]
    assert mailoutbox == []
    monkeypatch.undo()
    round_of_the_worker()
    round_of_the_worker()
    assert [one.subject for one in mailoutbox] == ["Een vraag"]


@pytest.mark.usefixtures("_worker")
@pytest.mark.parametrize("refusal", [OSError(), smtplib.SMTPServerDisconnected("weg")])
def test_mail_is_given_up_in_the_end(monkeypatch: pytest.MonkeyPatch, refusal: Exception) -> None:
    def down(*_args: Any, **_options: Any) -> None:
        raise refusal

    monkeypatch.setattr(mail, "send_mail", down)
    told = {"to": "a@example.org", "subject": "Een vraag", "body": "Kan je bellen?"}
    for attempt in range(len(PATIENCE)):
        mail.send.func(**told, attempt=attempt)
    waits = [one.run_after for one in DBTaskResult.objects.order_by("run_after")]
    assert len(waits) == len(PATIENCE)
    with pytest.raises(type(refusal)):
        mail.send.func(**told, attempt=len(PATIENCE))

import smtplib
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from vlaggenlijn.common import mail
from vlaggenlijn.common.mail import PATIENCE, send_after_commit

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

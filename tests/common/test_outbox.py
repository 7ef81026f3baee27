import pytest
from django.core.mail import EmailMessage, get_connection, send_mail
from django.test import override_settings
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.common.models import OutboxMail

pytestmark = pytest.mark.django_db
BACKEND = "vlaggenlijn.common.outbox.OutboxBackend"


def kept() -> list[tuple[str, str, str]]:
    return list(OutboxMail.objects.values_list("to", "subject", "body"))


@override_settings(EMAIL_BACKEND=BACKEND)
def test_mail_is_kept_and_goes_nowhere(mailoutbox: list[EmailMessage]) -> None:
    assert send_mail("Een code", "123", None, ["a@example.org", "b@example.org"]) == 1
    assert kept() == [("a@example.org, b@example.org", "Een code", "123")]
    assert mailoutbox == []


def test_several_messages_are_counted_and_the_last_comes_first() -> None:
    messages = [EmailMessage(f"Nummer {number}", "x", to=["a@example.org"]) for number in (1, 2)]
    assert get_connection(BACKEND).send_messages(messages) == 2
    assert [str(mail) for mail in OutboxMail.objects.all()] == ["Nummer 2", "Nummer 1"]


def test_translated_subject_is_kept_as_text() -> None:
    get_connection(BACKEND).send_messages([EmailMessage(_("My list"), "x", to=["a@example.org"])])
    assert kept()[0][1] == str(_("My list"))


def test_everybody_who_gets_the_mail_is_named() -> None:
    message = EmailMessage(
        "s", "b", to=["a@example.org"], cc=["c@example.org"], bcc=["d@example.org"]
    )
    get_connection(BACKEND).send_messages([message])
    assert kept()[0][0] == "a@example.org, c@example.org, d@example.org"


def test_no_messages_is_none() -> None:
    assert get_connection(BACKEND).send_messages([]) == 0

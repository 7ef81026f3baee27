"""Invitations to answer: the link of a mail, and one that ran out."""

from datetime import timedelta
from typing import Any

from django.core import mail
from django.db import connection
from django.utils import timezone

from vlaggenlijn.accounts.models import (
    Invitation,
    PersonalLink,
)

SITE = "https://huis.example.org"


NEW = "bo@example.org"


def token_of(message: Any) -> str:
    (line,) = [one for one in message.body.splitlines() if one.startswith(SITE)]
    return str(line.rstrip("/").rsplit("/", 1)[1])


def last_token() -> str:
    return token_of(mail.outbox[-1])


def run_out(invitation: Invitation, days: int = 0) -> None:
    """Let the term be over since some days."""
    ended = timezone.now() - timedelta(days=days, minutes=1)
    with connection.cursor() as cursor:
        key = invitation.pk.hex if connection.vendor == "sqlite" else invitation.pk
        cursor.execute(
            "UPDATE accounts_invitation SET expires_at = %s, sent_at = %s WHERE id = %s",
            [ended, ended - Invitation.TERM, key],
        )
    PersonalLink.objects.about(invitation.pk, "invitation").update(expires_at=ended)

import uuid
from datetime import datetime
from typing import Any

from django.contrib.sessions.models import Session
from django.db import models
from django.utils import timezone

from vlaggenlijn.accounts.models.people import User

LAST_SEEN = "last_seen"


class OpenSessionQuerySet(models.QuerySet["OpenSession"]):
    def of(self, user: Any) -> "OpenSessionQuerySet":
        """A person's sessions that are still open, newest first."""
        return self.filter(user=user, session_key__in=self._open_keys())

    def except_for(self, session_key: str | None) -> "OpenSessionQuerySet":
        return self.exclude(session_key=session_key or "")

    def ended(self) -> "OpenSessionQuerySet":
        return self.exclude(session_key__in=self._open_keys())

    @staticmethod
    def _open_keys() -> models.QuerySet[Session, str]:
        now = timezone.now()
        return Session.objects.filter(expire_date__gt=now).values_list("session_key", flat=True)


class OpenSession(models.Model):
    """Where somebody signed in: the kind of device in words. No internet address is kept.

    When it was last used stands in the session itself, because opening a page writes nothing else.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="open_sessions")
    session_key = models.CharField(max_length=40, unique=True)
    browser = models.CharField(max_length=30, blank=True)
    system = models.CharField(max_length=30, blank=True)
    started_at = models.DateTimeField(default=timezone.now)

    is_personal = True

    objects = OpenSessionQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "id"]

    def last_seen_at(self) -> datetime:
        """The last moment this session was used, to ten minutes; its start when unknown."""
        session = Session.objects.filter(session_key=self.session_key).first()
        seen = session.get_decoded().get(LAST_SEEN) if session else None
        return (
            datetime.fromtimestamp(seen, tz=timezone.get_current_timezone())
            if seen
            else (self.started_at)
        )

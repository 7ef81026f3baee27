"""Which digest went out, so that two clocks send one and a failure is tried again."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from vlaggenlijn.accounts.models import User

PATIENCE = timedelta(minutes=15)
MOST_ATTEMPTS = 5


class DigestMailQuerySet(models.QuerySet["DigestMail"]):
    def waiting(self, monday: date) -> "DigestMailQuerySet":
        """Digests of a Monday that are not settled and may be tried (again)."""
        return self.filter(monday=monday, settled_at__isnull=True, attempts__lt=MOST_ATTEMPTS)

    def taken(self, user: User, monday: date) -> "DigestMail | None":
        """Take one to send; None when another clock has it, or when it failed just now."""
        row, _ = self.get_or_create(user=user, monday=monday)
        now = timezone.now()
        is_free = Q(taken_at__isnull=True) | Q(taken_at__lt=now - PATIENCE)
        mine = self.waiting(monday).filter(is_free, pk=row.pk)
        return row if mine.update(taken_at=now, attempts=F("attempts") + 1) else None

    def before(self, monday: date) -> "DigestMailQuerySet":
        return self.filter(monday__lt=monday)


class DigestMail(models.Model):
    """The digest of one person for one Monday; settled when sent, or when there was no news."""

    user = models.ForeignKey(User, models.CASCADE, related_name="digest_mails")
    monday = models.DateField()
    attempts = models.PositiveSmallIntegerField(default=0)
    taken_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = DigestMailQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "monday"], name="digest_once")]

    is_personal = True

import hashlib
import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from vlaggenlijn.accounts.models.people import User


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class PersonalLinkQuerySet(models.QuerySet["PersonalLink"]):
    def current(self) -> "PersonalLinkQuerySet":
        """Links that still open something: within their term, not ended, not used up."""
        now = timezone.now()
        return self.filter(expires_at__gt=now, ended_at__isnull=True).filter(
            Q(is_single_use=False) | Q(used_at__isnull=True)
        )

    def opened_by(self, token: str, purpose: str) -> "PersonalLink | None":
        """The current link of a token, for one purpose only; None says nothing of why not."""
        return self.current().filter(digest=digest_of(token), purpose=purpose).first()

    def known_by(self, token: str, purpose: str) -> "PersonalLink | None":
        """The link of a token whether or not it still opens something; only to mail a new one."""
        return self.filter(digest=digest_of(token), purpose=purpose).first()

    def mailed_to(self, domain: str) -> "PersonalLinkQuerySet":
        """Links mailed to addresses that end so ("@example.org")."""
        return self.filter(email__endswith=domain)

    def about(self, subject_id: uuid.UUID, purpose: str) -> "PersonalLinkQuerySet":
        return self.filter(subject_id=subject_id, purpose=purpose)


class PersonalLink(models.Model):
    """A link in a mail that lets one person do one thing without signing in.

    Only the SHA-256 of the token (256 random bits) is kept, so a stolen database opens nothing.
    Opening the address shows a page; what it is for happens by POST, because mail scanners open
    links. ``subject_id`` is the id of the record that the room of the purpose knows.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=30)
    subject_id = models.UUIDField(db_index=True)
    email = models.EmailField(blank=True)
    user = models.ForeignKey(
        User, models.CASCADE, null=True, blank=True, related_name="personal_links"
    )
    is_single_use = models.BooleanField(default=True)
    given_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = PersonalLinkQuerySet.as_manager()

    class Meta:
        ordering = ["given_at", "id"]

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class MailLanguage(models.TextChoices):
    """The languages of the workspace, each by its own name."""

    NL = "nl", "Nederlands"
    FR = "fr", "Français"
    EN = "en", "English"


class UserQuerySet(models.QuerySet["User"]):
    def invited(self, email: str) -> "User | None":
        """The person with an address who may sign in, or None."""
        return self.filter(email=email.strip().lower(), is_active=True).first()

    def present(self) -> "UserQuerySet":
        """Everybody who has not left."""
        return self.filter(left_at__isnull=True)

    def members_of(self, network: Any) -> "UserQuerySet":
        """Everybody with a role in a network that counts today, by name."""
        today = timezone.localdate()
        running = Q(memberships__ended_on__isnull=True) | Q(memberships__ended_on__gt=today)
        begun = Q(memberships__network=network, memberships__started_on__lte=today)
        return self.filter(begun & running).distinct().order_by("name", "email")


class UserManager(BaseUserManager["User"]):
    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def present(self) -> UserQuerySet:
        return self.get_queryset().present()

    def members_of(self, network: Any) -> UserQuerySet:
        return self.get_queryset().members_of(network)

    def invited(self, email: str) -> "User | None":
        return self.get_queryset().invited(email)

    def create_user(self, email: str, password: str | None = None, **values: Any) -> "User":
        """Add a person; without a password they sign in with a code sent by mail."""
        user = self.model(email=email.strip().lower(), **values)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A member of staff. Parents never have an account."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    is_active = models.BooleanField(default=True)
    is_administrator = models.BooleanField(
        default=False, help_text="Looks after the platform: networks, helplines, upgrades."
    )
    joined_at = models.DateTimeField(default=timezone.now)
    language = models.CharField(
        _("language of mails"), max_length=2, choices=MailLanguage.choices, default="nl"
    )
    wants_digest = models.BooleanField(_("a mail on Monday with what waits"), default=True)
    # Who left stays as a row without a name, so that the history of the network keeps its shape.
    left_at = models.DateTimeField(null=True, blank=True, editable=False)
    farewell_announced_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        ordering = ["name", "email"]

    def __str__(self) -> str:
        if self.left_at:
            return gettext("former member")
        return self.name or self.email

from typing import Any

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.languages import SOURCE
from vlaggenlijn.accounts.models.changes import Audited, AuditedQuerySet
from vlaggenlijn.accounts.models.people import User
from vlaggenlijn.places.models import Municipality


class Regime(models.TextChoices):
    """Which languages the law wants from local public bodies in a municipality."""

    NL = "nl", _("Dutch")
    RAND = "rand", _("Dutch with facilities for French speakers")
    BRUSSELS = "brussel", _("Dutch and French")


class Role(models.TextChoices):
    COORDINATOR = "coordinator", _("coordinator")
    PARTNER = "partner", _("partner")
    PROFESSIONAL = "professional", _("professional")
    FACILITATOR = "facilitator", _("facilitator of dialogue tables")
    READER = "reader", _("reader")


class FormOfAddress(models.TextChoices):
    JE = "je", _("je")
    U = "u", _("u")


class LocalNetworkQuerySet(AuditedQuerySet["LocalNetwork"]):
    def for_host(self, host: str) -> "LocalNetwork | None":
        """Return the network that owns a host name (without port), or None."""
        return self.exclude(host="").filter(host=host.lower()).first()

    def default(self, slug: str = "") -> "LocalNetwork | None":
        """Return the network that unknown host names show: the one named, else the first."""
        return self.filter(slug=slug).first() or self.order_by("joined_at", "slug").first()

    def for_user(self, user: Any) -> "LocalNetworkQuerySet":
        """Networks in which a person has a current role; all of them for an administrator."""
        if user.is_administrator:
            return self.all()
        return self.filter(memberships__in=Membership.objects.current().of(user)).distinct()

    def run_by(self, user: Any) -> "LocalNetworkQuerySet":
        """Networks that a person coordinates; all of them for an administrator."""
        if user.is_administrator:
            return self.all()
        mine = Membership.objects.current().of(user).with_role(Role.COORDINATOR)
        return self.filter(memberships__in=mine).distinct()

    def on_their_first_day(self, memberships: "MembershipQuerySet") -> "LocalNetworkQuerySet":
        """Networks of these roles whose first day was not ended by hand."""
        return self.filter(memberships__in=memberships, first_day_ended_at__isnull=True).distinct()

    def with_slug(self, slug: str) -> "LocalNetwork | None":
        return self.filter(slug=slug).first()

    def of_others(self, network: "LocalNetwork") -> "LocalNetworkQuerySet":
        return self.exclude(pk=network.pk)

    def demo(self) -> "LocalNetworkQuerySet":
        return self.filter(is_demo=True)

    def real(self) -> "LocalNetworkQuerySet":
        return self.filter(is_demo=False)

    def covering(self, municipality: Municipality) -> "LocalNetworkQuerySet":
        return self.filter(areas__municipality=municipality).distinct()

    def with_area(self) -> "LocalNetworkQuerySet":
        return self.prefetch_related("areas__municipality")


class LocalNetwork(Audited):
    """A local partnership of parenting support, covering one or more municipalities."""

    slug = models.SlugField(unique=True)
    name = models.CharField(_("name"), max_length=150)
    host = models.CharField(
        _("host name"),
        max_length=150,
        blank=True,
        help_text=_("Visitors of this host name see this network."),
    )
    municipalities: models.ManyToManyField[Municipality, "NetworkArea"] = models.ManyToManyField(
        Municipality, through="NetworkArea", related_name="networks"
    )
    form_of_address = models.CharField(
        _("form of address"), max_length=2, choices=FormOfAddress.choices, default=FormOfAddress.JE
    )
    accent = models.CharField(
        _("colour"),
        max_length=7,
        default="#1f5c4d",
        validators=[RegexValidator(r"^#[0-9a-f]{6}$", _("Write a colour as # and six digits."))],
    )
    logo_digest = models.CharField(max_length=64, blank=True, editable=False)
    contact_name = models.CharField(_("contact person"), max_length=150, blank=True)
    contact_role = models.CharField(_("what this person does"), max_length=150, blank=True)
    contact_phone = models.CharField(_("phone"), max_length=40, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    contact_hours = models.CharField(_("when to reach them"), max_length=150, blank=True)
    contact_address = models.CharField(_("address"), max_length=200, blank=True)
    privacy_contact = models.EmailField(_("e-mail for privacy questions"), blank=True)
    accessibility_note = models.TextField(
        _("accessibility: what does not work yet, and what you can do instead"), blank=True
    )
    extra_languages = models.JSONField(
        _("more languages for translations"), default=list, blank=True
    )
    keeps_words = models.BooleanField(
        _("keep single words of questions without an answer for 30 days"), default=False
    )
    first_day_ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    is_demo = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=timezone.now)

    objects = LocalNetworkQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["host"], condition=~Q(host=""), name="one_network_per_host"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def regime(self) -> str:
        """The regime with the most languages among the municipalities; nl when there are none."""
        regimes = {area.regime for area in self.areas.all()}
        for regime in (Regime.BRUSSELS, Regime.RAND):
            if regime in regimes:
                return regime
        return Regime.NL

    @property
    def translation_languages(self) -> list[str]:
        """The languages in which its records may have a translation, those of the site first."""
        own = [code for code, _ in settings.LANGUAGES if code != SOURCE]
        return [*own, *(code for code in self.extra_languages if code not in own)]

    def covers(self, nis: str) -> bool:
        return any(area.municipality_id == nis for area in self.areas.all())


class NetworkArea(Audited):
    """A municipality that belongs to a network, with its language regime."""

    network = models.ForeignKey(LocalNetwork, models.CASCADE, related_name="areas")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="areas")
    regime = models.CharField(max_length=10, choices=Regime.choices, default=Regime.NL)

    class Meta:
        ordering = ["municipality"]
        constraints = [
            models.UniqueConstraint(fields=["network", "municipality"], name="area_once")
        ]


class NetworkLogo(models.Model):
    """A network's logo as a small re-encoded PNG, in the database so that one backup holds all.

    Not audited: the pixels stay out of the history, ``LocalNetwork.logo_digest`` stands for them.
    """

    network = models.OneToOneField(LocalNetwork, models.CASCADE, related_name="logo")
    content = models.BinaryField()
    digest = models.CharField(max_length=64)


class MembershipQuerySet(AuditedQuerySet["Membership"]):
    def current(self) -> "MembershipQuerySet":
        """Roles that count today; one that is only offered has no first day and never does."""
        today = timezone.localdate()
        return self.filter(started_on__lte=today).filter(
            Q(ended_on__isnull=True) | Q(ended_on__gt=today)
        )

    def roles(self) -> "models.QuerySet[Any, Any]":
        """The words of the roles themselves, as in Role."""
        return self.order_by().values_list("role", flat=True)

    def invited(self) -> "MembershipQuerySet":
        """Roles that are offered and not answered, also when the term of the offer is over."""
        return self.filter(started_on__isnull=True, ended_on__isnull=True)

    def current_or_invited(self) -> "MembershipQuerySet":
        return self.current() | self.invited()

    def begun(self) -> "MembershipQuerySet":
        """Roles that were ever accepted; an invitation is nobody's role yet."""
        return self.filter(started_on__isnull=False)

    def ended(self) -> "MembershipQuerySet":
        """Roles that counted once and do no more."""
        return self.filter(started_on__isnull=False, ended_on__lte=timezone.localdate())

    def of_somebody_like(self, words: str) -> "MembershipQuerySet":
        """Roles of people with these words in their address, or in a name this network knows.

        Of somebody who has not accepted yet, that is the name the inviter typed, not their own.
        """
        known = Q(started_on__isnull=False, user__name__icontains=words)
        typed = Q(started_on__isnull=True, invitation__name__icontains=words)
        return self.filter(known | typed | Q(user__email__icontains=words))

    def others_than(self, membership: "Membership") -> "MembershipQuerySet":
        return self.exclude(user=membership.user_id)

    def of(self, user: Any) -> "MembershipQuerySet":
        return self.filter(user=user) if user.is_authenticated else self.none()

    def for_network(self, network: LocalNetwork) -> "MembershipQuerySet":
        return self.filter(network=network).select_related("user")

    def in_networks(self, networks: LocalNetworkQuerySet) -> "MembershipQuerySet":
        return self.filter(network__in=networks).select_related("network", "user")

    def with_invitation(self) -> "MembershipQuerySet":
        return self.select_related("user", "network", "invitation")

    def with_role(self, *roles: str) -> "MembershipQuerySet":
        return self.filter(role__in=roles)


class Membership(Audited):
    """One person's role in one network, for a time."""

    network = models.ForeignKey(LocalNetwork, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    # None: invited; the role counts from the day on which the person accepts.
    started_on = models.DateField(default=timezone.localdate, null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["network", "role", "user"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "user", "role"],
                condition=Q(ended_on__isnull=True),
                name="one_running_membership_per_role",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"

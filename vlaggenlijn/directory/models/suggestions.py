import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import Audited, AuditedQuerySet, LocalNetwork
from vlaggenlijn.directory.models.organization import Organization
from vlaggenlijn.directory.models.service import Service

LONGEST_TEXT = 1000


class SuggestionKind(models.TextChoices):
    CONTACT = "contact", _("The phone number or the address is wrong")
    HOURS = "hours", _("The opening hours are wrong")
    MOVED = "moved", _("It has moved")
    STOPPED = "stopped", _("It has stopped")
    AUDIENCE = "audience", _("For whom, the age or the price is wrong")
    DESCRIPTION = "description", _("The description is unclear or wrong")
    OTHER = "other", _("Something is missing, or something else")
    BY_ORGANIZATION = "by_organization", _("By the organisation itself")


# What a visitor can choose; the last kind comes by the link in a mail.
VISITOR_KINDS = [kind for kind in SuggestionKind if kind != SuggestionKind.BY_ORGANIZATION]


class SuggestionQuerySet(AuditedQuerySet["Suggestion"]):
    def for_user(self, user: Any) -> "SuggestionQuerySet":
        """What a person may read and answer: about records they change, or about their network."""
        if user.is_administrator:
            return self.all()
        return self.filter(
            Q(organization__in=Organization.objects.editable_by(user))
            | Q(organization__isnull=True, network__in=LocalNetwork.objects.run_by(user))
        )

    def open(self) -> "SuggestionQuerySet":
        return self.filter(state=Suggestion.State.NEW)

    def open_for(self, user: Any) -> "SuggestionQuerySet":
        """What waits for an answer of this person; a desk counts it."""
        return self.for_user(user).open()

    def counted_by_service(self, services: Iterable[uuid.UUID]) -> dict[uuid.UUID, int]:
        """Return {service id: number} for those services that have any."""
        mine = self.filter(service__in=list(services)).order_by()
        return dict(mine.values_list("service").annotate(models.Count("pk")))

    def in_state(self, state: str) -> "SuggestionQuerySet":
        return self.filter(state=state) if state else self

    def new_first(self) -> "SuggestionQuerySet":
        is_open = models.Case(models.When(state=Suggestion.State.NEW, then=0), default=1)
        return self.order_by(is_open, "-created_at", "id")

    def with_record(self) -> "SuggestionQuerySet":
        return self.select_related("organization", "service", "network", "handled_by")

    def about_service(self, service: Service) -> "SuggestionQuerySet":
        return self.filter(service=service)

    def about(
        self, organization: Organization | None, service: Service | None
    ) -> "SuggestionQuerySet":
        return self.filter(organization=organization, service=service)

    def of_network(self, network: LocalNetwork) -> "SuggestionQuerySet":
        return self.filter(network=network)

    def by_visitors(self) -> "SuggestionQuerySet":
        return self.exclude(kind=SuggestionKind.BY_ORGANIZATION)

    def since(self, moment: datetime) -> "SuggestionQuerySet":
        return self.filter(created_at__gte=moment)

    def with_email_handled_before(self, moment: datetime) -> "SuggestionQuerySet":
        return self.exclude(email="").filter(handled_at__lt=moment)

    def with_text_handled_before(self, moment: datetime) -> "SuggestionQuerySet":
        return self.filter(handled_at__lt=moment).exclude(text="", answer="", changes={})


class Suggestion(Audited):
    """What somebody says is not right, or is missing; by a visitor, or by the organisation.

    ``changes`` is {field: {"before": text, "after": text, "is_taken": bool}} of an organisation,
    in the fields of ``directory.suggested``; empty for visitors. Nothing says who the visitor was
    but an e-mail address they chose to give.
    """

    class State(models.TextChoices):
        NEW = "new", _("new")
        HANDLED = "handled", _("handled")
        DECLINED = "declined", _("declined")

    network = models.ForeignKey(LocalNetwork, models.CASCADE, related_name="suggestions")
    organization = models.ForeignKey(
        Organization, models.CASCADE, null=True, blank=True, related_name="suggestions"
    )
    service = models.ForeignKey(
        Service, models.CASCADE, null=True, blank=True, related_name="suggestions"
    )
    kind = models.CharField(max_length=20, choices=SuggestionKind.choices)
    text = models.TextField(blank=True, max_length=LONGEST_TEXT)
    changes = models.JSONField(default=dict, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=5, default="nl")
    state = models.CharField(max_length=10, choices=State.choices, default=State.NEW)
    answer = models.TextField(blank=True, max_length=LONGEST_TEXT)
    handled_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    handled_at = models.DateTimeField(null=True, blank=True)

    objects = SuggestionQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-created_at", "id"]
        indexes = [models.Index(fields=["network", "state"], name="suggestion_queue")]

    @property
    def is_open(self) -> bool:
        return self.state == self.State.NEW

    @property
    def subject(self) -> Service | Organization | None:
        """The record it is about, or None when something is missing altogether."""
        return self.service or self.organization

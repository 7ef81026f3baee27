"""A series asks one question at several tables; who leads it, and the hats that people put on."""

import uuid
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import Audited, AuditedQuerySet, LocalNetwork, User


class SeriesQuerySet(AuditedQuerySet["Series"]):
    def for_user(self, user: Any) -> "SeriesQuerySet":
        """Series that a person runs, leads, or moderates or notes a table of."""
        if user.is_administrator:
            return self.all()
        own = Q(facilitators__user=user) | Q(tables__moderator=user) | Q(tables__note_taker=user)
        led = own & Q(network__in=LocalNetwork.objects.for_user(user))
        return self.filter(led | Q(network__in=LocalNetwork.objects.run_by(user))).distinct()

    def of_network(self, network: LocalNetwork) -> "SeriesQuerySet":
        return self.filter(network=network)

    def past_their_term(self, today: date) -> "SeriesQuerySet":
        """Series whose names are to be deleted by now."""
        return self.filter(names_until__lt=today, names_deleted_at__isnull=True)

    def with_report_for(self, user: Any) -> "SeriesQuerySet":
        """Series whose report is shared with the networks of a person."""
        shared = self.filter(report_shared_at__isnull=False)
        return shared.filter(network__in=LocalNetwork.objects.for_user(user))

    def reported_to(self, user: Any) -> "SeriesQuerySet":
        """Series that a person has something to do with, or whose report is shared with them."""
        mine, shared = self.model.objects.for_user(user), self.model.objects.with_report_for(user)
        found = self.filter(Q(pk__in=mine.values("pk")) | Q(pk__in=shared.values("pk")))
        return found.select_related("network")

    def latest_report_first(self) -> "SeriesQuerySet":
        return self.select_related("network").order_by("-report_shared_at", "id")

    def with_counts(self) -> "SeriesQuerySet":
        """Adds table_count, without rehearsals."""
        real = Q(tables__is_rehearsal=False)
        counted = self.annotate(table_count=models.Count("tables", filter=real, distinct=True))
        return counted.select_related("network").order_by("-created_at", "id")


class Series(Audited):
    """One question at several tables, with the organisations that it addresses.

    ``names_until`` is the term: after that day names, mail addresses and with them the key from a
    pseudonym to a person are deleted, also from the history; quotes stay without a name.
    """

    network = models.ForeignKey(LocalNetwork, models.CASCADE, related_name="dialogue_series")
    title = models.CharField(_("title"), max_length=150)
    question = models.CharField(_("the question"), max_length=300)
    purpose = models.TextField(_("what the notes are for"), max_length=1000)
    invitation = models.TextField(_("what the invitation says"), max_length=3000, blank=True)
    check_days = models.PositiveSmallIntegerField(_("days to read back"), default=14)
    names_until = models.DateField(_("names are kept until"))
    names_deleted_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Since when every member of the network reads the report; None: only who is named for it.
    report_shared_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = SeriesQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-created_at", "id"]

    def __str__(self) -> str:
        return self.title

    @property
    def has_names(self) -> bool:
        return self.names_deleted_at is None and self.names_until >= timezone.localdate()


class SeriesFacilitatorQuerySet(AuditedQuerySet["SeriesFacilitator"]):
    def of_series(self, series: Series) -> "SeriesFacilitatorQuerySet":
        return self.filter(series=series).select_related("user").order_by("user__name", "id")

    def of_person(self, user: Any) -> "SeriesFacilitatorQuerySet":
        return self.filter(user=user)


class SeriesFacilitator(Audited):
    """Somebody who is named for a series: reads its quotes and names, codes and writes."""

    series = models.ForeignKey(Series, models.CASCADE, related_name="facilitators")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")

    objects = SeriesFacilitatorQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["series", "user"], name="facilitator_once")]


class HatQuerySet(AuditedQuerySet["Hat"]):
    def for_user(self, user: Any) -> "HatQuerySet":
        mine = Series.objects.for_user(user)
        return self.filter(series__in=mine).select_related("series__network")

    def of_series(self, series: Series) -> "HatQuerySet":
        return self.filter(series=series)

    def by_id(self) -> dict[uuid.UUID, "Hat"]:
        return {hat.pk: hat for hat in self}


class Hat(Audited):
    """A way of looking that everybody at the table takes at the same time; its key is 1 to 9."""

    series = models.ForeignKey(Series, models.CASCADE, related_name="hats")
    key = models.PositiveSmallIntegerField(_("key"))
    name = models.CharField(_("name"), max_length=60)
    prompt = models.CharField(_("what is asked under it"), max_length=300, blank=True)
    colour = models.CharField(_("colour"), max_length=7, default="#ffffff")
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=20)

    objects = HatQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["series", "key"]
        constraints = [
            models.UniqueConstraint(fields=["series", "key"], name="hat_key_once"),
            # Only while two hats change keys, one has 0 for a moment.
            models.CheckConstraint(condition=Q(key__gte=0) & Q(key__lte=9), name="hat_key_0_to_9"),
        ]

    def __str__(self) -> str:
        return self.name

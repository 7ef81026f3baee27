"""Needs of a network, the votes of its members, and the thread from a quote to a result."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import Audited, AuditedQuerySet, LocalNetwork, User
from vlaggenlijn.needs.threads import End, Step
from vlaggenlijn.places.models import Municipality
from vlaggenlijn.taxonomy.models import Concept

SCHEMES = {
    "theme": "themes",
    "function": "functions",
    "target_group": "target-groups",
    "age_band": "age-bands",
}


class Source(models.TextChoices):
    """What a need rests on (D3.1)."""

    OBSERVATION = "observation", _("what we see ourselves")
    CONSULTATION = "consultation", _("asked among local organisations")
    INDICATOR = "indicator", _("figures")
    PLAN = "plan", _("the multi-year plan of the municipality")
    DIALOGUE = "dialogue", _("a dialogue table")
    UNMET = "unmet", _("questions of parents without an answer")
    COVERAGE = "coverage", _("a gap in the offer")


class State(models.TextChoices):
    OPEN = "open", _("open")
    TAKEN_UP = "taken_up", _("being worked on")
    MET = "met", _("met")


class NeedQuerySet(AuditedQuerySet["Need"]):
    def for_user(self, user: Any) -> "NeedQuerySet":
        """Needs of the networks in which a person has a role."""
        return self.filter(network__in=LocalNetwork.objects.for_user(user))

    def of_network(self, network: LocalNetwork) -> "NeedQuerySet":
        return self.filter(network=network)

    def current(self) -> "NeedQuerySet":
        return self.filter(archived_at__isnull=True)

    def not_met(self) -> "NeedQuerySet":
        return self.exclude(state=State.MET)

    def heaviest_first(self) -> "NeedQuerySet":
        """What weighs most on average first, then what most people voted for, then the newest."""
        weighed = self.annotate(weight=models.Avg("votes__weight"), voters=models.Count("votes"))
        return weighed.order_by(
            F("weight").desc(nulls_last=True), "-voters", "-created_at", "sentence", "id"
        )

    def with_subjects(self) -> "NeedQuerySet":
        return self.select_related("municipality", "network", *SCHEMES)


class Need(Audited):
    """One thing that families lack here; empty places mean: every one."""

    network = models.ForeignKey(LocalNetwork, models.CASCADE, related_name="needs")
    sentence = models.CharField(_("what is lacking"), max_length=300)
    theme = models.ForeignKey(Concept, models.PROTECT, null=True, blank=True, related_name="+")
    function = models.ForeignKey(Concept, models.PROTECT, null=True, blank=True, related_name="+")
    target_group = models.ForeignKey(
        Concept, models.PROTECT, null=True, blank=True, related_name="+"
    )
    age_band = models.ForeignKey(Concept, models.PROTECT, null=True, blank=True, related_name="+")
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="+"
    )
    source = models.CharField(
        _("what it rests on"), max_length=12, choices=Source.choices, default=Source.OBSERVATION
    )
    evidence = models.CharField(_("where that stands"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.OPEN)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = NeedQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-created_at", "id"]

    def __str__(self) -> str:
        return self.sentence

    @property
    def concepts(self) -> list[Concept]:
        """What it is about, in the order of SCHEMES; what is left open is left out."""
        return [concept for name in SCHEMES if (concept := getattr(self, name)) is not None]


class VoteQuerySet(AuditedQuerySet["Vote"]):
    def of_person(self, user: User) -> "VoteQuerySet":
        return self.filter(user=user)

    def on(self, needs: Iterable[Need]) -> "VoteQuerySet":
        return self.filter(need__in=list(needs))

    def weights(self) -> dict[uuid.UUID, int]:
        """Return {need id: weight}, for the votes of one person."""
        return dict(self.values_list("need", "weight"))


class Vote(Audited):
    """What one member finds a need to weigh: 1 a little, 3 very much. Shown as sums only."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="votes")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    weight = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(3)]
    )

    objects = VoteQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["need", "user"], name="one_vote_each"),
            models.CheckConstraint(
                condition=Q(weight__gte=1) & Q(weight__lte=3), name="weight_of_one_to_three"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.need_id}: {self.weight}"


class TraceQuerySet(AuditedQuerySet["Trace"]):
    def for_user(self, user: Any) -> "TraceQuerySet":
        """Steps within the networks in which a person has a role."""
        return self.filter(network__in=LocalNetwork.objects.for_user(user))

    def of_network(self, network: LocalNetwork) -> "TraceQuerySet":
        return self.filter(network=network)

    def around(self, model: str, pk: uuid.UUID) -> "TraceQuerySet":
        """Steps that begin or end at one record; ``model`` as in "needs.need"."""
        return self.filter(Q(from_model=model, from_id=pk) | Q(to_model=model, to_id=pk))

    def leaving(self, ids: Iterable[uuid.UUID]) -> "TraceQuerySet":
        return self.filter(from_id__in=list(ids))

    def arriving(self, ids: Iterable[uuid.UUID]) -> "TraceQuerySet":
        return self.filter(to_id__in=list(ids))

    def steps(self) -> list[Step]:
        return [trace.step for trace in self]


class Trace(Audited):
    """One step of the thread: something came of something else, in whichever rooms they live.

    Both ends are named by model label, id and words, because a room does not know those above it.
    The words are short names of records, never the words of a person: whoever takes back a quote
    must not be found here. A record that goes takes its steps along through ``actions.untrace``.
    """

    network = models.ForeignKey(LocalNetwork, models.CASCADE, related_name="traces")
    from_model = models.CharField(max_length=60)
    from_id = models.UUIDField(db_index=True)
    from_words = models.CharField(max_length=300)
    from_url = models.CharField(max_length=300, blank=True)
    to_model = models.CharField(max_length=60)
    to_id = models.UUIDField(db_index=True)
    to_words = models.CharField(max_length=300)
    to_url = models.CharField(max_length=300, blank=True)
    label = models.CharField(max_length=100, blank=True)

    objects = TraceQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "from_model", "from_id", "to_model", "to_id"],
                name="one_step_between_two_records",
            )
        ]

    def __str__(self) -> str:
        return f"{self.from_words} > {self.to_words}"

    @property
    def step(self) -> Step:
        return Step(
            End(self.from_model, self.from_id, self.from_words, self.from_url),
            End(self.to_model, self.to_id, self.to_words, self.to_url),
            self.label,
        )

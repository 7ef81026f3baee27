"""What was supposed and kept: proposals of a network to talk about."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import Audited, AuditedQuerySet, LocalNetwork


class Deed(models.TextChoices):
    """What is supposed to happen."""

    OPENS = "opens", _("an offer opens")
    STOPS = "stops", _("a service stops")
    MOVES = "moves", _("a service moves")
    WIDENS = "widens", _("a service widens")


class WhatIfQuerySet(AuditedQuerySet["WhatIf"]):
    def for_user(self, user: Any) -> "WhatIfQuerySet":
        """Proposals of the networks in which a person has a role."""
        return self.filter(network__in=LocalNetwork.objects.for_user(user))

    def of_network(self, network: LocalNetwork) -> "WhatIfQuerySet":
        return self.filter(network=network)

    def current(self) -> "WhatIfQuerySet":
        return self.filter(archived_at__isnull=True)

    def with_network(self) -> "WhatIfQuerySet":
        return self.select_related("network")


class WhatIf(Audited):
    """A supposition that a network keeps, with its story and what it would change, as of a day.

    ``asked`` holds what was supposed, as in the address of the page; ``lines`` what came of it, in
    fives (``supposing.Line``). No person is in it; the story says so beside the field.
    """

    network = models.ForeignKey(LocalNetwork, models.CASCADE, related_name="what_ifs")
    title = models.CharField(_("proposal"), max_length=150)
    story = models.TextField(_("story"), max_length=2000, blank=True)
    deed = models.CharField(_("what happens"), max_length=6, choices=Deed.choices)
    km = models.PositiveSmallIntegerField()
    asked = models.JSONField(default=dict)
    lines = models.JSONField(default=list)
    reckoned_on = models.DateField()
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = WhatIfQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-created_at", "id"]

    def __str__(self) -> str:
        return self.title

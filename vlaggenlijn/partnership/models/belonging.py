"""How rows of this room belong to a network."""

from typing import Any, Self, TypeVar

from django.db import models

from vlaggenlijn.accounts.models import AuditedQuerySet, LocalNetwork

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class InNetworkQuerySet(AuditedQuerySet[Row_co]):
    """Rows with a way to a network; ``way`` is that of the table."""

    way = "network"

    def for_user(self, user: Any) -> Self:
        """Rows of the networks in which a person has a role."""
        return self.filter(**{f"{self.way}__in": LocalNetwork.objects.for_user(user)})

    def of_network(self, network: LocalNetwork) -> Self:
        return self.filter(**{self.way: network})

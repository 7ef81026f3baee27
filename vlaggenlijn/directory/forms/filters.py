"""What a list in the workspace can be narrowed and sorted by; every choice is in the address."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.common.forms import PlainForm, TextField
from vlaggenlijn.directory.forms.fields import with_names
from vlaggenlijn.directory.models import Organization
from vlaggenlijn.directory.models.organization import OrganizationQuerySet
from vlaggenlijn.directory.models.service import ServiceQuerySet
from vlaggenlijn.taxonomy.models import Concept

STALE, CURRENT, CLOSED, ARCHIVED = "stale", "current", "closed", "archived"
BY_STALE, BY_NAME, BY_ORGANIZATION, BY_CHANGE = "stale", "name", "organisation", "changed"
BY_QUALITY = "quality"


class ServiceFilter(PlainForm):
    """A filter never fails: a value that is not offered counts as not given."""

    q = TextField(
        label=lazy("Search"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    organisation = forms.TypedChoiceField(
        label=lazy("Organisation"), required=False, coerce=UUID, empty_value=None
    )
    theme = forms.TypedChoiceField(
        label=lazy("Theme"), required=False, coerce=UUID, empty_value=None
    )
    state = forms.ChoiceField(
        label=lazy("State"),
        required=False,
        choices=[
            ("", lazy("all that is not archived")),
            (STALE, lazy("not confirmed for a year")),
            (CURRENT, lazy("confirmed in the past year")),
            (CLOSED, lazy("closed for now")),
            (ARCHIVED, lazy("archived")),
        ],
    )
    sort = forms.ChoiceField(
        label=lazy("Sort by"),
        required=False,
        choices=[
            (BY_STALE, lazy("longest ago confirmed first")),
            (BY_NAME, lazy("name")),
            (BY_ORGANIZATION, lazy("organisation")),
            (BY_CHANGE, lazy("last changed first")),
            (BY_QUALITY, lazy("most to mend first")),
        ],
    )

    def __init__(self, data: Any, *, user: Any) -> None:
        super().__init__(data)
        organizations = Organization.objects.for_user(user).current().order_by("name")
        themes = with_names(Concept.objects.of_scheme("themes").seen_by(user))
        self.fields["organisation"].choices = [  # type: ignore[attr-defined]
            ("", lazy("all organisations")),
            *((str(pk), name) for pk, name in organizations.values_list("pk", "name")),
        ]
        labels = sorted(((str(one.pk), one.label) for one in themes), key=lambda pair: pair[1])
        self.fields["theme"].choices = [  # type: ignore[attr-defined]
            ("", lazy("all themes")),
            *labels,
        ]

    def chosen(self, name: str) -> Any:
        self.is_valid()
        return self.cleaned_data.get(name)

    @property
    def is_narrowed(self) -> bool:
        return any(self.chosen(name) for name in ("q", "organisation", "theme", "state"))

    def narrowed(self, services: ServiceQuerySet) -> ServiceQuerySet:
        """Return the services that were asked for, in the order asked; stale first by default."""
        services = self._in_state(services)
        if words := self.chosen("q"):
            services = services.named(words)
        if organization := self.chosen("organisation"):
            services = services.of_organization(organization)
        if theme := self.chosen("theme"):
            services = services.about(theme)
        return self._sorted(services)

    def _in_state(self, services: ServiceQuerySet) -> ServiceQuerySet:
        today = timezone.localdate()
        state = self.chosen("state")
        if state == ARCHIVED:
            return services.archived()
        services = services.current()
        if state == CLOSED:
            return services.closed_on(today)
        if state == STALE:
            return services.stale(today)
        return services.confirmed(today) if state == CURRENT else services

    def _sorted(self, services: ServiceQuerySet) -> ServiceQuerySet:
        sort = self.chosen("sort")
        if sort == BY_NAME:
            return services.order_by("name", "id")
        if sort == BY_ORGANIZATION:
            return services.order_by("organization__name", "name", "id")
        if sort == BY_QUALITY:
            return services.weakest_first()
        return services.last_changed_first() if sort == BY_CHANGE else services.stalest_first()


class OrganizationFilter(PlainForm):
    q = TextField(
        label=lazy("Search"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    state = forms.ChoiceField(
        label=lazy("State"),
        required=False,
        choices=[("", lazy("all that is not archived")), (ARCHIVED, lazy("archived"))],
    )
    sort = forms.ChoiceField(
        label=lazy("Sort by"),
        required=False,
        choices=[(BY_NAME, lazy("name")), (BY_STALE, lazy("longest ago confirmed first"))],
    )

    def chosen(self, name: str) -> Any:
        self.is_valid()
        return self.cleaned_data.get(name)

    @property
    def is_narrowed(self) -> bool:
        return any(self.chosen(name) for name in ("q", "state"))

    def narrowed(self, organizations: OrganizationQuerySet) -> OrganizationQuerySet:
        """Return the organisations that were asked for, in the order asked; by name by default."""
        is_archived = self.chosen("state") == ARCHIVED
        organizations = organizations.archived() if is_archived else organizations.current()
        if words := self.chosen("q"):
            organizations = organizations.named(words)
        if self.chosen("sort") == BY_STALE:
            return organizations.stalest_first()
        return organizations.order_by("name", "id")

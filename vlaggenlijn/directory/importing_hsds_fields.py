"""What people call the parts of an organisation or a service that HSDS brings in."""

from typing import Any

from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.directory.models import Organization, Service

ROWS = {
    "minimum_age_months": lazy("youngest child"),
    "maximum_age_months": lazy("oldest child"),
    "wait_time_on": lazy("waiting time noted on"),
    "phones": lazy("phone numbers"),
    "languages": lazy("languages"),
    "costs": lazy("cost"),
    "capacities": lazy("places free"),
    "areas": lazy("area served"),
    "hours": lazy("opening hours"),
    "concepts": lazy("themes and labels"),
    "places": lazy("places"),
    "identifiers": lazy("numbers"),
}


def field_words() -> dict[str, Any]:
    """Return the words for each part by its name in an alteration."""
    columns = [*Organization._meta.concrete_fields, *Service._meta.concrete_fields]
    return {one.name: one.verbose_name for one in columns} | ROWS

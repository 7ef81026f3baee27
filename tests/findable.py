"""Services that the guide can find, and a clock that stands still."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from tests.factories import GENT, a_network, a_service, an_organization
from vlaggenlijn.accounts.models import Audited, LocalNetwork, recorded
from vlaggenlijn.directory.indexing import index_organization, index_service
from vlaggenlijn.directory.models import (
    Organization,
    OrganizationConcept,
    OrganizationTranslation,
    RecordTranslation,
    Service,
    ServiceTranslation,
    Translatable,
    dutch_of,
)
from vlaggenlijn.taxonomy.loading import concept_id

BRUSSELS_TIME = ZoneInfo("Europe/Brussels")
IN_GENT = {
    "address_1": "Markt 1",
    "postal_code": "9000",
    "city": "Gent",
    "municipality_id": GENT,
}


def save(*records: Audited) -> None:
    """Write records as one deed."""
    with recorded(by=None, network=None, deed="test"):
        for record in records:
            record.save()


def a_home(network: LocalNetwork | None = None, **values: Any) -> Organization:
    """An organisation in a network, made when there is none."""
    return an_organization(network or a_network(), **values)


def a_translation(record: Translatable, language: str = "fr", **values: Any) -> RecordTranslation:
    """A translation of the Dutch of today, approved unless said otherwise."""
    values = {"state": "approved", "source": dutch_of(record)} | values
    made: RecordTranslation
    if isinstance(record, Organization):
        made = OrganizationTranslation(organization=record, language=language, **values)
    else:
        made = ServiceTranslation(service=record, language=language, **values)
    save(made)
    return made


def found_service(organization: Organization, name: str = "Slaaphulp", **values: Any) -> Service:
    """A service that the guide can find; confirmed today unless said otherwise."""
    service = a_service(organization, name, **{"assured_on": timezone.localdate()} | values)
    index_service(service)
    return service


def found_organization(
    network: LocalNetwork, name: str, sector: str = "", **values: Any
) -> Organization:
    """An organisation that the guide can find, with its sector."""
    organization = an_organization(network, name, **values)
    if sector:
        save(
            OrganizationConcept(organization=organization, concept_id=concept_id("sectors", sector))
        )
    index_organization(organization)
    return organization


def stop_the_clock(monkeypatch: pytest.MonkeyPatch, text: str) -> datetime:
    """Let it be this moment on the clocks of Brussels: "2026-05-04 10:30"."""
    moment = datetime.fromisoformat(text).replace(tzinfo=BRUSSELS_TIME)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    return moment

"""A network to export, and texts as people type them."""

from typing import Any

from django.apps import apps
from django.test import Client
from hypothesis import strategies as st

from tests.factories import (
    GENT,
    LEUVEN,
    a_concept,
    a_location,
    a_network,
    a_service,
    an_organization,
)
from vlaggenlijn.accounts.models import Audited, ChangeSet, LocalNetwork, User, recorded
from vlaggenlijn.directory.models import (
    LocalNote,
    OrganizationConcept,
    OrganizationIdentifier,
    Phone,
)

FORMS = ("csv", "xlsx", "ods")
PROFESSIONALS, NOTE, FOREIGN_NOTE = "09 277 77 77", "Enkel na overleg.", "Van de buren."


def an_archive() -> LocalNetwork:
    """A network with an organisation in which everything that could leak is present."""
    gent, leuven = a_network(), a_network("leuven", [LEUVEN])
    home = an_organization(gent, "De Zandbak", description="- spelen\n- praten", email="a@b.be")
    a_location(home, address_1="Veldstraat 1", postal_code="9000", city="Gent",
               municipality_id=GENT)  # fmt: skip
    a_location(home, "Vluchtadres")
    service = a_service(home, "Spelpunt", areas=[GENT, LEUVEN], themes=["sleep"], phone="092101010")
    with recorded(by=None, network=gent, deed="test"):
        for kind, number in (("kbo", "0207437468"), ("own", "A-1")):
            OrganizationIdentifier(
                organization=home, identifier_type=kind, identifier=number
            ).save()
        OrganizationConcept(organization=home, concept=a_concept("sectors", "sports")).save()
        Phone(organization=home, number="+3292101010").save()
        for owner in ({"organization": home}, {"service": service}):
            Phone(number="+3292777777", is_for_professionals=True, **owner).save()
        LocalNote(network=gent, service=service, refer_when=NOTE).save()
    with recorded(by=None, network=leuven, deed="test"):
        LocalNote(network=leuven, service=service, refer_when=FOREIGN_NOTE).save()
    return gent


def state() -> list[Any]:
    tables = [model for model in apps.get_models() if issubclass(model, Audited)]
    rows = [list(model._base_manager.order_by("pk").values()) for model in tables]
    return [*rows, ChangeSet.objects.count()]


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    client.cookies["taal"] = "en"
    return client


texts = (
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)
    .map(str.strip)
    .filter(bool)
)


SPECIAL = ["=1+1", "+32 9", "@ons", "-", "'", "n/a", "＝1", "a  b", "Gent", "OCMW Gent", "' =1"]

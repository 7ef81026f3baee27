"""The demo's translations in every state, and contact persons, in the network of Brussels.

The people do not exist, and say so in what one may ask them for.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from vlaggenlijn.accounts.models import LocalNetwork, recorded
from vlaggenlijn.directory.actions import write_translation
from vlaggenlijn.directory.indexing import index_service
from vlaggenlijn.directory.models import Contact, Service

EXTRA_LANGUAGES = ["pl", "uk"]
UKRAINIAN = ("op-opendeur", {"name": "Відкриті двері для батьків"})
DRAFT = ("op-gesprek", {"name": "Conversation about bringing up children"})
# Its French was approved before this sentence was added.
CHANGED = ("op-schermen", " Je krijgt een blad met tips mee.")
PEOPLE: tuple[tuple[str, dict[str, Any]], ...] = (
    (
        "op-opendeur",
        {
            "name": "Lina Demo",
            "title": "onthaal",
            "phone": "+3225550101",
            "purpose": "vragen over de open deur (demo)",
            "is_public": True,
            "review_in_days": 200,
        },
    ),
    (
        "op-gesprek",
        {
            "name": "Sam Voorbeeld",
            "title": "gezinsbegeleider",
            "department": "eerste lijn",
            "email": "sam@demo.example",
            "purpose": "overleg over een gezin, voor professionals (demo)",
            "is_public": False,
            "review_in_days": -20,
        },
    ),
)


def add(services: Mapping[str, Service]) -> None:
    """Add what the board of translations and the list of people show in the demo."""
    for network in {one.organization.network for one in services.values()}:
        _choose_languages(network)
    key, texts = UKRAINIAN
    network = services[key].organization.network
    _translate(services[key], "uk", texts, is_approved=True)
    key, texts = DRAFT
    _translate(services[key], "en", texts, is_approved=False)
    key, sentence = CHANGED
    with recorded(by=None, network=network, deed="demo.load"):
        service = Service.locked(services[key].pk)
        service.description += sentence
        service.save()
        index_service(service)
        for key, values in PEOPLE:
            _person(services[key], dict(values))


def _choose_languages(network: LocalNetwork) -> None:
    with recorded(by=None, network=network, deed="demo.load"):
        stored = LocalNetwork.locked(network.pk)
        stored.extra_languages = EXTRA_LANGUAGES
        stored.save()


def _translate(
    service: Service, language: str, texts: Mapping[str, str], *, is_approved: bool
) -> None:
    write_translation(
        by=None,
        record=service,
        language=language,
        texts=texts,
        seen=None,
        is_approved=is_approved,
    )


def _person(service: Service, values: dict[str, Any]) -> None:
    review_on = timezone.localdate() + timedelta(days=values.pop("review_in_days"))
    Contact(
        organization=service.organization, service=service, review_on=review_on, **values
    ).save()

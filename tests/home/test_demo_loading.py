"""The demo comes and goes whole, and never over real data unasked."""

from typing import Any

import pytest
from django.core import mail

from tests import factories
from vlaggenlijn.accounts.models import ChangeSet, LocalNetwork, PersonalLink, User
from vlaggenlijn.directory.models import (
    FreshnessCampaign,
    Organization,
    Service,
    Suggestion,
)
from vlaggenlijn.home import demo
from vlaggenlijn.taxonomy.models import Posting

pytestmark = pytest.mark.django_db


def test_a_round_runs_and_messages_wait(
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        demo.load(address="http://localhost:8123")
    campaign = FreshnessCampaign.objects.running().get()
    assert campaign.requests.exists()
    assert Suggestion.objects.open().count() == 4
    rounds = [letter.body for letter in mail.outbox if "/actueel/" in letter.body]
    assert rounds
    assert all("http://localhost:8123/actueel/" in body for body in rounds)
    assert demo.remove() == 2
    assert not PersonalLink.objects.exists()


def test_load_twice_gives_the_same() -> None:
    loaded = demo.load()
    before = set(Service.objects.values_list("name", flat=True))
    assert demo.load() == loaded
    assert set(Service.objects.values_list("name", flat=True)) == before


def test_load_over_real_data_only_when_asked() -> None:
    factories.a_network("gent")
    with pytest.raises(demo.RealDataPresent):
        demo.load()
    assert not LocalNetwork.objects.demo().exists()
    assert demo.load(over_real_data=True)["networks"] == 2


def test_remove_leaves_real_data_and_nothing_else() -> None:
    organization = factories.an_organization(factories.a_network("gent"))
    real = factories.a_service(organization)
    users = set(User.objects.values_list("pk", flat=True))
    deeds = set(ChangeSet.objects.values_list("pk", flat=True))
    demo.load(over_real_data=True)
    assert demo.remove() == 2
    assert list(Service.objects.all()) == [real]
    assert list(Organization.objects.all()) == [organization]
    assert set(User.objects.values_list("pk", flat=True)) == users
    assert set(ChangeSet.objects.values_list("pk", flat=True)) == deeds
    assert not Posting.objects.exists()


def test_remove_without_a_demo_changes_nothing() -> None:
    assert demo.remove() == 0

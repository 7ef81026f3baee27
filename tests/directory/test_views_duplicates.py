import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    GENT,
    LEUVEN,
    a_member,
    a_network,
    a_partner,
    a_service,
    an_administrator,
    an_organization,
)
from tests.pages import sent_by
from vlaggenlijn.accounts.models import LocalNetwork, User, recorded
from vlaggenlijn.directory.actions.duplicates import find_likely_pairs, look_for_likely_pairs
from vlaggenlijn.directory.actions.merging import merge
from vlaggenlijn.directory.models import LikelyPair, Organization, PairSearch, Phone, Service

pytestmark = pytest.mark.django_db
LIST = "/werk/dubbels/"


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def coordinator(network: LocalNetwork) -> User:
    return a_member(network=network)


@pytest.fixture
def client(coordinator: User) -> Client:
    return signed_in(coordinator)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def a_twin(network: LocalNetwork, name: str = "De Kiem") -> Organization:
    organization = an_organization(network, name)
    with recorded(by=None, network=network, deed="test"):
        Phone(organization=organization, number="+3292100000").save()
    return organization


def only_pair() -> tuple[LikelyPair, str]:
    find_likely_pairs()
    pair = LikelyPair.objects.get()
    return pair, reverse("directory:merge_pair", args=[pair.pk])


def test_list_says_why_and_takes_the_same_queries(
    client: Client, network: LocalNetwork, django_assert_num_queries: Any
) -> None:
    a_twin(network), a_twin(network, "De Kiem vzw")
    find_likely_pairs()
    text = client.get(LIST).content.decode()
    assert "Zelfde naam" in text or "Same name" in text
    assert "09 210 00 00" in text
    client.get(LIST)
    with django_assert_num_queries(15):
        client.get(LIST)
    a_twin(network, "Kiem")
    find_likely_pairs()
    assert LikelyPair.objects.count() == 3
    with django_assert_num_queries(15):
        client.get(LIST)


def test_not_the_same_is_remembered_after_a_new_search(
    client: Client, network: LocalNetwork
) -> None:
    a_twin(network), a_twin(network)
    pair, _ = only_pair()
    decide = reverse("directory:decide_duplicate", args=[pair.pk])
    assert client.post(decide).status_code == 302
    assert find_likely_pairs() == 0
    assert LikelyPair.objects.get().state == "not_same"
    assert str(pair.pk) not in client.get(LIST).content.decode()
    assert str(pair.pk) in client.get(LIST + "?state=not_same&kind=organization").content.decode()
    client.post(decide, {"same": "1"})
    assert LikelyPair.objects.get().state == "open"


def test_coordinator_asks_for_a_search_and_sees_how_far_it_is(
    client: Client, network: LocalNetwork, django_capture_on_commit_callbacks: Any
) -> None:
    a_twin(network), a_twin(network)
    client.cookies["taal"] = "en"
    assert "Compare everything now" in client.get(LIST).content.decode()
    with django_capture_on_commit_callbacks() as waiting:
        assert client.post(f"{LIST}zoek/").status_code == 302
    assert len(waiting) == 1
    assert "waits for its turn" in client.get(LIST).content.decode()
    now = timezone.now()
    far = {"kind": "service", "done": 40, "total": 90, "begun_at": now, "touched_at": now}
    PairSearch.objects.update(**far)
    assert "40 of 90 comparisons made (services)" in client.get(LIST).content.decode()
    look_for_likely_pairs.func()  # a second one leaves it to the first
    assert not LikelyPair.objects.exists()
    PairSearch.objects.update(touched_at=now - PairSearch.STUCK_AFTER)
    look_for_likely_pairs.func()
    assert LikelyPair.objects.count() == 1
    text = client.get(LIST).content.decode()
    assert "Everything was last compared on" in text
    assert "0 / 0" in str(PairSearch.last())
    reader = signed_in(a_member("reader", network))
    assert reader.post(f"{LIST}zoek/").status_code == 403
    assert "Compare everything now" not in reader.get(LIST).content.decode()


def test_search_asked_for_meanwhile_is_done_once_more(
    network: LocalNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    rounds: list[int] = []

    def find(tell: Any) -> None:
        rounds.append(1)
        if len(rounds) == 1:
            PairSearch.objects.update(asked_at=timezone.now())

    monkeypatch.setattr("vlaggenlijn.directory.actions.duplicates.find_likely_pairs", find)
    look_for_likely_pairs.func()
    assert len(rounds) == 2


def test_search_forgets_open_pairs_that_no_longer_look_alike(network: LocalNetwork) -> None:
    twin, _ = a_twin(network), a_twin(network)
    assert find_likely_pairs() == 1
    with recorded(by=None, network=network, deed="test"):
        twin.name = "Heel iets anders"
        twin.save()
    assert find_likely_pairs() == 0
    assert not LikelyPair.objects.exists()


def test_choose_look_and_merge(client: Client, network: LocalNetwork) -> None:
    a_twin(network), a_twin(network, "De Kiem vzw")
    pair, address = only_pair()
    page = client.get(address)
    preview = client.post(address, sent_by(page) | {"name": "second"})
    assert preview.status_code == 200
    assert Organization.objects.current().count() == 2
    fields = preview.context["form"].data.dict()
    assert client.post(address, fields | {"back": "1"}).status_code == 200
    response = client.post(address, fields | {"sure": "1"}, follow=True)
    kept = Organization.objects.current().get()
    gone = Organization.objects.archived().get()
    assert kept.name == Organization.objects.get(pk=pair.second_id).name
    assert response.redirect_chain == [(f"/werk/organisaties/{kept.pk}/", 302)]
    assert LikelyPair.objects.get().state == "merged"
    moved = Client().get(f"/organisatie/{gone.pk}/")
    assert (moved.status_code, moved["Location"]) == (302, f"/organisatie/{kept.pk}/")
    again = client.post(address, fields | {"sure": "1"})
    assert again.status_code == 409
    assert client.get(address).status_code == 200


def test_preview_names_all_that_both_offer(client: Client, network: LocalNetwork) -> None:
    one, two = a_twin(network), a_twin(network, "De Kiem vzw")
    a_service(one, "Spelpunt")
    a_service(two, "Praatgroep")
    _, address = only_pair()
    preview = client.post(address, sent_by(client.get(address))).content.decode()
    assert re.findall(r"<li>(Praatgroep|Spelpunt)</li>", preview) == ["Praatgroep", "Spelpunt"]


def test_edited_after_the_preview_keeps_the_choices(client: Client, network: LocalNetwork) -> None:
    a_twin(network), a_twin(network, "De Kiem vzw")
    pair, address = only_pair()
    fields = client.post(address, sent_by(client.get(address))).context["form"].data.dict()
    with recorded(by=None, network=network, deed="test"):
        Organization.objects.get(pk=pair.second_id).touch()
    response = client.post(address, fields | {"name": "second", "sure": "1"})
    assert (response.status_code, response.context["form"]["name"].value()) == (409, "second")
    assert Organization.objects.current().count() == 2
    fields = response.context["form"].data.dict()
    assert client.post(address, fields | {"sure": "1"}).status_code == 302


def test_services_merge(client: Client, network: LocalNetwork) -> None:
    organization = an_organization(network)
    one, two = (a_service(organization, "Spelpunt", areas=[GENT]) for _ in range(2))
    with recorded(by=None, network=network, deed="test"):
        for service in (one, two):
            Phone(service=service, number="+3292100000").save()
    _, address = only_pair()
    fields = client.post(address, sent_by(client.get(address))).context["form"].data.dict()
    assert client.post(address, fields | {"sure": "1"}).status_code == 302
    kept, gone = Service.objects.current().get(), Service.objects.archived().get()
    assert Client().get(f"/aanbod/{gone.pk}/")["Location"] == f"/aanbod/{kept.pk}/"
    assert client.get(f"/werk/aanbod/{kept.pk}/geschiedenis/").status_code == 200


def test_archived_record_that_was_not_merged_is_missing(network: LocalNetwork) -> None:
    gone = an_organization(network, "A")
    merge(by=None, kept=an_organization(network, "B"), other=gone)
    Organization.objects.current().get()
    with recorded(by=None, network=network, deed="test"):
        gone = Organization.objects.archived().get()
        gone.merged_into = None
        gone.save()
    assert Client().get(f"/organisatie/{gone.pk}/").status_code == 404


def test_other_network_is_named_with_whom_to_call(client: Client, network: LocalNetwork) -> None:
    leuven = a_network(
        "leuven", [LEUVEN], contact_name="Sam Janssens", contact_email="sam@example.org"
    )
    a_service(a_twin(leuven), areas=[GENT])
    a_twin(network)
    _, address = only_pair()
    text = client.get(address).content.decode()
    assert "Sam Janssens" in text
    assert "mailto:sam@example.org" in text
    assert client.post(address, {}).status_code == 403


def test_partner_of_one_may_say_no_but_not_merge(network: LocalNetwork) -> None:
    one, _ = a_twin(network), a_twin(network)
    _pair, address = only_pair()
    client = signed_in(a_partner(one))
    assert client.post(address, {}).status_code == 403
    assert client.post(f"{address}beslis/").status_code == 302


def typed(client: Client, address: str, **values: str) -> dict[str, Any]:
    return sent_by(client.get(address)) | {"name": "De Kiem vzw"} | values


def test_new_record_is_asked_about_once(client: Client, network: LocalNetwork) -> None:
    known = a_twin(network)
    address = "/werk/organisaties/nieuw/"
    fields = typed(client, address, **{"phones-0-number": "09 210 00 00"})
    question = client.post(address, fields)
    assert question.status_code == 409
    assert f"/werk/organisaties/{known.pk}/" in question.content.decode()
    assert Organization.objects.count() == 1
    assert client.post(address, fields | {"is_another": "1"}).status_code == 302
    assert client.post(address, fields).status_code == 302
    assert Organization.objects.count() == 2


def test_new_service_is_asked_about_once(client: Client, network: LocalNetwork) -> None:
    organization = an_organization(network)
    known = a_service(organization, "Spelpunt Kriebels", phone="+3292100000")
    address = f"/werk/aanbod/nieuw/?organisatie={organization.pk}"
    values = {"name": "Spelpunt Kriebels", "phones-0-number": "09 210 00 00"}
    fields = sent_by(client.get(address)) | values
    question = client.post(address, fields)
    assert question.status_code == 409
    assert f"/werk/aanbod/{known.pk}/" in question.content.decode()
    while_typing = client.post(f"{LIST}lijkt-op/?organisatie={organization.pk}", fields)
    assert f"/werk/aanbod/{known.pk}/" in while_typing.content.decode()
    assert client.post(address, fields | {"is_another": "1"}).status_code == 302


def test_while_typing_nothing_of_others_leaks(client: Client, network: LocalNetwork) -> None:
    mine = a_twin(network)
    hidden = a_twin(a_network("leuven", [LEUVEN]))
    fields = typed(client, "/werk/organisaties/nieuw/", **{"phones-0-number": "09 210 00 00"})
    text = client.post(f"{LIST}lijkt-op/", fields).content.decode()
    assert str(mine.pk) in text
    assert str(hidden.pk) not in text
    everything = signed_in(an_administrator()).post(f"{LIST}lijkt-op/", fields).content.decode()
    assert str(hidden.pk) in everything


def test_while_typing_answers_nothing_to_what_makes_no_sense(
    client: Client, network: LocalNetwork
) -> None:
    for query in ("", "?organisatie=x"):
        assert client.post(f"{LIST}lijkt-op/{query}", {}).content.decode().strip() == ""
    missing = client.post(f"{LIST}lijkt-op/?organisatie={uuid.uuid4()}", {})
    assert missing.status_code == 404
    reader = signed_in(a_member("reader", network))
    assert reader.post(f"{LIST}lijkt-op/", {}).content.decode().strip() == ""

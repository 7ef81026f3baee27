"""The pages on which a network adds concepts."""

from typing import Any

import pytest
from django.test import Client

from tests.factories import LEUVEN, a_concept, a_member, a_network, an_own_concept
from tests.pages import sent_by
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.taxonomy import lookup
from vlaggenlijn.taxonomy.models import Concept, OwnConcept

pytestmark = pytest.mark.usefixtures("reference_data")
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def network(db: None) -> LocalNetwork:
    return a_network()


@pytest.fixture
def work(network: LocalNetwork) -> Client:
    client = Client()
    client.force_login(a_member("coordinator", network), BACKEND)
    return client


def typed(work: Client, path: str, **values: Any) -> Any:
    """Open a form, fill it in and send it."""
    return work.post(path, sent_by(work.get(path + "?taal=en"), **values))


def test_concept_is_added_and_stands_on_the_pages_of_its_network_only(
    network: LocalNetwork, work: Client
) -> None:
    sleep = a_concept("themes", "sleep")
    response = typed(
        work, "/werk/netwerk/gent/begrippen/nieuw/", label_nl="Kwibuskolonie",
        words_nl="flimmerwok\n\nflimmerwok\nkwibusreis", definition="Een reis.",
        broader=str(sleep.pk),
    )  # fmt: skip
    assert response.status_code == 302
    own = OwnConcept.objects.get()
    assert own.words == {"nl": ["flimmerwok", "kwibusreis"]}
    assert (own.labels, own.definitions) == ({"nl": "Kwibuskolonie"}, {"nl": "Een reis."})
    page = f"/thema/{own.slug}/"
    assert page in Client().get("/thema/").content.decode()
    assert "Een reis." in Client().get(page).content.decode()
    a_network("leuven", [LEUVEN], host="leuven.example.org")
    elsewhere = Client(headers={"host": "leuven.example.org"})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.ALLOWED_HOSTS", ["*"])
        assert page not in elsewhere.get("/thema/").content.decode()
        assert elsewhere.get(page).status_code == 404
        answer = elsewhere.post("/antwoord/", {"q": "flimmerwok"})
        assert answer.status_code == 200
        assert page not in answer.content.decode()
    assert page in Client().post("/antwoord/", {"q": "flimmerwok"}).content.decode()
    assert "Kwibuskolonie" in work.get("/werk/netwerk/gent/begrippen/").content.decode()


def test_concept_under_a_target_group_belongs_to_those(work: Client) -> None:
    group = a_concept("target-groups", "fathers")
    typed(
        work, "/werk/netwerk/gent/begrippen/nieuw/", label_nl="Kwibusvaders", broader=str(group.pk)
    )
    assert OwnConcept.objects.get().scheme_id == "target-groups"
    typed(work, "/werk/netwerk/gent/begrippen/nieuw/", label_nl="Zomaar")
    assert OwnConcept.objects.get(slug__endswith="zomaar").scheme_id == "themes"


def test_concept_is_changed_and_keeps_languages_that_the_form_has_not(
    network: LocalNetwork, work: Client
) -> None:
    own = an_own_concept(
        network, labels={"nl": "Kolonie", "de": "Kolonie"}, words={"de": ["Lager"]}
    )
    path = f"/werk/begrip/{own.pk}/"
    response = typed(work, path, label_nl="Kwibusreis", label_fr="Voyage", is_hidden="on")
    assert response.status_code == 302
    own.refresh_from_db()
    assert own.labels == {"de": "Kolonie", "nl": "Kwibusreis", "fr": "Voyage"}
    assert (own.words, own.is_hidden) == ({"de": ["Lager"]}, True)
    assert "themes:" + own.slug not in [x.term for x in lookup.thesaurus().concepts("kwibusreis")]
    assert "Kwibusreis" in work.get("/werk/netwerk/gent/begrippen/?taal=en").content.decode()


def test_second_of_two_editors_is_told(network: LocalNetwork, work: Client) -> None:
    own = an_own_concept(network)
    path = f"/werk/begrip/{own.pk}/"
    old = sent_by(work.get(path), label_nl="Een")
    typed(work, path, label_nl="Twee")
    response = work.post(path, old)
    assert response.status_code == 409
    assert work.post(path, sent_by(response)).status_code == 302
    own.refresh_from_db()
    assert own.labels == {"nl": "Een"}


@pytest.mark.parametrize("wrong", [{"label_nl": ""}, {"words_fr": "x" * 121}, {"broader": "x"}])
def test_form_with_a_mistake_comes_back(work: Client, wrong: dict[str, str]) -> None:
    values = {"label_nl": "Kolonie"} | wrong
    response = typed(work, "/werk/netwerk/gent/begrippen/nieuw/", **values)
    assert response.status_code == 422
    assert OwnConcept.objects.count() == 0


def test_concept_cannot_stand_under_what_stands_under_it(
    network: LocalNetwork, work: Client
) -> None:
    above = an_own_concept(network, "Boven")
    middle = an_own_concept(network, "Midden", broader=Concept.objects.get(pk=above.pk))
    below = an_own_concept(network, "Onder", broader=Concept.objects.get(pk=middle.pk))
    response = typed(work, f"/werk/begrip/{above.pk}/", broader=str(below.pk))
    assert response.status_code == 422
    assert typed(work, f"/werk/begrip/{below.pk}/", broader=str(above.pk)).status_code == 302

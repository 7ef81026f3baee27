"""The first day of a network: from nothing to ten offers and two partners."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from tests import factories
from tests.factories import BRUSSELS, GENT, LEUVEN
from tests.pages import sent_by
from vlaggenlijn.accounts.models import (
    ChangeSet,
    Invitation,
    LocalNetwork,
    Membership,
    NetworkArea,
    User,
)
from vlaggenlijn.directory.actions.first_services import add_first_services
from vlaggenlijn.directory.models import Organization, Service, ServiceArea
from vlaggenlijn.home.first_day import first_days_of, is_first_day, steps_of
from vlaggenlijn.taxonomy.models import Posting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]
DAY, AREAS = "/werk/start/gent/", "/werk/netwerk/gent/gebied/"
FIRST, CONTACT = "/werk/netwerk/gent/eerste-aanbod/", "/werk/netwerk/gent/contact/"


@pytest.fixture(autouse=True)
def gent() -> LocalNetwork:
    return factories.a_network("gent", [])


@pytest.fixture
def ann(gent: LocalNetwork) -> User:
    return factories.a_member("coordinator", gent)


@pytest.fixture
def work(ann: User) -> Client:
    return signed_in(ann)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    client.cookies["taal"] = "en"
    return client


def counts(network: LocalNetwork) -> list[int]:
    return [step.count for step in steps_of(LocalNetwork.objects.get(pk=network.pk))]


def test_steps_follow_the_data_and_the_desk_stops_asking(
    work: Client, ann: User, gent: LocalNetwork
) -> None:
    assert counts(gent) == [0, 0, 0, 0]
    work.post(AREAS, {"add": GENT})
    save(work, CONTACT, contact_name="Ann", contact_phone="09 123 45 67")
    organization = factories.an_organization(gent)
    for number in range(10):
        factories.a_service(organization, f"Service {number}")
    factories.an_invitation(gent, "partner")
    assert counts(gent) == [1, 1, 10, 1]
    assert first_days_of(ann) == [gent]
    factories.a_member("partner", gent)
    assert first_days_of(ann) == []


def test_steps_that_are_skipped_stay_skipped(work: Client, ann: User, gent: LocalNetwork) -> None:
    assert is_first_day(gent)
    assert work.post(DAY).status_code == 302
    assert first_days_of(ann) == []
    assert work.get(DAY).status_code == 200
    ended = LocalNetwork.objects.get().first_day_ended_at
    work.post(DAY)
    assert LocalNetwork.objects.get().first_day_ended_at == ended


def test_first_days_are_those_of_coordinators_only(gent: LocalNetwork) -> None:
    for user in (factories.an_administrator(), factories.a_member("partner", gent)):
        assert first_days_of(user) == []


def test_start_leads_to_the_only_network_or_lets_choose(work: Client, ann: User) -> None:
    assert work.get("/werk/start/")["Location"] == DAY
    factories.a_member("coordinator", factories.a_network("leuven", []), user=ann)
    assert work.get("/werk/start/").status_code == 200


def save(client: Client, page: str, **typed: Any) -> Any:
    css_class = "light-rows" if page == FIRST else "form"
    sent = sent_by(client.get(page), css_class, **typed)
    return client.post(page + "?start", sent, follow=True)


# The area ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "names"),
    [("9000", ["Gent"]), ("gent", ["Gent"]), ("Namur", []), ("xyzzy", []),
     ("zaventem", ["Zaventem"]), ("1000", ["Brussel"])],
)  # fmt: skip
def test_municipality_is_found_by_name_or_post_code(
    words: str, names: list[str], work: Client
) -> None:
    found = work.get(AREAS, {"q": words}).context["found"]
    assert [str(one) for one in found] == names


def test_brussels_as_a_region_offers_its_nineteen(work: Client) -> None:
    for words in ("Brussels Hoofdstedelijk Gewest", "Brussel"):
        assert len(work.get(AREAS, {"q": words}).context["found"]) == 19


def test_municipalities_come_with_the_regime_of_the_law_and_go_again(
    work: Client, gent: LocalNetwork
) -> None:
    for _ in range(2):
        work.post(AREAS, {"add": [GENT, BRUSSELS, "23098", "92094", "nonsense"]})
    regimes = dict(NetworkArea.objects.values_list("municipality_id", "regime"))
    assert regimes == {GENT: "nl", BRUSSELS: "brussel", "23098": "rand"}
    for _ in range(2):
        work.post(AREAS, {"remove": GENT})
    assert sorted(NetworkArea.objects.values_list("municipality_id", flat=True)) == [
        BRUSSELS, "23098",
    ]  # fmt: skip


def test_leaving_a_municipality_with_organisations_is_explained_first(
    work: Client, gent: LocalNetwork
) -> None:
    work.post(AREAS, {"add": GENT})
    organization = factories.an_organization(gent)
    factories.a_location(organization, municipality_id=GENT)
    asked = work.post(AREAS, {"remove": GENT})
    assert (asked.status_code, asked.context["leaving"]["count"]) == (200, 1)
    assert gent.areas.count() == 1
    assert work.post(AREAS, {"remove": GENT, "sure": "1"}).status_code == 302
    assert gent.areas.count() == 0
    assert Organization.objects.at_home_in(gent).get() == organization


def test_regime_is_set_by_an_administrator_only(work: Client, gent: LocalNetwork) -> None:
    work.post(AREAS, {"add": GENT})
    change = {"nis": GENT, "regime": "rand"}
    work.post(AREAS, change)
    assert NetworkArea.objects.get().regime == "nl"
    administrator = signed_in(factories.an_administrator())
    administrator.post(AREAS, change | {"regime": "klingon"})
    assert NetworkArea.objects.get().regime == "nl"
    administrator.post(AREAS, change)
    assert NetworkArea.objects.get().regime == "rand"


# The contact and the first offers ----------------------------------------------------------


def test_contact_that_cannot_be_dialled_is_refused(work: Client, gent: LocalNetwork) -> None:
    answer = save(work, CONTACT, contact_name="Ann", contact_phone="after noon")
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["contact_phone"])
    answer = save(work, CONTACT, contact_name="Ann", contact_phone="1712", form_of_address="u")
    assert answer.redirect_chain == [(DAY, 302)]
    stored = LocalNetwork.objects.get()
    assert (stored.contact_phone, stored.form_of_address) == ("1712", "u")


def rows(*filled: tuple[str, str], **more: str) -> dict[str, str]:
    typed = {}
    for number, (organization, name) in enumerate(filled, 1):
        typed |= {f"row{number}-organization": organization, f"row{number}-name": name}
    return typed | more


def test_filled_rows_become_offers_that_parents_find(work: Client, gent: LocalNetwork) -> None:
    work.post(AREAS, {"add": GENT})
    theme = factories.a_concept("themes", "sleep")
    typed = rows(("Huis", "Spelpunt"), ("huis ", "Babbel"), ("", ""), ("Bib", "Voorlezen"))
    more = {"row1-phone": "09 123 45 67", "row1-theme": str(theme.pk), "row1-first_step": "Bel"}
    assert save(work, FIRST, **typed, **more).redirect_chain == [(DAY, 302)]
    found = list(Service.objects.order_by("name").values_list("organization__name", "name"))
    assert found == [("Huis", "Babbel"), ("Huis", "Spelpunt"), ("Bib", "Voorlezen")]
    service = Service.objects.get(name="Spelpunt")
    assert service.application_process == "Bel"
    assert [one.number for one in service.phones.all()] == ["+3291234567"]
    assert [one.concept for one in service.service_concepts.all()] == [theme]
    assert list(ServiceArea.objects.values_list("municipality_id", flat=True)) == [GENT] * 3
    assert Posting.objects.filter(record_id=service.pk).exists()
    assert ChangeSet.objects.filter(deed="service.first").count() == 1


def test_one_wrong_row_keeps_all_of_them_on_the_page(work: Client) -> None:
    answer = save(work, FIRST, **rows(("Huis", "Spelpunt"), ("Bib", "")))
    assert answer.status_code == 422
    errors = [list(row.errors) for row in answer.context["form"].rows[:3]]
    assert errors == [[], ["name"], []]
    assert 'value="Spelpunt"' in answer.content.decode()
    assert not Service.objects.exists()


def test_rows_say_which_offer_is_there_already(work: Client, gent: LocalNetwork) -> None:
    factories.a_service(factories.an_organization(gent, "Huis"), "Spelpunt")
    typed = rows(("HUIS", "spelpunt"), ("Bib", "Lezen"), ("bib", "LEZEN"))
    answer = save(work, FIRST, **typed)
    assert [list(row.errors) for row in answer.context["form"].rows[:3]] == [["name"], [], ["name"]]


def test_page_without_a_filled_row_asks_for_one(work: Client) -> None:
    assert save(work, FIRST).status_code == 422


def test_form_that_arrives_twice_adds_once(work: Client, gent: LocalNetwork, ann: User) -> None:
    sent = sent_by(work.get(FIRST), "light-rows", **rows(("Huis", "Spelpunt")))
    assert [work.post(FIRST, sent).status_code for _ in range(2)] == [302, 302]
    key = ChangeSet.objects.get(deed="service.first").key
    assert add_first_services(by=ann, network=gent, rows=[], key=key) == 1
    assert (Organization.objects.count(), Service.objects.count()) == (1, 1)


# A new network -----------------------------------------------------------------------------

NEW = "/werk/netwerk/nieuw/"
TYPED = {
    "name": "Leuven", "slug": "leuven", "municipalities": "Leuven, 3020",
    "coordinator": "bo@example.org",
}  # fmt: skip


def test_administrator_adds_a_network_whose_coordinator_is_invited(
    django_capture_on_commit_callbacks: Any,
) -> None:
    client = signed_in(factories.an_administrator())
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(NEW, sent_by(client.get(NEW), **TYPED), follow=True)
    assert answer.redirect_chain == [("/werk/start/leuven/", 302)]
    network = LocalNetwork.objects.get(slug="leuven")
    assert LEUVEN in network.areas.values_list("municipality_id", flat=True)
    invitation = Invitation.objects.get()
    assert (invitation.membership.network, invitation.membership.role) == (network, "coordinator")
    assert not Membership.objects.current().for_network(network).exists()
    assert [one.to for one in mail.outbox] == [["bo@example.org"]]


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"slug": "gent"}, "slug"), ({"slug": "nieuw"}, "slug"), ({"slug": "a b"}, "slug"),
     ({"municipalities": "xyzzy"}, "municipalities"),
     ({"municipalities": "Namur"}, "municipalities"), ({"coordinator": "bo"}, "coordinator"),
     ({"coordinator_name": "www.lure"}, "coordinator_name")],
)  # fmt: skip
def test_network_that_cannot_be_is_refused(typed: dict[str, str], field: str) -> None:
    client = signed_in(factories.an_administrator())
    answer = client.post(NEW, sent_by(client.get(NEW), **(TYPED | typed)))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert LocalNetwork.objects.count() == 1


def test_host_name_of_another_network_is_refused(gent: LocalNetwork) -> None:
    factories.a_network("leuven", [], host="leuven.example.org")
    client, page = signed_in(factories.an_administrator()), "/werk/netwerk/gent/adres/"
    for host, status in (("leuven.example.org", 422), ("Gent.example.org", 302)):
        assert client.post(page, sent_by(client.get(page), host=host)).status_code == status
    assert LocalNetwork.objects.get(slug="gent").host == "gent.example.org"

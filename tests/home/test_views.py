import pytest
from django.test import Client, override_settings

from tests import factories
from vlaggenlijn.accounts.models import recorded
from vlaggenlijn.common.models import OutboxMail
from vlaggenlijn.directory.models import Helpline, Service
from vlaggenlijn.home.desks import desk_of

pytestmark = pytest.mark.django_db


def a_desk_with_services(count: int) -> tuple[Client, list[Service]]:
    network = factories.a_network()
    organization = factories.an_organization(network)
    services = [factories.a_service(organization, f"Service {number}") for number in range(count)]
    client = Client()
    client.force_login(
        factories.a_member("coordinator", network), "django.contrib.auth.backends.ModelBackend"
    )
    return client, services


def test_desk_of_coordinator_shows_what_waits_for_a_confirmation() -> None:
    client, _ = a_desk_with_services(7)
    desk = client.get("/werk/").context["desk"]
    assert (desk.service_count, desk.editable_count, desk.stale_count) == (7, 7, 7)
    assert len(desk.stalest) == 5


def test_desk_without_a_role_says_what_to_do() -> None:
    client = Client()
    client.force_login(factories.a_user(), "django.contrib.auth.backends.ModelBackend")
    assert client.get("/werk/").context["desk"].memberships == []


def test_desk_of_administrator_tells_of_unverified_helplines_until_verified() -> None:
    person = factories.an_administrator()
    assert desk_of(person).unverified_helplines == Helpline.objects.count()
    with recorded(by=person, network=None, deed="test"):
        for line in Helpline.objects.all():
            line.verified_on = "2026-11-24"
            line.save()
    assert desk_of(person).unverified_helplines == 0


def test_desk_of_others_does_not_speak_of_helplines() -> None:
    person = factories.a_member("coordinator", factories.a_network())
    assert desk_of(person).unverified_helplines == 0


@pytest.mark.parametrize("count", [1, 3])
def test_desk_asks_as_many_questions_with_one_service_as_with_three(
    count: int, django_assert_max_num_queries: object
) -> None:
    client, _ = a_desk_with_services(count)
    client.get("/werk/")
    with django_assert_max_num_queries(23):  # type: ignore[operator]
        client.get("/werk/")


def test_outbox_exists_in_the_demo_only() -> None:
    OutboxMail.objects.create(to="a@demo.example", subject="Een code", body="123")
    assert Client().get("/demo/post/").status_code == 404
    with override_settings(DEMO=True):
        assert "Een code" in Client().get("/demo/post/").content.decode()


PROEFSTAD = {
    "name": "Huis van het Kind Proefstad",
    "privacy_contact": "privacy@proefstad.example",
    "accessibility_note": "De folder van 2024 kan niet voorgelezen worden.",
    "contact_email": "ann@proefstad.example",
}


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/over/", ["name"]),
        ("/over/privacy/", ["name", "privacy_contact"]),
        ("/over/toegankelijkheid/", ["name", "accessibility_note", "contact_email"]),
    ],
)
def test_statements_are_those_of_the_network(path: str, said: list[str]) -> None:
    factories.a_network("proefstad", [], **PROEFSTAD)
    theirs = {name: f"elders-{value}" for name, value in PROEFSTAD.items()}
    factories.a_network("elders", [], host="elders.example", **theirs)
    with override_settings(ALLOWED_HOSTS=["testserver", "elders.example"]):
        ours = Client().get(path).content.decode()
        others = Client(HTTP_HOST="elders.example").get(path).content.decode()
    assert [name for name in said if PROEFSTAD[name] not in ours] == []
    assert "elders-" not in ours
    assert [name for name in said if theirs[name] not in others] == []


@pytest.mark.parametrize(("regime", "is_named"), [("nl", True), ("rand", True), ("brussel", False)])
def test_accessibility_statement_has_a_day_a_state_and_whom_to_complain_to(
    regime: str, is_named: bool
) -> None:
    factories.a_network("proefstad", [factories.GENT], regime=regime)
    page = Client().get("/over/toegankelijkheid/").content.decode()
    assert "28 november 2026" in page
    assert "voldoet voor een deel aan de richtlijnen" in page
    assert ("vlaamseombudsdienst.be" in page) == is_named
    assert ("Vraag ons welke ombudsdienst" in page) == (not is_named)

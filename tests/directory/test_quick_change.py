from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.facts import a_full_service
from tests.pages import sent_by
from vlaggenlijn.accounts.models import User, recorded
from vlaggenlijn.directory import actions
from vlaggenlijn.directory.actions.reading import service_facts
from vlaggenlijn.directory.facts import PlaceFacts, ServiceFacts, WeekFacts
from vlaggenlijn.directory.forms.quick import hours_of
from vlaggenlijn.directory.models import Service

pytestmark = pytest.mark.django_db
MORNING = WeekFacts(("09:00–12:00", *("",) * 6))


def a_tended_service(facts: ServiceFacts | None = None) -> tuple[Service, User, Client]:
    organization = factories.an_organization(factories.a_network())
    partner = factories.a_partner(organization)
    service = actions.add_service(
        by=None, organization=organization, facts=facts or a_full_service()
    )
    client = Client()
    client.force_login(partner, "django.contrib.auth.backends.ModelBackend")
    return service, partner, client


def test_opening_and_saving_unchanged_changes_nothing() -> None:
    service, _, client = a_tended_service()
    address = f"/werk/aanbod/{service.pk}/snel/"
    before = service_facts(service)
    assert client.post(address, sent_by(client.get(address))).status_code == 302
    stored = Service.objects.get(pk=service.pk)
    assert service_facts(stored).says_the_same_as(before)
    assert stored.version == service.version


def test_short_form_changes_what_it_shows_and_nothing_else() -> None:
    facts = replace(a_full_service(), week=MORNING, places=(), closures=())
    service, _, client = a_tended_service(facts)
    address = f"/werk/aanbod/{service.pk}/snel/"
    typed = {
        "phone": "09 210 99 99", "alert": "Verhuisd", "wait_time": "", "day_1": "13-17",
        "application_process": "Bel",
    }  # fmt: skip
    response = client.post(address, sent_by(client.get(address), next="/werk/", **typed))
    assert (response.status_code, response.headers["Location"]) == (302, "/werk/")
    found = service_facts(Service.objects.get(pk=service.pk))
    columns = dict(facts.columns) | {
        "alert": "Verhuisd", "wait_time": "", "application_process": "Bel"
    }  # fmt: skip
    assert found.phones[0].number == "+3292109999"
    assert found.phones[1:] == facts.phones[1:]
    assert found.week.days[:2] == ("09:00–12:00", "13:00–17:00")
    rest = replace(found, phones=facts.phones, week=facts.week)
    assert rest.says_the_same_as(replace(facts, columns=columns))


def test_wrong_hours_come_back_with_what_was_typed() -> None:
    facts = replace(a_full_service(), week=MORNING, places=())
    service, _, client = a_tended_service(facts)
    address = f"/werk/aanbod/{service.pk}/snel/"
    page = client.post(address, sent_by(client.get(address), day_0="ooit", alert="Blijft"))
    assert page.status_code == 422
    assert sent_by(page)["alert"] == ["Blijft"]
    assert service_facts(service).columns["alert"] == ""


def test_change_by_another_is_shown_and_saved_over_only_when_asked() -> None:
    service, partner, client = a_tended_service()
    address = f"/werk/aanbod/{service.pk}/snel/"
    page = client.get(address)
    actions.close_service_this_week(by=partner, service=service)
    answer = client.post(address, sent_by(page, alert="Van mij"))
    assert answer.status_code == 409
    assert Service.objects.get(pk=service.pk).alert == ""
    assert client.post(address, sent_by(answer)).status_code == 302
    assert Service.objects.get(pk=service.pk).alert == "Van mij"


def test_tick_confirms_too() -> None:
    service, partner, client = a_tended_service()
    address = f"/werk/aanbod/{service.pk}/snel/"
    client.post(address, sent_by(client.get(address), is_confirmed="on"))
    stored = Service.objects.get(pk=service.pk)
    assert (stored.assured_on, stored.assurer) == (timezone.localdate(), partner)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "https://elsewhere.example/"])
def test_cancel_never_leads_elsewhere(address: str) -> None:
    service, _, client = a_tended_service()
    page = client.get(f"/werk/aanbod/{service.pk}/snel/", {"next": address})
    assert page.context["next"] == ""
    assert address not in page.content.decode().replace("&amp;", "&").split("<main")[1]


def test_phone_taken_away_leaves_the_line_for_professionals() -> None:
    service, _, client = a_tended_service()
    address = f"/werk/aanbod/{service.pk}/snel/"
    client.post(address, sent_by(client.get(address), phone=""))
    phones = service_facts(Service.objects.get(pk=service.pk)).phones
    assert [one.is_for_professionals for one in phones] == [True]
    client.post(address, sent_by(client.get(address), phone="1712"))
    assert len(service_facts(Service.objects.get(pk=service.pk)).phones) == 2


@pytest.mark.parametrize(
    ("week", "places", "expected"),
    [
        (WeekFacts(), (), WeekFacts()),
        (MORNING, (), MORNING),
        (MORNING, (PlaceFacts(),), MORNING),
        (WeekFacts(), (PlaceFacts(week=MORNING),), MORNING),
        (WeekFacts(), (PlaceFacts(week=MORNING), PlaceFacts()), None),
        (MORNING, (PlaceFacts(week=MORNING),), None),
    ],
)
def test_hours_are_on_the_short_form_only_when_there_is_one_week(
    week: WeekFacts, places: tuple[PlaceFacts, ...], expected: WeekFacts | None
) -> None:
    assert hours_of(ServiceFacts(columns={}, week=week, places=places)) == expected


def test_confirmation_is_taken_back_to_what_was_there() -> None:
    service, partner, client = a_tended_service()
    old = timezone.localdate() - timedelta(days=400)
    with recorded(by=None, network=None, deed="test"):
        stored = Service.locked(service.pk)
        stored.assured_on = old
        stored.save()
    address = f"/werk/aanbod/{service.pk}/bevestig/"
    client.post(address)
    assert Service.objects.get(pk=service.pk).assured_on == timezone.localdate()
    client.post(address, {"confirmed": "0"})
    stored = Service.objects.get(pk=service.pk)
    assert (stored.assured_on, stored.assurer) == (old, None)
    assert not actions.take_back_confirmation(by=partner, service=stored)


def test_confirmation_of_another_or_followed_by_a_change_stays() -> None:
    service, partner, _ = a_tended_service()
    actions.confirm_service(by=partner, service=service)
    other = factories.a_member("coordinator", service.organization.network)
    assert not actions.take_back_confirmation(by=other, service=service)
    actions.close_service_this_week(by=partner, service=service)
    assert not actions.take_back_confirmation(by=partner, service=service)
    assert Service.objects.get(pk=service.pk).assured_on == timezone.localdate()

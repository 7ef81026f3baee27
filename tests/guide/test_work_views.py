"""The guide of professionals: what stands beside an offer is of one person and their networks."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.common.test_paper import needs_pango
from tests.findable import IN_GENT, a_home, found_organization, found_service, save
from vlaggenlijn.accounts.models import LocalNetwork, User
from vlaggenlijn.common import paper
from vlaggenlijn.directory.actions import keep_for_myself, write_note
from vlaggenlijn.directory.models import Address, CostOption, Favourite, Phone, Service
from vlaggenlijn.guide.models import AskedCount

pytestmark = pytest.mark.usefixtures("reference_data")
GUIDE = "/werk/gids/"
SECRET = "Vraag naar Ann"


@pytest.fixture
def network() -> LocalNetwork:
    return factories.a_network()


@pytest.fixture
def service(network: LocalNetwork) -> Service:
    home = a_home(network)
    return found_service(home, "Slaaphulp", themes=["sleep"], place=IN_GENT, wait_time="6 weken")


def a_colleague(network: LocalNetwork) -> User:
    return factories.a_member("professional", network)


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    return client


def ask(person: User, **fields: Any) -> Any:
    return client_of(person).post(GUIDE, {"q": "mijn dochter slaapt niet", **fields})


def text_of(response: Any) -> str:
    return str(response.content.decode())


def test_page_begins_with_all_filters_and_the_theme_of_the_address(network: LocalNetwork) -> None:
    page = client_of(a_colleague(network)).get(GUIDE, {"theme": "sleep", "q": SECRET})
    html = text_of(page)
    assert '<option value="sleep" selected>' in html
    assert SECRET not in html
    for name in ("wish", "language", "is_spoken", "group", "functions", "support_forms"):
        assert f'name="{name}"' in html
    assert client_of(a_colleague(network)).get(GUIDE, {"theme": "<x>"}).status_code == 200


def test_answer_comes_with_checklist_and_what_stands_beside(
    network: LocalNetwork, service: Service
) -> None:
    person, colleague = a_colleague(network), a_colleague(network)
    save(Phone(service=service, number="+3292100009", is_for_professionals=True))
    keep_for_myself(by=person, service=service, label="", text=SECRET, version=None)
    write_note(
        by=colleague, network=network, service=service, refer_when="Bij slaap", refer_when_not=""
    )
    page = ask(person, place="Gent")
    html = text_of(page)
    assert [one.card.name for one in page.context["offers"]] == ["Slaaphulp"]
    assert [one.slug for one in page.context["checklists"]] == ["sleep"]
    for text in (SECRET, "Bij slaap", "09 210 00 09", "6 weken", "Gids"):
        assert text in html
    other = text_of(ask(colleague, place="Gent"))
    assert SECRET not in other
    assert "Bij slaap" in other


def test_notes_numbers_and_stars_of_another_network_stay_there(service: Service) -> None:
    save(Phone(service=service, number="+3292100009", is_for_professionals=True))
    network = service.organization.network
    write_note(
        by=a_colleague(network),
        network=network,
        service=service,
        refer_when="Alleen voor ons",
        refer_when_not="",
    )
    stranger = a_colleague(factories.a_network("leuven", [factories.LEUVEN]))
    html = text_of(ask(stranger))
    assert "Slaaphulp" in html
    assert "Alleen voor ons" not in html
    assert "09 210 00 09" not in html
    assert 'name="star"' not in html
    assert ask(stranger, star=str(service.pk)).status_code == 404
    assert not Favourite.objects.exists()


def test_star_is_set_and_taken_off_without_losing_the_question(
    network: LocalNetwork, service: Service
) -> None:
    person = a_colleague(network)
    page = ask(person, star=str(service.pk))
    assert [one.service for one in Favourite.objects.of(person)] == [service]
    assert "mijn dochter slaapt niet" in text_of(page)
    assert 'name="unstar"' in text_of(page)
    page = ask(person, unstar=str(service.pk))
    assert not Favourite.objects.exists()
    assert 'name="star"' in text_of(page)
    assert ask(person, star="no id").status_code == 404


def test_question_of_staff_is_not_counted(network: LocalNetwork, service: Service) -> None:
    ask(a_colleague(network))
    assert AskedCount.objects.count() == 0


def test_filters_narrow_and_lead_back_to_this_page(network: LocalNetwork, service: Service) -> None:
    save(CostOption(service=service, amount=5))
    free = found_service(service.organization, "Gratis slaaphulp", themes=["sleep"])
    save(CostOption(service=free, amount=0))
    page = ask(a_colleague(network), wish="free")
    assert [one.card.name for one in page.context["offers"]] == ["Gratis slaaphulp"]
    assert f'action="{GUIDE}"><input type="hidden" name="csrfmiddlewaretoken"' in text_of(page)


def test_chosen_theme_has_its_checklist_first(network: LocalNetwork) -> None:
    page = ask(a_colleague(network), theme="debts")
    assert [one.slug for one in page.context["checklists"]] == ["debts", "sleep"]


def test_crisis_words_put_the_helplines_on_top(network: LocalNetwork) -> None:
    page = ask(a_colleague(network), q="ik wil dood", place="Gent")
    assert page.context["crisis"].category == "suicide"
    html = text_of(page)
    assert html.index('class="crisis') < html.index("Niets past precies")


def test_nothing_found_shows_the_doors(network: LocalNetwork) -> None:
    door = found_organization(network, "OCMW Gent", "ocmw")
    save(Address(location=factories.a_location(door), municipality_id=factories.GENT))
    page = ask(a_colleague(network), q="xyzzy", place="Gent")
    assert [one.card.name for one in page.context["open_doors"]] == ["OCMW Gent"]


def test_navigation_stays_on_the_page_of_answers(network: LocalNetwork, service: Service) -> None:
    assert 'aria-current="page"' in text_of(ask(a_colleague(network)))


@pytest.mark.parametrize("count", [1, 3])
def test_answer_in_a_fixed_number_of_queries(network: LocalNetwork, count: int) -> None:
    home = a_home(network)
    for number in range(count):
        found_service(home, f"Slaaphulp {number}", themes=["sleep"], place=IN_GENT)
    client = client_of(a_colleague(network))
    client.post(GUIDE, {"q": "slaapt niet"})
    with CaptureQueriesContext(connection) as queries:
        client.post(GUIDE, {"q": "slaapt niet"})
    assert len(queries) <= 95


def test_two_services_side_by_side(network: LocalNetwork, service: Service) -> None:
    other = found_service(service.organization, "Praatgroep", summary="Samen praten.")
    person = a_colleague(network)
    keep_for_myself(by=person, service=other, label="", text=SECRET, version=None)
    page = client_of(person).get(f"{GUIDE}vergelijk/", {"s": [str(other.pk), str(service.pk)]})
    assert [one.page.name for one in page.context["columns"]] == ["Praatgroep", "Slaaphulp"]
    rows = {fact.label: fact for fact in page.context["facts"]}
    assert rows["In één zin"].cells == [["Samen praten."], []]
    assert rows["Wachttijd"].cells == [[], ["6 weken"]]
    assert rows["Wachttijd"].is_different
    assert not rows["Laatst bevestigd"].is_different
    assert SECRET in text_of(page)


def test_more_than_three_are_cut_and_less_than_two_asked_for(
    network: LocalNetwork, service: Service
) -> None:
    client = client_of(a_colleague(network))
    ids = [str(found_service(service.organization, f"Dienst {one}").pk) for one in range(4)]
    page = client.get(f"{GUIDE}vergelijk/", {"s": ids})
    assert (len(page.context["columns"]), page.context["is_cut"]) == (3, True)
    page = client.get(f"{GUIDE}vergelijk/", {"s": [ids[0], ids[0], "x"]})
    assert (len(page.context["columns"]), page.context["facts"] != []) == (1, True)
    assert "<table" not in text_of(page)
    assert client.get(f"{GUIDE}vergelijk/").context["columns"] == []


def test_archived_service_is_not_compared_and_has_no_sheet(
    network: LocalNetwork, service: Service
) -> None:
    service.status = "defunct"
    save(service)
    client = client_of(a_colleague(network))
    assert client.get(f"{GUIDE}vergelijk/", {"s": str(service.pk)}).context["columns"] == []
    assert client.get(f"{GUIDE}blad/{service.pk}/").status_code == 404


def test_checklists(network: LocalNetwork) -> None:
    client = client_of(a_colleague(network))
    assert "/werk/gids/checklist/debts/" in text_of(client.get(f"{GUIDE}checklist/"))
    html = text_of(client.get(f"{GUIDE}checklist/debts/"))
    assert "Schulden" in html
    assert "Geldzorgen" in html
    assert f"{GUIDE}?theme=debts" in html
    assert "?theme=" not in text_of(client.get(f"{GUIDE}checklist/housing/"))
    assert client.get(f"{GUIDE}checklist/gone/").status_code == 404


def test_sheet_as_page_and_as_pdf(network: LocalNetwork, service: Service) -> None:
    needs_pango()
    client = client_of(a_colleague(network))
    address = f"{GUIDE}blad/{service.pk}/"
    assert text_of(client.get(address)).count("/pdf/") == 5
    page = client.get(f"{address}tr/")
    assert (page["Content-Language"], "?taal=tr" in text_of(page)) == ("tr", True)
    made = client.get(f"{address}tr/pdf/")
    assert (made["Content-Type"], made.content[:5]) == ("application/pdf", b"%PDF-")
    assert made["Content-Disposition"] == 'inline; filename="slaaphulp-tr.pdf"'
    assert "private" in made["Cache-Control"]
    assert client.get(f"{address}xx/").status_code == 404
    assert client.get(f"{address}xx/pdf/").status_code == 404


def test_without_pango_the_page_to_print_is_offered(
    network: LocalNetwork, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(name: str) -> None:
        raise OSError(name)

    monkeypatch.setattr(paper, "import_module", fails)
    paper._weasyprint.cache_clear()
    client = client_of(a_colleague(network))
    address = f"{GUIDE}blad/{service.pk}/"
    assert client.get(f"{address}nl/pdf/").headers["Location"] == address
    html = text_of(client.get(address))
    assert html.count("libpango-1.0-0") == 2
    assert "/pdf/" not in html
    assert client.get(f"{address}nl/").status_code == 200
    paper._weasyprint.cache_clear()


def test_other_language_is_asked_with_the_question_and_a_token(
    network: LocalNetwork, service: Service
) -> None:
    html = text_of(ask(a_colleague(network), wish="free"))
    form = html[html.index('class="tongues"') : html.index("tongue-list")]
    assert 'name="csrfmiddlewaretoken"' in form
    assert 'name="wish" value="free"' in form

"""The pages of the table: what they show, what they save, and what comes back."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from tests.factories import a_member, a_need, a_network, a_service, a_user, an_organization
from tests.partnership.rows import (
    a_consultation,
    a_group,
    a_line,
    a_partner_of,
    a_source,
    a_task,
    an_observation,
    an_undertaking,
)
from vlaggenlijn.accounts.models import LocalNetwork, Role, User
from vlaggenlijn.partnership import actions, finder
from vlaggenlijn.partnership.budget import budget_of
from vlaggenlijn.partnership.models import (
    Consultation,
    FundingSource,
    Meeting,
    Partner,
    Task,
    Topic,
    Undertaking,
)
from vlaggenlijn.partnership.overview import overview_of
from vlaggenlijn.partnership.sums import Amounts
from vlaggenlijn.partnership.table import table_of

pytestmark = pytest.mark.django_db
KEY = "12345678-1234-5678-1234-567812345678"
SignedIn = Callable[[str], tuple[Client, User]]


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def signed_in(network: LocalNetwork) -> SignedIn:
    def sign_in(role: str) -> tuple[Client, User]:
        client, user = Client(), a_member(role, network)
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        return client, user

    return sign_in


def address(name: str, *args: object) -> str:
    return reverse(f"partnership:{name}", args=args)


def posted(**values: str) -> dict[str, str]:
    return {"idempotency_key": KEY} | values


def test_unserved_need_and_idle_partner_stand_out(network: LocalNetwork) -> None:
    sleep = a_need(network, "Slapen", theme="sleep")
    taken = a_need(network, "Vaders", target_group="fathers")
    busy, idle = a_partner_of(network, "Bib"), a_partner_of(network, "CAW")
    other = an_organization(network, "Kraamzorg")
    for organization in (idle.organization, other):
        a_service(organization, areas=["44021"], themes=["sleep"])
    undertaking = an_undertaking(network)
    actions.take_up(by=None, need=taken, undertaking=undertaking, partner=busy)
    table = table_of(network)
    (row,) = table.unserved
    assert (row.line.need, row.could, row.elsewhere) == (sleep, [idle], [other])
    assert (table.idle, [one.topic for one in table.filled]) == ([idle], [None])
    assert [one.organization for one in finder.touching(network, sleep)] == [other]
    actions.keep_undertaking(
        by=None, undertaking=undertaking, values={"state": "done"}, partners=[busy], needs=[taken]
    )
    assert set(table_of(network).idle) == {busy, idle}


def test_overview_tells_what_is_late(network: LocalNetwork, signed_in: SignedIn) -> None:
    for number in range(8):
        a_task(network, f"Taak {number}", days=-1)
    a_task(network, "Straks", days=2)
    ended = timezone.localdate() - timedelta(days=1)
    partner = a_partner_of(network, mandate_until=ended)
    overview = overview_of(network)
    assert (overview.late_count, len(overview.late), [one.what for one in overview.soon]) == (
        8, 6, ["Straks"],
    )  # fmt: skip
    assert (overview.past_mandates, overview.partner_count) == ([partner], 1)
    client, _ = signed_in("reader")
    page = client.get(address("overview"))
    assert ("Taak 0" in page.text, address("finder", "gent") in page.text) == (True, False)


def test_money_adds_up_and_readers_do_not_see_it(
    network: LocalNetwork, signed_in: SignedIn
) -> None:
    city, call = a_source(network, granted_cents=100_010), a_source(network, "Oproep", kind="call")
    undertaking = an_undertaking(network)
    a_line(city, planned_cents=50_005, spent_cents=33, undertaking=undertaking)
    a_line(city, "Affiche", spent_cents=10)
    a_line(call, "Folder", planned_cents=1)
    budget = budget_of(network, 2026)
    assert budget.total == Amounts(granted=100_010, planned=50_006, spent=43)
    assert budget.undertakings == {
        undertaking: Amounts(planned=50_005, spent=33),
        None: Amounts(planned=1, spent=10),
    }
    assert budget_of(network, 2025).sources == []
    partner, _ = signed_in("partner")
    assert "1.000,10" in partner.get(address("money")).text
    reader, _ = signed_in("reader")
    export = address("export", "gent", "geld", "xlsx")
    assert [reader.get(one).status_code for one in (address("money"), export)] == [403, 403]
    rows = list(load_workbook(BytesIO(partner.get(export).content)).active.values)
    assert sum(Decimal(str(row[8] or 0)) for row in rows[1:]) == Decimal("0.43")
    assert sum(row[6] or 0 for row in rows[1:]) == 1000.1


@pytest.mark.parametrize("what", ["partners", "taken", "besluiten", "tabel"])
def test_lists_can_be_taken_along(network: LocalNetwork, signed_in: SignedIn, what: str) -> None:
    a_partner_of(network, "=Bib")
    a_task(network, "=Zaal", partner=a_partner_of(network, "CAW"))
    a_need(network, "=Vaders")
    client, _ = signed_in("reader")
    answer = client.get(address("export", "gent", what, "csv"))
    assert answer.headers["Content-Disposition"] == f'attachment; filename="gent-{what}.csv"'
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert not [line for line in lines if line.startswith("=")]
    assert client.get(address("export", "gent", what, "exe")).status_code == 404


def test_task_form_saves_and_comes_back(network: LocalNetwork, signed_in: SignedIn) -> None:
    client, user = signed_in("coordinator")
    partner = a_partner_of(network)
    owner = f"partner-{partner.pk}"
    filled = posted(what="Zaal", owner=owner, due_on="2027-02-29", state="open")
    assert client.post(address("add_task", "gent"), filled).status_code == 422
    assert (
        client.post(address("add_task", "gent"), filled | {"due_on": "2028-02-29"}).status_code
        == 302
    )
    task = Task.objects.get()
    assert (task.partner, task.person, str(task.due_on)) == (partner, None, "2028-02-29")
    edit = address("edit_task", task.pk)
    assert client.get(edit).context["form"].initial["owner"] == owner
    first = posted(version="1", what="Grote zaal", owner=f"person-{user.pk}", state="open")
    key = KEY.replace("1", "3")
    assert client.post(edit, first | {"idempotency_key": key}).status_code == 302
    late = client.post(
        edit, first | {"what": "Mijn tekst", "idempotency_key": KEY.replace("1", "4")}
    )
    assert (late.status_code, "Mijn tekst" in late.text) == (409, True)
    task.refresh_from_db()
    assert (task.what, task.person, task.partner) == ("Grote zaal", user, None)


def test_own_task_is_done_by_its_owner_only(network: LocalNetwork, signed_in: SignedIn) -> None:
    client, user = signed_in("professional")
    mine, other = a_task(network, person=user), a_task(network, "Van iemand anders")
    back = address("overview")
    for _ in range(2):  # tapped twice, or on a page from before: done stays done
        answer = client.post(address("do_task", mine.pk), {"next": back})
        assert answer.headers["Location"] == back
    assert client.post(address("do_task", other.pk)).status_code == 403
    assert list(Task.objects.done()) == [mine]
    page = client.get(address("tasks"), {"toon": "mijn"})
    assert page.context["rows"] == []
    assert 'name="reopen"' in client.get(address("tasks"), {"toon": "klaar"}).text
    for _ in range(2):
        client.post(address("do_task", mine.pk), {"reopen": "1"})
        assert not Task.objects.done().exists()


def test_meeting_from_plan_to_minutes(network: LocalNetwork, signed_in: SignedIn) -> None:
    client, _ = signed_in("coordinator")
    group, bib = a_group(network), a_partner_of(network)
    values = {"name": "Groep", "kind": "working", "partners": str(bib.pk), "version": "1"}
    assert client.post(address("edit_group", group.pk), posted(**values)).status_code == 302
    plan = posted(day="2026-12-24", time="13:30", agenda="1. Verslag\n2. Vaders")
    plan["idempotency_key"] = KEY.replace("1", "5")
    assert client.post(address("add_meeting", group.pk), plan).status_code == 302
    meeting = Meeting.objects.get()
    assert timezone.localtime(meeting.starts_at).strftime("%d %H:%M") == "24 13:30"
    point = meeting.points.get(title="Vaders")
    written = posted(version="1", guests="", idempotency_key=KEY.replace("1", "6"))
    written |= {f"decision-{point.pk}": "Zaterdag", f"partner-{bib.pk}": "excused"}
    assert client.post(address("minutes", meeting.pk), written).status_code == 302
    again = written | {"idempotency_key": KEY.replace("1", "7"), f"decision-{point.pk}": "Zondag"}
    assert client.post(address("minutes", meeting.pk), again).status_code == 409
    page = client.get(address("meeting", meeting.pk)).text
    assert ("Zaterdag" in page, "Zondag" in page) == (True, False)
    assert "Zaterdag" in client.get(address("groups")).text
    assert "Zaterdag" in client.get(address("group", group.pk)).text


@pytest.mark.parametrize(("role", "is_open"), [(Role.READER, False), (Role.COORDINATOR, True)])
def test_door_to_contact_persons_stands_before_who_may_change_them(
    network: LocalNetwork, signed_in: SignedIn, role: str, is_open: bool
) -> None:
    partner = a_partner_of(network)
    page = signed_in(role)[0].get(address("partner", partner.pk)).content.decode()
    door = reverse("directory:organization_contacts", args=[partner.organization_id])
    assert (door in page) is is_open


def test_partner_gets_a_chair(network: LocalNetwork, signed_in: SignedIn) -> None:
    client, _ = signed_in("coordinator")
    library = an_organization(network, "Bibliotheek", email="bib@example.org")
    found = client.get(address("finder", "gent"), {"naam": "biblio"})
    assert [one.organization for one in found.context["named"]] == [library]
    add = address("add_partner", "gent", library.pk)
    filled = posted(chair="both", mandate_from="2026-02-01", mandate_until="2026-01-01")
    assert client.post(add, filled).status_code == 422
    assert client.post(add, filled | {"mandate_until": "2027-01-01"}).status_code == 302
    partner = Partner.objects.get()
    assert (partner.organization, partner.chair) == (library, "both")
    assert client.get(add).headers["Location"] == address("partner", partner.pk)
    assert client.get(address("finder", "gent"), {"naam": "biblio"}).context["named"] == []


def test_undertaking_and_topics_from_the_table(network: LocalNetwork, signed_in: SignedIn) -> None:
    client, _ = signed_in("coordinator")
    need = a_need(network)
    asked = client.post(address("take_up", need.pk)).headers["Location"]
    assert asked == f"{address('add_undertaking', 'gent')}?nood={need.pk}"
    assert client.get(asked).context["form"].initial["needs"] == [need]
    filled = posted(name="Vadercafé", state="running", needs=str(need.pk))
    assert client.post(asked, filled).status_code == 302
    undertaking = Undertaking.objects.get()
    assert need.sentence in client.get(address("undertaking", undertaking.pk)).text
    client.post(address("start_topics", "gent"), {"title": "Van ons"})
    topic = Topic.objects.get()
    client.post(address("place_need", need.pk), {"topic": str(topic.pk)})
    assert [one.topic for one in client.get(address("table")).context["page"]] == [topic]


def test_money_is_typed_in_euros(network: LocalNetwork, signed_in: SignedIn) -> None:
    client, _ = signed_in("coordinator")
    add = address("add_source", "gent")
    filled = posted(name="Stad", kind="recurring", year="2026", granted_cents="1.250,5")
    assert client.post(add, filled | {"granted_cents": "veel"}).status_code == 422
    assert client.post(add, filled).status_code == 302
    source = FundingSource.objects.get()
    assert (source.granted_cents, source.asked_cents) == (125_050, 0)
    assert "1.250,50" in client.get(address("edit_source", source.pk)).text


def test_consultation_shows_sentences_to_who_runs_it_only(
    network: LocalNetwork, signed_in: SignedIn
) -> None:
    consultation = a_consultation(network)
    for number in range(5):
        an_observation(consultation, an_organization(network, f"Huis {number}"), "Heel duur")
    page = address("consultation", consultation.pk)
    member, _ = signed_in("partner")
    shown = member.get(page)
    assert ("Heel duur" in shown.text, shown.context["tallies"][0].organizations) == (False, 5)
    coordinator, _ = signed_in("coordinator")
    assert "Heel duur" in coordinator.get(page).text


def test_consultation_asks_the_partners(network: LocalNetwork, signed_in: SignedIn) -> None:
    client, _ = signed_in("coordinator")
    a_partner_of(network)
    an_organization(network, "Niet aan tafel")
    day = timezone.localdate() + timedelta(days=10)
    filled = posted(title="Najaar", whom="partners", closes_on=str(day))
    too_late = filled | {"closes_on": str(day + timedelta(days=90))}
    assert client.post(address("add_consultation", "gent"), too_late).status_code == 422
    assert client.post(address("add_consultation", "gent"), filled).status_code == 302
    assert [str(one) for one in Consultation.objects.get().asked.all()] == ["Bib"]


@pytest.mark.parametrize(
    "name",
    ["overview", "table", "partners", "groups", "tasks", "undertakings", "money", "consultations"],
)
def test_pages_of_somebody_without_a_network(name: str) -> None:
    client = Client()
    client.force_login(a_user(), "django.contrib.auth.backends.ModelBackend")
    assert client.get(address(name)).status_code == 200

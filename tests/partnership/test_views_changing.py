"""What the pages of the table do when somebody changes, ends, mails or takes away."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import a_member, a_need, a_network, an_organization
from tests.partnership.rows import (
    a_consultation,
    a_group,
    a_line,
    a_meeting,
    a_partner_of,
    a_source,
    a_task,
    an_observation,
)
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.needs.models import Need
from vlaggenlijn.partnership.models import (
    Consultation,
    Group,
    Meeting,
    MoneyLine,
    Partner,
    TableInvitation,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def client(network: LocalNetwork) -> Client:
    client = Client()
    client.force_login(
        a_member("coordinator", network), "django.contrib.auth.backends.ModelBackend"
    )
    return client


def address(name: str, *args: object) -> str:
    return reverse(f"partnership:{name}", args=args)


def posted(version: int = 0, **values: object) -> dict[str, object]:
    kept = {"version": str(version)} if version else {}
    return {"idempotency_key": str(uuid.uuid4())} | kept | values


def said(client: Client, place: str, data: dict[str, Any] | None = None) -> str:
    """Post, and return what the next page says."""
    client.get(address("overview"))  # what was said before is read
    page = client.post(place, data or {}, follow=True)
    return "; ".join(str(one) for one in page.context["messages"])


def test_partner_changes_and_the_second_editor_keeps_their_words(
    client: Client, network: LocalNetwork
) -> None:
    partner = a_partner_of(network)
    place = address("edit_partner", partner.pk)
    assert client.get(place).context["form"].initial["chair"] == partner.chair
    assert client.post(place, posted(1, chair="both", brings="een zaal")).status_code == 302
    late = client.post(place, posted(1, chair="steering", brings="mijn woorden"))
    assert (late.status_code, "mijn woorden" in late.text) == (409, True)
    partner.refresh_from_db()
    assert (partner.chair, partner.brings) == ("both", "een zaal")
    assert "een zaal" in client.get(address("partner", partner.pk)).text


def test_partner_leaves_and_comes_back(client: Client, network: LocalNetwork) -> None:
    partner = a_partner_of(network)
    place = address("leave", partner.pk)
    for _ in range(2):  # a second tap, or that of somebody with an old page, changes nothing
        assert said(client, place) == "De partner is van tafel."
        assert list(Partner.objects.current()) == []
    assert 'name="back"' in client.get(address("partner", partner.pk)).text
    for _ in range(2):
        assert said(client, place, {"back": "1"}) == "De partner zit weer aan tafel."
    assert list(Partner.objects.current()) == [partner]


def test_partner_who_left_gets_the_same_chair_again(client: Client, network: LocalNetwork) -> None:
    partner = a_partner_of(network)
    client.post(address("leave", partner.pk))
    place = address("add_partner", "gent", partner.organization_id)
    partner.refresh_from_db()
    assert client.post(place, posted(partner.version, chair="working")).status_code == 302
    assert [(one.pk, one.left_on) for one in Partner.objects.all()] == [(partner.pk, None)]


def test_tasks_are_mailed_or_the_page_says_why_not(client: Client, network: LocalNetwork) -> None:
    partner = a_partner_of(network)
    place = address("mail_tasks", partner.pk)
    assert said(client, place) == "Er is geen mail vertrokken: er is geen adres, of niets te doen."
    a_task(network, "Zaal zoeken", partner=partner)
    assert said(client, place) == "De taken zijn gemaild, met een link om te zeggen wat klaar is."
    twice = "Er is geen mail vertrokken: deze partner kreeg er vandaag al een."
    assert said(client, place) == twice


def test_mail_with_tasks_goes_to_the_partner(
    client: Client, network: LocalNetwork, django_capture_on_commit_callbacks: Any
) -> None:
    partner = a_partner_of(network)
    a_task(network, "Zaal zoeken", partner=partner)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address("mail_tasks", partner.pk))
    assert [(one.to, "Zaal zoeken" in one.body) for one in mail.outbox] == [
        (["bib@example.org"], True)
    ]


def test_invitation_begins_with_the_need_and_leaves_in_own_words(
    client: Client, network: LocalNetwork, django_capture_on_commit_callbacks: Any
) -> None:
    library = an_organization(network, "Bibliotheek", email="bib@example.org")
    need = a_need(network, "Vaders komen niet")
    place = f"{address('invite', 'gent', library.pk)}?nood={need.pk}"
    first = client.get(place).context["form"].initial
    assert (first["email"], "Vaders komen niet" in first["text"]) == ("bib@example.org", True)
    assert client.post(place, posted(email="nergens", text="Kom erbij")).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        client.post(place, posted(email="bib@example.org", text="Kom erbij"))
    invitation = TableInvitation.objects.get()
    assert (invitation.organization, invitation.need) == (library, need)
    assert [(one.to, "Kom erbij" in one.body) for one in mail.outbox] == [
        (["bib@example.org"], True)
    ]
    without = client.get(address("invite", "gent", library.pk)).context["form"].initial
    assert "Vaders komen niet" not in without["text"]
    assert "Bibliotheek" in client.get(address("partners")).text


def test_finder_tells_who_touches_a_need(client: Client, network: LocalNetwork) -> None:
    need = a_need(network)
    page = client.get(address("finder", "gent"), {"nood": str(need.pk)})
    assert (page.context["need"], page.context["touching"]) == (need, [])
    assert client.get(address("finder", "gent"), {"nood": "niets"}).context["need"] is None


def test_group_begins_ends_and_goes_on(client: Client, network: LocalNetwork) -> None:
    partner = a_partner_of(network)
    place = address("add_group", "gent")
    assert client.post(place, posted(name="", kind="working")).status_code == 422
    filled = posted(name="Stuurgroep", kind="steering", partners=[str(partner.pk)])
    assert client.post(place, filled).status_code == 302
    group = Group.objects.get()
    assert (group.name, list(group.partners.all())) == ("Stuurgroep", [partner])
    for _ in range(2):
        assert said(client, address("end_group", group.pk)) == "De groep is gestopt."
        assert "Stuurgroep" not in client.get(address("groups")).text
    assert 'name="back"' in client.get(address("group", group.pk)).text
    for _ in range(2):
        assert (
            said(client, address("end_group", group.pk), {"back": "1"}) == "De groep gaat verder."
        )


def test_meeting_moves(client: Client, network: LocalNetwork) -> None:
    meeting = a_meeting(a_group(network), points=("Vaders",))
    place = address("edit_meeting", meeting.pk)
    shown = client.get(place).context["form"].initial
    assert shown["agenda"] == "Vaders"
    moved = posted(1, day="2027-01-05", time="09:15", agenda="Vaders\nGeld")
    assert client.post(place, moved).status_code == 302
    stored = Meeting.objects.get()
    assert timezone.localtime(stored.starts_at).strftime("%d/%m %H:%M") == "05/01 09:15"
    assert [one.title for one in stored.points.all()] == ["Vaders", "Geld"]
    crossed = client.post(place, moved | {"idempotency_key": str(uuid.uuid4())})
    assert crossed.status_code == 409


def test_money_line_is_added_changed_and_taken_out(client: Client, network: LocalNetwork) -> None:
    source = a_source(network, granted_cents=10_000)
    place = address("add_line", source.pk)
    assert client.post(place, posted(what="Koffie", planned_cents="x")).status_code == 422
    assert client.post(place, posted(what="Koffie", planned_cents="12,50")).status_code == 302
    line = MoneyLine.objects.get()
    assert (line.source, line.planned_cents) == (source, 1_250)
    edit = address("edit_line", line.pk)
    assert address("remove_line", line.pk) in client.get(edit).text
    assert client.post(edit, posted(1, what="Koffie", spent_cents="9,99")).status_code == 302
    line.refresh_from_db()
    assert (line.planned_cents, line.spent_cents) == (0, 999)
    assert said(client, address("remove_line", line.pk)) == "Weggehaald."
    assert not MoneyLine.objects.exists()


def test_source_changes(client: Client, network: LocalNetwork) -> None:
    source = a_source(network)
    values = posted(1, name="Vlaanderen", kind="call", year="2027", asked_cents="100")
    assert client.post(address("edit_source", source.pk), values).status_code == 302
    source.refresh_from_db()
    assert (source.name, source.year, source.asked_cents) == ("Vlaanderen", 2027, 10_000)


def test_money_of_one_year(client: Client, network: LocalNetwork) -> None:
    a_line(a_source(network, "Stad 2026"))
    a_line(a_source(network, "Stad 2027", year=2027))
    page = client.get(address("money"), {"jaar": "2027"})
    assert ("Stad 2027" in page.text, "Stad 2026" in page.text) == (True, False)
    assert client.get(address("money"), {"jaar": "1999"}).context["year"] is None


def test_round_is_closed(client: Client, network: LocalNetwork) -> None:
    consultation = a_consultation(network)
    assert consultation.title in client.get(address("consultations")).text
    words = said(client, address("close_consultation", consultation.pk))
    assert words == "De ronde is gesloten. De links openen niets meer."
    today = timezone.localdate()
    assert not Consultation.objects.get().is_running(today + timedelta(days=1))


def test_what_was_seen_becomes_a_need_in_the_words_of_the_coordinator(
    client: Client, network: LocalNetwork
) -> None:
    consultation = a_consultation(network)
    seen = an_observation(consultation, an_organization(network, "Huis"), "Te duur")
    place = address("make_need", consultation.pk, seen.pk)
    assert said(client, place, {"sentence": ""}) == "Schrijf de nood in één zin."
    assert not Need.objects.exists()
    words = said(client, place, {"sentence": "Kampen zijn te duur"})
    assert words == "De nood staat op het bord. Anderen kunnen er nu over stemmen."
    assert [one.sentence for one in Need.objects.all()] == ["Kampen zijn te duur"]
    elsewhere = address("make_need", a_consultation(network, "Andere").pk, seen.pk)
    assert client.post(elsewhere, {"sentence": "x"}).status_code == 404


def test_whole_directory_is_asked(client: Client, network: LocalNetwork) -> None:
    a_partner_of(network)
    an_organization(network, "Niet aan tafel")
    closes_on = timezone.localdate() + timedelta(days=10)
    filled = posted(title="Najaar", whom="everybody", closes_on=str(closes_on))
    choices = client.get(address("add_consultation", "gent")).context["form"].fields["whom"].choices
    filled["whom"] = next(value for value, _ in choices if value != "partners")
    assert client.post(address("add_consultation", "gent"), filled).status_code == 302
    asked = sorted(str(one) for one in Consultation.objects.get().asked.all())
    assert asked == ["Bib", "Niet aan tafel"]

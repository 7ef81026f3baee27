"""Pages of dialogue tables: who prepares, who reads, and what a participant does with a link."""

import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from tests.dialogue.made import (
    a_participant,
    a_quote,
    a_series,
    a_table,
    a_token,
    series_values,
)
from tests.factories import a_member, a_network
from vlaggenlijn.accounts.models import LocalNetwork, Role, User, recorded
from vlaggenlijn.dialogue.actions.findings import add_finding, back_with
from vlaggenlijn.dialogue.models import (
    Finding,
    Participant,
    Quote,
    Recommendation,
    Reflection,
    Series,
    Table,
)
from vlaggenlijn.needs.models import Need, Trace

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def network(reference_data: None) -> LocalNetwork:
    return a_network()


@pytest.fixture
def leader(network: LocalNetwork) -> User:
    return a_member(Role.FACILITATOR, network)


@pytest.fixture
def series(network: LocalNetwork, leader: User) -> Series:
    return a_series(network, by=leader)


@pytest.fixture
def table(series: Series) -> Table:
    return a_table(series)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, BACKEND)
    return client


def posted(**values: Any) -> dict[str, str]:
    shown = {name: str(value) for name, value in values.items() if value is not None}
    return shown | {"idempotency_key": str(uuid.uuid4())}


def test_start_a_series_and_plan_a_table(network: LocalNetwork, leader: User) -> None:
    client = client_of(leader)
    answer = client.post(reverse("dialogue:add_series", args=["gent"]), posted(**series_values()))
    series = Series.objects.get()
    assert answer.headers["Location"] == reverse("dialogue:series", args=[series.pk])
    values = posted(place="Gent", region="Oost", seats="8", starts_at_0="2030-03-05",
                    starts_at_1="09:30", moderator=leader.pk)  # fmt: skip
    assert client.post(reverse("dialogue:add_table", args=[series.pk]), values).status_code == 302
    table = Table.objects.get()
    assert (table.number, table.seats, table.moderator) == (1, 8, leader)
    assert "Gent" in client.get(answer.headers["Location"]).text


def test_second_editor_keeps_the_text(series: Series, leader: User) -> None:
    client, address = client_of(leader), reverse("dialogue:edit_series", args=[series.pk])
    first = posted(**series_values(title="Eerste"), version=1)
    late = posted(**series_values(title="Tweede"), version=1)
    assert client.post(address, first).status_code == 302
    answer = client.post(address, late)
    assert (answer.status_code, "Tweede" in answer.text) == (409, True)
    assert Series.objects.get().title == "Eerste"


def test_coordinator_prepares_and_does_not_read(series: Series, network: LocalNetwork) -> None:
    table = a_table(series)
    a_quote(table, "Geheim woord", a_participant(series, table, name="Zeg het niemand"))
    client = client_of(a_member(Role.COORDINATOR, network))
    for name, key in (("series", series), ("table", table), ("addressees", series)):
        page = client.get(reverse(f"dialogue:{name}", args=[key.pk]))
        assert page.status_code == 200
        assert ("Geheim" in page.text, "Zeg het" in page.text) == (False, False)
    for name, key in (("quotes", series), ("findings", series), ("room", table)):
        assert client.get(reverse(f"dialogue:{name}", args=[key.pk])).status_code == 403


def test_note_taker_of_a_table_sees_that_table_only(series: Series, network: LocalNetwork) -> None:
    taker = a_member(Role.PROFESSIONAL, network)
    mine, other = a_table(series), a_table(series)
    with recorded(by=None, network=network, deed="test"):
        mine.note_taker = taker
        mine.save()
    client = client_of(taker)
    rooms = [client.get(reverse("dialogue:room", args=[one.pk])) for one in (mine, other)]
    assert [one.status_code for one in rooms] == [200, 403]
    assert client.get(reverse("dialogue:quotes", args=[series.pk])).status_code == 403


def test_organisations_are_read_line_by_line(series: Series, leader: User) -> None:
    client, address = client_of(leader), reverse("dialogue:addressees", args=[series.pk])
    wrong = client.post(address, {"lines": "OCMW-001;OCMW;Limburg;geen mail"})
    assert (wrong.status_code, "geen mail" in wrong.text) == (422, True)
    assert client.post(address, {"lines": ""}).status_code == 422
    lines = "OCMW-001; OCMW; Limburg; a@example.org\n\nOCMW-002"
    assert client.post(address, {"lines": lines}).status_code == 302
    assert list(Participant.objects.values_list("code", "kind")) == [
        ("OCMW-001", "OCMW"),
        ("OCMW-002", ""),
    ]


def test_queue_is_kept_and_answered(table: Table, leader: User) -> None:
    client, key = client_of(leader), str(uuid.uuid4())
    address = reverse("dialogue:send_quotes", args=[table.pk])
    queue = json.dumps([{"key": key, "op": "put", "text": "Zo"}, {"key": "x", "op": "put"}])
    for _ in range(2):
        answer = client.post(address, queue, content_type="application/json").json()
        assert answer == {"kept": [key], "refused": [{"key": "x", "why": "shape"}], "count": 1}
    assert client.post(address, "niets", content_type="application/json").status_code == 422


def test_plain_form_of_the_note_taker(table: Table, leader: User) -> None:
    client, address = client_of(leader), reverse("dialogue:room", args=[table.pk])
    hat, speaker = table.series.hats.all()[1], a_participant(table.series, table)
    values = {"hat": str(hat.pk), "speaker": str(speaker.pk), "text": "Zo", "key": uuid.uuid4()}
    answer = client.post(address, values)
    assert answer.headers["Location"] == f"{address}?hoed=2"
    client.post(address, values)
    quote = Quote.objects.get()
    assert (quote.hat, quote.participant, quote.text) == (hat, speaker, "Zo")
    empty = client.post(address, values | {"text": ""})
    assert empty.status_code == 422
    client.post(reverse("dialogue:take_back", args=[table.pk]), {"key": str(quote.client_key)})
    assert Quote.objects.get().state == "removed"


def test_moderator_changes_hats(table: Table, leader: User) -> None:
    client, address = client_of(leader), reverse("dialogue:moderate", args=[table.pk])
    client.post(address, {"hoed": "2"})
    page = client.get(address)
    assert page.context["on"].hat.key == 2
    assert client.post(address, {"hoed": "8"}).status_code == 404
    client.post(address, {"hoed": ""})
    assert Table.objects.get().hat is None


def test_without_a_key_it_is_said(table: Table, leader: User) -> None:
    a_quote(table)
    client = client_of(leader)
    with override_settings(SEALING_KEY=""):
        page = client.get(reverse("dialogue:quotes", args=[table.series_id]))
    assert page.status_code == 503


def test_finding_from_quotes_to_a_need(table: Table, leader: User) -> None:
    client, series = client_of(leader), table.series
    quote = a_quote(table, "Té weinig tijd", a_participant(series, table))
    a_quote(table, "Iets anders")
    found = client.get(reverse("dialogue:quotes", args=[series.pk]), {"q": "te TIJD"})
    assert [one.pk for one in found.context["page"]] == [quote.pk]
    page = reverse("dialogue:findings", args=[series.pk])
    client.post(page, posted(sentence="Er is te weinig tijd."))
    finding = Finding.objects.get()
    address = reverse("dialogue:finding", args=[finding.pk])
    client.post(reverse("dialogue:backing", args=[finding.pk]), {"quote": [quote.pk, "onzin"]})
    assert client.get(address).context["counted"] == {
        "tables": 1, "organizations": 1, "people": 1,
    }  # fmt: skip
    client.post(reverse("dialogue:adopt", args=[finding.pk]))
    client.post(reverse("dialogue:adopt", args=[finding.pk]))
    need = Need.objects.get()
    assert (need.sentence, need.source) == ("Er is te weinig tijd.", "dialogue")
    thread = client.get(address).context["thread"]
    assert [step.target.id for step in thread.after] == [need.pk]
    gaps = [line.gaps for line in client.get(page).context["lines"]]
    assert gaps == [("one_table",)]
    client.post(reverse("dialogue:remove_finding", args=[finding.pk]))
    assert (Finding.objects.count(), Trace.objects.count(), Need.objects.count()) == (0, 0, 1)


def test_counts_that_changed_since_are_told(table: Table, leader: User) -> None:
    client, series = client_of(leader), table.series
    finding = add_finding(by=None, series=series, sentence="Iets")
    quote = a_quote(table, "Een", a_participant(series, table))
    back_with(by=None, finding=finding, quotes=[quote])
    address = reverse("dialogue:finding", args=[finding.pk])
    assert client.post(address, posted(sentence="Iets meer", version=1)).status_code == 302
    late = client.post(address, posted(sentence="Te laat", version=1))
    assert (late.status_code, "Te laat" in late.text) == (409, True)
    client.post(reverse("dialogue:backing", args=[finding.pk]), {"quote": quote.pk, "remove": "1"})
    two = a_table(series)
    back_with(by=None, finding=finding, quotes=[
        a_quote(one, "Twee", a_participant(series, one)) for one in (table, two)
    ])  # fmt: skip
    (line,) = client.get(reverse("dialogue:findings", args=[series.pk])).context["lines"]
    assert line.gaps == ("changed",)


def test_recommendation_and_its_grounds(series: Series, leader: User) -> None:
    client = client_of(leader)
    finding = add_finding(by=None, series=series, sentence="Iets")
    address = reverse("dialogue:recommend", args=[series.pk])
    assert client.post(address, posted(sentence="", addressee="x")).status_code == 422
    client.post(address, posted(sentence="Doe iets", addressee="Het bestuur", findings=finding.pk))
    made = Recommendation.objects.get()
    assert [one.finding for one in made.grounds.all()] == [finding]
    change = reverse("dialogue:recommendation", args=[made.pk])
    client.post(change, posted(sentence="Doe meer", addressee="Het bestuur", version=1))
    assert Recommendation.objects.get().sentence == "Doe meer"
    assert not made.grounds.exists()
    late = client.post(change, posted(sentence="Te laat", addressee="x", version=1))
    assert late.status_code == 409


Opened = Callable[[str], str]


def at(name: str, token: str, *more: Any) -> str:
    return reverse(f"dialogue:{name}", args=[token, *more])


def test_seat_by_link_opened_twice(series: Series, table: Table) -> None:
    participant = a_participant(series)
    token, client = a_token(participant), Client()
    values = {"table": table.pk, "name": "An", "email": "an@example.org", "has_consent": "on"}
    for _ in range(2):
        assert client.get(at("seat", token)).status_code == 200
        assert client.post(at("seat", token), values).status_code == 302
    stored = Participant.objects.get()
    assert (stored.state, stored.pseudonym, stored.has_consent) == ("registered", "T1-01", True)
    assert client.post(at("seat", token), values | {"name": "www.kijk.be"}).status_code == 422
    client.post(at("excuse", token))
    assert Participant.objects.get().state == "excused"


def test_full_table_is_said(series: Series) -> None:
    table = a_table(series, seats=4)
    for _ in range(4):
        a_participant(series, table, state="registered")
    token = a_token(a_participant(series))
    values = {"table": table.pk, "name": "An", "email": "an@example.org"}
    assert Client().post(at("seat", token), values).status_code == 409


def test_form_and_notes_by_link(series: Series, table: Table, leader: User) -> None:
    participant = a_participant(series, table)
    token, client = a_token(participant), Client()
    question, hat = series.questions.all()[0], series.hats.all()[0]
    option = question.options[0]
    assert client.get(at("input_form", token)).status_code == 200
    assert client.post(at("input_form", token), {str(question.pk): "iets"}).status_code == 422
    client.post(at("input_form", token), {str(question.pk): option})
    client.post(at("reflect", token), {str(hat.pk): "Voor mezelf"})
    assert Reflection.objects.get().text == "Voor mezelf"
    page = client_of(leader).get(reverse("dialogue:beforehand", args=[table.pk]))
    assert page.context["told"][0].counts == [(option, 1)]
    assert "Voor mezelf" in page.text


def test_reading_back_by_link(series: Series, table: Table, leader: User) -> None:
    participant = a_participant(series, table)
    first, second = (a_quote(table, text, participant) for text in ("Een", "Twee"))
    a_quote(table, "Van een ander", a_participant(series, table))
    token, client = a_token(participant), Client()
    assert client.get(at("check", token)).status_code == 302  # not asked yet
    client_of(leader).post(reverse("dialogue:ask_to_check", args=[table.pk]))
    page = client.get(at("check", token)).text
    assert ("Een" in page, "Twee" in page, "Van een ander" in page) == (True, True, False)
    assert client.post(at("check_one", token, first.pk), {"text": ""}).status_code == 422
    client.post(at("check_one", token, first.pk), {"text": "Anders"})
    client.post(at("check_one", token, second.pk), {"withdraw": "1"})
    client.post(at("check", token), {"text": "Nog iets", "hat": "", "key": str(uuid.uuid4())})
    rows = Quote.objects.of_participant(participant).order_by("position")
    assert [(one.text, one.state) for one in rows] == [
        ("Anders", "amended"), ("", "withdrawn"), ("Nog iets", "approved"),
    ]  # fmt: skip
    assert client.get(at("check_one", token, second.pk)).status_code == 404
    moderator = client_of(leader).get(reverse("dialogue:quotes", args=[series.pk])).text
    assert "Een" in moderator
    assert client.get(at("check", token)).text.count("Een<") == 0


def test_all_right_at_once_and_consent_taken_back(
    series: Series, table: Table, leader: User
) -> None:
    participant = a_participant(series, table)
    for text in ("Een", "Twee"):
        a_quote(table, text, participant)
    client_of(leader).post(reverse("dialogue:ask_to_check", args=[table.pk]))
    token, client = a_token(participant), Client()
    client.post(at("check", token))
    assert set(Quote.objects.values_list("state", flat=True)) == {"approved"}
    assert client.get(at("consent", token)).context["count"] == 2
    client.post(at("consent", token))
    assert set(Quote.objects.values_list("state", flat=True)) == {"withdrawn"}

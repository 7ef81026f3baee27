"""The codebook: add, rename, merge, split, take out of use; each undone as one deed."""

import uuid
from typing import Any

import pytest
from django.urls import reverse

from tests.dialogue.made import a_participant, a_quote, a_series, a_table
from tests.dialogue.test_pages import client_of, posted
from tests.factories import a_member, a_network
from vlaggenlijn.accounts.actions.undo import AlreadyUndone, NothingToUndo
from vlaggenlijn.accounts.models import ChangeSet, Conflict, Role, User, recorded
from vlaggenlijn.dialogue.actions import answering, codebook
from vlaggenlijn.dialogue.actions.coding import code_quote
from vlaggenlijn.dialogue.actions.findings import add_finding
from vlaggenlijn.dialogue.codebook import deed_with_id, latest_deeds
from vlaggenlijn.dialogue.models import Code, Coding, Memo, Series, Table

pytestmark = pytest.mark.django_db


@pytest.fixture
def coder() -> User:
    return a_member(Role.FACILITATOR, a_network())


@pytest.fixture
def series(coder: User) -> Series:
    return a_series(coder.memberships.get().network, by=coder)


@pytest.fixture
def table(series: Series) -> Table:
    return a_table(series)


def a_code(series: Series, name: str) -> Code:
    return codebook.add_code(by=None, series=series, name=name)


def given() -> dict[str, list[tuple[str, str]]]:
    """Return (polarity, memo) of every coding by the name of its code."""
    found: dict[str, list[tuple[str, str]]] = {}
    for coding in Coding.objects.select_related("code").order_by("created_at"):
        found.setdefault(coding.code.name, []).append((coding.polarity, coding.memo))
    return found


def undone(series: Series, coder: User) -> object:
    deed = latest_deeds(series)[0]
    return codebook.undo_in_codebook(by=coder, series=series, deed=deed)


def test_codes_are_added_once_and_renamed(series: Series, coder: User) -> None:
    key = uuid.uuid4()
    made = [
        codebook.add_code(by=coder, series=series, name="Tijd", idempotency_key=key)
        for _ in range(2)
    ]
    assert made[0] == made[1]
    other = a_code(series, "Geld")
    assert (other.position - made[0].position, Code.objects.filter(name="Tijd").count()) == (1, 1)
    with pytest.raises(codebook.NameTaken):
        a_code(series, "Tijd")
    values: dict[str, Any] = {
        "by": coder,
        "code": made[0],
        "description": "",
        "idempotency_key": uuid.uuid4(),
    }
    with pytest.raises(codebook.NameTaken):
        codebook.change_code(**values, version=1, name="Geld")
    changed = codebook.change_code(**values, version=1, name="Uren")
    assert codebook.change_code(**values, version=1, name="Uren") == changed
    with pytest.raises(Conflict):
        codebook.change_code(**values, version=1, name="Anders")
    with pytest.raises(Conflict):
        codebook.change_code(**values | {"idempotency_key": None}, version=1, name="Laat")
    undone(series, coder)
    assert Code.objects.get(pk=made[0].pk).name == "Tijd"


def test_merge_takes_everything_along_and_is_undone(
    series: Series, table: Table, coder: User
) -> None:
    time, means = a_code(series, "Tijd"), a_code(series, "Vast budget")
    both, one = a_quote(table, "Beide"), a_quote(table, "Een")
    code_quote(by=coder, quote=both, codes=[time], memo="Eerst")
    code_quote(by=coder, quote=both, codes=[means], memo="Dan")
    code_quote(by=coder, quote=one, codes=[time], polarity="bottleneck")
    finding = add_finding(by=None, series=series, sentence="Er is geen tijd.")
    memo = Memo(series=series, code=time)
    child = a_code(series, "Uren")
    with recorded(by=None, network=series.network, deed="test"):
        finding.code, child.parent, means.parent = time, time, time
        for record in (finding, child, means, memo):
            record.save()
    before = given()
    codebook.merge(by=coder, code=time, into=means)
    assert given() == {"Vast budget": [("", "Dan\n\nEerst"), ("bottleneck", "")]}
    for record in (finding, child, means, memo):
        record.refresh_from_db()
    assert [finding.code, child.parent, means.parent, memo.code] == [means, means, None, means]
    codebook.merge(by=coder, code=time, into=means)
    undone_deed = next(one for one in latest_deeds(series) if one.changes.exists())
    codebook.undo_in_codebook(by=coder, series=series, deed=undone_deed)
    for record in (finding, child, means):
        record.refresh_from_db()
    assert [finding.code, child.parent, means.parent] == [time] * 3
    assert given() == before
    with pytest.raises(AlreadyUndone):
        codebook.undo_in_codebook(by=coder, series=series, deed=undone_deed)


def test_merge_with_itself_or_another_series_does_nothing(series: Series, coder: User) -> None:
    time, elsewhere = a_code(series, "Tijd"), a_code(a_series(series.network), "Tijd")
    for into in (time, elsewhere):
        codebook.merge(by=coder, code=time, into=into)
    assert Code.objects.with_ids(time, elsewhere).count() == 2


def test_undo_of_a_merge_gives_a_withdrawn_quote_nothing_back(
    series: Series, table: Table, coder: User
) -> None:
    time, means = a_code(series, "Tijd"), a_code(series, "Vast budget")
    person = a_participant(series, table)
    quote = a_quote(table, participant=person)
    code_quote(by=coder, quote=quote, codes=[time, means])
    codebook.merge(by=coder, code=time, into=means)
    answering.withdraw(participant=person, quotes=[quote])
    undone(series, coder)
    assert (Code.objects.with_ids(time).count(), Coding.objects.count()) == (1, 0)


def test_split_moves_what_was_chosen(series: Series, table: Table, coder: User) -> None:
    time, key = a_code(series, "Tijd"), uuid.uuid4()
    for text in ("Eerste", "Tweede"):
        code_quote(by=coder, quote=a_quote(table, text), codes=[time], memo=text)
    chosen = [one for one in Coding.objects.of_code(time) if one.memo == "Tweede"]
    made = [
        codebook.split_off(by=coder, code=time, codings=chosen, name="Uren", idempotency_key=key)
        for _ in range(2)
    ]
    assert made[0] == made[1]
    assert given() == {"Tijd": [("", "Eerste")], "Uren": [("", "Tweede")]}
    undone(series, coder)
    assert given() == {"Tijd": [("", "Eerste"), ("", "Tweede")]}
    assert Code.objects.of_series(series).named("Uren") is None


def test_code_out_of_use_is_not_offered_and_keeps_what_it_has(
    series: Series, table: Table, coder: User
) -> None:
    time, quote = a_code(series, "Tijd"), a_quote(table)
    code_quote(by=coder, quote=quote, codes=[time])
    client, address = client_of(coder), reverse("dialogue:retire_code", args=[time.pk])
    coding = reverse("dialogue:coding", args=[series.pk])
    client.post(address)
    assert client.post(coding, posted(quote=quote.pk, codes=time.pk)).status_code == 422
    assert (Coding.objects.count(), time in Code.objects.offered()) == (1, False)
    client.post(address, {"restore": "1"})
    assert time in Code.objects.offered()


def test_pages_of_the_codebook(series: Series, table: Table, coder: User) -> None:
    client, page = client_of(coder), reverse("dialogue:codebook", args=[series.pk])
    assert client.post(page, posted(name="Tijd")).headers["Location"] == page
    twice = client.post(page, posted(name="Tijd"))
    assert (twice.status_code, client.post(page, posted(name="")).status_code) == (422, 422)
    time, means = Code.objects.get(name="Tijd"), a_code(series, "Vast budget")
    code_page = reverse("dialogue:code", args=[time.pk])
    assert client.post(code_page, posted(name="Vast budget", version=1)).status_code == 422
    assert client.post(code_page, posted(name="", version=1)).status_code == 422
    assert client.post(code_page, posted(name="Uren", version=1)).status_code == 302
    late = client.post(code_page, posted(name="Te laat", version=1))
    assert (late.status_code, "Te laat" in late.text) == (409, True)
    quote = a_quote(table, "Te weinig uren")
    code_quote(by=coder, quote=quote, codes=[time])
    split = reverse("dialogue:split_code", args=[time.pk])
    assert "Te weinig uren" in client.get(split).text
    coding = Coding.objects.get()
    wrong = [posted(name="Nieuw"), posted(name="Uren", coding=coding.pk), posted(name="")]
    assert [client.post(split, one).status_code for one in wrong] == [422, 422, 422]
    assert client.post(split, posted(name="Nieuw", coding=coding.pk)).status_code == 302
    merging = reverse("dialogue:merge_code", args=[time.pk])
    assert client.post(merging, posted(into=time.pk)).headers["Location"] == code_page
    assert client.post(merging, posted(into=means.pk)).headers["Location"] == page
    seen = client.get(page)
    assert [deed.reason for deed, _, _ in seen.context["log"][:3]] == [
        "Uren → Vast budget", "Uren → Nieuw", "Tijd → Uren",
    ]  # fmt: skip


def test_undo_on_the_page(series: Series, coder: User) -> None:
    client, page = client_of(coder), reverse("dialogue:codebook", args=[series.pk])
    address = reverse("dialogue:undo_codebook", args=[series.pk])
    code = a_code(series, "Tijd")
    deed = latest_deeds(series)[0]
    foreign = ChangeSet.objects.exclude(pk=deed.pk)[0]
    for value in ("geen", str(foreign.pk), str(deed.pk), str(deed.pk)):
        assert client.post(address, {"deed": value}).headers["Location"] == page
    assert Code.objects.with_ids(code).count() == 0
    assert deed_with_id(a_series(series.network), str(deed.pk)) is None


def test_what_was_changed_since_stays(series: Series, coder: User) -> None:
    code = a_code(series, "Tijd")
    deed = latest_deeds(series)[0]
    codebook.change_code(by=coder, code=code, version=1, name="Uren", description="")
    with pytest.raises(NothingToUndo):
        codebook.undo_in_codebook(by=coder, series=series, deed=deed)
    client = client_of(coder)
    client.post(reverse("dialogue:undo_codebook", args=[series.pk]), {"deed": str(deed.pk)})
    assert Code.objects.get(pk=code.pk).name == "Uren"

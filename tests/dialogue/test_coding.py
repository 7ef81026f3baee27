"""Quotes get codes one by one: the inbox, what comes next, and what a second coder may not see."""

import uuid
from typing import Any

import pytest
from django.urls import reverse

from tests.dialogue.made import a_participant, a_quote, a_series, a_table
from tests.dialogue.test_pages import client_of, posted
from tests.factories import a_member, a_network
from vlaggenlijn.accounts.models import Change, Role, User, recorded
from vlaggenlijn.dialogue import inbox
from vlaggenlijn.dialogue.actions import answering
from vlaggenlijn.dialogue.actions.coding import NoLongerStands, code_quote, uncode
from vlaggenlijn.dialogue.inbox import Asked, next_after
from vlaggenlijn.dialogue.models import Code, Coding, Quote, Series, Table

pytestmark = pytest.mark.django_db


@pytest.fixture
def coder() -> User:
    return a_member(Role.FACILITATOR, a_network())


@pytest.fixture
def series(coder: User) -> Series:
    network = coder.memberships.get().network
    return a_series(network, a_member(Role.FACILITATOR, network), by=coder)


@pytest.fixture
def table(series: Series) -> Table:
    return a_table(series)


def a_code(series: Series, name: str, **values: object) -> Code:
    code = Code(series=series, name=name, **values)
    with recorded(by=None, network=series.network, deed="test"):
        code.save()
    return code


def second_coder(series: Series) -> User:
    return User.objects.exclude(pk=series.facilitators.order_by("created_at")[0].user_id).get(
        pk__in=series.facilitators.values("user")
    )


def listed(series: Series, coder: User, **asked: object) -> list[Quote]:
    found = inbox.inbox(series, Asked(**asked), coder)  # type: ignore[arg-type]
    return Quote.objects.with_subjects_of(found)


def test_inbox_by_what_is_asked(series: Series, table: Table, coder: User) -> None:
    other, time = second_coder(series), a_code(series, "Tijd")
    mine, theirs, nobodys = (a_quote(table, text) for text in ("Te weinig tijd", "Één", "Niets"))
    a_quote(table, "", state="withdrawn")
    a_quote(a_table(a_series(series.network)), "Een andere reeks")
    code_quote(by=coder, quote=mine, codes=[time])
    code_quote(by=other, quote=theirs, codes=[time])
    assert listed(series, coder) == [nobodys]
    assert listed(series, coder, which="not_by_me") == [theirs, nobodys]
    assert listed(series, coder, which="coded") == [mine, theirs]
    assert listed(series, coder, which="all") == [mine, theirs, nobodys]
    assert listed(series, coder, code=time) == [mine, theirs]
    assert listed(series, coder, which="all", words="EEN") == [theirs]


def test_quotes_come_in_the_order_of_their_ids(table: Table) -> None:
    one, other = a_quote(table, "Een"), a_quote(table, "Ander")
    wanted = [other.pk, uuid.uuid4(), one.pk]
    assert Quote.objects.with_subjects_of(wanted) == [other, one]
    assert list(Quote.objects.at_table(table).in_order().opened()) == [
        (one.pk, "Een"), (other.pk, "Ander"),
    ]  # fmt: skip


def test_search_is_bounded(series: Series, table: Table, coder: User,
                           monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    for number in range(3):
        a_quote(table, f"Zin {number}")
    asked = Asked(words="zin")
    assert (len(listed(series, coder, words="zin")), inbox.is_cut(series, asked, coder)) == (
        3, False,
    )  # fmt: skip
    monkeypatch.setattr(inbox, "MOST_SEARCHED", 2)
    assert (len(listed(series, coder, words="zin")), inbox.is_cut(series, asked, coder)) == (
        2, True,
    )  # fmt: skip


def test_next_quote_and_its_page(series: Series, table: Table, coder: User,
                                 monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setattr(inbox, "ON_A_PAGE", 2)
    a, b, c = (a_quote(table, text) for text in "abc")
    rows = inbox.inbox(series, Asked(which="all"), coder)
    found = [next_after(rows, one.pk, leaves=False) for one in (a, b, c)]
    assert [(one.quote, one.page) for one in found] == [(b.pk, 1), (c.pk, 2), (a.pk, 1)]
    assert next_after(rows, b.pk, leaves=True) == inbox.Next(c.pk, 1)
    assert next_after(rows, uuid.uuid4(), leaves=True) == inbox.Next(a.pk, 1)
    only_a = inbox.inbox(series, Asked(which="all", words="a"), coder)
    assert next_after(only_a, a.pk, leaves=True) == inbox.Next(None, 1)


def test_coding_twice_is_once_and_keeps_the_memo(series: Series, table: Table, coder: User) -> None:
    quote, time, key = a_quote(table), a_code(series, "Tijd"), uuid.uuid4()
    for _ in range(2):
        code_quote(by=coder, quote=quote, codes=[time], polarity="bottleneck", memo="Let op",
                   idempotency_key=key)  # fmt: skip
    code_quote(by=coder, quote=quote, codes=[time], polarity="bottleneck")
    code_quote(by=coder, quote=quote, codes=[time])
    found = Coding.objects.order_by("created_at")
    assert [(one.polarity, one.memo) for one in found] == [("bottleneck", "Let op"), ("", "")]
    uncode(by=coder, coding=found[0])
    uncode(by=coder, coding=found[0])
    assert Coding.objects.count() == 1


def test_withdrawn_quote_is_not_coded_and_its_memos_are_forgotten(
    series: Series, table: Table, coder: User
) -> None:
    person = a_participant(series, table)
    quote, time = a_quote(table, participant=person), a_code(series, "Tijd")
    code_quote(by=coder, quote=quote, codes=[time], memo="Wat zij zei")
    sealed = Coding.objects.get().sealed_memo
    kept = str(list(Change.objects.values("before", "after")))
    answering.withdraw(participant=person, quotes=[quote])
    left = str(list(Change.objects.values("before", "after")))
    assert (bool(sealed), sealed in kept, sealed in left) == (True, True, False)
    with pytest.raises(NoLongerStands):
        code_quote(by=coder, quote=quote, codes=[time])
    assert Coding.objects.count() == 0


def test_consent_taken_back_forgets_notes_in_the_history(series: Series, table: Table) -> None:
    person, hat = a_participant(series, table), series.hats.all()[0]
    answering.reflect(participant=person, texts={hat.pk: "Voor mezelf"})
    sealed = person.reflections.get().sealed_text
    answering.revoke_consent(participant=person)
    assert sealed not in str(list(Change.objects.values("before", "after")))


def page_of_coding(series: Series) -> str:
    return reverse("dialogue:coding", args=[series.pk])


def test_coder_goes_from_quote_to_quote(series: Series, table: Table, coder: User) -> None:
    client, page = client_of(coder), page_of_coding(series)
    time = a_code(series, "Tijd")
    first, second = (a_quote(table, text) for text in ("Eerste", "Tweede"))
    assert client.get(page).context["card"].quote == first
    values = posted(quote=first.pk, codes=time.pk, polarity="opportunity", memo="Mooi")
    answer = client.post(page, values)
    assert answer.headers["Location"] == f"{page}?citaat={second.pk}&page=1"
    coding = Coding.objects.get()
    assert (coding.quote, coding.coder, coding.polarity) == (first, coder, "opportunity")
    nothing = client.post(page, posted(quote=second.pk, memo="Blijft staan"))
    assert (nothing.status_code, "Blijft staan" in nothing.text) == (422, True)
    skipped = client.post(f"{page}?which=all", posted(quote=second.pk, skip=1))
    assert skipped.headers["Location"] == f"{page}?which=all&citaat={first.pk}&page=1"
    client.post(page, posted(quote=second.pk, codes=time.pk))
    assert client.get(page).context["card"] is None


def test_quote_that_went_meanwhile(series: Series, table: Table, coder: User,
                                   monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    client, page = client_of(coder), page_of_coding(series)
    time, quote = a_code(series, "Tijd"), a_quote(table)
    elsewhere = a_quote(a_table(a_series(series.network)))
    assert client.post(page, posted(quote=elsewhere.pk, codes=time.pk)).headers["Location"] == page
    seen = client.get(page, {"citaat": str(elsewhere.pk)}).context["card"]
    assert seen.quote == quote

    def gone(**_: object) -> None:
        raise NoLongerStands

    monkeypatch.setattr("vlaggenlijn.dialogue.actions.coding.code_quote", gone)
    assert client.post(page, posted(quote=quote.pk, codes=time.pk)).status_code == 302
    assert Coding.objects.count() == 0


def test_second_coder_is_not_led_by_the_first(series: Series, table: Table, coder: User) -> None:
    other, quote = second_coder(series), a_quote(table)
    first, second = a_code(series, "Alpha"), a_code(series, "Beta")
    code_quote(by=coder, quote=quote, codes=[first], memo="Denk ik")
    client, page = client_of(other), f"{page_of_coding(series)}?which=not_by_me"
    assert "Denk ik" not in client.get(page).text
    client.post(page, posted(quote=quote.pk, codes=second.pk))
    assert "Denk ik" in client.get(f"{page_of_coding(series)}?citaat={quote.pk}").text


def test_only_own_codes_are_taken_away(series: Series, table: Table, coder: User) -> None:
    other, quote, time = second_coder(series), a_quote(table), a_code(series, "Tijd")
    code_quote(by=coder, quote=quote, codes=[time])
    coding, address = Coding.objects.get(), reverse("dialogue:uncode", args=[series.pk])
    left = []
    for client, value in ((client_of(other), coding.pk), (client_of(coder), "geen"),
                          (client_of(coder), coding.pk)):  # fmt: skip
        answer: Any = client.post(address, {"coding": value})
        assert answer.headers["Location"] == page_of_coding(series)
        left.append(Coding.objects.count())
    assert left == [1, 1, 0]


def test_suggestions_come_with_the_quotes_that_led_to_them(
    series: Series, table: Table, coder: User
) -> None:
    time, gone = a_code(series, "Tijd"), a_code(series, "Weg", is_retired=True)
    person = a_participant(series, table)
    like, withdrawn, asked = (
        a_quote(table, text, person)
        for text in ("Er is geen tijd.", "Tijd genoeg.", "Meer tijd voor ouders")
    )
    again = a_quote(table, "Er is geen tijd.", person)
    for one in (like, again):
        code_quote(by=coder, quote=one, codes=[time, gone])
    code_quote(by=coder, quote=withdrawn, codes=[time])
    answering.withdraw(participant=person, quotes=[withdrawn])
    client, page = client_of(coder), page_of_coding(series)
    found = client.get(page).context
    assert found["card"].quote == asked
    [hint] = found["hints"]
    assert (hint.code, [one.text for one in hint.quotes]) == (time, ["Er is geen tijd."])
    assert Coding.objects.on([asked]).count() == 0

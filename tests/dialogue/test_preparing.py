"""Questions and hats change, and what was answered or said under them stays as it was."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.dialogue.made import a_participant, a_quote, a_series, a_table, a_token
from tests.factories import a_member, a_network, a_user
from vlaggenlijn.accounts.models import Conflict, Role, User
from vlaggenlijn.dialogue.actions import preparing
from vlaggenlijn.dialogue.actions.answering import answer_form, reflect
from vlaggenlijn.dialogue.actions.noting import put_on_hat
from vlaggenlijn.dialogue.boards import told_beforehand
from vlaggenlijn.dialogue.in_use import given_answers, used_hats
from vlaggenlijn.dialogue.models import Answer, Hat, Participant, Question, Quote, Series, Table

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def by() -> User:
    return a_user()


@pytest.fixture
def series(by: User) -> Series:
    return a_series(by=by)


@pytest.fixture
def table(series: Series) -> Table:
    return a_table(series)


@pytest.fixture
def somebody(table: Table) -> Participant:
    return a_participant(table.series, table)


def columns(record: Question, **changes: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in preparing.QUESTION_COLUMNS} | changes


def hat_values(**changes: Any) -> dict[str, Any]:
    return {"name": "Blauw", "prompt": "Hoe gaat het?", "minutes": 5, "colour": "#0000ff"} | changes


def texts(series: Series) -> list[str]:
    return [one.text for one in Question.objects.of_series(series)]


def keys(series: Series) -> dict[str, int]:
    return dict(Hat.objects.of_series(series).values_list("name", "key"))


def answered(somebody: Participant, question: Question, *value: str) -> None:
    answer_form(participant=somebody, answers={question.pk: list(value)})


def test_question_is_added_at_the_end_and_once(series: Series, by: User) -> None:
    values, key = {"text": "Nog iets?", "kind": "text", "choices": ""}, uuid.uuid4()
    one = preparing.add_question(by=by, series=series, values=values, idempotency_key=key)
    again = preparing.add_question(by=by, series=series, values=values, idempotency_key=key)
    assert (one, texts(series)[-1], len(texts(series))) == (again, "Nog iets?", 7)


def test_form_has_an_end(series: Series, by: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preparing, "MOST_QUESTIONS", 6)
    with pytest.raises(preparing.TooMany):
        preparing.add_question(by=by, series=series, values=columns(Question(text="Nog?")))


def test_reworded_question_keeps_the_words_that_were_answered(
    table: Table, somebody: Participant, by: User
) -> None:
    question = Question.objects.of_series(table.series)[0]
    before, option = question.text, question.options[0]
    answered(somebody, question, option)
    preparing.change_question(
        by=by, question=question, version=1, values=columns(question, text="Wie zie je?")
    )
    told = told_beforehand(table)[0]
    assert (told.question.text, told.earlier) == ("Wie zie je?", [(before, 1)])
    assert (told.counts, Answer.objects.get().wording) == ([(option, 1)], before)
    answered(somebody, Question.objects.get(pk=question.pk), option)
    assert told_beforehand(table)[0].earlier == []


def test_participant_reads_under_which_words_they_answered(
    table: Table, somebody: Participant, by: User
) -> None:
    somebody.state = "registered"
    question = Question.objects.of_series(table.series)[5]
    answered(somebody, question, "Vaders")
    values = columns(question, text="Waarover?")
    preparing.change_question(by=by, question=question, version=1, values=values)
    page = Client().get(reverse("dialogue:input_form", args=[a_token(somebody)]))
    assert (question.text in page.text, "Waarover?" in page.text, "Vaders" in page.text) == (
        True, True, True,
    )  # fmt: skip


def test_answered_question_keeps_its_kind_and_what_was_chosen(
    table: Table, somebody: Participant, by: User
) -> None:
    question = Question.objects.of_series(table.series)[0]
    first, second = question.options[:2]
    answered(somebody, question, second, "Van vroeger")
    assert given_answers(question) == [second, "Van vroeger"]
    with pytest.raises(preparing.KindIsFixed):
        preparing.change_question(
            by=by, question=question, version=1, values=columns(question, kind="one")
        )
    with pytest.raises(preparing.AnswersMissing) as missing:
        preparing.change_question(
            by=by, question=question, version=1, values=columns(question, choices=first)
        )
    assert missing.value.args[0] == [second, "Van vroeger"]
    kept = columns(question, choices=f"{second}\nVan vroeger\nNieuw")
    preparing.change_question(by=by, question=question, version=1, values=kept)
    assert Question.objects.get(pk=question.pk).options == [second, "Van vroeger", "Nieuw"]


def test_question_without_answers_changes_freely(series: Series, by: User) -> None:
    question = Question.objects.of_series(series)[0]
    preparing.change_question(by=by, question=question, version=1,
                              values={"text": "?", "kind": "text", "choices": ""})  # fmt: skip
    with pytest.raises(Conflict):
        preparing.change_question(by=by, question=question, version=1, values=columns(question))


def test_question_goes_only_when_nobody_answered(
    table: Table, somebody: Participant, by: User
) -> None:
    first, second = Question.objects.of_series(table.series)[:2]
    answered(somebody, first, first.options[0])
    assert preparing.take_away_question(by=by, question=second)
    assert not preparing.take_away_question(by=by, question=first)
    assert [one.text for one in Question.objects.of_series(table.series).asked()].count(
        first.text
    ) == 0
    assert (texts(table.series)[0], Answer.objects.count()) == (first.text, 1)
    assert told_beforehand(table)[0].question == first
    preparing.ask_again(by=by, question=first)
    assert Question.objects.of_series(table.series).asked()[0] == first


def test_retired_question_without_an_answer_at_a_table_is_not_told(
    table: Table, somebody: Participant, by: User
) -> None:
    elsewhere = a_table(table.series, place="Aalst")
    question = Question.objects.of_series(table.series)[0]
    answered(somebody, question, question.options[0])
    preparing.take_away_question(by=by, question=question)
    assert question not in [one.question for one in told_beforehand(elsewhere)]


def test_answer_to_a_question_that_is_gone_is_let_go(somebody: Participant) -> None:
    answer_form(participant=somebody, answers={uuid.uuid4(): ["Ja"]})
    assert not Answer.objects.exists()


def test_questions_change_places(series: Series, by: User) -> None:
    first, second, *rest = texts(series)
    rows = list(Question.objects.of_series(series))
    preparing.move_question(by=by, question=rows[1], is_up=True)
    assert texts(series) == [second, first, *rest]
    preparing.move_question(by=by, question=rows[1], is_up=True)
    preparing.move_question(by=by, question=rows[-1], is_up=False)
    assert texts(series) == [second, first, *rest]
    preparing.move_question(by=by, question=rows[1], is_up=False)
    assert texts(series) == [first, second, *rest]


def test_hat_comes_on_the_first_free_key_up_to_nine(series: Series, by: User) -> None:
    third = Hat.objects.of_series(series)[2]
    preparing.take_away_hat(by=by, hat=third)
    key = uuid.uuid4()
    one = preparing.add_hat(by=by, series=series, values=hat_values(), idempotency_key=key)
    assert preparing.add_hat(by=by, series=series, values=hat_values(), idempotency_key=key) == one
    assert one.key == 3
    for number in range(4):
        preparing.add_hat(by=by, series=series, values=hat_values(name=f"Hoed {number}"))
    with pytest.raises(preparing.TooMany):
        preparing.add_hat(by=by, series=series, values=hat_values())
    assert sorted(keys(series).values()) == list(range(1, 10))


def test_hats_change_keys_also_when_all_nine_are_taken(series: Series, by: User) -> None:
    for number in range(4):
        preparing.add_hat(by=by, series=series, values=hat_values(name=f"Hoed {number}"))
    first, second = Hat.objects.of_series(series)[:2]
    preparing.move_hat(by=by, hat=second, is_up=True)
    assert (keys(series)[second.name], keys(series)[first.name]) == (1, 2)
    preparing.move_hat(by=by, hat=second, is_up=True)
    preparing.move_hat(by=by, hat=Hat.objects.of_series(series)[8], is_up=False)
    assert sorted(keys(series).values()) == list(range(1, 10))
    gone = Hat(pk=uuid.uuid4(), series=series)
    preparing.move_hat(by=by, hat=gone, is_up=True)
    assert keys(series)[second.name] == 1


def test_hat_in_use_is_renamed_and_never_gone(
    table: Table, somebody: Participant, by: User
) -> None:
    quoted, noted, worn, on, free = Hat.objects.of_series(table.series)
    a_quote(table, participant=somebody, hat=quoted)
    reflect(participant=somebody, texts={noted.pk: "Denk aan vaders"})
    for hat in (worn, on):
        put_on_hat(by=by, table=Table.objects.with_people().get(pk=table.pk), hat=hat)
    assert used_hats(table.series) == {quoted.pk, noted.pk, worn.pk, on.pk}
    for hat in (quoted, noted, worn, on):
        with pytest.raises(preparing.InUse):
            preparing.take_away_hat(by=by, hat=hat)
    preparing.take_away_hat(by=by, hat=free)
    preparing.change_hat(by=by, hat=quoted, version=1, values=hat_values(name="Feiten"))
    assert Quote.objects.get().hat == Hat.objects.get(name="Feiten")


@pytest.fixture
def client() -> Client:
    network = a_network("zuid")
    leader = a_member(Role.FACILITATOR, network)
    a_series(network, by=leader)
    client = Client()
    client.force_login(leader, BACKEND)
    return client


def sent(**values: Any) -> dict[str, Any]:
    return values | {"idempotency_key": str(uuid.uuid4())}


def test_pages_of_questions(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    series = Series.objects.get()
    every = reverse("dialogue:questions", args=[series.pk])
    add = reverse("dialogue:add_question", args=[series.pk])
    assert client.get(add).status_code == 200
    assert client.post(add, sent(text="", kind="text")).status_code == 422
    done = client.post(add, sent(text="Wat nog?", kind="text", choices=""))
    assert done.headers["Location"] == every
    monkeypatch.setattr(preparing, "MOST_QUESTIONS", 7)
    assert client.post(add, sent(text="Te veel", kind="text", choices="")).status_code == 422
    page = client.get(every)
    assert [one.text for one in page.context["questions"]] == texts(series)
    assert ("Wat nog?" in page.text, page.context["has_room_for_a_question"]) == (True, False)
    last = Question.objects.of_series(series).last()
    assert last is not None
    client.post(reverse("dialogue:move_question", args=[last.pk]), {"op": "1"})
    assert texts(series)[-2] == "Wat nog?"
    client.post(reverse("dialogue:remove_question", args=[last.pk]))
    assert "Wat nog?" not in texts(series)


def test_page_of_a_question_with_answers(client: Client) -> None:
    series = Series.objects.get()
    table = a_table(series)
    question = Question.objects.of_series(series)[0]
    answered(a_participant(series, table), question, question.options[1])
    address = reverse("dialogue:question", args=[question.pk])
    assert client.get(address).context["form"].fields["text"].help_text
    values = columns(question) | {"version": 1}
    assert "kind" in client.post(address, sent(**values | {"kind": "one"})).context["form"].errors
    less = client.post(address, sent(**values | {"choices": question.options[0]}))
    assert (less.status_code, question.options[1] in str(less.context["form"].errors)) == (
        422,
        True,
    )
    assert client.post(address, sent(**values | {"text": "Anders"})).status_code == 302
    assert client.post(address, sent(**values | {"text": "Te laat"})).status_code == 409
    away = reverse("dialogue:remove_question", args=[question.pk])
    client.post(away)
    assert client.get(reverse("dialogue:questions", args=[series.pk])).context["retired"]
    assert "Anders" in client.get(reverse("dialogue:beforehand", args=[table.pk])).text
    client.post(away, {"terug": "1"})
    assert Question.objects.of_series(series).asked().count() == 6


def test_pages_of_hats_and_the_keys_of_the_note_taker(client: Client) -> None:
    series = Series.objects.get()
    table = a_table(series)
    add = reverse("dialogue:add_hat", args=[series.pk])
    assert client.post(add, sent(**hat_values())).status_code == 302
    hat = Hat.objects.get(name="Blauw")
    client.post(reverse("dialogue:move_hat", args=[hat.pk]), {"op": "1"})
    room = client.get(reverse("dialogue:room", args=[table.pk])).text
    assert f'value="{hat.pk}" data-key="5"' in room
    used = Hat.objects.of_series(series)[0]
    a_quote(table, hat=used)
    client.post(reverse("dialogue:remove_hat", args=[used.pk]))
    client.post(reverse("dialogue:remove_hat", args=[hat.pk]))
    assert used in Hat.objects.of_series(series)
    assert hat not in Hat.objects.of_series(series)
    assert str(hat.pk) not in client.get(reverse("dialogue:room", args=[table.pk])).text


def test_form_without_questions_is_not_offered(series: Series, table: Table, by: User) -> None:
    for question in Question.objects.of_series(series):
        preparing.take_away_question(by=by, question=question)
    somebody = a_participant(series, table, state="registered")
    token = a_token(somebody)
    page = Client().get(reverse("dialogue:seat", args=[token])).text
    assert reverse("dialogue:input_form", args=[token]) not in page
    assert reverse("dialogue:reflect", args=[token]) in page

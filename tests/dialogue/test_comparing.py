"""Two coders side by side, on the page."""

import pytest
from django.urls import reverse

from tests.dialogue.made import a_participant, a_quote, a_series, a_table
from tests.dialogue.test_pages import client_of
from tests.factories import a_member, a_network
from vlaggenlijn.accounts.models import LocalNetwork, Role, recorded
from vlaggenlijn.dialogue.actions import answering
from vlaggenlijn.dialogue.actions.codebook import add_code
from vlaggenlijn.dialogue.actions.coding import code_quote
from vlaggenlijn.dialogue.comparing import coders_of
from vlaggenlijn.dialogue.models import Coding

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(reference_data: None) -> LocalNetwork:
    return a_network()


def test_two_coders_and_what_they_settle(network: LocalNetwork) -> None:
    one, two, third = (a_member(Role.FACILITATOR, network) for _ in range(3))
    series = a_series(network, two, third, by=one)
    table, time = a_table(series), add_code(by=None, series=series, name="Tijd")
    person = a_participant(series, table)
    same, differs, withdrawn, alone = (a_quote(table, text, person) for text in "abcd")
    client, page = client_of(one), reverse("dialogue:agreement", args=[series.pk])
    assert "found" not in client.get(page).context
    for quote in (same, differs, withdrawn, alone):
        code_quote(by=one, quote=quote, codes=[time])
    code_quote(by=two, quote=same, codes=[time])
    code_quote(by=two, quote=differs, codes=[time], polarity="bottleneck")
    code_quote(by=two, quote=withdrawn, codes=[time], polarity="bottleneck")
    code_quote(by=third, quote=same, codes=[time])
    answering.withdraw(participant=person, quotes=[withdrawn])
    found = client.get(page, {"first": str(one.pk), "second": str(two.pk)}).context
    assert (found["found"].quotes, found["found"].overall.percent) == (2, 50.0)
    assert [(quote, len(it.only_first), len(it.only_second)) for quote, it in found["settle"]] == [
        (differs, 1, 1)
    ]
    assert client.get(page).context["found"].quotes == 2
    itself = client.get(page, {"first": str(one.pk), "second": str(one.pk)})
    assert "found" not in itself.context
    unknown = client.get(page, {"first": "x", "second": str(one.pk)})
    assert unknown.context["found"].quotes == 2


def test_coder_of_another_tool_is_known_by_name(network: LocalNetwork) -> None:
    one = a_member(Role.FACILITATOR, network)
    series = a_series(network, by=one)
    quote, time = a_quote(a_table(series)), add_code(by=None, series=series, name="Tijd")
    code_quote(by=one, quote=quote, codes=[time])
    with recorded(by=None, network=network, deed="test"):
        Coding(quote=quote, code=time, coder_name="Coder 2").save()
    coders = coders_of(series)
    assert coders.names == {str(one.pk): one.email, "Coder 2": "Coder 2"}
    assert coders.together("Coder 2", str(one.pk)) == 1

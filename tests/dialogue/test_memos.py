"""Memos: written, read by who is named only, deleted for good."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.dialogue.made import a_quote, a_series, a_table
from tests.factories import a_member, a_network, a_user
from vlaggenlijn.accounts.models import Change, Role, User, recorded
from vlaggenlijn.dialogue.actions.codebook import add_code
from vlaggenlijn.dialogue.actions.coding import code_quote
from vlaggenlijn.dialogue.actions.memos import take_away_memo, write_memo
from vlaggenlijn.dialogue.models import Memo, Series

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]
BACKEND = "django.contrib.auth.backends.ModelBackend"
SECRET = "Opvallende gedachte"


@pytest.fixture
def leader() -> User:
    return a_member(Role.FACILITATOR, a_network())


@pytest.fixture
def series(leader: User) -> Series:
    network = leader.memberships.get().network
    return a_series(network, by=leader)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, BACKEND)
    return client


def kept(memo: Memo) -> str:
    rows = Change.objects.about(memo.pk)
    return "".join((one or {}).get("sealed_text", "") for row in rows
                   for one in (row.before, row.after))  # fmt: skip


def test_memo_is_sealed_kept_once_and_deleted_for_good(series: Series, leader: User) -> None:
    key = uuid.uuid4()
    memo = write_memo(by=leader, series=series, text=SECRET, idempotency_key=key)
    assert write_memo(by=leader, series=series, text=SECRET, idempotency_key=key) == memo
    assert (SECRET in str(list(Memo.objects.values())), bool(kept(memo))) == (False, True)
    for _ in range(2):
        take_away_memo(by=leader, memo=memo)
    assert (Memo.objects.count(), kept(memo)) == (0, "")


def test_page_of_memos(series: Series, leader: User) -> None:
    table = a_table(series)
    code = add_code(by=leader, series=series, name="Tijd te kort")
    code_quote(by=leader, quote=a_quote(table), codes=[code])
    client, address = client_of(leader), reverse("dialogue:memos", args=[series.pk])
    assert client.get(address).status_code == 200
    values: dict[str, Any] = {"text": "", "idempotency_key": uuid.uuid4()}
    assert client.post(address, values).status_code == 422
    values |= {"text": SECRET, "table": table.pk, "code": code.pk}
    assert client.post(address, values).status_code == 302
    page = client.get(address).text
    assert all(text in page for text in (SECRET, "Tijd te kort", str(table)))
    memo = Memo.objects.get()
    client.post(reverse("dialogue:remove_memo", args=[series.pk]), {"memo": "geen"})
    assert Memo.objects.exists()
    client.post(reverse("dialogue:remove_memo", args=[series.pk]), {"memo": memo.pk})
    assert not Memo.objects.exists()


def test_memo_of_somebody_else_stays(series: Series, leader: User) -> None:
    other = a_user()
    memo = write_memo(by=other, series=series, text=SECRET)
    elsewhere = write_memo(by=leader, series=a_series(a_network("elders")), text="Daar")
    away = reverse("dialogue:remove_memo", args=[series.pk])
    for one in (memo, elsewhere):
        client_of(leader).post(away, {"memo": one.pk})
    assert Memo.objects.count() == 2
    with recorded(by=None, network=series.network, deed="test"):
        memo.writer, memo.title = None, "Andere codeur"
        memo.save()
    assert (
        "Andere codeur" in client_of(leader).get(reverse("dialogue:memos", args=[series.pk])).text
    )
    client_of(leader).post(away, {"memo": memo.pk})
    assert list(Memo.objects.all()) == [elsewhere]


def test_who_is_not_named_reads_no_memo(series: Series) -> None:
    coordinator = a_member(Role.COORDINATOR, series.network)
    address = reverse("dialogue:memos", args=[series.pk])
    assert client_of(coordinator).get(address).status_code == 403

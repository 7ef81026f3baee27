"""The pages on which a series goes out and a project comes in, as people use them."""

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.archives import (
    CENTRAL,
    LOCAL,
    locked,
    other_methods,
    with_checksum_of_other_bytes,
    with_number,
)
from tests.dialogue.exchange.projects import a_project
from tests.dialogue.exchange.worlds import World, saved
from tests.dialogue.test_counting import more_people
from tests.factories import a_member, a_network
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.dialogue.actions import bringing_in
from vlaggenlijn.dialogue.exchange.reading import read_qdpx
from vlaggenlijn.dialogue.exchange.writing import qdpx
from vlaggenlijn.dialogue.models import Series, SeriesFacilitator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]
KEY = "11111111-1111-4111-8111-111111111111"


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def world(network: LocalNetwork) -> World:
    return World(network)


@pytest.fixture
def client(network: LocalNetwork, world: World) -> Client:
    """Somebody who is named for the series."""
    user = a_member("facilitator", network)
    saved(network, SeriesFacilitator(series=world.series, user=user))
    client = Client(headers={"accept-language": "nl"})
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_every_file_can_be_had(client: Client, world: World) -> None:
    page = client.get(reverse("dialogue:exchange", args=[world.series.pk])).text
    for kind, begins in (("qdpx", b"PK"), ("xlsx", b"PK"), ("qdc", b"<?xml"), ("csv", b"tag,")):
        address = f"{reverse('dialogue:download', args=[world.series.pk])}?als={kind}"
        assert address in page
        answer = client.get(address)
        assert answer.content.startswith(begins)
        assert answer["Content-Disposition"] == f'attachment; filename="verzonnen-reeks.{kind}"'


def test_without_a_kind_it_is_the_project(client: Client, world: World) -> None:
    answer = client.get(reverse("dialogue:download", args=[world.series.pk]))
    assert read_qdpx(answer.content).project.name == "Verzonnen reeks"


def test_another_kind_is_missing(client: Client, world: World) -> None:
    address = reverse("dialogue:download", args=[world.series.pk])
    assert client.get(f"{address}?als=docx").status_code == 404


def test_a_codebook_without_codes_is_said(client: Client, world: World) -> None:
    empty = Series(network=world.network, title="Leeg", question="", purpose="",
                   names_until=world.series.names_until)  # fmt: skip
    user = SeriesFacilitator.objects.of_series(world.series).get().user
    saved(world.network, empty, SeriesFacilitator(series=empty, user=user))
    answer = client.get(f"{reverse('dialogue:download', args=[empty.pk])}?als=qdc", follow=True)
    assert answer.redirect_chain == [(reverse("dialogue:exchange", args=[empty.pk]), 302)]


def test_numbers_are_shown_and_small_ones_hidden(client: Client, world: World) -> None:
    address = reverse("dialogue:counts", args=[world.series.pk])
    before = client.get(address)
    assert (before.context["overview"].total, 'class="note"' in before.text) == (None, True)
    more_people(world, 4)
    after = client.get(address)
    assert after.context["overview"].total.organizations == 6
    assert 'class="curve"' not in after.text  # one table makes no curve


def test_without_a_key_it_says_so(client: Client, world: World, settings: LazySettings) -> None:
    settings.SEALING_KEY = ""
    answer = client.get(reverse("dialogue:download", args=[world.series.pk]))
    assert answer.status_code == 503


def sent(client: Client, content: bytes, key: str = KEY) -> object:
    upload = SimpleUploadedFile("project.qdpx", content)
    values = {"file": upload, "idempotency_key": key}
    return client.post(reverse("dialogue:bring_project", args=["gent"]), values)


def test_a_project_comes_in_once(client: Client, network: LocalNetwork) -> None:
    first = sent(client, qdpx(a_project()))
    series = Series.objects.get(title="Proefreeks")
    assert first["Location"] == reverse("dialogue:series", args=[series.pk])  # type: ignore[index]
    assert sent(client, qdpx(a_project()))["Location"] == first["Location"]  # type: ignore[index]
    assert Series.objects.filter(title="Proefreeks").count() == 1
    assert client.get(reverse("dialogue:exchange", args=[series.pk])).status_code == 200


def test_what_was_broken_is_said(client: Client) -> None:
    sent(client, qdpx(a_project()).replace(b"sources/", b"source_/"))
    page = client.get(reverse("dialogue:all_series")).text
    assert "Tafel 1" in page
    assert "Memo" in page


def test_no_project_is_said_beside_the_field(client: Client) -> None:
    answer = sent(client, b"geen zip")
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert answer.context["form"].errors["file"]  # type: ignore[attr-defined]


def test_too_many_texts_are_said(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bringing_in, "MOST_TABLES", 0)
    assert sent(client, qdpx(a_project())).status_code == 422  # type: ignore[attr-defined]
    assert not Series.objects.filter(title="Proefreeks").exists()


def test_the_empty_form(client: Client) -> None:
    answer = client.get(reverse("dialogue:bring_project", args=["gent"]))
    assert 'enctype="multipart/form-data"' in answer.text


SOUND = qdpx(a_project())


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (SOUND[: len(SOUND) // 2], "geen .qdpx"),
        (with_checksum_of_other_bytes(SOUND), "beschadigd"),
        (with_number(SOUND, CENTRAL, 24, "I", 7), "beschadigd"),
        (with_number(SOUND, LOCAL, 26, "H", 500), "beschadigd"),
        (with_number(SOUND, CENTRAL, 24, "I", 2**31), "te groot"),
        (locked(SOUND), "wachtwoord"),
        (next(iter(other_methods({"project.qde": "<Project/>"}))), "beschadigd"),
        (b"", "leeg"),
    ],
)
def test_damaged_or_hostile_file_is_refused_in_words_and_leaves_nothing(
    client: Client, content: bytes, text: str
) -> None:
    before = Series.objects.count()
    answer = sent(client, content)
    assert (answer.status_code, text in answer.text) == (422, True)  # type: ignore[attr-defined]
    assert Series.objects.count() == before

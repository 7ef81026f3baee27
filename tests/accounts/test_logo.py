"""A network's logo: sent by its coordinator, made small, shown on every page, kept in the trace."""

import io
import uuid
from hashlib import sha256
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation
from PIL import Image

from tests import factories
from vlaggenlijn.accounts.actions import change_logo
from vlaggenlijn.accounts.forms import LogoForm
from vlaggenlijn.accounts.models import Change, ChangeSet, Conflict, LocalNetwork, NetworkLogo, User
from vlaggenlijn.common.pictures import MESSAGES

pytestmark = pytest.mark.django_db
PAGE = reverse("accounts:network", args=["gent"])
ADDRESS = reverse("accounts:change_logo", args=["gent"])


@pytest.fixture
def network(reference_data: None) -> LocalNetwork:
    return factories.a_network("gent")


@pytest.fixture
def coordinator(network: LocalNetwork) -> User:
    return factories.a_member("coordinator", network)


@pytest.fixture
def client(coordinator: User) -> Client:
    client = Client()
    client.force_login(coordinator, "django.contrib.auth.backends.ModelBackend")
    return client


def a_file(colour: str = "red", name: str = "logo.png", content: bytes | None = None) -> Any:
    picture = io.BytesIO()
    Image.new("RGB", (1200, 400), colour).save(picture, "PNG")
    return SimpleUploadedFile(name, picture.getvalue() if content is None else content)


def sent(client: Client, version: int = 1, **values: Any) -> HttpResponse:
    values.setdefault("idempotency_key", str(uuid.uuid4()))
    return client.post(ADDRESS, {"version": version, **values})


def stored() -> LocalNetwork:
    return LocalNetwork.objects.get(slug="gent")


def address_of(network: LocalNetwork) -> str:
    return reverse("accounts:logo", args=[network.slug, network.logo_digest])


def test_page_without_logo_offers_to_choose_one(client: Client) -> None:
    text = client.get(PAGE).content.decode()
    assert 'id="logo_picture"' in text
    assert 'id="logo_remove"' not in text
    assert "<img" not in text


def test_page_has_every_id_once(client: Client) -> None:
    sent(client, picture=a_file())
    text = client.get(PAGE).content.decode()
    ids = [part.split('"')[0] for part in text.split(' id="')[1:]]
    assert sorted(ids) == sorted(set(ids))


def test_logo_sent_is_small_and_shown_on_every_page(client: Client) -> None:
    response = sent(client, picture=a_file())
    assert (response.status_code, response.headers["Location"]) == (302, PAGE)
    logo = NetworkLogo.objects.get(network__slug="gent")
    assert Image.open(io.BytesIO(logo.content)).size == (480, 160)
    assert stored().logo_digest == logo.digest == sha256(logo.content).hexdigest()
    image = f'<img src="{address_of(stored())}" alt="" height="36">'
    assert image in Client().get(reverse("guide:ask")).content.decode()
    assert f'<img src="{address_of(stored())}" alt="' in client.get(PAGE).content.decode()


def test_logo_address_answers_everybody_for_ever(client: Client) -> None:
    sent(client, picture=a_file())
    response = Client().get(address_of(stored()))
    assert response.content == NetworkLogo.objects.get().content
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert not response.cookies


def test_logo_address_with_another_digest_or_network_is_missing(client: Client) -> None:
    sent(client, picture=a_file())
    factories.a_network("leuven", [factories.LEUVEN])
    digest = stored().logo_digest
    for slug, part in (("gent", "0" * 64), ("leuven", digest), ("nowhere", digest)):
        response = Client().get(reverse("accounts:logo", args=[slug, part]))
        assert response.status_code == 404
        assert "Cache-Control" not in response.headers


def test_logo_is_replaced_and_its_old_address_is_gone(client: Client) -> None:
    sent(client, picture=a_file("red"))
    old = address_of(stored())
    sent(client, version=2, picture=a_file("blue"))
    assert NetworkLogo.objects.count() == 1
    assert address_of(stored()) != old
    assert Client().get(old).status_code == 404
    assert Client().get(address_of(stored())).status_code == 200


def test_logo_is_removed(client: Client) -> None:
    sent(client, picture=a_file())
    assert 'id="logo_remove"' in client.get(PAGE).content.decode()
    sent(client, version=2, remove="on")
    assert stored().logo_digest == ""
    assert not NetworkLogo.objects.exists()
    assert "<img" not in Client().get(reverse("guide:ask")).content.decode()


def test_deed_is_in_the_history_without_the_pixels(client: Client, coordinator: User) -> None:
    sent(client, picture=a_file())
    deed = ChangeSet.objects.get(deed="network.logo")
    assert (deed.by, deed.network) == (coordinator, stored())
    change = Change.objects.get(change_set=deed)
    assert change.fields() == [("logo_digest", "", stored().logo_digest)]
    assert stored().version == 2


def test_same_picture_again_changes_nothing(client: Client) -> None:
    sent(client, picture=a_file())
    sent(client, version=2, picture=a_file())
    assert stored().version == 2


def test_form_that_arrives_twice_is_written_once(client: Client) -> None:
    key = str(uuid.uuid4())
    for _ in range(2):
        assert sent(client, picture=a_file(), idempotency_key=key).status_code == 302
    assert (stored().version, ChangeSet.objects.filter(deed="network.logo").count()) == (2, 1)


def test_somebody_else_was_first(client: Client, coordinator: User) -> None:
    change_logo(by=coordinator, network=stored(), picture=b"theirs", version=1)
    response = sent(client, picture=a_file())
    assert response.status_code == 422
    assert response.context["logo_form"].errors.keys() == {"picture"}
    assert NetworkLogo.objects.get().content == b"theirs"
    form = response.context["logo_form"]
    again = {name: form[name].value() for name in ("version", "idempotency_key")}
    assert sent(client, picture=a_file(), **again).status_code == 302
    assert stored().version == 3


def test_action_refuses_an_old_version(network: LocalNetwork, coordinator: User) -> None:
    with pytest.raises(Conflict):
        change_logo(by=coordinator, network=network, picture=b"png", version=7)
    assert not NetworkLogo.objects.exists()
    assert not ChangeSet.objects.filter(deed="network.logo").exists()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"<svg/>", "wrong_kind"),
        (b"<!doctype html><script>alert(1)</script>", "wrong_kind"),
        (b"\x89PNG\r\n\x1a\n and then nothing", "broken"),
        (b"\x89PNG\r\n\x1a\n" + bytes(3_000_000), "too_large"),
    ],
)
def test_unusable_file_comes_back_with_its_reason(
    client: Client, content: bytes, code: str
) -> None:
    response = client.post(
        ADDRESS + "?taal=en",
        {"version": 1, "idempotency_key": uuid.uuid4(), "picture": a_file(content=content)},
    )
    assert response.status_code == 422
    with translation.override("en"):
        assert response.context["logo_form"].errors == {"picture": [MESSAGES[code]]}
    assert '<a href="#logo_picture">' in response.content.decode()
    assert stored().version == 1


def test_no_more_of_a_file_is_read_than_may_be(client: Client) -> None:
    file = a_file(content=bytes(5_000_000))
    form = LogoForm({"version": 1, "idempotency_key": uuid.uuid4()}, {"picture": file})
    assert not form.is_valid()
    assert file.tell() == 1024 * 1024 + 1


@pytest.mark.parametrize("values", [{}, {"picture": "both", "remove": "on"}])
def test_nothing_chosen_or_both_asks_to_choose(client: Client, values: dict[str, Any]) -> None:
    response = sent(client, **(values | {"picture": a_file()} if values else {}))
    assert response.status_code == 422
    assert list(response.context["logo_form"].errors) == ["picture"]
    assert stored().version == 1


def test_rest_of_the_page_is_whole_when_the_logo_comes_back(client: Client) -> None:
    text = sent(client).content.decode()
    assert f'action="{PAGE}"' in text
    assert 'value="Network gent"' in text


def test_saving_the_page_keeps_the_logo(client: Client) -> None:
    sent(client, picture=a_file())
    digest = stored().logo_digest
    form = client.get(PAGE).context["form"]
    values = {name: form[name].value() for name in form.fields} | {"name": "Another name"}
    assert client.post(PAGE, values).status_code == 302
    assert (stored().name, stored().logo_digest) == ("Another name", digest)


def test_partner_may_not_and_elsewhere_does_not_exist(network: LocalNetwork) -> None:
    partner = factories.a_partner(factories.an_organization(network))
    leuven = factories.a_network("leuven", [factories.LEUVEN])
    elsewhere = factories.a_member("coordinator", leuven)
    for person, status in ((partner, 403), (elsewhere, 404)):
        client = Client()
        client.force_login(person, "django.contrib.auth.backends.ModelBackend")
        assert sent(client, picture=a_file()).status_code == status
    assert not NetworkLogo.objects.exists()

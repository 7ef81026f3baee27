"""Pictures of a campaign: added with their rights, shown, taken away, and forgotten."""

import io
import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from tests import factories
from tests.week.made import a_campaign
from tests.week.rows import a_picture, a_png, some_bunting
from vlaggenlijn.accounts.actions.undo import undo
from vlaggenlijn.accounts.models import ChangeSet, LocalNetwork
from vlaggenlijn.week.actions import pictures as actions
from vlaggenlijn.week.gathering import masthead_of, theme_image_of
from vlaggenlijn.week.models import Campaign, CampaignPicture, Pixels
from vlaggenlijn.week.sheets import poster_html
from vlaggenlijn.week.social import CANVASES, ThemeImage, Words, picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> LocalNetwork:
    return factories.a_network()


@pytest.fixture
def campaign(network: LocalNetwork) -> Campaign:
    return a_campaign(network)


@pytest.fixture
def client(network: LocalNetwork) -> Client:
    client = Client()
    client.force_login(
        factories.a_member("coordinator", network), "django.contrib.auth.backends.ModelBackend"
    )
    return client


def page_of(campaign: Campaign) -> str:
    return reverse("week:pictures", args=[campaign.pk])


def posted(kind: str, content: bytes | None = None, **changes: Any) -> dict[str, Any]:
    file = SimpleUploadedFile("beeld.png", a_png() if content is None else content)
    values = {"alt": "Vlaggen boven de straat", "maker": "An Peeters", "rights": "eigen werk"}
    key = str(uuid.uuid4())
    return {"form": kind, "picture": file, "idempotency_key": key} | values | changes


def test_theme_image_comes_in_small_and_without_what_else_was_in_the_file(
    client: Client, campaign: Campaign
) -> None:
    large = a_png(width=3000, height=1000)
    assert client.post(page_of(campaign), posted("thema", large)).status_code == 302
    kept = CampaignPicture.objects.get()
    assert (kept.kind, kept.alt, kept.maker) == ("theme", "Vlaggen boven de straat", "An Peeters")
    shown = client.get(reverse("week:picture", args=[kept.pk]))
    assert shown["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(shown.content)).size == (1200, 400)


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("thema", {"content": b"geen beeld"}),
        ("thema", {"content": b""}),
        ("thema", {"alt": ""}),
        ("thema", {"maker": ""}),
        ("thema", {"rights": ""}),
        ("foto", {}),
        ("foto", {"consent": "on", "municipality": "99999"}),
    ],
)
def test_picture_without_words_rights_or_consent_is_refused(
    kind: str, changes: dict[str, Any], client: Client, campaign: Campaign
) -> None:
    answer = client.post(page_of(campaign), posted(kind, **changes))
    assert (answer.status_code, bool(answer.context["sent"].errors)) == (422, True)
    assert (CampaignPicture.objects.count(), Pixels.objects.count()) == (0, 0)


def test_same_form_twice_is_one_picture(client: Client, campaign: Campaign) -> None:
    key = str(uuid.uuid4())
    for _ in range(2):
        data = posted("foto", consent="on", idempotency_key=key)
        assert client.post(page_of(campaign), data).status_code == 302
    assert CampaignPicture.objects.count() == 1
    assert client.post(page_of(campaign), {"form": "iets"}).status_code == 422


def test_new_theme_image_takes_the_place_of_the_one_before(campaign: Campaign) -> None:
    a_picture(campaign, "theme", alt="Oud")
    new = a_picture(campaign, "theme", alt="Nieuw", content=a_png("#000000"))
    assert list(campaign.pictures.themes()) == [new]
    undo(by=None, change_set=ChangeSet.objects.filter(deed="picture.add").first(), key=uuid.uuid4())
    assert [one.alt for one in campaign.pictures.themes()] == ["Oud"]


def test_campaign_holds_so_many_photos(
    client: Client, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vlaggenlijn.week.actions.pictures.MOST_PHOTOS", 1)
    a_picture(campaign)
    page = client.post(page_of(campaign), posted("foto", consent="on"), follow=True)
    assert "hoogstens 1 foto" in page.text
    assert CampaignPicture.objects.count() == 1


def test_visitors_see_photos_under_the_bunting_of_an_open_campaign_only(
    campaign: Campaign, network: LocalNetwork
) -> None:
    town = network.municipalities.first()
    some_bunting(campaign, town)
    photo = a_picture(campaign, alt="Lijn aan de kerk", municipality=town)
    programme = Client().get(reverse("week:programme", args=[campaign.pk])).text
    assert 'alt="Lijn aan de kerk"' in programme
    assert Client().get(reverse("week:picture", args=[photo.pk])).status_code == 200
    hidden = a_picture(a_campaign(network, name="Later", state="preparing"))
    assert Client().get(reverse("week:picture", args=[hidden.pk])).status_code == 404


def test_picture_that_is_taken_away_is_seen_by_nobody_and_comes_back_by_undo(
    client: Client, campaign: Campaign
) -> None:
    photo = a_picture(campaign)
    place = reverse("week:picture", args=[photo.pk])
    client.post(reverse("week:remove_picture", args=[photo.pk]))
    assert client.get(place).status_code == 404
    actions.remove_picture(by=None, picture=photo)
    deed = ChangeSet.objects.filter(deed="picture.remove").last()
    undo(by=None, change_set=deed, key=uuid.uuid4())
    assert client.get(place).status_code == 200


def test_pixels_are_forgotten_a_month_after_nobody_uses_them(campaign: Campaign) -> None:
    kept, gone = a_picture(campaign), a_picture(campaign, content=a_png("#000000"))
    actions.remove_picture(by=None, picture=gone)
    assert actions.forget_pixels() == 0
    Pixels.objects.update(added_at=timezone.now() - timedelta(days=31))
    assert actions.forget_pixels() == 1
    assert [one.digest for one in Pixels.objects.all()] == [kept.digest]
    assert Pixels.objects.of(gone) == b""


def test_poster_and_picture_carry_the_image_of_the_theme(
    client: Client, campaign: Campaign
) -> None:
    assert theme_image_of(campaign) is None
    a_picture(campaign, "theme", alt="Twee vlaggen", maker="An Peeters")
    image = theme_image_of(campaign)
    assert image is not None
    assert (image.width, image.height, image.alt) == (40, 30, "Twee vlaggen")
    html = poster_html(masthead_of(campaign), [], image)
    assert ('alt="Twee vlaggen"' in html, "An Peeters" in html) == (True, True)
    address = reverse("week:campaign_picture", args=[campaign.pk, "1080x1080"])
    colours = Image.open(io.BytesIO(client.get(address).content)).convert("RGB").getcolors(10**6)
    assert any(colour == (0xF4, 0xB7, 0x31) and count > 20_000 for count, colour in colours or [])


@pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
@pytest.mark.parametrize(("width", "height"), [(1200, 100), (100, 1200), (800, 600)])
def test_image_stands_whole_inside_the_edges(canvas: Any, width: int, height: int) -> None:
    words = Words("Week", "Samen sterk", ("16 mei", "Alles"), "Gent")
    drawn = picture(
        words, canvas, accent="#1f5c4d", family="x",
        measure=lambda text, size, _bold: len(text) * size,
        image=ThemeImage("data:image/png;base64,", width, height),
    )  # fmt: skip
    tag = drawn.split("<image ")[1].split("/>")[0]
    found = dict(part.split("=", 1) for part in tag.split() if "=" in part and "href" not in part)
    x, y, wide, tall = (float(found[name].strip('"')) for name in ("x", "y", "width", "height"))
    assert x >= canvas.edge - 1
    assert x + wide <= canvas.width - canvas.edge + 1
    assert 0 <= y <= y + tall <= canvas.height
    lines = [float(one) for one in re.findall(r'<tspan x="[\d.]+" y="([\d.]+)"', drawn)]
    assert not [one for one in lines if y < one < y + tall]
    assert "<path" not in drawn  # it stands in the place of the flags
    assert abs(wide / tall - width / height) < 0.3 * width / height

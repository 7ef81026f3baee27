"""The printed guide: what is in it, who asks for it, and that the PDF is a tagged one on A5."""

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
import weasyprint
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from django.utils.html import escape

from tests.common.test_paper import needs_pango, readable
from tests.factories import (
    GENT,
    LEUVEN,
    a_concept,
    a_member,
    a_network,
    a_service,
    an_administrator,
    an_organization,
)
from vlaggenlijn.accounts.models import LocalNetwork, recorded
from vlaggenlijn.directory import booklet as booklets
from vlaggenlijn.directory.actions import exporting
from vlaggenlijn.directory.booklet import Booklet, booklet_html, booklet_pdf
from vlaggenlijn.directory.forms import booklets as booklet_forms
from vlaggenlijn.directory.models import ExportFile, Helpline, Phone, Schedule, Service

pytestmark = pytest.mark.django_db
SITE = "https://gent.example/"


@pytest.fixture(autouse=True)
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "VAR", tmp_path)
    return tmp_path


@pytest.fixture
def network() -> LocalNetwork:
    return a_network(
        contact_name="Ann", contact_phone="+3292101010", contact_email="ann@gent.example"
    )


def a_published(network: LocalNetwork, name: str = "Spelpunt", **values: Any) -> Service:
    place = {"address_1": "Veldstraat 1", "postal_code": "9000", "city": "Gent"}
    return a_service(
        an_organization(network, f"Huis van {name}"), name, phone="+3292202020", areas=[GENT],
        place=values.pop("place", place), **values,
    )  # fmt: skip


def html_of(network: LocalNetwork, *services: Service, language: str = "nl") -> str:
    booklet = Booklet("Steun in Gent", language, SITE, network, False)
    with translation.override(language):
        return booklet_html(booklet, [one.pk for one in services], lambda done: None)


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    client.cookies["taal"] = "en"
    return client


def test_booklet_says_what_the_public_page_says(network: LocalNetwork) -> None:
    service = a_published(
        network, summary="Samen spelen.", application_process="Bel even.", minimum_age_months=0,
        maximum_age_months=35, assured_on=date(2026, 5, 4),
    )  # fmt: skip
    with recorded(by=None, network=network, deed="test"):
        Phone(service=service, number="+3299999999", is_for_professionals=True).save()
        for day in ("MO", "TU"):
            Schedule(
                service=service, freq="WEEKLY", byday=day, opens_at=time(9), closes_at=time(12)
            ).save()
        Helpline(
            slug="lijn", names={"nl": "Opvoedingslijn"}, number="078 15 00 10",
            purposes={"nl": "Praten"}, hours={"nl": "elke dag"}, regimes=["nl"],
        ).save()  # fmt: skip
    text = html_of(network, service)
    for said in (
        "Samen spelen.", "Bel even.", "Veldstraat 1", "09 220 20 20", "maandag – dinsdag",
        "9.00 – 12.00", "4 mei 2026", "Opvoedingslijn", "Ann", "09 210 10 10", "ann@gent.example",
        f"{SITE}aanbod/{service.pk}/", timezone.localdate().strftime("%Y"),
    ):  # fmt: skip
        assert said in text
    assert "99 99 99" not in text


def test_hours_that_change_by_the_week_are_left_to_the_code(network: LocalNetwork) -> None:
    service = a_published(network)
    with recorded(by=None, network=network, deed="test"):
        Schedule(
            service=service, freq="WEEKLY", interval=2, byday="MO", dtstart=date(2026, 1, 5),
            opens_at=time(9), closes_at=time(12),
        ).save()  # fmt: skip
    assert "9.00" not in (text := html_of(network, service, language="en"))
    assert "The hours differ from week to week" in text


def test_appointments_stand_beside_the_usual_week(network: LocalNetwork) -> None:
    both, only = a_published(network, "Beide"), a_published(network, "Enkel")
    with recorded(by=None, network=network, deed="test"):
        for service in (both, only):
            Schedule(service=service, attending_type="by_appointment").save()
        Schedule(
            service=both, freq="WEEKLY", byday="MO", opens_at=time(9), closes_at=time(12)
        ).save()
    text = html_of(network, both, only, language="en")
    assert "<b>9.00 – 12.00</b></span>; or by appointment</p>" in text
    assert "<p>by appointment</p>" in text


def test_chapters_follow_the_life_domains_and_the_rest_comes_last(network: LocalNetwork) -> None:
    domain = a_concept("life-domains", "development-and-health")
    theme, above = a_concept("themes", "sleep"), a_concept("themes", "crying-baby")
    theme.broader, theme.extra = above, {}
    theme.save()
    one = a_published(network, "Zzz", themes=["sleep"])
    other = a_published(network, "Aaa")
    text = html_of(network, other, one, language="en")
    order = [text.index(f'id="n{number}"') for number in (1, 2)]
    assert order == sorted(order)
    with translation.override("en"):
        label = escape(domain.label)
    assert text.index(f"<h2>{label}") < text.index(">Zzz</h3>") < text.index(">Aaa</h3>")
    assert text.index(">Zzz</h3>") < text.index("<h2>Other support") < text.index(">Aaa</h3>")


def test_what_is_no_longer_published_is_left_out(network: LocalNetwork) -> None:
    service = a_published(network, "Voorbij", status="defunct")
    assert "Voorbij" not in html_of(network, service, a_published(network))


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_services(network: LocalNetwork, count: int) -> None:
    made = [a_published(network, f"Punt {number}", themes=["sleep"]) for number in range(count)]
    with CaptureQueriesContext(connection) as queries:
        html_of(network, *made)
    assert len(queries) <= 30


def test_worker_tells_how_far_it_is(network: LocalNetwork, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(booklets, "AT_ONCE", 2)
    ids = [a_published(network, f"Punt {number}").pk for number in range(3)]
    told: list[int] = []
    booklet_html(Booklet("Gids", "nl", SITE, network, False), ids, told.append)
    assert told == [2, 3]


@pytest.mark.parametrize("is_large", [False, True])
def test_pdf_is_tagged_titled_on_a5_and_in_its_language(
    network: LocalNetwork, is_large: bool
) -> None:
    needs_pango()
    booklet = Booklet("Steun in Gent", "nl", SITE, network, is_large)
    with translation.override("nl"):
        text = booklet_html(booklet, [a_published(network).pk], lambda done: None)
        made = booklet_pdf(booklet, [a_published(network, "Ander").pk], lambda done: None)
    for part in (b"pdfuaid:part", b"/StructTreeRoot", b"/Lang (nl)", b"/Title (Steun in Gent)"):
        assert part in readable(made)
    letter = booklets.LARGE_LETTER if is_large else booklets.LETTER
    style = booklets.STYLE.read_text(encoding="utf-8") + f"html {{ font-size: {letter} }}"
    drawn = weasyprint.HTML(string=text).render(stylesheets=[weasyprint.CSS(string=style)])
    millimetres = {(round(page.width * 25.4 / 96), round(page.height * 25.4 / 96))
                   for page in drawn.pages}  # fmt: skip
    assert millimetres == {(148, 210)}


def test_page_asks_and_the_maker_alone_downloads(
    network: LocalNetwork, django_capture_on_commit_callbacks: Any
) -> None:
    a_published(network)
    reader = a_member("reader", network)
    client = signed_in(reader)
    assert client.get("/werk/boekje/").status_code == 200
    typed = {"network": "gent", "municipality": GENT, "letter": "large", "title": ""}
    with django_capture_on_commit_callbacks() as waiting:
        answer = client.post("/werk/boekje/", typed)
    assert (answer["Location"], len(waiting)) == ("/werk/exporteren/", 1)
    file = ExportFile.objects.get()
    assert (file.title, file.is_large, file.total, file.state) == (
        "Support for parents, Ghent", True, 1, "waiting",
    )  # fmt: skip
    assert "0 of 1 offers written" in client.get("/werk/exporteren/").content.decode()
    exporting.make_export.func(str(file.pk))
    file.refresh_from_db()
    assert (file.state, file.done) == ("ready", 1)
    got = client.get(f"/werk/exporteren/bestand/{file.pk}/")
    assert (b"".join(got.streaming_content)[:5], got["Content-Type"]) == (
        b"%PDF-", "application/pdf",
    )  # fmt: skip
    assert f"support-for-parents-ghent-{timezone.localdate()}.pdf" in got["Content-Disposition"]
    other = signed_in(a_member("coordinator", network))
    assert other.get(f"/werk/exporteren/bestand/{file.pk}/").status_code == 404


def test_form_finds_by_group_and_theme_and_says_when_nothing_fits(network: LocalNetwork) -> None:
    found, _other = a_published(network, "Een", themes=["sleep"]), a_published(network, "Twee")
    client = signed_in(a_member("reader", network))
    theme = a_concept("themes", "sleep")
    typed = {"network": "gent", "letter": "ordinary", "title": "Slapen"}
    client.post("/werk/boekje/", typed | {"theme": str(theme.pk)})
    assert ExportFile.objects.get().total == 1
    assert found.name == "Een"
    group = a_concept("target-groups", "fathers")
    answer = client.post("/werk/boekje/", typed | {"group": str(group.pk)})
    page = answer.content.decode()
    assert "No offer fits all of this." in page
    assert 'value="Slapen"' in page
    page = client.post("/werk/boekje/", typed | {"network": "elders"}).content.decode()
    assert "This is not in the list any more." in page


def test_too_many_services_are_refused(
    network: LocalNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(booklet_forms, "MOST_SERVICES", 1)
    a_published(network, "Een")
    a_published(network, "Twee")
    client = signed_in(a_member("reader", network))
    answer = client.post("/werk/boekje/", {"network": "gent", "letter": "ordinary"})
    assert "More than 1 offers fit" in answer.content.decode()
    assert ExportFile.objects.count() == 0


def test_server_that_draws_no_pdf_says_so(
    network: LocalNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "vlaggenlijn.directory.views.booklets_work.why_no_pdf", lambda: "Pango is missing."
    )
    a_published(network)
    client = signed_in(a_member("reader", network))
    answer = client.post("/werk/boekje/", {"network": "gent", "letter": "ordinary"})
    assert "Pango is missing." in answer.content.decode()
    assert ExportFile.objects.count() == 0


def test_another_networks_cover_is_not_for_you(network: LocalNetwork) -> None:
    leuven = a_network("leuven", [LEUVEN])
    values = {"title": "", "ids": [], "is_large": False, "site": SITE}
    with pytest.raises(PermissionDenied):
        exporting.ask_for_booklet(by=a_member("reader", network), network=leuven, **values)
    exporting.ask_for_booklet(by=an_administrator(), network=leuven, **values)
    assert ExportFile.objects.get().network == leuven

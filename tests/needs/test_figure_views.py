from collections.abc import Callable

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.factories import GENT, LEUVEN, a_member, a_network, a_user, an_indicator
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.needs import figure_views
from vlaggenlijn.needs.models import Figure, Indicator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]
ANTWERP, BORSBEEK, BONHEIDEN = "11002", "11007", "12005"
Work = Callable[[str], Client]


@pytest.fixture
def network() -> LocalNetwork:
    return a_network("gent", [GENT, ANTWERP])


@pytest.fixture
def work(network: LocalNetwork) -> Work:
    def client_of(role: str) -> Client:
        client = Client()
        client.force_login(a_member(role, network), "django.contrib.auth.backends.ModelBackend")
        return client

    return client_of


def row_of(page: object) -> object:
    return page.context["rows"][0]  # type: ignore[attr-defined]


def test_figures_with_their_source_and_similar_municipalities(
    work: Work, network: LocalNetwork
) -> None:
    aalst, kortrijk, leuven = "41002", "34022", LEUVEN
    an_indicator(
        None, "Kansarmoede-index",
        {(GENT, 2022): 20.0, (GENT, 2023): 21.5, (aalst, 2023): 9.1, (kortrijk, 2023): 12.5,
         (leuven, 2023): 13.0},
        unit="%", source="Gemeente-Stadsmonitor", licence="MGH",
    )  # fmt: skip
    an_indicator(a_network("leuven", [LEUVEN]), "Van elders", {(GENT, 2023): 1})
    page = work("reader").get("/werk/cijfers/", {"gemeente": GENT})
    row = row_of(page)
    assert len(page.context["rows"]) == 1
    assert (row.value, row.year, row.similar) == ("21,5 %", 2023, "12,5 %")  # type: ignore[attr-defined]
    assert "Gemeente-Stadsmonitor, MGH" in page.text
    assert page.context["land"].similar_names == [
        "Aalst", "Leuven", "Kortrijk", "Roeselare", "Mechelen",
    ]  # fmt: skip
    assert "Van elders" not in page.text


def test_fusion_without_a_figure_is_said(work: Work) -> None:
    one = an_indicator(None, "OKI", {(BORSBEEK, 2024): 0.5, (ANTWERP, 2024): 1.4})
    row = row_of(work("reader").get("/werk/cijfers/", {"gemeente": ANTWERP}))
    assert (row.value, row.lack) == ("", "nog geen cijfer na de fusie")  # type: ignore[attr-defined]
    page = work("coordinator").get(reverse("needs:indicator", args=[one.pk]), {"gemeente": ANTWERP})
    detail = page.context["detail"]
    assert [(one.name, one.value, one.year) for one in detail.formers] == [
        ("Borsbeek", "0,50", 2024)
    ]
    assert [line.remark for line in detail.years] == ["van het gebied vóór de fusie"]
    assert (detail.evidence, "Maak er een nood van" in page.text) == ("", False)


def test_why_there_is_no_figure_is_said(work: Work) -> None:
    one = an_indicator(None, "OKI", {(ANTWERP, 2025): "not_yet", (GENT, 2025): "hidden"})
    client = work("reader")
    lack = row_of(client.get("/werk/cijfers/", {"gemeente": ANTWERP})).lack  # type: ignore[attr-defined]
    assert lack == "nog geen cijfer na de fusie"
    page = client.get(reverse("needs:indicator", args=[one.pk]), {"gemeente": GENT})
    assert page.context["detail"].row.lack == "geheim: te weinig mensen"
    assert page.context["detail"].years[0].remark == "geheim: te weinig mensen"
    an_indicator(None, "Leeg")
    lacks = [row.lack for row in client.get("/werk/cijfers/", {"gemeente": GENT}).context["rows"]]
    assert lacks == ["geen cijfer", "geheim: te weinig mensen"]


def test_counts_of_a_fusion_are_added_up_and_become_a_need_in_one_tap(
    work: Work, network: LocalNetwork
) -> None:
    figures = {(BORSBEEK, 2023): 1.0, (ANTWERP, 2023): 9.0, (ANTWERP, 2025): 12.0}
    one = an_indicator(network, "Wachtlijst", figures, is_count=True)
    client = work("coordinator")
    page = client.get(reverse("needs:indicator", args=[one.pk]), {"gemeente": ANTWERP})
    detail = page.context["detail"]
    assert [(line.year, line.value, line.remark) for line in detail.years] == [
        (2025, "12", ""), (2023, "10", "samen met Borsbeek"),
    ]  # fmt: skip
    assert (detail.row.change, len(detail.row.here.runs)) == ("10 in 2023", 1)
    assert detail.evidence == "Wachtlijst in Antwerpen: 12 (2025). Eigen telling"
    asked = {"source": "indicator", "municipality": ANTWERP, "evidence": detail.evidence}
    form = client.get(reverse("needs:add", args=["gent"]), asked).context["form"]
    assert form.initial == {
        "source": "indicator", "municipality": ANTWERP, "evidence": detail.evidence,
    }  # fmt: skip
    assert f"source=indicator&amp;municipality={ANTWERP}" in page.text


def test_municipality_of_another_network_is_missing(work: Work, network: LocalNetwork) -> None:
    one = an_indicator(network)
    client = work("coordinator")
    assert client.get("/werk/cijfers/", {"gemeente": LEUVEN}).status_code == 404
    address = reverse("needs:indicator", args=[one.pk])
    assert client.get(address, {"gemeente": LEUVEN}).status_code == 404


def test_somebody_without_a_network_sees_no_figures() -> None:
    one = an_indicator(None)
    client = Client()
    client.force_login(a_user(), "django.contrib.auth.backends.ModelBackend")
    assert "Hier staan nog geen cijfers" in client.get("/werk/cijfers/").text
    assert client.get(reverse("needs:indicator", args=[one.pk])).status_code == 404


def test_own_series_goes_off_the_page_and_back(work: Work, network: LocalNetwork) -> None:
    one = an_indicator(network)
    client, address = work("coordinator"), reverse("needs:archive_series", args=[one.pk])
    for _ in range(2):
        client.post(address)
        assert client.get("/werk/cijfers/").context["rows"] == []
    page = client.get(reverse("needs:indicator", args=[one.pk])).text
    assert ("staat niet op de pagina" in page, 'name="back"' in page) == (True, True)
    for _ in range(2):
        client.post(address, {"back": "1"})
    assert len(client.get("/werk/cijfers/").context["rows"]) == 1


def test_series_of_everybody_is_nobodys_to_take_away(work: Work) -> None:
    one = an_indicator(None)
    assert work("coordinator").post(
        reverse("needs:archive_series", args=[one.pk])
    ).status_code == 404  # fmt: skip


def sent(text: str, name: str = "telling.csv", **told: str) -> dict[str, object]:
    file = SimpleUploadedFile(name, text.encode())
    return {"source": "Eigen telling", "file": file} | told


IMPORT = "/werk/cijfers/gent/inlezen/"


def test_spreadsheet_is_looked_at_first_and_then_kept(work: Work, network: LocalNetwork) -> None:
    client = work("coordinator")
    data = sent("gemeente;jaar;Wachtlijst\nGent;2024;12\nNergens;2024;3\n", unit="gezinnen")
    preview = client.post(IMPORT, data)
    assert (preview.status_code, Indicator.objects.count()) == (200, 0)
    assert preview.context["report"].series == {"Wachtlijst": 1}
    assert preview.context["reasons"] == ["1 cijfers van gemeenten die we niet kennen: Nergens"]
    load = {"load": preview.context["load"]}
    answer = client.post(IMPORT, load)
    assert answer.headers["Location"] == "/werk/cijfers/?netwerk=gent"
    client.post(IMPORT, load)
    one = Indicator.objects.get()
    assert (one.network, one.unit, one.file_name) == (network, "gezinnen", "telling.csv")
    assert list(Figure.objects.values_list("municipality", "year", "value")) == [(GENT, 2024, 12)]


@pytest.mark.parametrize(
    ("text", "name", "field"),
    [
        ("gemeente;jaar;waarde\nGent;2024;1\n", "a.csv", "name"),
        ("gemeente;Wacht\nGent;1\n", "a.csv", "year"),
        ("a;b\n1;2\n", "a.csv", "file"),
        ("%PDF-1.4", "a.pdf", "file"),
    ],
)
def test_file_that_cannot_be_read_is_answered_at_its_field(
    work: Work, text: str, name: str, field: str
) -> None:
    page = work("coordinator").post(IMPORT, sent(text, name))
    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])


def test_form_without_a_source_comes_back(work: Work) -> None:
    page = work("coordinator").post(IMPORT, sent("a", source=""))
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["source"])


def test_promise_of_another_network_or_of_nobody_is_refused(work: Work) -> None:
    client, elsewhere = work("coordinator"), a_network("leuven", [LEUVEN])
    foreign = signing.dumps([str(elsewhere.pk), {}, []], salt=figure_views.SALT, compress=True)
    for load in ("made up", foreign):
        assert client.post(IMPORT, {"load": load}).headers["Location"] == IMPORT
    assert Indicator.objects.count() == 0


def test_too_many_figures_for_one_time(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figure_views, "LONGEST_LOAD", 10)
    page = work("coordinator").post(IMPORT, sent("gemeente;jaar;W\nGent;2024;1\n"))
    assert (page.context["load"], "te veel cijfers" in page.text) == ("", True)

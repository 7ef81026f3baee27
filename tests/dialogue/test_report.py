"""The report of a series: written beside its evidence, shared, read and taken along."""

import uuid
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from tests.common.test_paper import needs_pango, readable
from tests.dialogue.made import a_participant, a_quote, a_series, a_table
from tests.factories import a_member, a_network
from vlaggenlijn.accounts.models import Change, Conflict, LocalNetwork, User, recorded
from vlaggenlijn.dialogue.actions import answering, codebook
from vlaggenlijn.dialogue.actions import report as writing
from vlaggenlijn.dialogue.actions.findings import add_finding, back_with, write_recommendation
from vlaggenlijn.dialogue.models import (
    Code,
    Coding,
    Finding,
    Participant,
    Quote,
    ReportPart,
    Series,
    Table,
)
from vlaggenlijn.dialogue.report_files import file_of
from vlaggenlijn.dialogue.report_parts import report_of, statement_of
from vlaggenlijn.dialogue.report_text import Kind
from vlaggenlijn.dialogue.report_words import runs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]
KEY = "11111111-1111-4111-8111-111111111111"
SAID = "Niemand weet dat we bestaan, zelfs de buren niet."


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def writer(network: LocalNetwork) -> User:
    return a_member("facilitator", network)


@pytest.fixture
def series(network: LocalNetwork, writer: User) -> Series:
    return a_series(network, by=writer)


@pytest.fixture
def table(series: Series) -> Table:
    made = a_table(series)
    with recorded(by=None, network=series.network, deed="test"):
        made.state = Table.State.HELD
        made.save()
    return made


@pytest.fixture
def people(series: Series, table: Table) -> list[Participant]:
    return [a_participant(series, table, kind="OCMW", region="Gent") for _ in range(6)]


def said(
    table: Table, person: Participant, text: str, code: Code | None = None, side: str = "",
    state: str = "approved",
) -> Quote:  # fmt: skip
    quote = a_quote(table, text, person, state=state)
    if code is not None:
        with recorded(by=None, network=table.series.network, deed="test"):
            Coding(quote=quote, code=code, polarity=side).save()
    return quote


@pytest.fixture
def code(series: Series) -> Code:
    return codebook.add_code(by=None, series=series, name="Tijd")


@pytest.fixture
def quotes(table: Table, people: list[Participant], code: Code) -> list[Quote]:
    """Four of six people name the theme, as a chance."""
    made = [said(table, one, f"{SAID} {place}", code, "opportunity")
            for place, one in enumerate(people[:4])]  # fmt: skip
    return [*made, *(said(table, one, "Iets anders.") for one in people[4:])]


def client_of(user: User) -> Client:
    client = Client(headers={"accept-language": "nl"})
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def write(series: Series, by: User, text: str, kind: str = "aim", code: Code | None = None,
          version: int = 0) -> ReportPart:  # fmt: skip
    return writing.write_part(
        by=by, series=series, kind=kind, code=code, text=text, version=version
    )


def read_text(series: Series, key: str) -> str:
    section = report_of(series).section(key)
    assert section is not None
    return "\n".join("".join(one.text for one in runs(line)) for line in section.paragraphs)


def test_numbers_of_a_text_follow_the_data(
    series: Series, writer: User, quotes: list[Quote], people: list[Participant], code: Code
) -> None:
    write(series, writer, "[[deelnemers]] van [[aangeschreven]], [[respons]] %, [[tafels]], "
                          "[[tafels gepland]], [[citaten]], [[sprekers]].")  # fmt: skip
    write(series, writer, "[[thema]] noemen het: [[kansen]], [[knelpunten]].", "theme", code)
    assert read_text(series, "aim") == "6 van 6, 100 %, 1, 1, 6, 6."
    assert read_text(series, str(code.pk)) == "4 noemen het: 4, 0."
    for _ in range(6):
        a_participant(series)
    a_table(series, place="Aalst")
    assert read_text(series, "aim") == "6 van 12, 50 %, 1, 2, 6, 6."
    for place, expected in enumerate(("3 noemen het: 3, 0.", "verborgen noemen het: ")):
        answering.withdraw(participant=people[place], quotes=[quotes[place]])
        assert read_text(series, str(code.pk)).startswith(expected)


def test_withdrawn_quote_leaves_text_findings_statement_and_files(
    series: Series, table: Table, writer: User, quotes: list[Quote], people: list[Participant]
) -> None:
    mark = f"[[T{table.number}.{quotes[0].position}]]"
    write(series, writer, f"Iemand zei: {mark} Zo is het.", "practice")
    assert SAID in read_text(series, "practice")
    for kind in ("docx", "xlsx"):
        assert f"{SAID} 0" in content_of(file_of(series, kind))
    answering.withdraw(participant=people[0], quotes=[quotes[0]])
    assert read_text(series, "practice") == "Iemand zei:  Zo is het."
    section = report_of(series).section("practice")
    assert section is not None
    assert [one.kind for one in section.wrong] == [Kind.GONE]
    for kind in ("docx", "xlsx"):
        assert f"{SAID} 0" not in content_of(file_of(series, kind))
    assert SAID not in str(list(Change.objects.values("before", "after")))
    assert statement_of(series).withdrawn is None
    for place in (1, 2):
        answering.withdraw(participant=people[place], quotes=[quotes[place]])
    assert statement_of(series).withdrawn == 3


def content_of(made: bytes) -> str:
    """All the XML of a file of office programs."""
    with zipfile.ZipFile(BytesIO(made)) as archive:
        names = [one for one in archive.namelist() if one.endswith(".xml")]
        return "".join(archive.read(name).decode() for name in names)


@pytest.mark.parametrize("state", ["noted", "in_check", "withdrawn", "removed"])
def test_quote_that_was_not_allowed_is_never_in_a_report(
    series: Series, table: Table, writer: User, people: list[Participant], state: str
) -> None:
    quote = said(table, people[0], SAID, state=state)
    write(series, writer, f"[[T{table.number}.{quote.position}]]")
    assert read_text(series, "aim") == ""
    assert SAID not in content_of(file_of(series, "xlsx"))


def test_word_of_quantity_is_marked_once_its_count_changed(
    series: Series, writer: User, quotes: list[Quote], code: Code, people: list[Participant]
) -> None:
    write(series, writer, "De meeste organisaties missen tijd.", "theme", code)
    finding = add_finding(by=writer, series=series, sentence="De meeste gasten missen tijd")
    back_with(by=writer, finding=finding, quotes=quotes[:4])
    section = report_of(series).section(str(code.pk))
    assert section is not None
    assert (section.wrong, [one.mark for one in section.findings]) == (
        [], [f"[[F-{finding.pk.hex[:6]}]]"],
    )  # fmt: skip
    for place in (0, 1):
        answering.withdraw(participant=people[place], quotes=[quotes[place]])
    page = client_of(writer).get(part_url(series, code)).text
    assert "dit woord past niet bij het aantal" in page
    assert "4 van" not in page
    section = report_of(series).section(str(code.pk))
    assert section is not None
    assert [one.kind for one in section.wrong] == [Kind.OFF, Kind.OFF]
    listed = client_of(writer).get(reverse("dialogue:findings", args=[series.pk])).text
    assert "“De meeste” past niet bij het aantal" in listed
    one = client_of(writer).get(reverse("dialogue:finding", args=[finding.pk])).text
    assert "“De meeste” past niet bij het aantal" in one
    assert "⚠ De meeste (dit woord past niet bij het aantal" in content_of(file_of(series, "docx"))


def test_small_counts_are_hidden_in_every_part(
    series: Series, table: Table, writer: User, people: list[Participant], code: Code
) -> None:
    quotes = [said(table, one, f"{SAID} {one.pk}", code) for one in people[:2]]
    finding = add_finding(by=writer, series=series, sentence="Twee zeggen iets")
    back_with(by=writer, finding=finding, quotes=quotes)
    write(series, writer, f"[[thema]], [[sprekers]] [[F-{finding.pk.hex[:6]}]]", "theme", code)
    assert read_text(series, str(code.pk)) == (
        "verborgen, verborgen (minder dan drie organisaties)"
    )


def test_part_keeps_the_first_and_the_words_of_the_second(series: Series, writer: User) -> None:
    part = write(series, writer, "Eerst")
    with pytest.raises(Conflict) as conflict:
        write(series, writer, "Ook")
    assert conflict.value.args[0] == part
    assert write(series, writer, "Later", version=part.version).version == 2
    key = uuid.UUID(KEY)
    values: dict[str, Any] = {
        "by": writer, "series": series, "kind": "data", "code": None, "version": 0,
        "idempotency_key": key,
    }  # fmt: skip
    first = writing.write_part(**values, text="Twee keer")
    assert writing.write_part(**values, text="Twee keer") == first
    with pytest.raises(Conflict):
        writing.write_part(**values, text="Iets anders")
    assert ReportPart.objects.of_series(series).count() == 2


def part_url(series: Series, code: Code | None = None, kind: str = "aim") -> str:
    return f"{reverse('dialogue:report_part', args=[series.pk])}?deel={code.pk if code else kind}"


def test_page_of_a_part_saves_and_loses_nothing(
    series: Series, writer: User, quotes: list[Quote], code: Code
) -> None:
    client, url = client_of(writer), part_url(series, code)
    page = client.get(url).text
    for text in ("[[thema]]", f"[[T{quotes[0].table.number}.{quotes[0].position}]]", SAID):
        assert text in page
    sent = {"text": "[[thema]] organisaties, en 5.", "idempotency_key": KEY}
    assert client.post(url, sent)["Location"] == url
    page = client.get(url).text
    assert "dit cijfer is getypt" in page
    late = client.post(url, sent | {"text": "Mijn tekst", "idempotency_key": KEY.replace("1", "2")})
    assert late.status_code == 409
    assert ("Mijn tekst" in late.text, "en 5." in late.text) == (True, True)
    typed = f"Iemand zei dat {SAID.lower()} 1 of zo"
    version = ReportPart.objects.get().version
    refused = client.post(
        url, {"text": typed, "version": version, "idempotency_key": KEY.replace("1", "3")}
    )
    assert (refused.status_code, "Zet daar het teken van het citaat" in refused.text) == (422, True)
    assert ReportPart.objects.get().text == sent["text"]
    assert client.get(part_url(series, kind="nonsense")).status_code == 404


def test_page_of_the_report_tells_what_rests_on_little(
    series: Series, writer: User, quotes: list[Quote]
) -> None:
    client, url = client_of(writer), reverse("dialogue:report", args=[series.pk])
    assert "Elke bevinding komt van verschillende tafels" in client.get(url).text
    finding = add_finding(by=writer, series=series, sentence="Van een tafel")
    back_with(by=writer, finding=finding, quotes=quotes[:1])
    write_recommendation(by=writer, series=series, sentence="Zomaar", addressee="Wie",
                         findings=[])  # fmt: skip
    page = client.get(url).text
    assert ("alleen van één tafel" in page or "één tafel" in page, "Zomaar" in page) == (True, True)


def test_report_is_read_by_members_once_it_is_shared(
    network: LocalNetwork, series: Series, writer: User, quotes: list[Quote]
) -> None:
    reader, elsewhere = a_member("reader", network), a_member("reader", a_network("leuven"))
    read = reverse("dialogue:read_report", args=[series.pk])
    file = reverse("dialogue:report_file", args=[series.pk])
    write(series, writer, f"Kort: [[T{quotes[0].table.number}.{quotes[0].position}]]")
    assert [client_of(one).get(read).status_code for one in (writer, reader, elsewhere)] == [
        200, 404, 404,
    ]  # fmt: skip
    share = reverse("dialogue:share_report", args=[series.pk])
    assert client_of(reader).post(share).status_code == 404
    for _ in range(2):  # the button says which: a second tap changes nothing
        client_of(writer).post(share)
        assert [client_of(one).get(read).status_code for one in (reader, elsewhere)] == [200, 404]
    page = client_of(reader).get(read).text
    assert (SAID in page, "xlsx" in page, "verslag/deel" in page) == (True, False, False)
    assert series.title in client_of(reader).get(reverse("dialogue:all_series")).text
    statuses = [client_of(reader).get(f"{file}?als={kind}").status_code
                for kind in ("docx", "xlsx", "odt")]  # fmt: skip
    assert statuses == [200, 404, 404]
    assert client_of(writer).get(f"{file}?als=odt").status_code == 404
    for _ in range(2):
        client_of(writer).post(share, {"back": "1"})
        assert client_of(reader).get(read).status_code == 404


def test_files_hold_parts_numbers_and_no_formula(
    series: Series, table: Table, writer: User, quotes: list[Quote], people: list[Participant]
) -> None:
    said(table, people[5], "=HYPERLINK(1)")
    finding = add_finding(by=writer, series=series, sentence="Los van een thema")
    back_with(by=writer, finding=finding, quotes=quotes[4:])
    write_recommendation(by=writer, series=series, sentence="Geef tijd", addressee="Het bestuur",
                         findings=[finding])  # fmt: skip
    write(series, writer, "[[deelnemers]] organisaties")
    document = Document(BytesIO(file_of(series, "docx")))
    texts = [one.text for one in document.paragraphs]
    told = {"Doel en aanpak", "6 organisaties", "Geef tijd (Aan: Het bestuur)",
            "Los van een thema (minder dan drie organisaties)", "Over de gegevens"}  # fmt: skip
    assert told <= set(texts)
    cells = [[cell.text for cell in row.cells] for one in document.tables for row in one.rows]
    assert ["Tijd", "4", "4"] in cells
    assert ["Gent", "6", "6", "0", "0"] in cells or ["Oost-Vlaanderen", "6", "6", "0", "0"] in cells
    sheet = load_workbook(BytesIO(file_of(series, "xlsx"))).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert len(rows) == 8
    assert [row[5] for row in rows if "HYPERLINK" in str(row[5])] == ["'=HYPERLINK(1)"]
    assert {row[2] for row in rows[1:]} == {"OCMW"}


def test_table_after_midnight_stands_on_its_own_day(series: Series, table: Table) -> None:
    with recorded(by=None, network=series.network, deed="test"):
        table.starts_at = datetime(2027, 5, 3, 22, 15, tzinfo=UTC)
        table.save()
    rows = [row for one in Document(BytesIO(file_of(series, "docx"))).tables for row in one.rows]
    assert "4 mei 2027" in {cell.text for row in rows for cell in row.cells}


def test_pdf_is_tagged_and_says_it_all(
    series: Series, writer: User, quotes: list[Quote], code: Code
) -> None:
    needs_pango()
    write(series, writer, "[[thema]] organisaties. Weinig gasten.", "theme", code)
    made = client_of(writer).get(reverse("dialogue:report_file", args=[series.pk]))
    assert made["Content-Type"] == "application/pdf"
    text = readable(made.content)
    assert (made.content.startswith(b"%PDF"), b"/StructTreeRoot" in text) == (True, True)
    assert b"pdfuaid:part" in text


def test_merged_themes_bring_their_texts_together(
    series: Series, writer: User, code: Code, quotes: list[Quote]
) -> None:
    other, third = (
        codebook.add_code(by=writer, series=series, name=name) for name in ("Rust", "X")
    )
    write(series, writer, "Over tijd.", "theme", code)
    codebook.merge(by=writer, code=code, into=other)
    assert [(one.code, one.text) for one in ReportPart.objects.of_series(series)] == [
        (other, "Over tijd.")
    ]
    write(series, writer, "Over X.", "theme", third)
    codebook.merge(by=writer, code=third, into=other)
    assert ReportPart.objects.of_series(series).get().text == "Over tijd.\n\nOver X."
    assert Finding.objects.count() == 0


def test_empty_series_has_a_report_too(series: Series, writer: User) -> None:
    client = client_of(writer)
    for name in ("report", "report_part", "read_report"):
        assert client.get(reverse(f"dialogue:{name}", args=[series.pk])).status_code == 200
    assert file_of(series, "docx").startswith(b"PK")

"""Imports in the browser: every step, twice, by two people, and by who may not."""

import io
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.utils import timezone

from tests.common.test_spreadsheets_ods import HEADER, cell, content, packed, row, sheet
from tests.directory.importing_jobs.made import (
    GOOD,
    GUESSED,
    address,
    chosen,
    job,
    outcomes,
    page,
    previewed,
    send,
    signed_in,
)
from tests.factories import LEUVEN, a_member, a_network
from vlaggenlijn.accounts.models import ChangeSet, LocalNetwork, User, recorded
from vlaggenlijn.common.spreadsheets import read_content
from vlaggenlijn.directory.actions import importing_jobs
from vlaggenlijn.directory.models import ImportJob, Organization
from vlaggenlijn.directory.models.importing import FORGOTTEN_AFTER, STUCK_AFTER, unpacked

pytestmark = pytest.mark.django_db


State = ImportJob.State


def test_whole_way_from_file_to_report(client: Client, coordinator: User) -> None:
    assert send(client).headers["Location"] == address("kolommen/")
    text = client.get(address("kolommen/")).content.decode()
    assert ("Veldstraat 1" in text, text.count("selected")) == (True, 4)
    assert chosen(client, *GUESSED).headers["Location"] == address()
    assert (job().state, Organization.objects.count()) == (State.PREVIEW, 0)
    assert "Write 1 row" in page(client)
    client.post(address("schrijf/"))
    made = Organization.objects.get()
    deed = ChangeSet.objects.get(deed="organizations.import")
    assert (made.name, deed.by, deed.key) == ("De Zandbak", coordinator, job().pk)
    assert (job().state, job().change_set, outcomes()) == (State.DONE, deed, [(2, "new")])
    assert "1 row was written into Network gent." in page(client)


def test_second_press_on_the_button_writes_nothing_more(client: Client) -> None:
    previewed(client)
    for _ in range(2):
        assert client.post(address("schrijf/")).headers["Location"] == address()
    assert Organization.objects.count() == 1
    assert ChangeSet.objects.filter(deed="organizations.import").count() == 1


def test_deed_that_was_written_before_a_crash_is_not_written_again(client: Client) -> None:
    previewed(client)
    client.post(address("schrijf/"))
    Organization.objects.get()
    ImportJob.objects.update(state=State.PREVIEW, result=None, change_set=None)
    with recorded(by=None, network=None, deed="test"):
        made = Organization.objects.get()
        made.name = "Anders"
        made.save()
    client.post(address("schrijf/"))
    assert (Organization.objects.get().name, job().state) == ("Anders", State.DONE)


def test_columns_are_remembered_for_the_next_file(client: Client) -> None:
    send(client, "wat;nummer\nDe Zandbak;0207437468\n")
    chosen(client, "name", "kbo")
    client.post(address("schrijf/"))
    ImportJob.objects.all().delete()
    send(client, "wat;nummer\nHet Klimrek;\n")
    text = client.get(address("kolommen/")).content.decode()
    assert text.count('<option value="kbo" selected>') == 1


def test_columns_without_a_name_are_refused_in_words(client: Client) -> None:
    send(client)
    answer = chosen(client, "", "kbo")
    assert (answer.status_code, job().state) == (422, State.COLUMNS)
    assert "No column holds the name." in answer.content.decode()
    assert '<option value="kbo" selected>' in answer.content.decode()


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"%PDF-1.7 ...", "lijst.xlsx", "This is a PDF."),
        (b"", "lijst.csv", "The file is empty."),
        (b"naam\n" + b"x" * (5 * 1024 * 1024), "lijst.csv", "larger than 5 MB"),
        (b"<html><body>", "lijst.xlsx", "This is a web page"),
    ],
)
def test_file_that_cannot_be_read_is_refused_in_words(
    client: Client, content: bytes, name: str, words: str
) -> None:
    answer = send(client, content, name)
    assert (answer.status_code, ImportJob.objects.count()) == (422, 0)
    assert words in answer.content.decode()


def test_another_sheet_can_be_read(client: Client) -> None:
    first, second = HEADER + row(cell("een")), HEADER + row(cell("twee"), cell("Gent"))
    send(client, packed(content(sheet(first, "A"), sheet(second, "B"))), "lijst.ods")
    assert (job().sheet, job().sheets) == ("A", ["A", "B"])
    client.post(address("blad/"), {"sheet": "B"})
    assert (job().sheet, job().read_table().rows[0].cells) == ("B", ("twee", "Gent"))
    client.post(address("blad/"), {"sheet": "C"})
    assert job().sheet == "B"


def test_network_of_others_cannot_be_chosen(client: Client) -> None:
    a_network("leuven", [LEUVEN])
    assert (send(client, network="leuven").status_code, ImportJob.objects.count()) == (422, 0)


def test_import_of_another_network_is_missing(client: Client, network: LocalNetwork) -> None:
    previewed(client)
    other = signed_in(a_member("coordinator", a_network("leuven", [LEUVEN])))
    colleague = signed_in(a_member("coordinator", network))
    for ending in ("", "kolommen/", "fouten/"):
        assert other.get(address(ending)).status_code == 404
    for ending in ("schrijf/", "vergeet/", "keuzes/", "vernieuw/", "blad/", "kolommen/"):
        assert other.post(address(ending)).status_code == 404
    listed = other.get("/werk/importeren/").content.decode()
    assert ("lijst.csv" in listed, Organization.objects.count()) == (False, 0)
    assert "lijst.csv" in colleague.get("/werk/importeren/").content.decode()


def test_wrong_rows_are_a_file_to_mend(client: Client) -> None:
    previewed(client, GOOD + "=cmd;123;Kouter 2;9000\n")
    answer = client.get(address("fouten/"))
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="to-mend-lijst-')
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows())
    assert [one.value for one in rows[0]] == ["naam", "kbo", "straat", "postcode", "What to mend"]
    assert (rows[1][0].value, rows[1][0].data_type, rows[1][1].value) == ("'=cmd", "s", "123")
    assert "holds a formula" in rows[1][4].value
    mended = read_content(answer.content, "lijst.xlsx")
    assert mended.header[:4] == ("naam", "kbo", "straat", "postcode")


def test_large_file_is_worked_out_behind_the_screen(
    client: Client, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(importing_jobs, "AT_ONCE", 1)
    rows = "".join(f"Groep {number};;Kouter {number};9000\n" for number in range(60))
    send(client, GOOD + rows)
    with django_capture_on_commit_callbacks() as waiting:
        chosen(client, *GUESSED)
    assert (job().state, "61 rows are waiting" in page(client)) == (State.PREPARING, True)
    assert client.get(address("kolommen/")).headers["Location"] == address()
    for callback in waiting:
        callback()
    assert (job().state, "Page 1 of 2" in page(client, "?kind=new")) == (State.PREVIEW, True)
    client.post(address("keuzes/"), {"row-2": "leave"})
    assert "not in the counts yet" in page(client)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address("schrijf/"))
    assert (job().state, Organization.objects.count()) == (State.DONE, 60)
    assert unpacked(job().result)["differs"] == []
    waited = client.get(address(), headers={"HX-Request": "true"})
    assert waited.headers["HX-Refresh"] == "true"


def test_work_that_broke_can_be_asked_again(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(**given: Any) -> None:
        raise RuntimeError("the disk is full")

    send(client)
    with monkeypatch.context() as broken:
        broken.setattr(importing_jobs, "import_records", breaks)
        with pytest.raises(RuntimeError):
            chosen(client, *GUESSED)
    assert (job().state, job().has_failed) == (State.COLUMNS, True)
    assert "stopped half-way" in client.get(address("kolommen/")).content.decode()
    waiting = client.get(address(), headers={"HX-Request": "true"})
    assert waiting.headers["HX-Refresh"] == "true"
    chosen(client, *GUESSED)
    with monkeypatch.context() as broken:
        broken.setattr(importing_jobs, "import_records", breaks)
        with pytest.raises(RuntimeError):
            client.post(address("schrijf/"))
    assert (job().state, "Writing stopped half-way" in page(client)) == (State.PREVIEW, True)
    client.post(address("schrijf/"))
    assert (job().state, Organization.objects.count()) == (State.DONE, 1)


@pytest.mark.parametrize(
    ("state", "step", "after"),
    [(State.PREPARING, "vernieuw/", State.PREVIEW), (State.WRITING, "schrijf/", State.DONE)],
)
def test_work_whose_worker_was_stopped_can_be_asked_again(
    client: Client, state: str, step: str, after: str
) -> None:
    previewed(client)
    ImportJob.objects.update(state=state)
    client.post(address(step))
    assert job().state == state
    ImportJob.objects.update(touched_at=timezone.now() - 2 * STUCK_AFTER)
    assert "Try again" in page(client)
    client.post(address(step))
    assert job().state == after


def test_import_is_thrown_away_or_forgotten_and_what_it_wrote_stays(client: Client) -> None:
    previewed(client)
    client.post(address("schrijf/"))
    importing_jobs.forget_old_imports()
    assert ImportJob.objects.count() == 1
    ImportJob.objects.update(created_at=timezone.now() - 2 * FORGOTTEN_AFTER)
    importing_jobs.forget_old_imports()
    assert (ImportJob.objects.count(), Organization.objects.count()) == (0, 1)
    send(client)
    ImportJob.objects.update(state=State.WRITING)
    client.post(address("vergeet/"))
    assert ImportJob.objects.count() == 1
    ImportJob.objects.update(state=State.COLUMNS)
    client.post(address("vergeet/"))
    assert ImportJob.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_imports_under_a_query_count(
    client: Client, count: int, django_assert_num_queries: Any
) -> None:
    for _ in range(count):
        send(client)
    with django_assert_num_queries(10):
        client.get("/werk/importeren/")

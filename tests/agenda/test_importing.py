"""Activities by spreadsheet: written in one step, recognised again, undone, in the browser too."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import (
    GENT,
    a_location,
    a_member,
    a_network,
    a_registration,
    an_activity,
    an_organization,
)
from vlaggenlijn.accounts.models import ChangeSet, LocalNetwork
from vlaggenlijn.agenda.actions import importing as agenda_importing
from vlaggenlijn.agenda.actions import set_state
from vlaggenlijn.agenda.models import Activity, ActivitySource, Occurrence, Registration
from vlaggenlijn.common.spreadsheets import Row, Table
from vlaggenlijn.directory.actions.importing import import_records
from vlaggenlijn.directory.actions.undo import undo_deed
from vlaggenlijn.directory.importing_report import ImportRefused, ImportReport, message
from vlaggenlijn.directory.models import ImportJob, ImportMapping
from vlaggenlijn.taxonomy.models import Posting

pytestmark = pytest.mark.django_db

SOON = timezone.localdate() + timedelta(days=20)
COLUMNS = (
    *("titel", "id", "soort", "organisator", "omschrijving", "datum", "begin", "einde", "hoe vaak"),
    *("elke week tot", "ook op", "waar", "straat", "huisnummer", "postcode", "gemeente", "thema's"),
    *("leeftijd van", "leeftijd tot", "kosten", "inschrijven", "plaatsen", "stand"),
)


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


def a_row(**values: str) -> dict[str, str]:
    plain = {"titel": "Speelochtend", "datum": SOON.isoformat(), "begin": "10:00",
             "einde": "12:00", "postcode": "9000"}  # fmt: skip
    return plain | values


def table(*rows: dict[str, str]) -> Table:
    cells = [tuple(row.get(name, "") for name in COLUMNS) for row in rows]
    return Table(COLUMNS, [Row(number, one) for number, one in enumerate(cells, 2)], "utf-8", ",")


def imported(network: LocalNetwork, *rows: dict[str, str], **options: Any) -> ImportReport:
    return import_records(
        what="activities", by=None, network=network, table=table(*rows), **options
    )


def outcomes(report: ImportReport) -> list[tuple[str, str]]:
    for row in report.rows:
        assert all(message(found) for found in row.problems)
    return [(row.outcome, row.action) for row in report.rows]


def codes(report: ImportReport) -> list[list[str]]:
    return [[one.code for one in row.problems] for row in report.rows]


def test_new_activity_with_all_that_its_row_says(network: LocalNetwork) -> None:
    organizer = an_organization(network, "De Zandbak")
    place = a_location(organizer, "Buurthuis", address_1="Kerkstraat 1", postal_code="9000",
                       municipality_id=GENT)  # fmt: skip
    until = SOON + timedelta(days=21)
    row = a_row(id="A-1", soort="praatgroep", organisator="de zandbak", omschrijving="Koffie.",
                straat="Kerkstraat", huisnummer="1", kosten="2", inschrijven="ja", plaatsen="8",
                stand="op de agenda",
                **{"elke week tot": until.isoformat(), "thema's": "slapen"})  # fmt: skip
    report = imported(network, row)
    assert (outcomes(report), codes(report)) == ([("new", "new")], [[]])
    made = Activity.objects.get()
    assert (made.title, made.kind, made.organizer, made.location, made.state) == (
        "Speelochtend", "meeting", organizer, place, "published",
    )  # fmt: skip
    assert (made.repeats, made.until, made.places, made.coming, made.price) == (
        "weekly", until, 8, "here", 2,
    )  # fmt: skip
    days = [one.day for one in Occurrence.objects.order_by("day")]
    assert days == [SOON + timedelta(days=7 * week) for week in range(4)]
    assert [link.concept.slug for link in made.activity_concepts.all()] == ["sleep"]
    assert Posting.objects.filter(record_id=made.pk).exists()
    assert ActivitySource.objects.get().key == "A-1"
    deed = ChangeSet.objects.get(pk=report.change_set)
    assert (deed.deed, deed.network) == ("activities.import", network)


def test_same_file_again_changes_nothing(network: LocalNetwork) -> None:
    rows = [a_row(id="A-1"), a_row(titel="Lezing"), a_row(titel="Feest", stand="gepubliceerd")]
    first = imported(network, *rows)
    again = imported(network, *rows)
    assert outcomes(first) == [("new", "new")] * 3
    assert outcomes(again) == [("unchanged", "")] * 3
    assert again.change_set is None
    assert Activity.objects.count() == 3
    assert Activity.objects.filter(state="draft").count() == 2


def test_identifier_recognises_under_another_name_and_day(network: LocalNetwork) -> None:
    imported(network, a_row(id="A-1", kosten="gratis"))
    later = SOON + timedelta(days=3)
    report = imported(network, a_row(id="A-1", titel="Speelmiddag", datum=f"{later:%d/%m/%Y}"))
    assert outcomes(report) == [("changed", "changed")]
    made = Activity.objects.get()
    assert (made.title, made.first_on, made.price) == ("Speelmiddag", later, 0)
    assert Occurrence.objects.get().day == later


def test_wrong_row_is_left_out_and_the_rest_written(network: LocalNetwork) -> None:
    report = imported(network, a_row(begin="vroeg"), a_row(titel="Lezing"))
    assert outcomes(report) == [("wrong", ""), ("new", "new")]
    assert [one.title for one in Activity.objects.all()] == ["Lezing"]


def test_strict_run_writes_nothing_when_one_is_wrong(network: LocalNetwork) -> None:
    report = imported(network, a_row(begin="vroeg"), a_row(titel="Lezing"), is_strict=True)
    assert (report.is_stopped, Activity.objects.count()) == (True, 0)


def test_twin_without_identifier_waits_for_a_decision(network: LocalNetwork) -> None:
    made = an_activity(network, first_on=SOON)
    row = a_row(id="A-1", kosten="3")
    report = imported(network, row)
    assert (outcomes(report), codes(report)) == ([("doubtful", "")], [["activity_twin"]])
    assert report.rows[0].candidates == ((str(made.pk), "Speelochtend"),)
    same = imported(network, row, decisions={2: f"same:{made.pk}:{made.version}"})
    assert outcomes(same) == [("changed", "changed")]
    made.refresh_from_db()
    assert (made.price, ActivitySource.objects.get().activity) == (3, made)
    assert outcomes(imported(network, row)) == [("unchanged", "")]


def test_decision_new_leave_and_lapsed(network: LocalNetwork) -> None:
    made = an_activity(network, first_on=SOON)
    row = a_row(id="A-1")
    assert outcomes(imported(network, row, decisions={2: "leave"})) == [("skipped", "")]
    lapsed = imported(network, row, decisions={2: f"same:{made.pk}:99"})
    assert (lapsed.is_stopped, codes(lapsed)) == (True, [["choice_lapsed"]])
    assert outcomes(imported(network, row, decisions={2: "new"})) == [("new", "new")]
    assert Activity.objects.count() == 2


def test_several_of_one_name_and_day_are_asked_about(network: LocalNetwork) -> None:
    an_activity(network, first_on=SOON)
    an_activity(network, first_on=SOON)
    assert codes(imported(network, a_row())) == [["several_activities"]]


def test_archived_is_left_alone(network: LocalNetwork) -> None:
    made = an_activity(network, first_on=SOON)
    set_state(by=None, activity=made, state="archived")
    report = imported(network, a_row())
    assert (outcomes(report), codes(report)) == ([("doubtful", "")], [["activity_archived"]])


def test_two_rows_about_one_activity(network: LocalNetwork) -> None:
    imported(network, a_row(id="A-1"))
    report = imported(network, a_row(id="A-1", kosten="1"), a_row(begin="11:00"))
    assert codes(report)[1] == ["same_activity"]


def test_same_identifier_in_another_network_is_another_activity(network: LocalNetwork) -> None:
    other = a_network("leuven")
    imported(other, a_row(id="A-1"))
    assert outcomes(imported(network, a_row(id="A-1"))) == [("new", "new")]
    assert Activity.objects.of_network(other).count() == 1


def test_change_moves_times_and_keeps_registrations(network: LocalNetwork) -> None:
    imported(network, a_row(id="A-1", stand="op de agenda", inschrijven="ja"))
    occurrence = Occurrence.objects.get()
    a_registration(occurrence, email="noor@example.org")
    later = SOON + timedelta(days=2)
    report = imported(network, a_row(id="A-1", datum=later.isoformat()))
    assert outcomes(report) == [("changed", "changed")]
    moved = Occurrence.objects.get()
    assert (moved.pk, moved.day) == (occurrence.pk, later)
    assert Registration.objects.get().occurrence == moved
    assert report.alterations[2][0].field == "first_on"


def test_taken_off_the_agenda_is_not_found_any_more(network: LocalNetwork) -> None:
    imported(network, a_row(id="A-1", stand="op de agenda", **{"thema's": "slapen"}))
    imported(network, a_row(id="A-1", stand="ontwerp", **{"thema's": "respite"}))
    made = Activity.objects.get()
    assert made.state == "draft"
    assert not Posting.objects.filter(record_id=made.pk).exists()
    assert [link.concept.slug for link in made.activity_concepts.all()] == ["respite"]


def test_undo_takes_all_of_it_back(network: LocalNetwork) -> None:
    by = a_member("coordinator", network)
    kept = an_activity(network, title="Lezing", first_on=SOON)
    report = imported(network, a_row(id="A-1", stand="op de agenda"),
                      a_row(titel="Lezing", kosten="5"))  # fmt: skip
    assert outcomes(report) == [("new", "new"), ("changed", "changed")]
    made = Activity.objects.get(title="Speelochtend")
    deed = ChangeSet.objects.get(pk=report.change_set)
    run = undo_deed(by=by, change_set=deed, key=deed.pk)
    assert run.state == "done"
    kept.refresh_from_db()
    assert (kept.price, list(Activity.objects.all())) == (0, [kept])
    assert not ActivitySource.objects.exists()
    assert not Posting.objects.filter(record_id=made.pk).exists()
    assert Posting.objects.filter(record_id=kept.pk).exists()


def test_too_long_a_list_is_refused(network: LocalNetwork, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agenda_importing, "MOST_ROWS", 1)
    with pytest.raises(ImportRefused, match="at most 1 activities"):
        imported(network, a_row(), a_row(titel="Lezing"))


def test_somebody_writes_in_between(network: LocalNetwork, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work is thrown away and done again when the agenda changed after it was looked at."""
    states = iter([1, 2])
    kind = agenda_importing.Activities
    real = kind.state
    monkeypatch.setattr(kind, "state", lambda self: next(states, None) or real(self))
    assert outcomes(imported(network, a_row())) == [("new", "new")]
    assert Activity.objects.count() == 1


def test_queries_do_not_grow_with_new_rows(network: LocalNetwork) -> None:
    counts = []
    for rows in (range(1, 11), range(11, 111)):
        with CaptureQueriesContext(connection) as queries:
            imported(network, *(a_row(titel=f"Lezing {number}") for number in rows))
        counts.append(len(queries))
    assert counts[1] - counts[0] <= 8  # only the parts in which rows are inserted


# In the browser -------------------------------------------------------------------------------


@pytest.fixture
def client(network: LocalNetwork) -> Client:
    client = Client()
    client.cookies["taal"] = "en"
    user = a_member("coordinator", network)
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def text_of(*rows: dict[str, str]) -> bytes:
    lines = [";".join(COLUMNS), *(";".join(row.get(name, "") for name in COLUMNS) for row in rows)]
    return "\n".join(lines).encode()


def send(client: Client, *rows: dict[str, str]) -> ImportJob:
    file = SimpleUploadedFile("agenda.csv", text_of(*rows))
    client.post("/werk/importeren/", {"network": "gent", "file": file, "what": "activities"})
    return ImportJob.objects.get()


def test_every_step_in_the_browser(network: LocalNetwork, client: Client) -> None:
    made = an_activity(network, first_on=SOON)
    job = send(client, a_row(id="A-1"), a_row(titel="Lezing"), a_row(begin="vroeg"))
    here = f"/werk/importeren/{job.pk}/"
    page = client.get(f"{here}kolommen/").content.decode()
    assert "The title, the day and the hour" in page
    assert '<option value="starts_at" selected>' in page
    columns = {f"column-{position}": field for position, field in enumerate(
        ["name", "identifier", "kind", "organizer", "description", "first_on", "starts_at",
         "ends_at", "repeats", "until", "also_on", "venue", "street", "number", "postal_code",
         "city", "themes", "minimum_age", "maximum_age", "cost", "registration", "places",
         "state"])}  # fmt: skip
    assert client.post(f"{here}kolommen/", columns).status_code == 302
    page = client.get(here).content.decode()
    assert "Is it the same one?" in page
    assert f"/werk/agenda/{made.pk}/" in page
    assert "is not an hour. Write it as 19:30." in client.get(f"{here}?kind=wrong").content.decode()
    client.post(f"{here}keuzes/", {"row-2": f"same:{made.pk}:{made.version}"})
    client.post(f"{here}schrijf/")
    client.post(f"{here}schrijf/")
    page = client.get(here).content.decode()
    assert "To the agenda" in page
    assert Activity.objects.count() == 2
    assert ImportMapping.objects.get().mapping["datum"] == "first_on"
    wrong = client.get(f"{here}fouten/")
    assert wrong.status_code == 200


def test_page_of_imports_offers_activities(client: Client) -> None:
    page = client.get("/werk/importeren/?wat=activities").content.decode()
    assert '<input type="radio" name="what" value="activities"' in page
    assert "at most 2,000" in page
    checked = page.split('value="activities"')[1].split(">")[0]
    assert "checked" in checked


def test_changed_row_is_shown_in_words(network: LocalNetwork, client: Client) -> None:
    organizer = an_organization(network, "De Zandbak")
    an_activity(network, first_on=SOON, organizer=organizer, starts_at=time(9), venue="Roos",
                municipality=None, themes=["sleep"], attendance="online")  # fmt: skip
    a_location(organizer, "Buurthuis", address_1="Kerkstraat 1", postal_code="9000")
    until = date(SOON.year + 1, 3, 5)
    row = a_row(organisator=network.name, waar="Buurthuis", kosten="2", soort="lezing",
                **{"thema's": "respite", "elke week tot": until.isoformat()})  # fmt: skip
    job = send(client, row)
    client.post(f"/werk/importeren/{job.pk}/kolommen/", {
        "column-0": "name", "column-3": "organizer", "column-5": "first_on",
        "column-6": "starts_at", "column-7": "ends_at", "column-9": "until", "column-11": "venue",
        "column-14": "postal_code", "column-16": "themes", "column-19": "cost", "column-2": "kind",
    })  # fmt: skip
    page = client.get(f"/werk/importeren/{job.pk}/?kind=all").content.decode()
    for before, after in (
        ("De Zandbak", "the network itself"), ("9:00", "10:00"), ("once", "every week"),
        ("–", "Buurthuis"), ("–", "5 March"), ("online", "on the spot"), ("meeting place", "talk"),
    ):  # fmt: skip
        assert f"<del>{before}" in page.replace("09:00", "9:00")
        assert f"<ins>{after}" in page

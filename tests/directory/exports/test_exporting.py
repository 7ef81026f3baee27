"""Exports: who may read what, and back through the import unchanged."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.directory.exports.made import (
    FOREIGN_NOTE,
    FORMS,
    NOTE,
    PROFESSIONALS,
    SPECIAL,
    signed_in,
    state,
    texts,
)
from tests.factories import (
    GENT,
    LEUVEN,
    a_location,
    a_member,
    a_network,
    a_partner,
    a_service,
    an_administrator,
    an_organization,
)
from vlaggenlijn.accounts.models import LocalNetwork, User, recorded
from vlaggenlijn.common.spreadsheets import read_content
from vlaggenlijn.directory.actions import exporting
from vlaggenlijn.directory.actions.importing import import_organizations
from vlaggenlijn.directory.exporting_files import exported
from vlaggenlijn.directory.exporting_rows import Reader, organization_columns
from vlaggenlijn.directory.import_rows import guess_mapping
from vlaggenlijn.directory.import_rows.fields import FIELDS_BY_NAME
from vlaggenlijn.directory.importing_report import ImportRefused
from vlaggenlijn.directory.models import (
    ExportFile,
    Organization,
    Phone,
    Service,
)
from vlaggenlijn.directory.models.exporting import KEPT_FOR

pytestmark = pytest.mark.django_db


def text_of(what: str, user: User, form: str = "csv") -> str:
    records: Any = Organization.objects if what == "organizations" else Service.objects
    ids = list(records.order_by("name", "pk").values_list("pk", flat=True))
    return exported(what, ids, form, user).decode("utf-8-sig")


@pytest.mark.parametrize(
    ("role", "sees_professional", "sees_note"),
    [("coordinator", True, True), ("professional", True, True), ("reader", False, False),
     ("facilitator", False, False)],
)  # fmt: skip
def test_lines_and_notes_only_for_who_may_read_them(
    network: LocalNetwork, role: str, sees_professional: bool, sees_note: bool
) -> None:
    user = a_member(role, network)
    for what in ("organizations", "services"):
        assert (PROFESSIONALS in text_of(what, user)) is sees_professional
    services = text_of("services", user)
    assert (NOTE in services, FOREIGN_NOTE in services) == (sees_note, False)
    assert "Vluchtadres" not in text_of("organizations", user)


def test_partner_reads_the_lines_of_its_own_organisation_only(network: LocalNetwork) -> None:
    partner = a_partner(an_organization(network, "Ander"))
    assert PROFESSIONALS not in text_of("organizations", partner)
    assert PROFESSIONALS in text_of("organizations", a_partner(Organization.objects.get(
        name="De Zandbak")))  # fmt: skip


def test_what_one_may_not_see_is_not_exported(network: LocalNetwork) -> None:
    elsewhere = an_organization(LocalNetwork.objects.get(slug="leuven"), "Van Leuven")
    a_service(elsewhere, "Leuvens aanbod", areas=[LEUVEN])
    reader = a_member("reader", network)
    assert "Van Leuven" not in text_of("organizations", reader)
    assert "Leuvens aanbod" not in text_of("services", reader)
    assert "Van Leuven" in text_of("organizations", an_administrator())


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_export_comes_back_unchanged(network: LocalNetwork, language: str, form: str) -> None:
    user = a_member("coordinator", network)
    with translation.override(language):
        ids = list(Organization.objects.values_list("pk", flat=True))
        data = exported("organizations", ids, form, user)
    before = state()
    report = import_organizations(
        by=user, network=network, table=read_content(data, f"lijst.{form}")
    )
    assert [(row.outcome, [one.code for one in row.problems]) for row in report.rows] == [
        ("unchanged", [])
    ]
    assert state() == before


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_every_column_is_recognised_in_every_language(network: LocalNetwork, language: str) -> None:
    with translation.override(language):
        columns = organization_columns(Reader.of(an_administrator()))
    guessed = guess_mapping([one.label for one in columns])
    assert {one.name: guessed.get(one.label) for one in columns if one.name in FIELDS_BY_NAME} == {
        one.name: one.name for one in columns if one.name in FIELDS_BY_NAME
    }
    others = [guessed.get(one.label) for one in columns if one.name not in FIELDS_BY_NAME]
    assert set(others) == {None}


class RoundTrip(TestCase):
    """Whatever an editor typed: an export that comes back changes nothing."""

    @hypothesis_settings(max_examples=25, deadline=None)
    @given(
        name=st.one_of(texts, st.sampled_from(SPECIAL)),
        description=st.one_of(st.just(""), texts, st.sampled_from(SPECIAL)),
        phone=st.sampled_from(["", "+3292101010", "+31201234567", "bel Ann", "1712", "=1+1"]),
        street=st.one_of(st.just(""), texts, st.sampled_from(SPECIAL)),
        form=st.sampled_from(FORMS),
        language=st.sampled_from(["nl", "fr", "en"]),
    )
    def test_nothing_changes(
        self, name: str, description: str, phone: str, street: str, form: str, language: str
    ) -> None:
        network = a_network("terug")
        user = a_member("coordinator", network)
        home = an_organization(network, name, description=description)
        a_location(home, address_1=street, postal_code="9000", city="Gent")
        with recorded(by=None, network=network, deed="test"):
            if phone:
                Phone(organization=home, number=phone).save()
        with translation.override(language):
            data = exported("organizations", [home.pk], form, user)
        before = state()
        import_organizations(by=user, network=network, table=read_content(data, f"a.{form}"))
        assert state() == before


def test_corrected_export_changes_just_that(network: LocalNetwork) -> None:
    user = a_member("coordinator", network)
    with translation.override("nl"):
        text = text_of("organizations", user).replace("a@b.be", "nieuw@b.be")
    report = import_organizations(
        by=user, network=network, table=read_content(text.encode(), "lijst.csv")
    )
    assert [row.outcome for row in report.rows] == ["changed"]
    assert [one.field for one in report.alterations[2]] == ["email"]


def test_services_are_refused_by_the_import(network: LocalNetwork) -> None:
    table = read_content(text_of("services", an_administrator()).encode(), "aanbod.csv")
    with pytest.raises(ImportRefused) as refused:
        import_organizations(by=None, network=network, table=table)
    assert refused.value.problem.code == "services_export"


def test_list_is_exported_as_it_was_narrowed(network: LocalNetwork) -> None:
    an_organization(network, "Het Klimrek")
    client = signed_in(a_member("reader", network))
    address = "/werk/exporteren/organisaties/?vorm=csv"
    whole = client.get(address).content.decode("utf-8-sig")
    narrowed = client.get(f"{address}&q=klim")
    assert (whole.count("\r\n"), narrowed.content.decode().count("Het Klimrek")) == (3, 1)
    assert "De Zandbak" not in narrowed.content.decode()
    day = timezone.localdate().isoformat()
    assert narrowed.headers["Content-Disposition"] == (
        f'attachment; filename="organisations-{day}.csv"'
    )
    page = client.get("/werk/exporteren/?wat=organizations&q=klim&page=2").content.decode()
    assert ("Organisations (1)" in page, "vorm=ods&amp;q=klim" in page) == (True, True)
    for form in ("xlsx", "ods", "json", "exe"):
        assert client.get(f"/werk/exporteren/aanbod/?vorm={form}&sort=changed").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("what", ["organizations", "services"])
def test_queries_do_not_grow_with_the_rows(network: LocalNetwork, what: str, count: int) -> None:
    for number in range(count - 1):
        made = an_organization(network, f"Groep {number}")
        a_service(made, f"Aanbod {number}", areas=[GENT], themes=["sleep"])
    user = a_member("coordinator", network)
    with CaptureQueriesContext(connection) as queries:
        text_of(what, user)
    assert len(queries) <= {"organizations": 25, "services": 35}[what]


def test_large_list_is_made_behind_the_screen_for_one_person(
    network: LocalNetwork, monkeypatch: pytest.MonkeyPatch, var: Path,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    monkeypatch.setattr(exporting, "AT_ONCE", 0)
    user, other = a_member("reader", network), a_member("coordinator", network)
    client, address = signed_in(user), "/werk/exporteren/organisaties/"
    assert client.get(address).headers["Location"] == "/werk/exporteren/"
    with django_capture_on_commit_callbacks(execute=False) as waiting:
        for _ in range(2):
            client.post(f"{address}?q=zand", {"vorm": "csv"})
    file = ExportFile.objects.get()
    assert (len(waiting), "is being made" in client.get("/werk/exporteren/").content.decode()) == (
        1, True,
    )  # fmt: skip
    where = f"/werk/exporteren/bestand/{file.pk}/"
    assert client.get(where).headers["Location"] == "/werk/exporteren/"
    waiting[0]()
    answer = client.get(where)
    assert b"De Zandbak" in b"".join(answer.streaming_content)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert signed_in(other).get(where).status_code == 404
    assert (file.path.parent, len(file.path.stem) >= 40) == (var / "exports", True)
    assert file.path.stat().st_mode & 0o077 == 0


def test_waiting_exports_of_one_person_are_few(network: LocalNetwork) -> None:
    client = signed_in(a_member("reader", network))
    for form in ("csv", "xlsx", "ods"):
        client.post("/werk/exporteren/aanbod/", {"vorm": form})
    assert client.post("/werk/exporteren/aanbod/", {"vorm": "json"}).status_code == 403
    assert ExportFile.objects.count() == 3


def test_files_are_removed_after_a_week(network: LocalNetwork, var: Path) -> None:
    user = a_member("reader", network)
    exporting.forget_old_exports()
    old, new = (
        ExportFile.objects.create(by=user, what="services", form="csv", language="nl")
        for _ in range(2)
    )
    for file in (old, new):
        exporting.make_export.func(str(file.pk)) if file.records else None
        file.path.parent.mkdir(exist_ok=True)
        file.path.write_text("x")
    (var / "exports" / "stray.zip").write_text("x")
    ExportFile.objects.filter(pk=old.pk).update(created_at=timezone.now() - 2 * KEPT_FOR)
    exporting.forget_old_exports()
    assert list(ExportFile.objects.all()) == [new]
    assert list((var / "exports").iterdir()) == [new.path]


def test_export_that_breaks_says_so(network: LocalNetwork, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*given: Any) -> bytes:
        raise RuntimeError("the disk is full")

    file = ExportFile.objects.create(
        by=a_member("coordinator", network), network=network, what="network", form="zip",
        language="en",
    )  # fmt: skip
    monkeypatch.setattr(exporting, "network_zip", breaks)
    monkeypatch.setattr(exporting.log, "exception", lambda text: None)
    exporting.make_export.func(str(file.pk))
    file.refresh_from_db()
    assert (file.state, file.path.exists()) == ("failed", False)
    exporting.make_export.func(str(file.pk))

"""The answers of others in every shape of HSDS 3.0, ours and those of Open Referral."""

import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests import factories
from tests.directory.hsds_files import written
from tests.directory.hsds_samples import BESIDE, SAMPLES
from vlaggenlijn.directory.models import Organization, Service

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]

# What the mocks of Open Referral UK hold: records written, then records that are left out.
MOCKS = {
    "Default/service_full.json": ((1, 1), {}),
    "Default/service_list.json": ((1, 1), {}),
    "Default/organization.json": ((1, 1), {}),
    "Default/organization_list.json": ((10, 0), {}),
    "Default/service_at_location_full.json": ((1, 1), {}),
    "Default/service_at_location_list.json": ((1, 1), {}),
    "Fail/service_full.json": ((1, 1), {}),
    "Fail/service_list.json": ((4, 0), {"hsds_no_name": 3, "hsds_repeated": 1}),
    "Fail/organization_full.json": ((1, 1), {}),
    "Fail/organization_list.json": ((1, 0), {}),
    "Fail/service_at_location_full.json": ((1, 1), {}),
    "Fail/service_at_location_list.json": ((1, 1), {}),
}
NO_DIRECTORY = ("api_details", "taxonomy", "taxonomy_list", "taxonomy_term", "taxonomy_term_list")
SORTS = ("organization", "service", "service_at_location", "location", "phone", "schedule")


def imported(path: Path, network: str = "gent") -> dict[str, Any]:
    out = io.StringIO()
    call_command("import_hsds", str(path), network=network, language="en", json=True, stdout=out)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def written_by(found: dict[str, Any]) -> tuple[int, int]:
    return found["organizations"]["new"], found["new"]


def left_out(found: dict[str, Any]) -> dict[str, int]:
    codes: Counter[str] = Counter()
    for row in found["rows"]:
        codes.update({one["code"] for one in row["reasons"] if row["outcome"] == "wrong"})
    return {code: codes[code] for code in ("hsds_no_name", "hsds_repeated") if codes[code]}


@pytest.mark.parametrize("name", SAMPLES)
def test_answer_of_every_shape_comes_in(tmp_path: Path, name: str) -> None:
    factories.a_network()
    answer, counts, loose = SAMPLES[name]
    file = tmp_path / name
    file.write_text(json.dumps(answer))
    found = imported(file)
    assert (written_by(found), found["wrong"], found["broken_references"]) == (counts, 0, {})
    assert found["other_broken_references"] == loose
    again = imported(file)
    assert (again["written"], written_by(again)) == (0, (0, 0))


def test_all_shapes_together_are_one_directory(tmp_path: Path) -> None:
    """A folder with every answer of one site, and what stands beside its directory."""
    factories.a_network()
    for name, (answer, _counts, _loose) in SAMPLES.items():
        (tmp_path / name).write_text(json.dumps(answer))
    for name, answer in BESIDE.items():
        (tmp_path / name).write_text(json.dumps(answer))
    found = imported(tmp_path)
    assert written_by(found) == (1, 1)
    assert found["ignored_files"] == ["api_details.json"]
    assert found["left_out"]["attribute"] == {"no_term": 1}
    service = Service.objects.get()
    assert (service.name, service.organization.name) == ("Luisterend oor", "Vzw Voorbeeld")
    assert (service.email, service.minimum_age_months) == ("", 144)
    assert [str(one.location.address) for one in service.service_at_locations.all()] == [
        "Kerkstraat 1, 9000 Gent"
    ]
    assert service.schedules.get().byday == "MO,TU"


@pytest.mark.parametrize("name", BESIDE)
def test_what_is_no_directory_is_refused(tmp_path: Path, name: str) -> None:
    factories.a_network()
    (tmp_path / name).write_text(json.dumps(BESIDE[name]))
    with pytest.raises(CommandError, match="There is no HSDS"):
        imported(tmp_path / name)


@pytest.mark.parametrize("name", MOCKS)
def test_mock_of_open_referral_comes_in(shared: Path, name: str) -> None:
    factories.a_network()
    counts, wrong = MOCKS[name]
    found = imported(shared / "standards" / "oruk-mocks" / name)
    assert (written_by(found), found["broken_references"]) == (counts, {})
    assert left_out(found) == wrong


@pytest.mark.parametrize("name", NO_DIRECTORY)
def test_mock_that_is_no_directory_is_refused(shared: Path, name: str) -> None:
    factories.a_network()
    for folder in ("Default", "Fail"):
        with pytest.raises(CommandError, match="There is no HSDS"):
            imported(shared / "standards" / "oruk-mocks" / folder / f"{name}.json")


def test_every_column_of_the_tabular_package_is_read(shared: Path, tmp_path: Path) -> None:
    """One row in every table of the descriptor, filled in everywhere, with its references whole."""
    factories.a_network()
    descriptor = json.loads((shared / "standards/hsds-3.0/datapackage.json").read_text())
    package = {
        resource["path"].removesuffix(".csv"): [_row(resource)]
        for resource in descriptor["resources"]
    }
    folder = written(tmp_path / "package", package)
    (folder / "datapackage.json").write_text(json.dumps(descriptor))
    found = imported(folder)
    assert {name: found["read"][name] for name in SORTS} == dict.fromkeys(SORTS, 1)
    assert (found["broken_references"], found["ignored_files"]) == ({}, [])
    assert set(found["read"]) == {resource["name"] for resource in descriptor["resources"]}
    assert (written_by(found), Organization.objects.count()) == ((1, 1), 1)


def _row(resource: dict[str, Any]) -> dict[str, str]:
    """Return a row of which every cell is filled in; ids are those of the tables they point to."""
    row = {}
    for field in resource["schema"]["fields"]:
        name = field["name"]
        row[name] = str((field.get("constraints") or {}).get("enum", [name])[0])
        if name == "id" or name.endswith("_id"):
            row[name] = "only"
    return row | {key: value for key, value in {"link_entity": "service"}.items() if key in row}

"""Services by spreadsheet on the command line and in the browser."""

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from tests.factories import a_member, a_network, an_organization
from vlaggenlijn.accounts.models import ChangeSet
from vlaggenlijn.directory.models import ImportJob, Service

pytestmark = pytest.mark.django_db
LIST = "aanbod;organisatie;leeftijd van\nSpelpunt;De Zandbak;18 maanden\n"


def test_command_writes_after_a_dry_run(tmp_path: Path) -> None:
    an_organization(a_network(), "De Zandbak")
    path, out = tmp_path / "lijst.csv", io.StringIO()
    path.write_text(LIST, encoding="utf-8")
    call_command("import_services", path, network="gent", dry_run=True, stdout=out)
    assert Service.objects.count() == 0
    call_command("import_services", path, network="gent", stdout=out)
    assert (Service.objects.get().minimum_age_months, "leeftijd vanaf" in out.getvalue()) == (
        18,
        True,
    )


def test_browser_from_file_to_report() -> None:
    network = a_network()
    an_organization(network, "De Zandbak")
    client = Client()
    client.force_login(
        a_member("coordinator", network), "django.contrib.auth.backends.ModelBackend"
    )
    file = SimpleUploadedFile("lijst.csv", LIST.encode())
    client.post("/werk/importeren/", {"what": "services", "network": "gent", "file": file})
    address = f"/werk/importeren/{ImportJob.objects.get().pk}/"
    assert client.get(f"{address}kolommen/").content.decode().count(" selected") == 3
    fields = ("name", "organization", "minimum_age")
    columns = {f"column-{number}": field for number, field in enumerate(fields)}
    client.post(f"{address}kolommen/", columns)
    assert (client.get(address).status_code, Service.objects.count()) == (200, 0)
    client.post(f"{address}schrijf/")
    assert client.get(address).status_code == 200
    assert Service.objects.get().name == "Spelpunt"
    assert ChangeSet.objects.filter(deed="services.import").count() == 1

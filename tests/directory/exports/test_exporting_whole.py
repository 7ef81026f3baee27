"""A network as a whole: what goes out with it, what stays, and for whom."""

import io
import json
import zipfile
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.utils import translation

from tests.dialogue.camps.made import a_camp, a_session
from tests.directory.exports.made import FOREIGN_NOTE, NOTE, signed_in
from tests.factories import (
    GENT,
    a_member,
    a_service,
    an_organization,
)
from vlaggenlijn.accounts.actions import change_logo
from vlaggenlijn.accounts.models import Audited, LocalNetwork, User, recorded
from vlaggenlijn.directory import exporting_network
from vlaggenlijn.directory.models import (
    Contact,
    ExportFile,
    Organization,
    Phone,
    Service,
)

pytestmark = pytest.mark.django_db


def the_zip(network: LocalNetwork, user: User) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(exporting_network.network_zip(network, user)))


def test_whole_network_goes_out_and_nothing_of_another(network: LocalNetwork) -> None:
    leuven = LocalNetwork.objects.get(slug="leuven")
    planted = an_organization(leuven, "Geheim van Leuven", email="leuven@example.org")
    reaching = a_service(planted, "Leuven in Gent", areas=[GENT])
    with recorded(by=a_member("coordinator", leuven), network=leuven, deed="test"):
        Phone(service=reaching, number="+3216999999").save()
        Contact(
            organization=planted, name="Leuvense Ann", purpose="x", review_on=date.today()
        ).save()
    user = a_member("coordinator", network)
    foreign = a_member("coordinator", leuven)
    with recorded(by=foreign, network=leuven, deed="test.foreign"):
        kept = Service.objects.get(name="Spelpunt")
        kept.summary = "Van buiten"
        kept.save()
    change_logo(by=user, network=network, picture=b"logo", version=network.version)
    archive = the_zip(network, user)
    assert archive.testzip() is None
    everything = "\n".join(
        archive.read(name).decode("utf-8", "replace") for name in archive.namelist()
    )
    for text in ("De Zandbak", "Spelpunt", NOTE, "+3292777777", user.email, "Vluchtadres",
                 "Van buiten", "json/directory.service.json: 1"):  # fmt: skip
        assert text in everything, text
    for text in ("Geheim van Leuven", "leuven@example.org", "Leuven in Gent", "+3216999999",
                 "Leuvense Ann", FOREIGN_NOTE, foreign.email):  # fmt: skip
        assert text not in everything, text
    assert archive.read("logo.png") == b"logo"
    history = json.loads(archive.read("json/history.json"))
    assert {row["model"] for row in history} >= {"directory.service", "directory.localnote"}


def test_what_stands_sealed_stays_here(network: LocalNetwork) -> None:
    """Nobody elsewhere has the key, and a name is no less a name because it is sealed."""
    session = a_session(a_camp(network), "Sessie van het kamp", host="Verzegelde Vera")
    archive = the_zip(network, a_member("coordinator", network))
    rows = json.loads(archive.read("json/dialogue.campsession.json"))
    assert [(row["id"], row["title"]) for row in rows] == [(str(session.pk), "Sessie van het kamp")]
    history = json.loads(archive.read("json/history.json"))
    about = [row["after"] for row in history if row["object_id"] == str(session.pk)]
    assert about
    every = [name for row in (*rows, *about) for name in row]
    assert [name for name in every if name.startswith("sealed")] == []
    assert session.sealed_host not in "".join(
        archive.read(name).decode("utf-8", "replace") for name in archive.namelist()
    )
    with translation.override("en"):
        readme = the_zip(network, a_member("coordinator", network)).read("README.txt").decode()
    assert "Names that stand sealed are left out" in readme


def test_zip_says_who_did_what_for_people_of_the_network_only(network: LocalNetwork) -> None:
    user = a_member("coordinator", network)
    user.name = "Ann van hier"
    user.save()
    foreign = a_member("coordinator", LocalNetwork.objects.get(slug="leuven"))
    foreign.name = "Bert van ginder"
    foreign.save()
    for by in (user, foreign):
        with recorded(by=by, network=network, deed="test"):
            Organization.objects.get(name="De Zandbak").touch()
    history = json.loads(the_zip(network, user).read("json/history.json"))
    assert {row["by"] for row in history} == {"", "Ann van hier"}


def test_every_table_is_taken_along_or_left_out_for_a_reason() -> None:
    audited = {
        model._meta.label
        for model in apps.get_models()
        if issubclass(model, Audited) and model.__module__.startswith("vlaggenlijn.")
    }
    taken, left = set(exporting_network.TABLES), set(exporting_network.LEFT_OUT)
    assert (audited - taken - left, taken & left, (taken | left) - audited) == (set(), set(), set())


def test_zip_is_for_the_coordinator_who_asked_as_long_as_that_lasts(
    network: LocalNetwork, django_capture_on_commit_callbacks: Any
) -> None:
    user = a_member("coordinator", network)
    client = signed_in(user)
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/werk/exporteren/netwerk/gent/")
    file = ExportFile.objects.get()
    where = f"/werk/exporteren/bestand/{file.pk}/"
    answer = client.get(where)
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="gent-')
    assert zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))).testzip() is None
    with recorded(by=None, network=network, deed="test"):
        membership = user.memberships.get()
        membership.ended_on = membership.started_on
        membership.save()
    assert client.get(where).status_code == 404

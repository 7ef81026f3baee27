import importlib
import socket
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings

from tests import factories
from vlaggenlijn.accounts.models import LocalNetwork, Membership, User
from vlaggenlijn.common.models import DutyRun, OutboxMail
from vlaggenlijn.home.duties import DUTIES, do_each_round
from vlaggenlijn.home.management.commands import clock
from vlaggenlijn.home.serving import (
    port_is_free,
    processes,
    stop,
    wait_for_the_first_to_end,
)
from vlaggenlijn.taxonomy.models import Label, Posting

pytestmark = pytest.mark.django_db


def said(*words: str, **options: object) -> str:
    out = StringIO()
    call_command(*words, stdout=out, **options)
    return out.getvalue()


def test_add_network_makes_a_network_with_its_coordinator() -> None:
    said(
        "add_network",
        "ronse",
        name="Huis Ronse",
        municipalities="45041,44021",
        coordinator="a@b.be",
    )
    network = LocalNetwork.objects.with_area().get(slug="ronse")
    regimes = {area.municipality_id: area.regime for area in network.areas.all()}
    assert regimes == {"45041": "rand", "44021": "nl"}
    assert Membership.objects.get(network=network).user.email == "a@b.be"


def test_add_network_takes_a_code_from_before_a_fusion() -> None:
    said("add_network", "oud", name="Oud", municipalities="46013", coordinator="a@b.be")
    area = LocalNetwork.objects.get(slug="oud").areas.get()
    assert area.municipality.is_current


@pytest.mark.parametrize(
    ("slug", "municipalities", "sentence"),
    [("gent", "44021", "already"), ("nieuw", "99999", "NIS code 99999")],
)
def test_add_network_refuses_with_one_sentence(
    slug: str, municipalities: str, sentence: str
) -> None:
    factories.a_network("gent")
    with pytest.raises(CommandError, match=sentence):
        said("add_network", slug, name="X", municipalities=municipalities, coordinator="a@b.be")
    assert LocalNetwork.objects.count() == 1
    assert not User.objects.exists()


def test_add_administrator_twice_is_one_person() -> None:
    said("add_administrator", "Beheer@Example.org", name="Beheer")
    said("add_administrator", "beheer@example.org")
    assert [(one.email, one.is_administrator) for one in User.objects.all()] == [
        ("beheer@example.org", True)
    ]


def test_load_and_remove_demo() -> None:
    assert "networks: 2" in said("load_demo")
    assert "2 demo networks" in said("remove_demo")


def test_load_demo_over_real_data_says_what_to_do() -> None:
    factories.a_network("gent")
    with pytest.raises(CommandError, match="--beside-real-data"):
        said("load_demo")
    assert "networks: 2" in said("load_demo", beside_real_data=True)


def test_upgrade_twice_changes_nothing(tmp_path: Path) -> None:
    labels = list(Label.objects.values_list("pk", flat=True))
    with override_settings(STATIC_ROOT=tmp_path):
        assert "changed_labels: 0" in said("upgrade")
    assert list(Label.objects.values_list("pk", flat=True)) == labels
    assert (tmp_path / "vlaggenlijn" / "style.css").exists()


def test_upgrade_with_new_words_renews_what_can_be_found(tmp_path: Path) -> None:
    service = factories.a_service(factories.an_organization(factories.a_network()), "Slaapcafé")
    Label.objects.filter(text="Slapen").delete()
    with override_settings(STATIC_ROOT=tmp_path):
        said("upgrade")
    assert Posting.objects.of_record(service.pk).exists()


def test_nightly_clears_old_demo_mail() -> None:
    mail = OutboxMail.objects.create(to="a@b.be", subject="s", body="b")
    said("nightly")
    assert OutboxMail.objects.filter(pk=mail.pk).exists()
    OutboxMail.objects.update(sent_at="2020-01-01T00:00Z")
    said("nightly")
    assert not OutboxMail.objects.exists()


def test_start_refuses_a_port_in_use() -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        assert not port_is_free(port)
        with pytest.raises(CommandError, match=f"Port {port} is in use"):
            said("start", port=port)
    assert port_is_free(port)


def test_duties_are_done_by_command_and_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "close_old_connections", lambda: None)  # it is the test's own
    said("duties")
    DutyRun.objects.update(done_on="2020-01-01")
    assert said("duties") == f"Done: {', '.join(one.name for one in DUTIES)}.\n"
    assert said("duties") == "Nothing is due.\n"
    DutyRun.objects.update(done_on="2020-01-01")
    said("clock", rounds=2, interval=0)
    assert not DutyRun.objects.filter(done_on="2020-01-01").exists()


def test_chore_of_a_round_that_fails_stops_no_other(caplog: pytest.LogCaptureFixture) -> None:
    done: list[str] = []

    def broken() -> None:
        raise RuntimeError("no")

    do_each_round([broken, lambda: done.append("second")])
    assert (done, len(caplog.records)) == (["second"], 1)


def test_processes_are_a_web_server_a_worker_and_a_clock() -> None:
    web, worker, ticking = processes("python", 8123)
    assert web[:4] == ["python", "-m", "gunicorn", "vlaggenlijn.wsgi"]
    assert "127.0.0.1:8123" in web
    assert "--preload" in web  # the words are read once, before the first visitor
    assert worker[:4] == ["python", "-m", "vlaggenlijn", "db_worker"]
    assert ticking == ["python", "-m", "vlaggenlijn", "clock"]


@pytest.mark.parametrize("command", ["upgrade"])
def test_unsafe_database_role_stops_the_command(
    command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vlaggenlijn.common.startup.unsafe_database", lambda: "The role is unsafe.")
    with pytest.raises(SystemExit, match=r"The role is unsafe\."):
        said(command)


def test_unsafe_database_role_stops_the_web_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vlaggenlijn.common.startup.unsafe_database", lambda: "The role is unsafe.")
    monkeypatch.delitem(sys.modules, "vlaggenlijn.wsgi", raising=False)
    with pytest.raises(SystemExit, match=r"The role is unsafe\."):
        importlib.import_module("vlaggenlijn.wsgi")


def test_stop_ends_every_process_also_one_that_will_not() -> None:
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
    started = [
        subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.DEVNULL)
        for code in ("import time; time.sleep(60)", deaf)
    ]
    time.sleep(0.5)
    stop(started, patience=0.5)
    assert [process.wait(5) != 0 for process in started] == [True, True]


def test_wait_ends_with_the_first_process_that_ends() -> None:
    short, long = (
        subprocess.Popen([sys.executable, "-c", f"import time; time.sleep({seconds})"])
        for seconds in (0, 60)
    )
    wait_for_the_first_to_end([long, short])
    assert (short.poll(), long.poll()) == (0, None)
    stop([long])


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL counts its rows by itself")
def test_night_counts_the_rows_of_tables_for_sqlite() -> None:
    said("nightly")
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM sqlite_stat1")
        assert cursor.fetchone()[0] > 0

"""Handbooks on their pages: taken into use, ticked, bettered, shared, and learned from others."""

import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import a_member, a_network
from tests.partnership.rows import a_handbook, a_task, an_undertaking, some_steps
from vlaggenlijn.accounts.actions.undo import undo
from vlaggenlijn.accounts.models import ChangeSet, Conflict, LocalNetwork
from vlaggenlijn.partnership import actions
from vlaggenlijn.partnership.handbooks import MOST_STEPS, Step
from vlaggenlijn.partnership.models import Handbook, HandbookStep, HandbookVersion, Task
from vlaggenlijn.partnership.ready_handbooks import LANGUAGES, ready_handbooks

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def client(network: LocalNetwork) -> Client:
    return signed_in("coordinator", network)


def signed_in(role: str, network: LocalNetwork) -> Client:
    client = Client()
    client.force_login(a_member(role, network), "django.contrib.auth.backends.ModelBackend")
    return client


def address(name: str, *args: object) -> str:
    return reverse(f"partnership:{name}", args=args)


def posted(version: int = 0, **values: object) -> dict[str, object]:
    kept = {"version": str(version)} if version else {}
    return {"idempotency_key": str(uuid.uuid4())} | kept | values


def words(handbook: Handbook) -> list[str]:
    return [one.what for one in handbook.steps.all()]


def test_ready_handbooks_are_whole_in_every_language() -> None:
    for key, dutch in ready_handbooks("nl").items():
        assert len(dutch.steps) > 15
        for language in LANGUAGES:
            found = ready_handbooks(language)[key]
            assert found.language == language
            assert [one.line for one in found.steps] == [one.line for one in dutch.steps]
            assert len({one.line for one in found.steps}) == len(found.steps) <= MOST_STEPS
            assert all(0 < len(one.what) <= 300 and 0 < len(one.tip) <= 600 for one in found.steps)
            assert all(0 < len(one.chapter) <= 120 for one in found.steps)
            assert (0 < len(found.name) <= 120, 0 < len(found.about) <= 400) == (True, True)
    assert ready_handbooks("tr") == ready_handbooks("nl")


def test_ready_handbook_is_read_and_taken_into_use(client: Client, network: LocalNetwork) -> None:
    shown = client.get(address("ready_handbook", "week")).text
    assert "Ga naar de kick-off en hoor het jaarthema." in shown
    assert client.get(address("ready_handbook", "niets")).status_code == 404
    answer = client.post(address("take_handbook", "gent"), {"source": "week"})
    made = Handbook.objects.get()
    assert answer.url == address("handbook", made.pk)
    assert (made.network, made.origin, made.language) == (network, "week", "nl")
    assert words(made) == [one.what for one in ready_handbooks("nl")["week"].steps]
    listed = client.get(address("handbooks"))
    assert [(one.key, taken) for one, taken in listed.context["ready"]] == [
        ("local-consultation", False), ("week", True)
    ]  # fmt: skip
    assert "0 van de 23 stappen gedaan" in listed.text


@pytest.mark.parametrize("source", ["", "niets", "00000000-0000-4000-8000-000000000000"])
def test_what_is_not_there_cannot_be_taken(client: Client, source: str) -> None:
    assert client.post(address("take_handbook", "gent"), {"source": source}).status_code == 404
    assert list(Handbook.objects.all()) == []


def test_network_with_very_many_handbooks_is_told_so(
    client: Client, network: LocalNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vlaggenlijn.partnership.actions.handbooks.MOST_HANDBOOKS", 1)
    a_handbook(network)
    page = client.post(address("take_handbook", "gent"), {"source": "week"}, follow=True)
    assert "Je hebt heel veel handboeken." in page.text
    assert Handbook.objects.count() == 1


def test_step_is_ticked_and_opened_again(client: Client, network: LocalNetwork) -> None:
    handbook = a_handbook(network)
    first = some_steps(handbook, "Bellen", "Koken")[0]
    place = address("tick_step", first.pk)
    assert client.post(place).url == f"{address('handbook', handbook.pk)}#stap-{first.pk}"
    client.post(place)
    page = client.get(address("handbook", handbook.pk))
    assert [one.is_done for one in page.context["steps"]] == [True, False]
    assert page.context["done_count"] == 1
    client.post(place, {"open": "1"})
    assert [one.done_on for one in handbook.steps.all()] == [None, None]


def test_tick_and_task_go_together(client: Client, network: LocalNetwork) -> None:
    undertaking = an_undertaking(network)
    handbook = a_handbook(network, undertaking=undertaking)
    step = some_steps(handbook, "Bellen")[0]
    answer = client.post(address("step_to_task", step.pk))
    task = Task.objects.get()
    assert answer.url == address("edit_task", task.pk)
    assert (task.what, task.undertaking, task.state) == ("Bellen", undertaking, "open")
    client.post(address("step_to_task", step.pk))
    assert Task.objects.count() == 1
    client.post(address("tick_step", step.pk))
    task.refresh_from_db()
    assert (task.state, task.done_at is None) == ("done", False)
    actions.do_task(by=None, task=task, is_done=False)
    assert not HandbookStep.objects.with_tasks().get().is_done
    actions.do_task(by=None, task=task)
    assert Handbook.objects.with_progress().get().done_count == 1
    client.post(address("tick_step", step.pk), {"open": "1"})
    task.refresh_from_db()
    assert (task.state, task.done_at) == ("open", None)


def test_step_is_tied_to_a_task_of_its_campaign(client: Client, network: LocalNetwork) -> None:
    undertaking = an_undertaking(network)
    inside = a_task(network, "Zaal zoeken", undertaking=undertaking)
    outside = a_task(network, "Iets anders")
    handbook = a_handbook(network, undertaking=undertaking)
    step = some_steps(handbook, "Bellen")[0]
    place = address("edit_step", step.pk)
    offered = client.get(place).context["form"].fields["task"].queryset
    assert list(offered) == [inside]
    saved = posted(1, what="Opbellen", tip="Voor tien uur", chapter="Eerst", task=str(inside.pk))
    assert client.post(place, saved).status_code == 302
    step.refresh_from_db()
    assert (step.what, step.tip, step.task) == ("Opbellen", "Voor tien uur", inside)
    refused = posted(step.version, what="x", task=str(outside.pk))
    assert client.post(place, refused).status_code == 422
    # A task that is done stays tied.
    actions.do_task(by=None, task=inside)
    assert list(client.get(place).context["form"].fields["task"].queryset) == [inside]


def test_second_who_betters_a_step_keeps_their_words(client: Client, network: LocalNetwork) -> None:
    step = some_steps(a_handbook(network), "Bellen")[0]
    place = address("edit_step", step.pk)
    assert client.post(place, posted(1, what="Opbellen")).status_code == 302
    late = client.post(place, posted(1, what="Mijn woorden"))
    assert (late.status_code, "Mijn woorden" in late.text) == (409, True)
    step.refresh_from_db()
    assert step.what == "Opbellen"


def test_new_step_stands_at_the_end_of_its_chapter_and_comes_once(
    client: Client, network: LocalNetwork
) -> None:
    handbook = a_handbook(network)
    some_steps(handbook, "Bellen", "Koken", chapter="Eerst")
    some_steps(handbook, "Eten", chapter="Dan")
    place = address("add_step", handbook.pk)
    assert client.get(f"{place}?hoofdstuk=Eerst").context["form"]["chapter"].value() == "Eerst"
    data = posted(what="Dekken", chapter="Eerst", tip="")
    assert client.post(place, data).status_code == 302
    assert client.post(place, data).status_code == 302
    assert words(handbook) == ["Bellen", "Koken", "Dekken", "Eten"]
    assert [one.order for one in handbook.steps.all()] == [1, 2, 3, 4]


def test_handbook_holds_so_many_steps(
    client: Client, network: LocalNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vlaggenlijn.partnership.actions.handbooks.MOST_STEPS", 1)
    handbook = a_handbook(network, origin="week")
    some_steps(handbook, "Bellen")
    page = client.post(address("add_step", handbook.pk), posted(what="Koken"), follow=True)
    assert "hoogstens 80 stappen" in page.text
    theirs = shared_by_another([Step("x", "Nieuw")], handbook)
    page = taking_over(client, handbook, theirs, ["x"], follow=True)
    assert "hoogstens 80 stappen" in page.text
    assert words(handbook) == ["Bellen"]


def test_step_moves_and_goes_out(client: Client, network: LocalNetwork) -> None:
    handbook = a_handbook(network)
    first, second = some_steps(handbook, "Bellen", "Koken")
    client.post(address("move_step", second.pk), {"up": "1"})
    assert words(handbook) == ["Koken", "Bellen"]
    client.post(address("move_step", second.pk), {"down": "1"})
    assert words(handbook) == ["Bellen", "Koken"]
    client.post(address("remove_step", first.pk))
    assert words(handbook) == ["Koken"]
    # Two who take out or move the same step at once.
    actions.remove_step(by=None, step=first)
    actions.move_step(by=None, step=first, is_up=True)
    assert words(handbook) == ["Koken"]


def test_step_that_went_out_comes_back_by_undo(client: Client, network: LocalNetwork) -> None:
    handbook = a_handbook(network)
    step = some_steps(handbook, "Bellen", tip="Kort")[0]
    client.post(address("remove_step", step.pk))
    deed = ChangeSet.objects.get(deed="handbook.remove_step")
    undo(by=None, change_set=deed, key=uuid.uuid4())
    assert [(one.pk, one.tip) for one in handbook.steps.all()] == [(step.pk, "Kort")]


def test_all_ticks_go_for_the_next_time(client: Client, network: LocalNetwork) -> None:
    handbook = a_handbook(network)
    first, second, _third = some_steps(handbook, "Bellen", "Koken", "Eten")
    actions.tick(by=None, step=first, is_done=True)
    task = actions.make_task(by=None, step=second)
    client.post(address("start_handbook_again", handbook.pk))
    assert [(one.done_on, one.task) for one in handbook.steps.all()] == [(None, None)] * 3
    assert Task.objects.get() == task


def test_own_handbook_begins_changes_and_is_put_away(client: Client, network: LocalNetwork) -> None:
    assert client.post(address("add_handbook", "gent"), posted(name="")).status_code == 422
    assert client.post(address("add_handbook", "gent"), posted(name="Feest")).status_code == 302
    found = Handbook.objects.get()
    place = address("edit_handbook", found.pk)
    assert client.get(place).context["form"].initial["name"] == "Feest"
    client.post(place, posted(1, name="Groot feest", about="Voor alle wijken"))
    assert "Voor alle wijken" in client.get(address("handbook", found.pk)).text
    client.post(address("put_away_handbook", found.pk))
    listed = client.get(address("handbooks")).context
    assert (list(listed["handbooks"]), list(listed["put_away"])) == ([], [found])
    client.post(address("put_away_handbook", found.pk))
    assert list(client.get(address("handbooks")).context["handbooks"]) == [found]


def shared_by_another(steps: list[Step], like: Handbook) -> HandbookVersion:
    """What another network shares of a handbook with the same origin."""
    other = LocalNetwork.objects.filter(slug="brugge").first() or a_network("brugge", [])
    copy = a_handbook(other, origin=like.origin)
    for order, one in enumerate(steps, 1):
        some_steps(copy, one.what, line=one.line, chapter=one.chapter, tip=one.tip, order=order)
    return actions.share(by=None, handbook=copy, better="Warmer")


def taking_over(
    client: Client, handbook: Handbook, theirs: HandbookVersion, lines: list[str], **more: Any
) -> Any:
    place, follow = address("compare_handbook", handbook.pk), more.pop("follow", False)
    seen = client.get(place, {"met": str(theirs.pk)}).context["seen"]
    data = {"met": str(theirs.pk), "seen": seen, "line": lines} | more
    return client.post(place, data, follow=follow)


def test_another_network_reads_compares_and_takes_over_step_by_step(
    client: Client, network: LocalNetwork
) -> None:
    handbook = a_handbook(network, origin="week")
    mine = some_steps(handbook, "Bellen", "Koken")
    actions.tick(by=None, step=mine[0], is_done=True)
    steps = [
        Step(mine[1].line, "Samen koken"), Step("n", "Zingen"), Step(mine[0].line, "Opbellen"),
    ]  # fmt: skip
    theirs = shared_by_another(steps, handbook)
    assert "Warmer" in client.get(address("handbooks")).text
    assert "Samen koken" in client.get(address("handbook_version", theirs.pk)).text
    shown = client.get(address("compare_handbook", handbook.pk), {"met": str(theirs.pk)})
    assert [one.kind for one in shown.context["differences"]] == ["words", "new", "words"]
    assert shown.context["is_other_order"]
    nothing = taking_over(client, handbook, theirs, [], follow=True)
    assert "Er was niets aangevinkt, dus er veranderde niets." in nothing.text
    taking_over(client, handbook, theirs, [mine[1].line, "n"])
    assert words(handbook) == ["Bellen", "Samen koken", "Zingen"]
    taking_over(client, handbook, theirs, [], order="1")
    assert words(handbook) == ["Samen koken", "Zingen", "Bellen"]
    assert [one.is_done for one in handbook.steps.all()] == [False, False, True]


def test_take_over_is_undone_in_one_step(client: Client, network: LocalNetwork) -> None:
    handbook = a_handbook(network, origin="week")
    some_steps(handbook, "Bellen")
    theirs = shared_by_another([Step("n", "Zingen"), Step("m", "Dansen")], handbook)
    taking_over(client, handbook, theirs, ["n", "m"])
    assert len(words(handbook)) == 3
    undo(by=None, change_set=ChangeSet.objects.get(deed="handbook.take_over"), key=uuid.uuid4())
    assert words(handbook) == ["Bellen"]


def test_handbook_that_changed_since_it_was_compared_is_compared_again(
    client: Client, network: LocalNetwork
) -> None:
    handbook = a_handbook(network, origin="week")
    step = some_steps(handbook, "Bellen")[0]
    theirs = shared_by_another([Step("n", "Zingen")], handbook)
    place = address("compare_handbook", handbook.pk)
    seen = client.get(place, {"met": str(theirs.pk)}).context["seen"]
    actions.keep_step(by=None, step=step, values={"what": "Opbellen"})
    for old in (seen, ""):
        late = client.post(place, {"met": str(theirs.pk), "seen": old, "line": "n"})
        assert late.status_code == 409
    assert words(handbook) == ["Opbellen"]
    with pytest.raises(Conflict):
        actions.take_over(by=None, handbook=handbook, theirs=[], lines=[], seen=seen)


def test_ready_handbook_that_was_bettered_is_compared_with_too(
    client: Client, network: LocalNetwork
) -> None:
    ready = ready_handbooks("nl")["week"]
    handbook = actions.take_into_use(by=None, network=network, source=ready)
    place = address("compare_handbook", handbook.pk)
    assert "Geen verschil" in client.get(place, {"met": "klaar"}).text
    actions.keep_step(by=None, step=handbook.steps.first(), values={"what": "Iets anders"})
    shown = client.get(place, {"met": "klaar"}).context
    assert [one.theirs.what for one in shown["differences"]] == [ready.steps[0].what]
    assert client.get(place).context["differences"] is None
    assert client.post(place, {"met": "onbekend"}).status_code == 200


def test_shared_handbook_is_copied_without_ticks_and_stays_when_taken_back(
    client: Client, network: LocalNetwork
) -> None:
    handbook = a_handbook(network, name="Feest")
    first = some_steps(handbook, "Bellen", tip="Kort")[0]
    actions.tick(by=None, step=first, is_done=True)
    form = posted(better="Eén tip")
    assert client.post(address("share_handbook", handbook.pk), form).status_code == 302
    assert client.post(address("share_handbook", handbook.pk), form).status_code == 302
    shared = HandbookVersion.objects.get()
    assert (shared.number, shared.better) == (1, "Eén tip")
    other = a_network("brugge", [])
    theirs = signed_in("coordinator", other)
    answer = theirs.post(address("take_handbook", "brugge"), {"source": str(shared.pk)})
    copy = Handbook.objects.of_network(other).get()
    assert answer.url == address("handbook", copy.pk)
    assert [(one.what, one.tip, one.is_done) for one in copy.steps.all()] == [
        ("Bellen", "Kort", False)
    ]
    assert "overgenomen van" in theirs.get(answer.url).text
    client.post(address("withdraw_version", shared.pk))
    assert theirs.get(address("handbook_version", shared.pk)).status_code == 404
    assert client.get(address("handbook_version", shared.pk)).status_code == 200
    assert words(copy) == ["Bellen"]
    client.post(address("withdraw_version", shared.pk))
    assert theirs.get(address("handbook_version", shared.pk)).status_code == 200
    second = actions.share(by=None, handbook=handbook, better="")
    newest = HandbookVersion.objects.newest_of_others(other)
    assert (second.number, list(newest)) == (2, [second])


def test_own_handbook_is_compared_with_its_copies_and_its_copy_with_it(
    network: LocalNetwork,
) -> None:
    handbook, other = a_handbook(network), a_network("brugge", [])
    first = actions.share(by=None, handbook=handbook, better="")
    copy = actions.take_into_use(by=None, network=other, source=first)
    theirs = actions.share(by=None, handbook=copy, better="")
    stranger = actions.share(by=None, handbook=a_handbook(other), better="")
    akin = HandbookVersion.objects.akin_to
    assert list(akin(handbook)) == [theirs, first]
    assert list(akin(copy)) == [theirs, first]
    assert list(akin(stranger.handbook)) == [stranger]


def test_reader_sees_the_checklist_without_buttons(network: LocalNetwork) -> None:
    handbook = a_handbook(network)
    some_steps(handbook, "Bellen")
    page = signed_in("reader", network).get(address("handbook", handbook.pk))
    assert ("Bellen" in page.text, "vink/" in page.text) == (True, False)


def test_handbooks_go_out_as_a_sheet(client: Client, network: LocalNetwork) -> None:
    handbook = a_handbook(network, name="Feest")
    first, second = some_steps(handbook, "Bellen", "Koken", chapter="Eerst")
    actions.tick(by=None, step=first, is_done=True)
    actions.make_task(by=None, step=second)
    sheet = client.get(address("export", "gent", "handboeken", "csv"))
    rows = sheet.content.decode("utf-8-sig").splitlines()
    assert len(rows) == 3
    assert all("Feest" in row for row in rows[1:])
    assert ("ja" in rows[1], "nee" in rows[2]) == (True, True)


def test_handbook_that_is_taken_with_two_taps_is_one(client: Client, network: LocalNetwork) -> None:
    page = client.get(address("ready_handbook", "week")).content.decode()
    key = re.findall(r'name="key" value="([0-9a-f-]+)"', page)[0]
    for _ in range(2):
        client.post(address("take_handbook", network.slug), {"source": "week", "key": key})
    assert Handbook.objects.of_network(network).count() == 1

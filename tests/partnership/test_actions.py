"""Partners, groups, minutes, tasks and undertakings are written once, by the last who read them."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from tests.factories import LEUVEN, a_member, a_need, a_network, a_partner, an_organization
from tests.partnership.rows import a_group, a_meeting, a_partner_of, a_task, an_undertaking
from vlaggenlijn.accounts.models import Change, ChangeSet, Conflict, LocalNetwork, recorded
from vlaggenlijn.needs.models import State, Trace
from vlaggenlijn.partnership import actions
from vlaggenlijn.partnership.actions.records import keep
from vlaggenlijn.partnership.models import (
    AgendaPoint,
    Group,
    Partner,
    TableInvitation,
    Task,
    Topic,
    Undertaking,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


def titles(meeting: Any) -> list[str]:
    return list(meeting.points.values_list("title", flat=True))


def test_group_with_its_partners_is_one_deed(network: LocalNetwork) -> None:
    bib, caw = a_partner_of(network), a_partner_of(network, "CAW")
    key, values = uuid.uuid4(), {"name": "Werkgroep", "kind": "working", "purpose": ""}
    group = actions.keep_group(
        by=None, group=Group(network=network), values=values, partners=[bib], idempotency_key=key
    )
    again = actions.keep_group(
        by=None, group=Group(network=network), values=values, partners=[bib], idempotency_key=key
    )
    assert (again, list(group.partners.all())) == (group, [bib])
    assert ChangeSet.objects.of_deed("group.add").get().changes.count() == 2
    with pytest.raises(Conflict):
        actions.keep_group(
            by=None,
            group=Group(network=network),
            values=values | {"name": "Anders"},
            partners=[],
            idempotency_key=key,
        )
    actions.keep_group(by=None, group=group, values=values, partners=[caw], version=1)
    assert list(group.partners.all()) == [caw]


def test_second_editor_is_told(network: LocalNetwork) -> None:
    partner = a_partner_of(network)
    actions.keep_partner(by=None, partner=partner, values={"chair": "both"}, version=1)
    with pytest.raises(Conflict):
        actions.keep_partner(by=None, partner=partner, values={"chair": "steering"}, version=1)
    assert Partner.objects.get().chair == "both"


def test_minutes_survive_a_new_agenda(network: LocalNetwork) -> None:
    bib = a_partner_of(network)
    meeting = a_meeting(a_group(network), points=("Verslag", "Vaders", "Weg"))
    first, second, _ = meeting.points.all()
    actions.keep_minutes(
        by=None,
        meeting=meeting,
        version=1,
        guests="De directie",
        attendance={bib: "present"},
        points={second: {"minutes": "Gepraat", "decision": "We doen het"}, first: {"minutes": ""}},
    )
    actions.keep_meeting(by=None, meeting=meeting, values={}, agenda=["Nieuw", "Verslag"])
    assert titles(meeting) == ["Nieuw", "Verslag", "Vaders"]
    assert [one.decision for one in AgendaPoint.objects.of_network(network).decided()] == [
        "We doen het"
    ]
    assert meeting.attendances.get().state == "present"
    with pytest.raises(Conflict):
        actions.keep_minutes(
            by=None, meeting=meeting, version=1, guests="", attendance={bib: ""}, points={}
        )
    actions.keep_minutes(
        by=None, meeting=meeting, version=2, guests="", attendance={bib: ""}, points={}
    )
    assert not meeting.attendances.exists()


def test_task_is_done_and_open_again(network: LocalNetwork) -> None:
    member = a_member(network=network)
    task = a_task(network, days=-1)
    assert task.is_late
    done = actions.do_task(by=member, task=task, remark="Gelukt")
    assert (done.is_open, done.is_late, done.remark) == (False, False, "Gelukt")
    moment = done.done_at
    assert actions.do_task(by=member, task=task).done_at == moment
    again = actions.do_task(by=member, task=task, is_done=False)
    assert (again.is_open, again.done_at, again.remark) == (True, None, "Gelukt")
    written = actions.keep_task(by=member, task=again, values={"state": Task.State.DONE})
    assert written.done_at is not None


def test_whose_task_it_is(network: LocalNetwork) -> None:
    organization = an_organization(network, "Bib")
    tender, other = a_partner(organization), a_member("professional", network)
    bib = a_partner_of(network, organization=organization)
    caw = a_partner_of(network, "CAW")
    hers, his = a_task(network, partner=bib), a_task(network, person=other)
    a_task(network, partner=caw)
    assert list(Task.objects.of_person(tender)) == [hers]
    assert list(Task.objects.of_person(other)) == [his]
    assert list(Partner.objects.without_account()) == [caw]


def test_need_taken_up_is_no_longer_open_and_can_be_followed(network: LocalNetwork) -> None:
    need, met = a_need(network), a_need(network, "Anders", state=State.MET)
    lead, other = a_partner_of(network), a_partner_of(network, "CAW")
    undertaking = actions.keep_undertaking(
        by=None,
        undertaking=Undertaking(network=network),
        values={"name": "Vadercafé", "lead": lead},
        partners=[other],
        needs=[need, met],
    )
    need.refresh_from_db()
    met.refresh_from_db()
    assert (need.state, met.state) == (State.TAKEN_UP, State.MET)
    assert set(undertaking.partners.all()) == {lead, other}
    step = Trace.objects.around("needs.need", need.pk).get()
    assert (step.to_id, step.to_words) == (undertaking.pk, "Vadercafé")


def test_taking_up_twice_counts_once(network: LocalNetwork) -> None:
    need, partner, undertaking = a_need(network), a_partner_of(network), an_undertaking(network)
    for _ in range(2):
        actions.take_up(by=None, need=need, undertaking=undertaking, partner=partner)
    assert (list(undertaking.needs.all()), list(undertaking.partners.all())) == ([need], [partner])


def test_topics_of_the_campaign_once(network: LocalNetwork) -> None:
    assert actions.start_topics(by=None, network=network) == 7
    assert actions.start_topics(by=None, network=network) == 0
    own = actions.add_topic(by=None, network=network, title="Van ons")
    assert actions.add_topic(by=None, network=network, title="Van ons") == own
    need = a_need(network)
    actions.place_need(by=None, need=need, topic=own)
    actions.archive_topic(by=None, topic=own)
    assert (Topic.objects.shown().count(), own.placed.count()) == (7, 0)
    actions.place_need(by=None, need=need, topic=None)


def test_invitation_is_mailed_once_and_answered_once(
    network: LocalNetwork, django_capture_on_commit_callbacks: Any
) -> None:
    library, key = an_organization(network, "Bib"), uuid.uuid4()
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            invitation = actions.invite(
                by=None,
                network=network,
                organization=library,
                email="bib@example.org",
                text="Doe je mee?",
                idempotency_key=key,
            )
    (letter,) = mail.outbox
    assert (letter.to, "Doe je mee?" in letter.body) == (["bib@example.org"], True)
    token = letter.body.split("/samen/")[1].split("/")[0]
    assert actions.opened_invitation("x" * 43) is None
    assert actions.opened_invitation(token) == invitation
    answered = actions.answer_invitation(token=token, answer="yes", words="Graag")
    late = actions.answer_invitation(token=token, answer="no", words="Toch niet")
    assert (answered, late) == (invitation, invitation)
    stored = TableInvitation.objects.get()
    assert (stored.answer, stored.answer_words) == ("yes", "Graag")
    assert Partner.objects.get().organization == library


def test_who_left_comes_back_with_a_yes(network: LocalNetwork) -> None:
    partner = a_partner_of(network)
    assert actions.let_leave(by=None, partner=partner).left_on == timezone.localdate()
    partner.refresh_from_db()
    assert not Partner.objects.current().exists()
    assert actions.let_leave(by=None, partner=partner, has_left=False).left_on is None


def test_who_left_or_ended_before_keeps_the_first_day(network: LocalNetwork) -> None:
    partner, group = a_partner_of(network), a_group(network)
    first = timezone.localdate() - timedelta(days=3)
    with recorded(by=None, network=network, deed="test"):
        partner.left_on = group.ended_on = first
        partner.save()
        group.save()
    assert actions.let_leave(by=None, partner=partner).left_on == first
    assert actions.end_group(by=None, group=group).ended_on == first


def test_addresses_of_invitations_are_forgotten(network: LocalNetwork) -> None:
    library = an_organization(network, "Bib")
    for email in ("oud@example.org", "nieuw@example.org"):
        actions.invite(by=None, network=network, organization=library, email=email, text="Kom")
    old = TableInvitation.objects.get(email="oud@example.org")
    long_ago = timezone.now() - timedelta(days=121)
    keep(by=None, network=network, record=old, values={"sent_at": long_ago}, deed="test")
    assert actions.forget_invited() == 1
    assert actions.forget_invited() == 0
    assert set(TableInvitation.objects.values_list("email", flat=True)) == {"", "nieuw@example.org"}
    told = str(list(Change.objects.about(old.pk).values_list("before", "after")))
    assert ("oud@example.org" in told, "Kom" in told) == (False, True)


def test_networks_apart(network: LocalNetwork) -> None:
    other = a_network("leuven", [LEUVEN])
    a_task(other)
    member = a_member("reader", network)
    assert not Task.objects.for_user(member).exists()

"""Offering a role in any order, and at once: it counts only after yes on a living link."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, connections
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests import factories
from tests.accounts.invitations.made import NEW, SITE, run_out
from vlaggenlijn.accounts import actions
from vlaggenlijn.accounts.models import (
    ChangeSet,
    Invitation,
    LocalNetwork,
    Membership,
    PersonalLink,
    User,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]


# Properties and races ----------------------------------------------------------------------


class Lives(TestCase):
    """Whatever happens in whatever order, a role counts only after yes on a living link."""

    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        st.lists(st.sampled_from(["invite", "resend", "withdraw", "accept", "decline", "expire"]))
    )
    def test_role_counts_only_after_yes(self, deeds: list[str]) -> None:
        network = factories.a_network(f"n{timezone.now().timestamp()}".replace(".", "-"), [])
        ann = factories.a_member("coordinator", network)
        tokens: list[str] = []
        said_yes = False
        for deed in deeds:
            said_yes |= _live(deed, network, ann, tokens)
            current = Membership.objects.current().for_network(network).with_role("reader")
            assert current.exists() == said_yes
            running = Membership.objects.for_network(network).with_role("reader")
            assert running.filter(ended_on=None).count() <= 1


def _live(deed: str, network: LocalNetwork, ann: User, tokens: list[str]) -> bool:
    """Do one thing; return whether somebody said yes on a link that still opened something."""
    offer = Invitation.objects.for_network(network).unanswered().first()
    if deed == "invite":
        try:
            actions.invite_member(by=ann, network=network, email=NEW, role="reader", site=SITE)
        except actions.AlreadyThere:
            return False
        made = Invitation.objects.for_network(network).open().get()
        actions.end_links(subject_id=made.pk, purpose="invitation")
        tokens.append(factories.a_link_of(made))
    elif deed in ("accept", "decline") and tokens:
        answer = actions.accept_invitation if deed == "accept" else actions.decline_invitation
        return answer(token=tokens[-1]) is not None and deed == "accept"
    elif offer and deed == "withdraw":
        actions.withdraw_invitation(by=ann, invitation=offer)
    elif offer and deed == "resend":
        actions.resend_invitation(by=ann, invitation=offer, site=SITE)
    elif offer and deed == "expire":
        run_out(offer)
    return False


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """Do several things at the same moment, each with its own connection; return what came."""
    gate, results = threading.Barrier(len(deeds)), []

    def run(deed: Callable[[], Any]) -> None:
        try:
            gate.wait(10)
            results.append(deed())
        except Exception as problem:
            results.append(problem)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


def several_connections() -> bool:
    return connection.vendor != "sqlite"


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("not several_connections()", reason="SQLite in memory has one connection")
def test_two_coordinators_who_invite_one_address_at_once_send_one_invitation() -> None:
    network = factories.a_network("gent", [])
    two = [factories.a_member("coordinator", network) for _ in range(2)]
    results = at_once(
        *(
            lambda by=by: actions.invite_member(
                by=by, network=network, email=NEW, role="reader", site=SITE
            )
            for by in two
        )
    )
    assert sorted(type(one).__name__ for one in results) == ["AlreadyThere", "NoneType"]
    assert Invitation.objects.count() == 1
    assert PersonalLink.objects.current().count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("not several_connections()", reason="SQLite in memory has one connection")
def test_two_networks_that_invite_one_new_address_at_once_share_one_person() -> None:
    networks = [factories.a_network(slug, []) for slug in ("gent", "leuven")]
    results = at_once(
        *(
            lambda network=network: actions.invite_member(
                by=None, network=network, email=NEW, role="reader", site=SITE
            )
            for network in networks
        )
    )
    assert results == [None, None]
    assert User.objects.filter(email=NEW).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("not several_connections()", reason="SQLite in memory has one connection")
def test_yes_and_withdrawal_at_once_leave_one_truth() -> None:
    network = factories.a_network("gent", [])
    ann = factories.a_member("coordinator", network)
    invitation = factories.an_invitation(network)
    token = factories.a_link_of(invitation)
    results = at_once(
        lambda: actions.accept_invitation(token=token),
        lambda: actions.withdraw_invitation(by=ann, invitation=invitation),
    )
    # One was too late and was told so; neither waited for the other until the database gave up.
    late = [one for one in results if one is None or isinstance(one, actions.NotOpen)]
    assert len(late) == 1
    assert sum(isinstance(one, Invitation) for one in results) == 1
    invitation.refresh_from_db()
    counts = Membership.objects.current().filter(pk=invitation.membership_id).exists()
    assert (invitation.accepted_at is not None) == counts
    assert (invitation.withdrawn_at is None) == counts


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("not several_connections()", reason="SQLite in memory has one connection")
def test_link_opened_on_two_devices_at_once_is_used_once() -> None:
    invitation = factories.an_invitation(factories.a_network("gent", []))
    token = factories.a_link_of(invitation)
    results = at_once(*[lambda: actions.accept_invitation(token=token)] * 4)
    assert sorted(str(type(one).__name__) for one in results) == ["Invitation"] + ["NoneType"] * 3
    assert ChangeSet.objects.filter(deed="invitation.accept").count() == 1


def test_database_refuses_an_invitation_that_was_answered_twice(gent: LocalNetwork) -> None:
    now = timezone.now()
    with pytest.raises(IntegrityError):
        factories.an_invitation(gent, accepted_at=now, declined_at=now)

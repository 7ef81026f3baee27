import uuid
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import LEUVEN, a_link_of, a_member, a_network, an_organization
from tests.pages import sent_by
from vlaggenlijn.accounts.actions import accept_invitation
from vlaggenlijn.accounts.models import (
    Change,
    ChangeSet,
    Invitation,
    LocalNetwork,
    Membership,
    User,
    recorded,
)
from vlaggenlijn.directory.actions import ForeignOrganization, set_stewardships
from vlaggenlijn.directory.models import Organization, Stewardship

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]


@pytest.fixture
def gent() -> LocalNetwork:
    return a_network("gent")


@pytest.fixture
def foreign() -> Organization:
    return an_organization(a_network("leuven", [LEUVEN]), "Elsewhere")


@pytest.fixture
def organizations(gent: LocalNetwork) -> list[Organization]:
    return [an_organization(gent, name) for name in ("Alfa", "Bravo")]


@pytest.fixture
def partner(gent: LocalNetwork) -> Membership:
    return Membership.objects.get(user=a_member("partner", gent))


@pytest.fixture
def coordinator(gent: LocalNetwork) -> User:
    return a_member("coordinator", gent)


@pytest.fixture
def work(coordinator: User) -> Client:
    return signed_in(coordinator)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    client.cookies["taal"] = "en"
    return client


def page_of(membership: Membership) -> str:
    return reverse("directory:stewardships", args=[membership.pk])


def tick(client: Client, membership: Membership, *ticked: Organization) -> HttpResponse:
    page = page_of(membership)
    return client.post(page, filled(client, membership, *ticked), follow=True)


def filled(client: Client, membership: Membership, *ticked: Organization) -> dict[str, Any]:
    return sent_by(client.get(page_of(membership)), organizations=[str(one.pk) for one in ticked])


def tended_by(membership: Membership) -> list[str]:
    rows = Stewardship.objects.filter(membership=membership)
    return sorted(rows.values_list("organization__name", flat=True))


def archive(organization: Organization) -> None:
    with recorded(by=None, network=organization.network, deed="test"):
        organization.archived_at = timezone.now()
        organization.save()


def rename(user: User, organization: Organization) -> int:
    """Open the organisation's page, type another name, save; return the status of the answer."""
    client = signed_in(user)
    page = reverse("directory:edit_organization", args=[organization.pk])
    sent = sent_by(client.get(page), name="Renamed")
    return client.post(page, sent).status_code


def test_coordinator_makes_a_partner_who_then_changes_their_organisation_only(
    work: Client, gent: LocalNetwork, organizations: list[Organization]
) -> None:
    people = reverse("accounts:members", args=[gent.slug])
    page = reverse("directory:invite", args=[gent.slug])
    typed = {"email": "bo@example.org", "name": "Bo", "role": "partner"}
    assert work.post(page, sent_by(work.get(page), **typed)).status_code == 302
    invitation = Invitation.objects.get()
    partner = invitation.membership
    assert work.get(page_of(partner)).status_code == 404

    mine, not_mine = organizations
    assert rename(partner.user, mine) == 404
    accept_invitation(token=a_link_of(invitation))
    assert f'href="{page_of(partner)}"' in work.get(people).content.decode()
    assert rename(partner.user, mine) == 403
    saved = tick(work, partner, mine)
    assert saved.redirect_chain == [(people, 302)]
    assert [str(one) for one in saved.context["messages"]] == ["The organisations of Bo are saved."]
    assert [rename(partner.user, one) for one in (mine, not_mine)] == [302, 403]
    assert sorted(Organization.objects.values_list("name", flat=True)) == ["Bravo", "Renamed"]


@pytest.mark.parametrize("role", ["reader", "coordinator"])
def test_member_with_another_role_tends_nothing(
    role: str, work: Client, gent: LocalNetwork
) -> None:
    other = Membership.objects.get(user=a_member(role, gent))
    assert [work.get(page_of(other)).status_code, work.post(page_of(other)).status_code] == [
        404, 404,
    ]  # fmt: skip
    people = work.get(reverse("accounts:members", args=[gent.slug])).content.decode()
    assert page_of(other) not in people


def test_former_partner_is_missing(work: Client, gent: LocalNetwork) -> None:
    former = a_member("partner", gent, ended_on=timezone.localdate())
    assert work.get(page_of(Membership.objects.get(user=former))).status_code == 404


def test_offered_are_the_own_organisations_that_are_not_archived(
    work: Client, partner: Membership, organizations: list[Organization], foreign: Organization
) -> None:
    archive(organizations[1])
    page = work.get(page_of(partner)).content.decode()
    assert [str(one.pk) in page for one in (*organizations, foreign)] == [True, False, False]


def test_network_without_organisations_says_what_to_do(work: Client, partner: Membership) -> None:
    page = work.get(page_of(partner)).content.decode()
    assert reverse("directory:add_organization") in page
    assert "Add one first" in page


def test_unticking_removes_and_the_page_shows_what_is_so(
    work: Client, partner: Membership, organizations: list[Organization]
) -> None:
    tick(work, partner, *organizations)
    assert tended_by(partner) == ["Alfa", "Bravo"]
    shown = sent_by(work.get(page_of(partner)))["organizations"]
    assert shown == [str(one.pk) for one in organizations]
    tick(work, partner, organizations[1])
    assert tended_by(partner) == ["Bravo"]
    tick(work, partner)
    assert tended_by(partner) == []


def test_every_tick_is_in_the_history(
    work: Client, coordinator: User, partner: Membership, organizations: list[Organization]
) -> None:
    tick(work, partner, organizations[0])
    tick(work, partner, organizations[1])
    deeds = ChangeSet.objects.filter(deed="member.organizations").order_by("at")
    assert [(one.by, one.network) for one in deeds] == [(coordinator, partner.network)] * 2
    changes = Change.objects.filter(change_set=deeds[1], model="directory.stewardship")
    kept = {
        (row["membership_id"], row["organization_id"], change.after is not None)
        for change in changes
        for row in [change.after or change.before or {}]
    }
    assert kept == {
        (str(partner.pk), str(organizations[0].pk), False),
        (str(partner.pk), str(organizations[1].pk), True),
    }


def test_form_that_arrives_twice_is_saved_once(
    work: Client, partner: Membership, organizations: list[Organization]
) -> None:
    sent = filled(work, partner, organizations[0])
    answers = [work.post(page_of(partner), sent) for _ in range(2)]
    assert [one.status_code for one in answers] == [302, 302]
    assert Change.objects.filter(model="directory.stewardship").count() == 1


def test_late_repeat_does_not_bring_back_what_was_unticked(
    work: Client, partner: Membership, organizations: list[Organization]
) -> None:
    sent = filled(work, partner, organizations[0])
    work.post(page_of(partner), sent)
    tick(work, partner)
    work.post(page_of(partner), sent)
    assert tended_by(partner) == []


@pytest.mark.parametrize("wrong", ["foreign", "archived", "missing", "nonsense"])
def test_organisation_that_is_not_offered_is_refused_and_nothing_written(
    wrong: str,
    work: Client,
    partner: Membership,
    organizations: list[Organization],
    foreign: Organization,
) -> None:
    archive(organizations[1])
    ids = {"foreign": foreign.pk, "archived": organizations[1].pk, "missing": uuid.uuid4()}
    sent = filled(work, partner, organizations[0])
    sent["organizations"].append(str(ids.get(wrong, "nonsense")))
    response = work.post(page_of(partner), sent)
    assert response.status_code == 422
    assert "This list changed in the meantime." in response.content.decode()
    assert sent_by(response)["organizations"] == [str(organizations[0].pk)]
    assert tended_by(partner) == []
    assert not ChangeSet.objects.filter(deed="member.organizations").exists()


def test_action_refuses_an_organisation_of_another_network(
    partner: Membership, organizations: list[Organization], foreign: Organization
) -> None:
    chosen = [organizations[0], foreign]
    with pytest.raises(ForeignOrganization):
        set_stewardships(by=None, membership=partner, organizations=chosen, key=uuid.uuid4())
    assert tended_by(partner) == []


def test_archived_organisation_stays_with_its_partner(
    work: Client, partner: Membership, organizations: list[Organization]
) -> None:
    tick(work, partner, *organizations)
    archive(organizations[0])
    tick(work, partner)
    assert tended_by(partner) == ["Alfa"]


@pytest.mark.parametrize("count", [1, 4])
def test_page_takes_as_many_questions_for_one_as_for_four(
    count: int,
    work: Client,
    gent: LocalNetwork,
    partner: Membership,
    django_assert_max_num_queries: Any,
) -> None:
    for number in range(count):
        an_organization(gent, f"Organisation {number}")
    work.get(page_of(partner))
    with django_assert_max_num_queries(13):
        work.get(page_of(partner))

import uuid
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from tests.factories import a_user
from tests.findable import stop_the_clock
from vlaggenlijn.accounts.actions import (
    end_links,
    forget_old_links,
    give_link,
    term_through,
    use_link,
)
from vlaggenlijn.accounts.models import PersonalLink

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


def given(**values: object) -> str:
    options: dict[str, object] = {"purpose": "test", "subject_id": uuid.uuid4(), "term": WEEK}
    return give_link(**options | values)  # type: ignore[arg-type]


def test_token_has_256_bits_and_is_not_stored() -> None:
    token = given(email="lien@example.org")
    link = PersonalLink.objects.get()
    assert len(token) == 43
    assert token not in str(vars(link))
    assert PersonalLink.objects.opened_by(token, "test") == link


def test_link_opens_one_purpose_only() -> None:
    token = given()
    assert PersonalLink.objects.opened_by(token, "other") is None
    assert use_link(token=token, purpose="other") is None


def test_single_use_link_is_used_once() -> None:
    token = given()
    assert use_link(token=token, purpose="test") is not None
    assert use_link(token=token, purpose="test") is None


def test_lasting_link_can_be_used_again() -> None:
    token = given(is_single_use=False)
    assert use_link(token=token, purpose="test") == use_link(token=token, purpose="test")


def test_link_past_its_term_opens_nothing_and_is_forgotten_a_month_later() -> None:
    token = given(term=timedelta(seconds=-1), user=a_user())
    assert use_link(token=token, purpose="test") is None
    assert forget_old_links() == 0
    PersonalLink.objects.update(expires_at=timezone.now() - timedelta(days=31))
    assert forget_old_links() == 1


def test_links_about_a_record_can_be_ended() -> None:
    subject = uuid.uuid4()
    mine, other = given(subject_id=subject), given()
    assert end_links(subject_id=subject, purpose="test") == 1
    assert use_link(token=mine, purpose="test") is None
    assert use_link(token=other, purpose="test") is not None


@pytest.mark.parametrize("token", ["", "x", "x" * 500, "é", "\x00"])
def test_nonsense_opens_nothing(token: str) -> None:
    given()
    assert use_link(token=token, purpose="test") is None


@pytest.mark.parametrize("now", ["2026-11-29 23:18", "2027-03-27 00:10", "2027-07-22 12:00"])
def test_link_through_a_day_ends_with_that_day_on_both_sides_of_summer_time(
    monkeypatch: pytest.MonkeyPatch, now: str
) -> None:
    stop_the_clock(monkeypatch, now)
    given(term=term_through(date(2027, 7, 22)))
    ends = timezone.localtime(PersonalLink.objects.get().expires_at)
    assert ends.replace(tzinfo=None) == datetime(2027, 7, 22, 23, 59)


def test_term_through_a_day_gone_by_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_the_clock(monkeypatch, "2027-07-23 00:00")
    assert term_through(date(2027, 7, 22)) < timedelta(0)

"""What the form of an activity refuses with a sentence, before it can break a page."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.factories import a_member, a_network
from vlaggenlijn.agenda.forms import ActivityForm

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]
TODAY = timezone.localdate()


def filled_in(**changes: Any) -> ActivityForm:
    network = a_network()
    soon = TODAY + timedelta(days=7)
    values = {
        "title": "Speelochtend", "kind": "meeting", "description": "Kom spelen.",
        "attendance": "online", "online_url": "https://example.org", "coming": "walk_in",
        "first_on": f"{soon:%Y-%m-%d}", "starts_at": "22:00", "ends_at": "01:00",
        "repeats": "once", "interval": "1", "version": "", "idempotency_key": str(uuid.uuid4()),
    }  # fmt: skip
    return ActivityForm(values | changes, network=network, by=a_member(network=network))


@pytest.mark.parametrize("day", ["1/1/0001", "31/12/9999", f"1/1/{TODAY.year + 4}"])
@pytest.mark.parametrize("name", ["also_on", "skipped"])
def test_named_days_lie_within_reach(name: str, day: str) -> None:
    assert list(filled_in(**{name: day}).errors) == [name]


def test_named_days_that_are_near_are_fine() -> None:
    near = TODAY + timedelta(days=30)
    assert filled_in(also_on=f"{near.day}/{near.month}/{near.year}").errors == {}

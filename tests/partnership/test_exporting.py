"""What a network takes along from its table."""

from datetime import UTC, date, datetime

import pytest

from tests.factories import a_network
from tests.partnership.rows import a_group, a_meeting, saved
from vlaggenlijn.partnership.exporting import SHEETS

pytestmark = pytest.mark.django_db


def test_decision_stands_on_the_day_of_the_meeting_here_and_not_in_greenwich() -> None:
    network = a_network()
    meeting = a_meeting(a_group(network), points=("Naam",))
    meeting.starts_at = datetime(2027, 5, 3, 22, 15, tzinfo=UTC)
    saved(network, meeting)
    point = meeting.points.get()
    point.decision = "Vlaggen"
    saved(network, point)
    sheets = [sheet_of(network) for sheet_of in SHEETS.values()]
    [row] = [row for sheet in sheets for row in sheet.rows if "Vlaggen" in row]
    assert row[0] == date(2027, 5, 4)

"""The Week of the demo network: a timeline that runs, and activities that wait for a look."""

from datetime import date, time, timedelta

from django.utils import timezone

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.agenda.actions.activities import COLUMNS
from vlaggenlijn.agenda.models import Activity
from vlaggenlijn.partnership.models import Partner
from vlaggenlijn.week import actions

PROPOSED = (
    ("Demo: samen voorlezen onder de boom", "We lezen voor in vier talen.", 1, time(14), time(16)),
    ("Demo: ontbijt voor vaders", "Koffie, broodjes en een babbel.", 6, time(9), time(11)),
)


def next_week_of_may(today: date) -> date:
    """Return the next 16 May that lies ahead."""
    this_year = date(today.year, 5, 16)
    return this_year if today < this_year else date(today.year + 1, 5, 16)


def add(network: LocalNetwork) -> None:
    begins_on = next_week_of_may(timezone.localdate())
    campaign = actions.keep_campaign(
        by=None,
        network=network,
        values={
            "name": "Demo: Week van de Opvoeding",
            "edition": begins_on.year,
            "begins_on": begins_on,
            "ends_on": begins_on + timedelta(days=7),
        },
    )
    actions.start_national_timeline(by=None, campaign=campaign)
    partners = Partner.objects.of_network(network).current().with_people()
    blank = {name: getattr(Activity(), name) for name in COLUMNS if name != "organizer"}
    for partner, (title, sentence, days, begin, end) in zip(partners, PROPOSED, strict=False):
        own = {
            "title": title,
            "description": sentence,
            "organizer": partner.organization,
            "first_on": begins_on + timedelta(days=days),
            "starts_at": begin,
            "ends_at": end,
            "municipality": network.municipalities.first(),
        }
        actions.propose_activity(by=None, campaign=campaign, values=blank | own, partner=partner)

"""The Week of the demo network: a vote that was held, an open programme, bunting that hangs.

It is the next edition of one that is over (demo_harvest).
"""

from datetime import date, time, timedelta
from typing import Any

from django.utils import timezone

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.agenda.actions.activities import COLUMNS
from vlaggenlijn.agenda.models import Activity
from vlaggenlijn.home import demo_harvest
from vlaggenlijn.partnership.models import Partner
from vlaggenlijn.week import actions
from vlaggenlijn.week.models import BuntingMetres, Campaign

# Title, sentence, days after the first, from, until, whether somebody approved it.
Planned = tuple[str, str, int, int, int, bool]
PROPOSED: tuple[Planned, ...] = (
    ("Demo: samen voorlezen onder de boom", "We lezen voor in vier talen.", 1, 14, 16, True),
    ("Demo: speelnamiddag op het plein", "Spelen van vroeger en nu.", 3, 13, 17, True),
    ("Demo: ontbijt voor vaders", "Koffie, broodjes en een babbel.", 6, 9, 11, False),
)
SHORTLIST = ("Demo: samen spelen", "Demo: rust in huis", "Demo: grootouders doen mee")
METRES = (140, 65, 220)


def next_week_of_may(today: date) -> date:
    """Return the next 16 May that lies ahead."""
    this_year = date(today.year, 5, 16)
    return this_year if today < this_year else date(today.year + 1, 5, 16)


def add(network: LocalNetwork) -> None:
    begins_on = next_week_of_may(timezone.localdate())
    values = {
        "name": "Demo: Week van de Opvoeding",
        "publisher_name": "Demo verantwoordelijke uitgever",
        "publisher_address": "Demostraat 1, 2800 Mechelen",
    }
    last = demo_harvest.add(network, begins_on.replace(year=begins_on.year - 1), values)
    campaign = actions.carry_over(
        by=None,
        campaign=last,
        values={
            "name": values["name"],
            "begins_on": begins_on,
            "ends_on": begins_on + timedelta(days=7),
        },
        activities=(),
    )
    partners = list(Partner.objects.of_network(network).current().with_people())
    _vote(campaign, partners)
    _propose(campaign, partners)
    _hang(campaign)
    actions.set_campaign_state(by=None, campaign=campaign, state=Campaign.State.OPEN)


def _vote(campaign: Campaign, partners: list[Partner]) -> None:
    shortlist = [
        actions.add_emphasis(by=None, campaign=campaign, title=title) for title in SHORTLIST
    ]
    actions.open_vote(by=None, campaign=campaign, closes_on=timezone.localdate())
    for number, partner in enumerate(partners):
        emphasis = shortlist[number % 2 if number < 3 else 0]
        actions.vote(by=None, emphasis=emphasis, partner=partner)
    actions.close_vote(by=None, emphasis=shortlist[0])


def _propose(campaign: Campaign, partners: list[Partner]) -> None:
    blank = {name: getattr(Activity(), name) for name in COLUMNS if name != "organizer"}
    for partner, planned in zip(partners, PROPOSED, strict=False):
        values = blank | _facts(campaign, partner, planned)
        proposed = actions.propose_activity(
            by=None, campaign=campaign, values=values, partner=partner
        )
        if planned[-1]:
            actions.review(by=None, proposed=proposed, is_approved=True)


def _facts(campaign: Campaign, partner: Partner, planned: Planned) -> dict[str, Any]:
    title, sentence, days, begin, end, _ = planned
    return {
        "title": title,
        "description": sentence,
        "organizer": partner.organization,
        "first_on": campaign.begins_on + timedelta(days=days),
        "starts_at": time(begin),
        "ends_at": time(end),
        "venue": f"Demo zaal van {partner.organization.name}",
        "street": "Demostraat 1",
        "municipality": campaign.network.municipalities.first(),
    }


def _hang(campaign: Campaign) -> None:
    for municipality, metres in zip(campaign.network.municipalities.all(), METRES, strict=False):
        actions.count_bunting(
            by=None,
            bunting=BuntingMetres(campaign=campaign),
            values={"municipality": municipality, "metres": metres, "remark": "Demo: op het plein"},
        )

"""The Week of last year in the demo network: it is over, and most organisers told how it went.

All invented, and it says so.
"""

from datetime import date, time, timedelta
from typing import Any

from vlaggenlijn.accounts.models import LocalNetwork, recorded
from vlaggenlijn.agenda.actions.activities import COLUMNS
from vlaggenlijn.agenda.models import Activity, ActivityConcept
from vlaggenlijn.partnership.actions import do_task
from vlaggenlijn.partnership.models import Partner
from vlaggenlijn.taxonomy.models import Concept
from vlaggenlijn.week import actions
from vlaggenlijn.week.models import BuntingMetres, Campaign, CampaignActivity

# Title, days after the first, theme, adults, children, groups, what worked, what not, cards.
Was = tuple[str, int, str, str, str, tuple[str, ...], str, str, tuple[int, int, int]]
WERE: tuple[Was, ...] = (
    (
        *("Demo: verhalen in pyjama", 0, "sleep", "15-29", "30-59"),
        ("mothers", "fathers", "toddlers"),
        *("Demo: in pyjama komen maakt het gezellig.", "Demo: een half uur vroeger beginnen."),
        (21, 4, 1),
    ),
    (
        *("Demo: samen pannenkoeken bakken", 2, "eating", "30-59", "60-119"),
        ("fathers", "grandparents", "children", "newcomers"),
        *("Demo: een taak voor elk kind.", "Demo: meer tafels buiten zetten."),
        (34, 6, 0),
    ),
    (
        *("Demo: babbel met tieners en ouders", 3, "", "5-14", "5-14", ("mothers", "teenagers")),
        *("Demo: de tieners kozen zelf de vragen.", "", (8, 3, 0)),
    ),
    (
        *("Demo: wandeling met buggy", 4, "", "few", "few", ("mothers", "first_time")),
        *("", "Demo: met regen hebben we een plan B nodig.", (3, 0, 0)),
    ),
)
UNTOLD = ("Demo: spelnamiddag in het park", 6)
METRES = (180, 90)
LESSON = "Demo: bestel de affiches een maand vroeger."


def add(network: LocalNetwork, begins_on: date, values: dict[str, Any]) -> Campaign:
    """Let a Week that began on a day be over."""
    days = {"begins_on": begins_on, "ends_on": begins_on + timedelta(days=7)}
    campaign = actions.keep_campaign(
        by=None,
        network=network,
        values=values | days | {"edition": begins_on.year, "theme": "Demo: rust en samen eten"},
    )
    _timeline(campaign)
    actions.set_campaign_state(by=None, campaign=campaign, state=Campaign.State.OPEN)
    partners = list(Partner.objects.of_network(network).current().with_people())
    for partner, was in zip(partners, WERE, strict=False):
        _tell(_entry(campaign, partner, was[0], was[1]), was)
    _entry(campaign, partners[-1], *UNTOLD)
    for municipality, metres in zip(network.municipalities.all(), METRES, strict=False):
        actions.count_bunting(
            by=None,
            bunting=BuntingMetres(campaign=campaign),
            values={"municipality": municipality, "metres": metres, "remark": "Demo: aan de bib"},
        )
    return actions.set_campaign_state(by=None, campaign=campaign, state=Campaign.State.OVER)


def _timeline(campaign: Campaign) -> None:
    actions.start_national_timeline(by=None, campaign=campaign)
    steps = list(campaign.steps.with_tasks())
    for step in steps:
        do_task(by=None, task=step.task, is_done=True)
    posters = next(one for one in steps if "ffiches" in str(one))
    actions.learn(by=None, step=posters, lesson=LESSON)


def _entry(campaign: Campaign, partner: Partner, title: str, days: int) -> CampaignActivity:
    blank = {name: getattr(Activity(), name) for name in COLUMNS}
    values = blank | {
        "title": title,
        "description": "Demo: dit was vorig jaar.",
        "organizer": partner.organization,
        "first_on": campaign.begins_on + timedelta(days=days),
        "starts_at": time(14),
        "ends_at": time(16),
        "venue": f"Demo zaal van {partner.organization.name}",
        "street": "Demostraat 1",
        "municipality": campaign.network.municipalities.first(),
    }
    entry = actions.propose_activity(by=None, campaign=campaign, values=values, partner=partner)
    actions.review(by=None, proposed=entry, is_approved=True)
    return CampaignActivity.objects.with_activities().get(pk=entry.pk)


def _tell(entry: CampaignActivity, was: Was) -> None:
    _title, _days, theme, adults, children, groups, worked, better, cards = was
    if theme:
        with recorded(by=None, network=entry.campaign.network, deed="demo.load"):
            concept = Concept.objects.get(scheme_id="themes", slug=theme)
            ActivityConcept(activity=entry.activity, concept=concept).save()
    told: dict[str, Any] = {"adults": adults, "children": children, "groups": list(groups)}
    told |= {"worked": worked, "better": better}
    told |= dict(zip(("good", "fair", "poor"), cards, strict=True))
    actions.tell(by=None, entry=entry, values=told)

"""Plain functions that make campaigns and what belongs to them, each with its trace."""

import io
import uuid
from datetime import date, time
from typing import Any

from PIL import Image

from tests.factories import activity_values
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.week import actions
from vlaggenlijn.week.actions import pictures
from vlaggenlijn.week.models import BuntingMetres, Campaign, CampaignActivity, CampaignPicture
from vlaggenlijn.week.timeline import Rule

BEGINS_ON, ENDS_ON = date(2027, 5, 16), date(2027, 5, 23)


def campaign_values(**changes: Any) -> dict[str, Any]:
    values = {
        "name": "Week van de Opvoeding",
        "edition": 2027,
        "begins_on": BEGINS_ON,
        "ends_on": ENDS_ON,
    }
    return values | changes


def a_campaign(network: LocalNetwork, **changes: Any) -> Campaign:
    return actions.keep_campaign(by=None, network=network, values=campaign_values(**changes))


def a_proposed(campaign: Campaign, title: str = "Voorlezen", **values: Any) -> CampaignActivity:
    partner = values.pop("partner", None)
    return actions.propose_activity(
        by=None,
        campaign=campaign,
        values=activity_values(
            title=title, first_on=campaign.begins_on, starts_at=time(14), ends_at=time(16), **values
        ),
        partner=partner,
        idempotency_key=uuid.uuid4(),
    )


def a_step(campaign: Campaign, what: str = "Zaal boeken", days: int = -30, **owner: Any) -> Any:
    return actions.add_step(by=None, campaign=campaign, what=what, rule=Rule(days), **owner)


def some_bunting(campaign: Campaign, municipality: Any, metres: int = 120) -> BuntingMetres:
    return actions.count_bunting(
        by=None,
        bunting=BuntingMetres(campaign=campaign),
        values={"municipality": municipality, "metres": metres},
    )


def a_png(colour: str = "#f4b731", width: int = 40, height: int = 30) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(made, "PNG")
    return made.getvalue()


def a_picture(campaign: Campaign, kind: str = "bunting", **values: Any) -> CampaignPicture:
    usual = {"kind": kind, "alt": "Vlaggen", "maker": "An", "rights": "eigen werk"}
    content = values.pop("content", None) or a_png()
    return pictures.add_picture(by=None, campaign=campaign, content=content, values=usual | values)

from vlaggenlijn.week.models.activities import CampaignActivity
from vlaggenlijn.week.models.bunting import BuntingMetres
from vlaggenlijn.week.models.campaigns import (
    Ballot,
    Campaign,
    CampaignTopic,
    Emphasis,
    TimelineStep,
)

__all__ = [
    "Ballot",
    "BuntingMetres",
    "Campaign",
    "CampaignActivity",
    "CampaignTopic",
    "Emphasis",
    "TimelineStep",
]

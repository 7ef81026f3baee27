from vlaggenlijn.week.models.campaigns import Campaign, CampaignActivity
from vlaggenlijn.week.models.printing import Imprint, PaperFile

__all__ = [
    "Campaign",
    "CampaignActivity",
    "Imprint",
    "PaperFile",
]

from vlaggenlijn.week.models.activities import SHOWN, CampaignActivity
from vlaggenlijn.week.models.bunting import BuntingMetres
from vlaggenlijn.week.models.campaigns import (
    Ballot,
    Campaign,
    CampaignTopic,
    Emphasis,
    TimelineStep,
)
from vlaggenlijn.week.models.evaluations import Evaluation, EvaluationRequest
from vlaggenlijn.week.models.kits import KitMail
from vlaggenlijn.week.models.pictures import CampaignPicture, Pixels
from vlaggenlijn.week.models.printing import PaperFile

__all__ = [
    "SHOWN",
    "Ballot",
    "BuntingMetres",
    "Campaign",
    "CampaignActivity",
    "CampaignPicture",
    "CampaignTopic",
    "Emphasis",
    "Evaluation",
    "EvaluationRequest",
    "KitMail",
    "PaperFile",
    "Pixels",
    "TimelineStep",
]

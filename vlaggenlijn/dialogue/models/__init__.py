from vlaggenlijn.dialogue.models.camp_sessions import CampInterest, CampReport, CampSession
from vlaggenlijn.dialogue.models.camps import Camp, CampRoom, CampSlot, RoomNeed
from vlaggenlijn.dialogue.models.coding import Code, Coding, Memo, Polarity
from vlaggenlijn.dialogue.models.findings import (
    Finding,
    FindingQuote,
    Recommendation,
    RecommendationFinding,
    ReportPart,
)
from vlaggenlijn.dialogue.models.input import Answer, Question, Reflection
from vlaggenlijn.dialogue.models.quotes import Quote
from vlaggenlijn.dialogue.models.sealed import rewrapped_text, sealed
from vlaggenlijn.dialogue.models.series import Hat, Series, SeriesFacilitator
from vlaggenlijn.dialogue.models.tables import HatTime, Participant, Table

__all__ = [
    "Answer",
    "Camp",
    "CampInterest",
    "CampReport",
    "CampRoom",
    "CampSession",
    "CampSlot",
    "Code",
    "Coding",
    "Finding",
    "FindingQuote",
    "Hat",
    "HatTime",
    "Memo",
    "Participant",
    "Polarity",
    "Question",
    "Quote",
    "Recommendation",
    "RecommendationFinding",
    "Reflection",
    "ReportPart",
    "RoomNeed",
    "Series",
    "SeriesFacilitator",
    "Table",
    "rewrapped_text",
    "sealed",
]

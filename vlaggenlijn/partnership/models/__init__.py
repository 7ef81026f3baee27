from vlaggenlijn.partnership.models.consultation import (
    Asked,
    Consultation,
    Observation,
)
from vlaggenlijn.partnership.models.handbooks import (
    Handbook,
    HandbookStep,
    HandbookVersion,
)
from vlaggenlijn.partnership.models.money import (
    FundingSource,
    MoneyLine,
)
from vlaggenlijn.partnership.models.partners import (
    Chair,
    Partner,
    TableInvitation,
)
from vlaggenlijn.partnership.models.undertakings import (
    PlacedNeed,
    Share,
    TakenUp,
    Topic,
    Undertaking,
)
from vlaggenlijn.partnership.models.work import (
    AgendaPoint,
    Attendance,
    Group,
    Meeting,
    Seat,
    Task,
)

__all__ = [
    "AgendaPoint",
    "Asked",
    "Attendance",
    "Chair",
    "Consultation",
    "FundingSource",
    "Group",
    "Handbook",
    "HandbookStep",
    "HandbookVersion",
    "Meeting",
    "MoneyLine",
    "Observation",
    "Partner",
    "PlacedNeed",
    "Seat",
    "Share",
    "TableInvitation",
    "TakenUp",
    "Task",
    "Topic",
    "Undertaking",
]

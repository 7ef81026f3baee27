from vlaggenlijn.agenda.models.activities import (
    Activity,
    ActivityConcept,
    ActivityQuerySet,
    Attendance,
    Coming,
    Kind,
    Repeats,
    State,
)
from vlaggenlijn.agenda.models.feeds import Feed, FeedRun
from vlaggenlijn.agenda.models.occurrences import (
    Occurrence,
    OccurrenceQuerySet,
)
from vlaggenlijn.agenda.models.registrations import (
    KEPT_AFTER,
    Registration,
)
from vlaggenlijn.agenda.models.sources import (
    LONGEST_KEY,
    ActivitySource,
    Origin,
)
from vlaggenlijn.agenda.models.uitdatabank import UitApproval, UitPlace, UitSending

__all__ = [
    "KEPT_AFTER",
    "LONGEST_KEY",
    "Activity",
    "ActivityConcept",
    "ActivityQuerySet",
    "ActivitySource",
    "Attendance",
    "Coming",
    "Feed",
    "FeedRun",
    "Kind",
    "Occurrence",
    "OccurrenceQuerySet",
    "Origin",
    "Registration",
    "Repeats",
    "State",
    "UitApproval",
    "UitPlace",
    "UitSending",
]

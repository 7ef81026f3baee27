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
from vlaggenlijn.agenda.models.occurrences import (
    Occurrence,
    OccurrenceQuerySet,
)
from vlaggenlijn.agenda.models.registrations import (
    KEPT_AFTER,
    Registration,
)

__all__ = [
    "KEPT_AFTER",
    "Activity",
    "ActivityConcept",
    "ActivityQuerySet",
    "Attendance",
    "Coming",
    "Kind",
    "Occurrence",
    "OccurrenceQuerySet",
    "Registration",
    "Repeats",
    "State",
]

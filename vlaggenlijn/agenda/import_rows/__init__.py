"""From the rows of a spreadsheet to activities: fields, readers, cleaning, comparing.

Plain values in, plain values out: this folder knows no database and no Django. It uses the readers
of the directory for what a list of activities and a list of services have in common.
"""

from vlaggenlijn.agenda.import_rows.cleaning import (
    ActivityCleaner,
    ActivityValues,
    compare_activities,
    merged_activity,
)
from vlaggenlijn.agenda.import_rows.fields import (
    ACTIVITY_FIELDS,
    ACTIVITY_FIELDS_BY_NAME,
    check_activity_mapping,
)
from vlaggenlijn.agenda.import_rows.problems import ACTIVITY_MESSAGES, said

__all__ = [
    "ACTIVITY_FIELDS",
    "ACTIVITY_FIELDS_BY_NAME",
    "ACTIVITY_MESSAGES",
    "ActivityCleaner",
    "ActivityValues",
    "check_activity_mapping",
    "compare_activities",
    "merged_activity",
    "said",
]

"""From the rows of a spreadsheet to organisations: fields, cleaning, recognising, reporting.

Plain values in, plain values out: this folder knows no database and no Django. The order of use is
guess_mapping, check_mapping, where, clean, with_duplicates, identity, compare, outcome_of, Report.
"""

from vlaggenlijn.directory.import_rows.cleaning import (
    CleanRow,
    NisAnswer,
    OrganizationValues,
    PlacesLookup,
    clean,
)
from vlaggenlijn.directory.import_rows.fields import (
    FIELDS,
    Field,
    Selection,
    check_mapping,
    guess_mapping,
    where,
)
from vlaggenlijn.directory.import_rows.problems import MESSAGES, Problem, message_of
from vlaggenlijn.directory.import_rows.recognition import (
    Comparison,
    compare,
    identity,
    merged,
    with_duplicates,
)
from vlaggenlijn.directory.import_rows.report import Report, RowOutcome, outcome_of, skipped

__all__ = [
    "FIELDS",
    "MESSAGES",
    "CleanRow",
    "Comparison",
    "Field",
    "NisAnswer",
    "OrganizationValues",
    "PlacesLookup",
    "Problem",
    "Report",
    "RowOutcome",
    "Selection",
    "check_mapping",
    "clean",
    "compare",
    "guess_mapping",
    "identity",
    "merged",
    "message_of",
    "outcome_of",
    "skipped",
    "where",
    "with_duplicates",
]

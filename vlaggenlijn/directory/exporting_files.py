"""Files to download: a name that fits, and an answer that no browser opens by itself."""

import re
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.models import User
from vlaggenlijn.common.spreadsheets_writing import MEDIA_TYPES, WRITERS, Cell
from vlaggenlijn.directory.exporting_rows import (
    TITLES,
    Reader,
    organization_columns,
    rows_of,
    service_columns,
)
from vlaggenlijn.directory.importing_pages import outcome_of_job, sentences
from vlaggenlijn.directory.models import ExportFile, ImportJob

What = ExportFile.What


def as_download(content: bytes, form: str, name: str) -> HttpResponse:
    """Return content as a file of its own kind, with today's date in its name."""
    answer = HttpResponse(content, content_type=MEDIA_TYPES[form])
    answer["Content-Disposition"] = content_disposition_header(True, download_name(name, form))
    answer["Cache-Control"] = "no-store"
    return answer


def download_name(name: str, form: str) -> str:
    """Return a file name of letters, digits and dashes, with the day and the right ending."""
    stem = re.sub(r"\.(csv|tsv|txt|xlsx|ods)$", "", name, flags=re.IGNORECASE)
    plain = re.sub(r"[^\w]+", "-", stem).strip("-_").lower() or "export"
    return f"{plain[:80]}-{timezone.localdate().isoformat()}.{form}"


def exported(what: str, ids: Sequence[UUID], form: str, user: User) -> bytes:
    """Return organisations or services as a file, with what this person may read of them."""
    make = organization_columns if what == What.ORGANIZATIONS else service_columns
    columns = make(Reader.of(user))
    names = [one.name if form == "json" else one.label for one in columns]
    return WRITERS[form](names, rows_of(what, ids, user, columns), str(TITLES[what]))


def wrong_rows_file(job: ImportJob) -> bytes:
    """Return the wrong rows of an import as a workbook, with what to mend behind each row."""
    table = job.read_table()
    found = outcome_of_job(job).of_kind("wrong")
    wrong = {row["number"]: " ".join(sentences(row)) for row in found}
    rows: Iterable[Sequence[Cell]] = (
        [*row.cells, wrong[row.number]] for row in table.rows if row.number in wrong
    )
    names = [name or f"({position})" for position, name in enumerate(table.header, 1)]
    return WRITERS["xlsx"]([*names, _("What to mend")], rows, _("to mend"))

"""Tables out: csv, xlsx, ods and JSON, in which no cell is ever computed.

A text that a spreadsheet program could take for a formula gets an apostrophe before it (the advice
of OWASP), in every format, since a file travels on as another one. ``import_rows`` takes it off.
"""

import csv
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from xml.sax.saxutils import escape, quoteattr

from xlsxwriter import Workbook

Cell = str | int | float | Decimal | date | None

# The second half are the full-width forms, which some programs read as the plain ones.
DANGEROUS = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
# Signs that XML cannot hold, and halves of a pair that no encoding can.
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST_XLSX_TEXT = 32_767
MEDIA_TYPES = {
    "geojson": "application/geo+json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "json": "application/json",
    "zip": "application/zip",
    "pdf": "application/pdf",
    "svg": "image/svg+xml",
    "png": "image/png",
}


def escaped(text: str) -> str:
    """Return a text that no spreadsheet program takes for a formula."""
    plain = UNWRITABLE.sub("", text)
    return f"'{plain}" if DANGEROUS.match(plain) else plain


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Cell]], title: str = "") -> bytes:
    """Return a csv as Belgian Excel opens it: UTF-8 with its mark, semicolons."""
    target = StringIO(newline="")
    writer = csv.writer(target, delimiter=";")
    writer.writerow(map(escaped, header))
    writer.writerows(map(_csv_cell, row) for row in rows)
    return target.getvalue().encode("utf-8-sig")


def _csv_cell(value: Cell) -> str:
    if isinstance(value, str):
        return escaped(value)
    return "" if value is None else _number_or_day(value)


def _number_or_day(value: int | float | Decimal | date) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def xlsx_bytes(header: Sequence[str], rows: Iterable[Sequence[Cell]], title: str = "") -> bytes:
    """Return an Excel workbook of one sheet; texts are texts, also phone numbers."""
    target = BytesIO()
    with Workbook(target, {"constant_memory": True}) as workbook:
        text = workbook.add_format({"num_format": "@"})
        bold = workbook.add_format({"bold": True, "num_format": "@"})
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet = workbook.add_worksheet(_sheet_title(title))
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(header):
            sheet.write_string(0, column, escaped(name)[:LONGEST_XLSX_TEXT], bold)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    if value:
                        cut = escaped(value)[:LONGEST_XLSX_TEXT]
                        sheet.write_string(number, column, cut, text)
                elif isinstance(value, date):
                    sheet.write_datetime(number, column, value, day)
                elif value is not None:
                    sheet.write_number(number, column, float(value))
    return target.getvalue()


def _sheet_title(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", title).strip()[:31] or "1"


ODS_START = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3">'
    "<office:body><office:spreadsheet><table:table table:name={title}>"
)
ODS_END = "</table:table></office:spreadsheet></office:body></office:document-content>"
ODS_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest'
    ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MEDIA_TYPES["ods"]}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)


def ods_bytes(header: Sequence[str], rows: Iterable[Sequence[Cell]], title: str = "") -> bytes:
    """Return an OpenDocument spreadsheet of one sheet.

    Written as a stream: a library that keeps every cell as an object needs a gigabyte for what
    takes twenty here.
    """
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", MEDIA_TYPES["ods"], zipfile.ZIP_STORED)
        with archive.open("content.xml", "w") as content:
            start = ODS_START.replace("{title}", quoteattr(_sheet_title(title)))
            content.write(start.encode())
            for row in _with_header(header, rows):
                content.write(_ods_row(row).encode())
            content.write(ODS_END.encode())
        archive.writestr("META-INF/manifest.xml", ODS_MANIFEST)
    return target.getvalue()


def _with_header(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterable[Sequence[Cell]]:
    yield header
    yield from rows


def _ods_row(row: Sequence[Cell]) -> str:
    return f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>"


def _ods_cell(value: Cell) -> str:
    if value is None or value == "":
        return "<table:table-cell/>"
    if isinstance(value, str):
        lines = escaped(value).replace("\r\n", "\n").replace("\r", "\n").split("\n")
        inside = "".join(f"<text:p>{_ods_text(line)}</text:p>" for line in lines)
        return f'<table:table-cell office:value-type="string">{inside}</table:table-cell>'
    kind, name = ("date", "date-value") if isinstance(value, date) else ("float", "value")
    text = _number_or_day(value)
    attributes = f'office:value-type="{kind}" office:{name}="{text}"'
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def _ods_text(line: str) -> str:
    """Escape a line; spaces after another one and tabs have elements of their own."""
    spaced = re.sub(
        r"(?<= ) +|^ +", lambda found: f'\0s text:c="{len(found[0])}"/\1', line
    ).replace("\t", "\0tab/\1")
    return escape(spaced).replace("\0", "<text:").replace("\1", ">")


def json_bytes(names: Sequence[str], rows: Iterable[Sequence[Cell]], title: str = "") -> bytes:
    """Return a list of objects; the values are as they are, since nothing computes JSON."""
    found = [dict(zip(names, map(_json_value, row), strict=True)) for row in rows]
    return json.dumps(found, ensure_ascii=False, indent=1).encode()


def _json_value(value: Cell) -> str | int | float | None:
    if isinstance(value, str):
        return UNWRITABLE.sub("", value)
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date) else value


WRITERS: dict[str, Callable[[Sequence[str], Iterable[Sequence[Cell]], str], bytes]] = {
    "xlsx": xlsx_bytes,
    "ods": ods_bytes,
    "csv": csv_bytes,
    "json": json_bytes,
}

"""Who gets what answer: the question of a parent and the desk of a professional."""

from typing import Any

from tests.permissions.shapes import DESK, NO_WAY, PUBLIC, PUBLIC_FORM, RECORD, Row, staff
from tests.permissions.town import Town

ROWS = {
    "guide:ask": PUBLIC,
    "guide:answer": PUBLIC_FORM,
    "guide:shortlist": PUBLIC_FORM,
    # The guide of professionals says what visitors may read; what is of one person or one network
    # beside it: tests/guide/test_work_views.py.
    "guide:work": Row(get=staff("Y"), post=staff("Y")),
    "guide:compare": DESK,
    "guide:checklists": DESK,
    "guide:checklist": Row(get=staff("Y"), post=staff("X"), kind="one_theme"),
    "guide:sheets": Row(get=staff("YYYM"), post=NO_WAY, kind="service"),
    "guide:sheet": Row(get=staff("YYYM"), post=NO_WAY, kind="service_in_french"),
    "guide:sheet_as_pdf": Row(get=staff("YYYM"), post=NO_WAY, kind="service_in_french"),
    "guide:leave": PUBLIC_FORM,
    "guide:offline": PUBLIC,
    "guide:themes": PUBLIC,
    "guide:theme": Row(get=RECORD, post="XXXX", kind="theme"),
    "api-1:guide": Row(get="X", post="P"),
    "openapi": PUBLIC,
    "api-1:api-root": Row(get=staff("M"), post=staff("M")),
}


def objects(town: Town) -> dict[str, tuple[Any, ...]]:
    return {"theme": ("sleep", "eating", "debts", "no-such-theme")}

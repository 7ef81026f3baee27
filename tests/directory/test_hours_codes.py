"""Hours as a text that no language owns: what goes in comes out, and anything else is words."""

from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.directory.hours_codes import COLUMNS, Said, code_of, said_in


def row(**values: Any) -> dict[str, Any]:
    texts = dict.fromkeys(("freq", "byday", "bymonthday", "description"), "")
    nothing = {name: None for name in COLUMNS if name not in texts}
    return {**nothing, **texts, "attending_type": "in_person", **values}


@pytest.mark.parametrize(
    ("values", "code", "said"),
    [
        ({}, "", Said()),
        ({"byday": "MO,TU", "opens_at": time(9), "closes_at": time(17, 30)},
         "MO,TU 09:00-17:30", Said(("MO", "TU"), "", "09:00", "17:30")),
        ({"byday": "2WE", "attending_type": "by_appointment"},
         "2WE by_appointment", Said(("2WE",), how="by_appointment")),
        ({"bymonthday": "1,-1", "opens_at": time(9)},
         "day 1,-1 09:00-", Said((), "1,-1", "09:00")),
        ({"is_closed": True, "valid_from": date(2026, 7, 1), "description": "summer; heat"},
         "closed 2026-07-01 summer, heat", Said(how="closed", rest="2026-07-01 summer, heat")),
        ({"description": "MOnday by heart"}, "MOnday by heart", Said(rest="MOnday by heart")),
    ],
)  # fmt: skip
def test_row_as_a_code_and_back(values: dict[str, Any], code: str, said: Said) -> None:
    assert code_of(row(**values)) == code
    assert said_in(code) == said


@given(st.text(max_size=60))
def test_any_text_is_read_and_loses_nothing_but_signs(text: str) -> None:
    said = said_in(text)
    words = "".join((*said.days, said.month_days, said.opens, said.closes, said.how, said.rest))
    kept = set(text) - set(" ,-day")
    assert kept <= set(words)

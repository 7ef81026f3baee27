from io import BytesIO

import openpyxl
import pytest
from django.utils import translation

from tests.dialogue.exchange.worlds import NAME, SECRET, World
from vlaggenlijn.dialogue.handing_out import file_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]


def test_a_row_for_every_quote_that_stands() -> None:
    world = World()
    with translation.override("en"):
        book = openpyxl.load_workbook(BytesIO(file_of(world.series, ".xlsx")))
    header, *rows = book.active.iter_rows(values_only=True)
    assert header == (
        "number", "table", "region", "kind of organisation", "speaker", "hat", "quote",
        "word for word", "state", "opportunity", "bottleneck", "themes without a side", "memos",
    )  # fmt: skip
    assert rows == [
        (1, "1. Aalst", "Oost-Vlaanderen", None, "T1-01", "Geel", world.first.text, "yes", "noted",
         "slapen", "alleen", None, "Let op 😴"),
        (2, "1. Aalst", "Oost-Vlaanderen", None, None, "Geel", world.second.text, "no", "noted",
         None, None, "slapen", None),
    ]  # fmt: skip
    everything = str(rows)
    assert not any(secret in everything for secret in (SECRET, NAME, "Carla"))

"""What a line of a calendar says of a place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.agenda.venues import Venue, venue_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Venue()),
        ("Buurthuis", Venue("Buurthuis")),
        (
            "Buurthuis, Kerkstraat 1, 9000 Gent, België",
            Venue("Buurthuis", "Kerkstraat 1", "9000", "Gent"),
        ),
        ("Kerkstraat 12b bus 3\n9000 Gent", Venue("", "Kerkstraat 12b bus 3", "9000", "Gent")),
        ("Kerkstraat 1 9000 Gent", Venue("", "Kerkstraat 1", "9000", "Gent")),
        ("Zaal 3, Huis, 9000, Gent", Venue("Huis", "Zaal 3", "9000", "Gent")),
        ("Bib, B-9000", Venue("Bib", "", "9000")),
        ("Sint-Pieters-Leeuw", Venue("Sint-Pieters-Leeuw")),
        ("online", Venue(is_online=True)),
        (
            "Zoom: https://example.org/j/1.",
            Venue("Zoom:", online_url="https://example.org/j/1", is_online=True),
        ),
        ("Buurthuis - Gent", Venue("Buurthuis, Gent")),
    ],
)  # fmt: skip
def test_parts(text: str, expected: Venue) -> None:
    assert venue_in(text) == expected


@given(st.text(max_size=700))
def test_anything_is_read(text: str) -> None:
    found = venue_in(text)
    assert len(found.name) <= 150
    assert len(found.street) <= 200

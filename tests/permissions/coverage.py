"""Who gets what answer: gaps and overlaps."""

from tests.permissions.shapes import DESK, Row, staff

ROWS = {
    "coverage:gaps": DESK,
    # Without a kind of file there is none.
    "coverage:file": Row(get=staff("M"), post=staff("X")),
}

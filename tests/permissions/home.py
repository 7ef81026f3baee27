"""Who gets what answer: front pages and desks."""

from typing import Any

from tests import factories
from tests.permissions.shapes import DESK, PUBLIC, RUNS, Row, staff
from tests.permissions.town import Town

ROWS = {
    "home:asked": Row(
        get=staff("N", elsewhere="Y", coordinator="Y", administrator="Y"), post=staff("X")
    ),
    "home:words": Row(get=RUNS, post=RUNS, kind="network"),
    "home:concepts": Row(get=RUNS, post=staff("XXXX"), kind="network"),
    "home:add_concept": Row(get=RUNS, post=RUNS, kind="network"),
    "home:edit_concept": Row(get=RUNS, post=RUNS, kind="own_concept"),
    "home:about": PUBLIC,
    "home:privacy": PUBLIC,
    "home:site_map": PUBLIC,
    "home:site_map_part": Row(get="PMM", post="XXX", kind="site_map_part"),
    "home:robots": PUBLIC,
    "home:accessibility": PUBLIC,
    "home:embed": PUBLIC,
    "home:embed_script": PUBLIC,
    "home:embed_lines": Row(get=RUNS, post=staff("XXXX"), kind="network"),
    "home:desk": DESK,
    "home:own_offer": DESK,
    "home:preferences": Row(get=staff("Y"), post=staff("Y")),
    # Whoever holds no link of a mail finds nothing there, signed in or not.
    "home:still_right": Row(get="M", post="M", kind="token"),
    "home:stop_digest": Row(get="M", post="M", kind="token"),
    "home:start": DESK,
    "home:first_day": Row(get=RUNS, post=RUNS, kind="network"),
    "home:outbox": Row(get="M", post="X"),
}


def objects(town: Town) -> dict[str, tuple[Any, ...]]:
    concepts = [factories.an_own_concept(one, f"Kolonie {at}") for at, one in enumerate(town.homes)]
    return {
        "site_map_part": (("paginas", 1), ("paginas", 2), ("nothing", 1)),
        "own_concept": (*(one.pk for one in concepts), town.missing),
    }

"""Who gets what answer: the concept schemes, which anybody reads."""

from tests.permissions.shapes import PUBLIC, Row

ROWS = {
    "taxonomy:skos": PUBLIC,
    "taxonomy:skos_scheme": Row(get="PM", post="XX", kind="skos_scheme"),
    "taxonomy:skos_file": Row(get="PMM", post="XXX", kind="skos_file"),
}


def objects(_town: object) -> dict[str, tuple[object, ...]]:
    return {
        "skos_scheme": ("functions", "nothing"),
        "skos_file": (("functions", "ttl"), ("functions", "exe"), ("nothing", "ttl")),
    }

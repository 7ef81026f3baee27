"""The kinds of activities and places of UiTdatabank that ours are, by their ids there.

Ids are those of its Taxonomy API; labels may change, ids do not.
"""

from collections.abc import Mapping

Term = tuple[str, str]  # id and Dutch label

EVENT_TYPES: Mapping[str, Term] = {
    # A meeting place is no course and no party; UiTdatabank has no word for it.
    "meeting": ("0.51.0.0.0", "Type onbepaald"),
    "talk": ("0.3.2.0.0", "Lezing of congres"),
    "course": ("0.3.1.0.0", "Lessenreeks"),
    "play": ("0.50.21.0.0", "Spel of quiz"),
    "outing": ("0.7.0.0.0", "Begeleide uitstap of rondleiding"),
    "sport": ("0.59.0.0.0", "Sportactiviteit"),
    "show": ("0.55.0.0.0", "Theatervoorstelling"),
    "party": ("0.28.0.0.0", "Festiviteit"),
    "open_day": ("0.12.0.0.0", "Opendeurdag"),
}
# What comes from there is one of these here; anything else is "something else".
KINDS: Mapping[str, str] = {term[0]: kind for kind, term in EVENT_TYPES.items()} | {
    "0.3.1.0.1": "course",
    "0.50.6.0.0": "show",
    "0.50.4.0.0": "show",
    "0.54.0.0.0": "show",
    "0.19.0.0.0": "sport",
    "0.17.0.0.0": "outing",
    "0.49.0.0.0": "party",
    "1.50.0.0.0": "party",
    "0.5.0.0.0": "party",
    "0.51.0.0.0": "other",
}
PLACE_TYPE: Term = ("Yf4aZBfsUEu2NsQqsprngw", "Cultuur- of ontmoetingscentrum")
# The place of everything that is only online.
NOWHERE = "00000000-0000-0000-0000-000000000000"

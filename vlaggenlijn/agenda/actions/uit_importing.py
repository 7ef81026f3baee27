"""Activities out of UiTdatabank: from a file of its search, or from the search itself."""

import json
from typing import Any

from django.utils import timezone

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.models import LocalNetwork, User
from vlaggenlijn.agenda.actions.intake import Wishes, table_of
from vlaggenlijn.agenda.feed_wishes import window
from vlaggenlijn.agenda.import_rows import said
from vlaggenlijn.agenda.intake import Wish
from vlaggenlijn.agenda.models import Origin
from vlaggenlijn.agenda.uit_client import search
from vlaggenlijn.agenda.uit_wishes import UitWishes
from vlaggenlijn.agenda.uitdatabank.reading import Answer, Unreadable, events_in, read_answer
from vlaggenlijn.directory.access import IMPORT
from vlaggenlijn.directory.actions.importing_jobs import start_ready
from vlaggenlijn.directory.models import ImportJob
from vlaggenlijn.places.models import Postcode

WHAT = "uitdatabank"
PAGE, MOST = 500, 2_000
OLDEST_ASKED = 12  # years


def wishes_of_uit(network: LocalNetwork) -> Wishes:
    """Return the kind of import for what comes from UiTdatabank: somebody decides about twins."""
    return Wishes(network, origin=Origin.UIT, asks=True)


def start_from_file(
    *, by: User, network: LocalNetwork, content: bytes, file_name: str
) -> ImportJob:
    """Make the preview of an answer of the search that was sent as a file; raises Unreadable."""
    require(by, IMPORT, network)
    first, last = window()
    return _start(by, network, read_answer(content, first=first, last=last), file_name)


def start_from_search(*, by: User, network: LocalNetwork, words: str = "") -> ImportJob:
    """Ask the search itself for what is for children in the network's municipalities.

    Raises Unreadable when nothing is found, TryLater and Declined when it does not answer.
    """
    require(by, IMPORT, network)
    first, last = window()
    members = _searched(network, words)
    return _start(by, network, events_in(members, first=first, last=last), "UiTdatabank")


def _searched(network: LocalNetwork, words: str) -> list[Any]:
    codes = Postcode.objects.filter(municipality__in=network.municipalities.all())
    found = sorted(set(codes.values_list("code", flat=True)))
    if not found:
        raise Unreadable("uit_no_events")
    query: dict[str, Any] = {
        "embed": "true",
        "q": f"address.\\*.postalCode:({' OR '.join(found)})",
        "maxAge": OLDEST_ASKED,
        "dateFrom": timezone.localtime().isoformat(timespec="seconds"),
        "limit": PAGE,
    }
    if words:
        query["text"] = words
    members: list[Any] = []
    while len(members) < MOST:
        answer = search("/events/", query | {"start": len(members)})
        page = answer.get("member")
        if not isinstance(page, list) or not page:
            break
        members += page
        total = answer.get("totalItems")
        if not isinstance(total, int) or len(members) >= total:
            break
    return members[:MOST]


def _start(by: User, network: LocalNetwork, answer: Answer, file_name: str) -> ImportJob:
    wishes = UitWishes(network).of(answer.found)
    wishes += [Wish("", name, problems=(said("", code),)) for code, name in answer.refused]
    return start_ready(
        by=by, network=network, table=table_of(wishes), what=WHAT, file_name=file_name, mapping={}
    )


def as_file(events: list[dict[str, Any]]) -> bytes:
    """Return events as a file in the shape of an answer of the search."""
    whole = {"itemsPerPage": len(events), "totalItems": len(events), "member": events}
    return json.dumps(whole, ensure_ascii=False, indent=2).encode()

"""Travel times whose codes changed: told as stale, and carried over by a table of links.

A code that is no neighbourhood (any more) is not dropped: its ways stay in the table and are said
to be estimated, until a table of links carries them to the codes of today.
"""

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from vlaggenlijn.accounts.models import LocalNetwork, User, recorded
from vlaggenlijn.coverage.area_importing import areas_of
from vlaggenlijn.coverage.gathering import children_of
from vlaggenlijn.coverage.models import TravelPairs, TravelTimes
from vlaggenlijn.coverage.travel_importing import known_codes, known_ids
from vlaggenlijn.coverage.travel_links import Links, carried, stale
from vlaggenlijn.coverage.travel_rows import Times, digest_of, packed, unpacked
from vlaggenlijn.places.links import read_links
from vlaggenlijn.places.models import ChildrenCount, Neighbourhood, Succession
from vlaggenlijn.places.open_files import OpenTable


@dataclass(frozen=True, slots=True)
class Carrying:
    """What carrying would do: codes that move, those that are stale before and after it, ways
    before and after, and whether this very table carried them already; of codes in which several
    come together, which are weighed by their children and which by share."""

    content: bytes
    moved: Sequence[str]
    before: Sequence[str]
    after: Sequence[str]
    pairs_before: int
    pairs_after: int
    links_digest: str
    is_done: bool
    by_people: Sequence[str]
    by_share: Sequence[str]


def links_of(table: OpenTable) -> Links:
    """Return the links of a table and of municipalities that fused; raises UnreadableFile."""
    fused = {former: {heir: 1.0} for former, heir in Succession.objects.of_today().items()}
    return fused | dict(read_links(table).to)


def stale_codes(network: LocalNetwork, times: Times) -> list[str]:
    """Return the codes of a table that are no neighbourhood, municipality, place or service."""
    known = known_codes(network)
    ends = {one for one in times.ends if one not in known}
    return stale(times, known, known | known_ids(ends))


def times_kept(about: TravelTimes) -> Times:
    """Return the times that a record names."""
    return unpacked(TravelPairs.objects.content_of(about.digest))


def carrying(about: TravelTimes, links: Links) -> Carrying:
    """Return what carrying the times of a record over would do."""
    times = times_kept(about)
    moved = carried(times, links, children_known(about.network, {*times.starts, *times.ends}))
    name = hashlib.sha256(json.dumps(links, sort_keys=True).encode()).hexdigest()
    return Carrying(
        packed(moved.times), moved.moved, stale_codes(about.network, times),
        stale_codes(about.network, moved.times), len(times), len(moved.times), name,
        name == about.links_digest, moved.by_people, moved.by_share,
    )  # fmt: skip


def children_known(network: LocalNetwork, codes: Collection[str]) -> dict[str, float]:
    """Return the children of municipalities, also former ones, and of neighbourhoods and own areas
    by their code; without those of which nobody counts them."""
    towns = ChildrenCount.objects.newest_totals()
    areas = areas_of(network)[0]
    mine = [
        Neighbourhood(code=one.code, municipality_id=one.nis, inhabitants=one.inhabitants or 0)
        for one in areas.homes
        if one.code in codes
    ]
    official = Neighbourhood.objects.in_bulk(list(codes)).values()
    homes = [one for one in (*official, *mine) if one.municipality_id in towns]
    children = children_of(homes, areas).sum(axis=1)
    of_towns = {nis: float(count) for nis, count in towns.items() if nis in codes}
    return of_towns | {one.code: float(at) for one, at in zip(homes, children, strict=True)}


def carry_over(
    *, by: User | None, times: TravelTimes, content: bytes, links_digest: str
) -> TravelTimes:
    """Keep times under their new codes; the same table of links a second time changes nothing."""
    if times.links_digest == links_digest:
        return times
    with recorded(by=by, network=times.network, deed="travel_times.carry"):
        stored = TravelTimes.locked(times.pk)
        digest = digest_of(content)
        TravelPairs.objects.get_or_create(digest=digest, defaults={"content": content})
        stored.digest, stored.pairs = digest, len(unpacked(content))
        stored.links_digest = links_digest
        stored.save()
    return stored

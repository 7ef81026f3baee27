"""Travel times of a network out of a file: told first, then kept whole or not at all.

The same file a second time changes nothing. A new file of a means takes the place of the old one;
undoing the import brings the old one back.
"""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from vlaggenlijn.accounts.models import LocalNetwork, User, recorded
from vlaggenlijn.common import spreadsheets
from vlaggenlijn.common.spreadsheets_table import MEGABYTE, Limits, Table
from vlaggenlijn.coverage.area_importing import areas_of
from vlaggenlijn.coverage.models import Means, TravelPairs, TravelTimes
from vlaggenlijn.coverage.travel_rows import (
    LeftOut,
    Read,
    Times,
    UnclearTimes,
    digest_of,
    packed,
    read_times,
    times_of,
    unpacked,
)
from vlaggenlijn.directory.models import Location, Service
from vlaggenlijn.places.models import Municipality, Neighbourhood
from vlaggenlijn.places.open_files import TEXTS, opened

# What a page takes at once; the command takes as many as the engine keeps (table.MOST_PAIRS).
SENT = Limits(bytes=10 * MEGABYTE, rows=300_000)
MOST_PAIRS = 4_000_000


@dataclass(frozen=True, slots=True)
class About:
    """What stands beside the times of a file."""

    means: str
    source: str
    year: int
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What was read: pairs, from how many starts to how many ends, and whether it is anything new.

    ``neighbourhoods`` of the network that the table leaves from, of ``own`` that there are.
    """

    rows: int
    pairs: int
    starts: int
    ends: int
    neighbourhoods: int
    own: int
    is_new: bool
    left_out: LeftOut


def of_table(table: Table) -> Read:
    """Read a spreadsheet that was sent; raises UnclearTimes."""
    return read_times(table.header, ((row.number, row.cells) for row in table.rows))


def read_file(path: Path) -> Read:
    """Read a file of any size; raises UnclearTimes, UnreadableFile or UnreadableSpreadsheet."""
    if path.suffix.lower() not in (*TEXTS, ".zip"):
        return of_table(spreadsheets.read(path, limits=SENT))
    table = opened(path)
    try:
        return read_times(table.header, table.rows)
    finally:
        table.close()


def known_times(read: Read, network: LocalNetwork) -> Times:
    """Return the times between what this site and this network know; the rest is told in
    ``left_out``.

    Raises UnclearTimes when there are more than the engine keeps.
    """
    starts = known_codes(network) & {start for start, _ in read.minutes}
    ends = {end for _, end in read.minutes}
    times = times_of(read, starts, (known_codes(network) & ends) | known_ids(ends))
    if len(times) > MOST_PAIRS:
        raise UnclearTimes("too_many", pairs=len(times), most=MOST_PAIRS)
    return times


def known_codes(network: LocalNetwork) -> set[str]:
    """Return the codes of municipalities and neighbourhoods of today, and of own areas."""
    towns = set(Municipality.objects.current().values_list("nis", flat=True))
    homes = set(Neighbourhood.objects.values_list("code", flat=True))
    return towns | homes | {one.code for one in areas_of(network)[0].homes}


def known_ids(asked: Collection[str]) -> set[str]:
    """Return which of these are ids of published services or of their places."""
    services = Service.objects.published()
    known = {str(one) for one in services.values_list("pk", flat=True)}
    if known.issuperset(asked):
        return set(asked)
    known |= {str(one) for one in Location.objects.values_list("pk", flat=True)}
    return set(asked) & known


def report_of(network: LocalNetwork, read: Read, times: Times, about: About) -> Report:
    """Return what keeping these times would do."""
    homes = homes_of(network)
    starts = set(times.starts)
    return Report(
        rows=read.rows,
        pairs=len(times),
        starts=len(times.starts),
        ends=len(times.ends),
        neighbourhoods=sum(bool({code, town} & starts) for code, town in homes),
        own=len(homes),
        is_new=_is_new(network, digest_of(packed(times)), about),
        left_out=read.left_out,
    )


def homes_of(network: LocalNetwork) -> list[tuple[str, str]]:
    """Return (code, NIS code) of the neighbourhoods of a network: own areas where it has any."""
    own = [one.nis for one in network.municipalities.all()]
    areas = areas_of(network)[0].within(own)
    official = Neighbourhood.objects.in_municipalities(set(own) - areas.towns)
    return [
        *((one.code, one.nis) for one in areas.homes),
        *official.values_list("code", "municipality_id"),
    ]


def _is_new(network: LocalNetwork, digest: str, about: About) -> bool:
    there = TravelTimes.objects.of_network(network).current().by(about.means)
    wanted = (digest, about.source, about.year)
    return there is None or (there.digest, there.source, there.year) != wanted


def import_times(
    *, by: User | None, network: LocalNetwork, content: bytes, about: About
) -> TravelTimes:
    """Keep packed times as those of a network and a means; the same again changes nothing."""
    digest, pairs = digest_of(content), len(unpacked(content))
    with recorded(by=by, network=network, deed="travel_times.import"):
        TravelPairs.objects.get_or_create(digest=digest, defaults={"content": content})
        of_means = TravelTimes.objects.of_network(network).select_for_update()
        one = of_means.by(about.means) or TravelTimes(network=network, means=Means(about.means))
        one.source, one.year, one.file_name = about.source, about.year, about.file_name[:150]
        one.digest, one.pairs, one.links_digest, one.archived_at = digest, pairs, "", None
        one.save()
    return one


def archive_times(*, by: User | None, times: TravelTimes, is_archived: bool = True) -> TravelTimes:
    """Reckon no longer with a table, or again; said twice changes nothing."""
    deed = "travel_times.archive" if is_archived else "travel_times.restore"
    with recorded(by=by, network=times.network, deed=deed):
        stored = TravelTimes.locked(times.pk)
        stored.archived_at = (stored.archived_at or timezone.now()) if is_archived else None
        stored.save()
    return stored

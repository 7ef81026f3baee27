"""Own areas of a network out of GeoJSON: told first, then kept whole or not at all.

The same file a second time changes nothing. A new file takes the place of the old one; undoing the
import brings the old one back.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import BinaryIO

from django.utils import formats, timezone

from vlaggenlijn.accounts.models import LocalNetwork, User, recorded
from vlaggenlijn.coverage.models import AreaFile, AreaShapes
from vlaggenlijn.coverage.own_areas import OwnAreas, sorted_out, unpacked
from vlaggenlijn.places.models import ChildrenCount, Municipality, Neighbourhood, Succession
from vlaggenlijn.places.shapes import Shape, Wanted, shapes_of
from vlaggenlijn.places.statbel import Reasons

SENT_MEGABYTES = 100  # four seconds of reading, and no more memory than its largest area
KEPT = 4


@dataclass(frozen=True, slots=True)
class AboutAreas:
    """What stands beside the areas of a file."""

    source: str
    year: int
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class AreaReport:
    """What was read: how many neighbourhoods with how many people, in which municipalities, of how
    many the children are counted, how many outlines, and whether it is anything new."""

    homes: int
    people: int
    towns: list[str]
    counted: int
    outlines: int
    is_new: bool
    reasons: Reasons

    @property
    def people_text(self) -> str:
        return formats.number_format(self.people, force_grouping=True)


def read_areas(network: LocalNetwork, file: BinaryIO, year: int) -> tuple[OwnAreas, Reasons]:
    """Return the areas of a file that lie in a network; raises UnreadableFile."""
    own = [one.nis for one in network.municipalities.all()]
    shapes, reasons = shapes_of(file, year, _wanted(own))
    return _sorted(own, shapes, reasons), reasons


def _wanted(own: list[str]) -> Wanted:
    heirs = Succession.objects.of_today()
    towns = {nis: nis for nis in own} | {nis: to for nis, to in heirs.items() if to in own}
    return Wanted(towns, own[0] if len(own) == 1 else "")


def _sorted(own: list[str], shapes: Iterable[Shape], reasons: Reasons) -> OwnAreas:
    official = dict(Neighbourhood.objects.values_list("code", "municipality_id"))
    people = dict(Municipality.objects.with_nis(own).values_list("nis", "inhabitants"))
    return sorted_out(shapes, official, people, reasons)


def report_of(
    network: LocalNetwork, areas: OwnAreas, content: bytes, about: AboutAreas, reasons: Reasons
) -> AreaReport:
    """Return what keeping these areas would do; ``content`` is them, packed."""
    there = AreaFile.objects.of_network(network).current().first()
    wanted = (digest_of(content), about.source, about.year)
    is_new = there is None or (there.digest, there.source, there.year) != wanted
    names = Municipality.objects.with_nis(areas.towns).values_list("name_nl", flat=True)
    counted = areas.counted(ChildrenCount.Band.values)
    return AreaReport(
        len(areas.homes), sum(areas.people.values()), list(names), len(counted),
        len(areas.outlines), is_new, reasons,
    )  # fmt: skip


def digest_of(content: bytes) -> str:
    """Return the name that packed areas have by what is in them."""
    return hashlib.sha256(content).hexdigest()


def import_areas(
    *, by: User | None, network: LocalNetwork, content: bytes, about: AboutAreas
) -> AreaFile:
    """Keep packed areas as those of a network; the same again changes nothing."""
    digest, areas = digest_of(content), unpacked(content)
    with recorded(by=by, network=network, deed="areas.import"):
        AreaShapes.objects.get_or_create(digest=digest, defaults={"content": content})
        there = AreaFile.objects.of_network(network).select_for_update().first()
        one = there or AreaFile(network=network)
        one.source, one.year, one.file_name = about.source, about.year, about.file_name[:150]
        one.digest, one.areas, one.archived_at = digest, len(areas.homes), None
        one.save()
    return one


def archive_areas(*, by: User | None, areas: AreaFile, is_archived: bool = True) -> AreaFile:
    """Reckon no longer with own areas, or again; said twice changes nothing."""
    deed = "areas.archive" if is_archived else "areas.restore"
    with recorded(by=by, network=areas.network, deed=deed):
        stored = AreaFile.locked(areas.pk)
        stored.archived_at = (stored.archived_at or timezone.now()) if is_archived else None
        stored.save()
    return stored


def areas_of(network: LocalNetwork) -> tuple[OwnAreas, str]:
    """Return the own areas that count for a network, and their source; nothing and "" without."""
    found = AreaFile.objects.of_network(network).current().first()
    return (_areas(found.digest), str(found)) if found else (OwnAreas(), "")


@lru_cache(maxsize=KEPT)
def _areas(digest: str) -> OwnAreas:
    # A digest names its content, so what is kept here is never out of date.
    return unpacked(AreaShapes.objects.content_of(digest))

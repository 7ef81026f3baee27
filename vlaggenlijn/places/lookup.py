"""Looking up places for the rest of the house; the gazetteer is kept in memory per process."""

from uuid import UUID

from vlaggenlijn.places.distance import Surface, metres
from vlaggenlijn.places.distance import neighbours as near_enough
from vlaggenlijn.places.gazetteer import Answer, Gazetteer
from vlaggenlijn.places.models import Edition, Municipality, PlaceName
from vlaggenlijn.places.outline import touching

_kept: dict[UUID, Gazetteer] = {}
_near: dict[tuple[UUID, str], tuple[Municipality, ...]] = {}


def gazetteer() -> Gazetteer:
    """All names of today's places; one small query tells whether the one in memory is current."""
    edition = Edition.current_digest()
    if edition is None:  # nothing was loaded: do not remember an empty gazetteer
        return _built()
    found = _kept.get(edition)
    if found is None:
        found = _built()
        _kept.clear()
        _near.clear()
        _kept[edition] = found
    return found


def find(text: str) -> Answer:
    """What a person meant by this text in a place field; see gazetteer.Answer."""
    return gazetteer().find(text)


def municipality_at(nis: str) -> Municipality | None:
    """The municipality of today for a NIS code of any time; None for an unknown code."""
    return Municipality.resolve(nis)


def neighbours(nis: str) -> tuple[Municipality, ...]:
    """Today's municipalities next to this one, nearest first; empty for an unknown code.

    By their outlines in Flanders and Brussels, elsewhere estimated from points and areas.
    """
    edition = Edition.current_digest()
    if edition is None:
        return _neighbours(nis)
    found = _near.get((edition, nis))
    if found is None:
        found = _near[edition, nis] = _neighbours(nis)
    return found


def _neighbours(nis: str) -> tuple[Municipality, ...]:
    around = municipality_at(nis)
    if around is None:
        return ()
    current = Municipality.objects.current()
    codes = touching(around.nis) or near_enough(_surface(around), map(_surface, current))
    found = current.filter(nis__in=codes)
    return tuple(sorted(found, key=lambda other: metres(around, other)))


def _surface(row: Municipality) -> Surface:
    return Surface(row.nis, row.latitude, row.longitude, row.area_km2)


def _built() -> Gazetteer:
    areas = Municipality.objects.current().prefetch_related("postcodes")
    entries = PlaceName.objects.all()
    return Gazetteer(
        (area.as_area() for area in areas),
        (entry.as_entry() for entry in entries.iterator()),
    )

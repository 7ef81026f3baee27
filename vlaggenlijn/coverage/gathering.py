"""From the tables to what the engine is asked about: children at home and doors of services.

Children of a neighbourhood are an estimate: the municipality's children of a band, divided over its
neighbourhoods by inhabitants. A door with more functions is a row for each. A service that stands
somewhere reaches families by distance; one that names no place but an area, at home in that area;
one that is only online or on the phone is told apart.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.coverage.area_importing import areas_of
from vlaggenlijn.coverage.offer import Demand, Room, Supply, Way
from vlaggenlijn.coverage.own_areas import OwnAreas
from vlaggenlijn.coverage.points import Points
from vlaggenlijn.directory.models import Service
from vlaggenlijn.directory.models.locations import LocationType
from vlaggenlijn.places.distance import Located, Point
from vlaggenlijn.places.models import ChildrenCount, Municipality, Neighbourhood
from vlaggenlijn.places.plane import Box, box_around, on_plane
from vlaggenlijn.taxonomy.models import Concept

BANDS = tuple(ChildrenCount.Band.values)
EVERYBODY = "all-parents"
NOT_FAMILIES = "professionals"
INFORMATION = "information"
# How much longer a way by road is than as the crow flies: an assumption, said on the page. Between
# places in towns of our kind it is mostly 1.2 to 1.4; a river or a motorway makes it more.
DETOUR = 1.3
# Nobody wrote down how many families there is room for: this many, and the page says so.
ASSUMED_ROOM = 20.0
# More families than this in one service is a slip of the pen: told, and taken as not known.
MOST_ROOM = 5_000.0


@dataclass(frozen=True, slots=True)
class Ground:
    """A network as the engine sees it; indices of the engine are positions in these lists.

    ``homes`` holds the network's own neighbourhoods and those up to twice the reach around it.
    ``unsorted`` are services without a function: they are there, and cannot be counted.
    ``spots`` says of every door at which place it is, by the id of the place; "" is nowhere.
    ``own`` are areas that the network brought in itself, ``own_source`` where they come from.
    ``children_year``: of which year the newest figures of children are. ``nowhere`` are services of
    the network without a point, an area or a place online: they cannot be counted.
    """

    network: LocalNetwork
    box: Box
    homes: list[Neighbourhood]
    municipalities: list[str]
    functions: list[Concept]
    groups: list[Concept]
    services: list[Service]
    unsorted: list[Service]
    demand: Demand
    supply: Supply
    spots: list[str]
    own: OwnAreas = field(default_factory=OwnAreas)
    own_source: str = ""
    children_year: int | None = None
    nowhere: list[Service] = field(default_factory=list)

    @property
    def sources(self) -> str:
        """Where the neighbourhoods of the network come from, for beside a figure."""
        mine = zip(self.homes, self.demand.inside, strict=True)
        return "; ".join(sorted({home.source for home, is_own in mine if is_own}))

    @property
    def counted_homes(self) -> int:
        """How many own neighbourhoods tell their children; those of the others are estimates."""
        return len(self.own.counted(BANDS))

    @property
    def is_without_children(self) -> bool:
        """True when no figure of children is known for the network."""
        return not bool(self.demand.children[self.demand.inside].sum())


@dataclass(slots=True)
class _Door:
    service: int
    function: int
    point: tuple[float, float]
    way: Way
    areas: frozenset[str]
    spot: str = ""


def gathered(network: LocalNetwork, reach: float) -> Ground | None:
    """Return what is known of a network and around it; None where no neighbourhood is known."""
    towns = {one.nis: one for one in network.municipalities.all()}
    own = list(towns)
    areas, source = areas_of(network)
    areas = areas.within(own)
    inside = _homes_of(towns, areas, source)
    if not inside:
        return None
    box = box_around(inside)
    around = Neighbourhood.objects.with_municipality().inside(box.widened(2 * reach))
    homes = [*inside, *(home for home in around if home.municipality_id not in own)]
    municipalities = sorted({home.municipality_id for home in homes})
    functions, groups = (_concepts(one, network) for one in ("functions", "target-groups"))
    found = Service.objects.published().around(box.widened(reach), own).for_reckoning()
    sorted_out = [(one, _about(one, functions)) for one in found]
    services = [one for one, about in sorted_out if about]
    doors = _all_doors(services, functions, municipalities)
    return Ground(
        network=network,
        box=box,
        homes=homes,
        municipalities=municipalities,
        functions=functions,
        groups=groups,
        services=services,
        unsorted=[one for one, about in sorted_out if not about],
        demand=_demand(homes, municipalities, set(own), areas),
        supply=_supply(doors, services, functions, groups, municipalities),
        spots=[door.spot for door in doors],
        own=areas,
        own_source=source,
        children_year=ChildrenCount.objects.of_towns(own).latest_year(),
        nowhere=list(Service.objects.published().at_home_in(network).nowhere().order_by("name")),
    )


def _homes_of(towns: dict[str, Municipality], areas: OwnAreas, source: str) -> list[Neighbourhood]:
    """Return the neighbourhoods of municipalities: own areas where there are, else official."""
    official = Neighbourhood.objects.with_municipality()
    mine = [
        Neighbourhood(
            code=one.code, name=one.name, municipality=towns[one.nis], latitude=one.latitude,
            longitude=one.longitude, inhabitants=one.inhabitants or 0, source=source,
        )
        for one in areas.homes
    ]  # fmt: skip
    return [*mine, *official.in_municipalities(towns.keys() - areas.towns)]


def points_of(places: Iterable[Located]) -> Points:
    """Return the points of all these places on a plane whose metres are metres by road."""
    return _points(_by_road(place) for place in places)


def _by_road(place: Located) -> tuple[float, float]:
    """Return where a place lies on a plane that is stretched by the detour that roads make."""
    east, north = on_plane(place)
    return east * DETOUR, north * DETOUR


def _concepts(scheme: str, network: LocalNetwork) -> list[Concept]:
    found = Concept.objects.of_scheme(scheme).usable_in(network).with_names()
    return [concept for concept in found if concept.slug != NOT_FAMILIES]


def _demand(
    homes: Sequence[Neighbourhood], codes: Sequence[str], own: set[str], areas: OwnAreas
) -> Demand:
    number = {code: at for at, code in enumerate(codes)}
    return Demand(
        homes=points_of(homes),
        children=children_of(homes, areas),
        municipality=np.array([number[home.municipality_id] for home in homes], np.intp),
        inside=np.array([home.municipality_id in own for home in homes], bool),
    )


def children_of(
    homes: Sequence[Neighbourhood], areas: OwnAreas
) -> "np.ndarray[tuple[int, ...], np.dtype[np.float64]]":
    """Return the children of neighbourhoods by age band: counted, or those of the municipality
    divided by inhabitants."""
    codes = {home.municipality_id for home in homes}
    counts = ChildrenCount.objects.latest_of(codes)
    people = Neighbourhood.objects.in_municipalities(codes).inhabitants_by_municipality()
    people |= areas.people
    counted = areas.counted(BANDS)
    table = np.zeros((len(homes), len(BANDS)))
    for row, home in enumerate(homes):
        if home.code in counted:
            table[row] = [counted[home.code][band] for band in BANDS]
            continue
        share = home.inhabitants / (people[home.municipality_id] or 1)
        for column, band in enumerate(BANDS):
            table[row, column] = counts.get((home.municipality_id, band), 0) * share
    return table


def _points(pairs: Iterable[tuple[float, float]]) -> Points:
    table = np.array(list(pairs), float).reshape(-1, 2)
    return Points(table[:, 0], table[:, 1])


def _about(service: Service, concepts: Sequence[Concept]) -> list[int]:
    """Return the positions of the concepts that an editor put a service under."""
    mine = {link.concept_id for link in service.service_concepts.all() if link.is_confirmed}
    return [at for at, concept in enumerate(concepts) if concept.pk in mine]


def _all_doors(
    services: Sequence[Service], functions: Sequence[Concept], codes: Sequence[str]
) -> list[_Door]:
    regions = _regions(codes)
    return [
        door
        for at, service in enumerate(services)
        for door in _doors(at, service, _about(service, functions), regions)
    ]


def _supply(
    doors: Sequence[_Door],
    services: Sequence[Service],
    functions: Sequence[Concept],
    groups: Sequence[Concept],
    codes: Sequence[str],
) -> Supply:
    of = [services[door.service] for door in doors]
    number = {code: at for at, code in enumerate(codes)}
    area = np.zeros((len(doors), len(codes)), bool)
    for row, door in enumerate(doors):
        area[row, [number[code] for code in door.areas if code in number]] = True
    room = [
        _room(service, functions[door.function].slug)
        for door, service in zip(doors, of, strict=True)
    ]
    return Supply(
        points=_points(door.point for door in doors),
        service=np.array([door.service for door in doors], np.intp),
        function=np.array([door.function for door in doors], np.intp),
        functions=len(functions),
        groups=np.array([_groups(one, groups) for one in of], bool).reshape(-1, len(groups)),
        ages=np.array([_ages(one) for one in of], float).reshape(-1, len(BANDS)),
        capacity=np.array([places for _, places in room], float),
        room=np.array([kind for kind, _ in room], np.int8),
        way=np.array([door.way for door in doors], np.int8),
        area=area,
        sound=np.array([_is_sound(one) for one in of], bool),
    )


def _regions(codes: Iterable[str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for municipality in Municipality.objects.with_nis(codes):
        found[municipality.region].add(municipality.nis)
    return {region: frozenset(nis) for region, nis in found.items()}


def _doors(
    at: int, service: Service, functions: Iterable[int], regions: dict[str, frozenset[str]]
) -> list[_Door]:
    """Return a door for each function at each place, else one for the whole area."""
    places = [link.location for link in service.service_at_locations.all()]
    points = [
        (_by_road(Point(one.latitude, one.longitude)), str(one.pk))
        for one in places
        if one.latitude is not None and one.longitude is not None
    ]
    areas = _areas(service, regions)
    is_apart = bool(places) and all(one.location_type == LocationType.VIRTUAL for one in places)
    way = Way.APART if is_apart else Way.PLACE if points else Way.AREA
    spots = points if way == Way.PLACE else [((0.0, 0.0), "")]
    return [
        _Door(at, function, point, way, areas, spot)
        for function in functions
        for point, spot in spots
    ]


def _areas(service: Service, regions: dict[str, frozenset[str]]) -> frozenset[str]:
    found: set[str] = set()
    for area in service.service_areas.all():
        town = area.municipality_id
        found |= {town} if town else regions.get(area.region, frozenset())
    return frozenset(found)


def _groups(service: Service, groups: Sequence[Concept]) -> list[bool]:
    """Return for whom in particular; an offer that names nobody is for everybody."""
    mine = set(_about(service, groups))
    flags = [at in mine for at in range(len(groups))]
    return flags if mine else [group.slug == EVERYBODY for group in groups]


def _ages(service: Service) -> list[float]:
    """Return how many months of each band a service takes."""
    youngest = service.minimum_age_months
    oldest = service.maximum_age_months
    found = []
    for band in BANDS:
        first, last = (int(year) for year in band.split("-"))
        begins = max(first * 12, youngest if youngest is not None else 0)
        ends = min(last * 12 + 11, oldest if oldest is not None else 300)
        found.append(float(max(0, ends - begins + 1)))
    return found


def places_told(service: Service) -> float | None:
    """Return for how many families a record says that there is room; None when it does not."""
    places = [one.maximum for one in service.capacities.all() if one.maximum is not None]
    return float(sum(places)) if places else None


def _room(service: Service, function: str) -> tuple[Room, float]:
    places = places_told(service)
    if places is not None and places <= MOST_ROOM:
        return Room.KNOWN, places
    return (Room.UNLIMITED, 0.0) if function == INFORMATION else (Room.ASSUMED, ASSUMED_ROOM)


def _is_sound(service: Service) -> bool:
    """Whether the record says enough, and somebody confirmed it in the past year."""
    says_age = service.minimum_age_months is not None or service.maximum_age_months is not None
    return not service.is_stale and says_age

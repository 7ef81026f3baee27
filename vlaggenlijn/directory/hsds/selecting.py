"""Which records a question of another program chooses; only what visitors may see."""

import math
import uuid
from typing import Any, TypeVar

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.directory.hsds.asked import Asked
from vlaggenlijn.directory.models import (
    Address,
    Organization,
    OrganizationConcept,
    Publication,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceConcept,
)
from vlaggenlijn.directory.models.service import is_published
from vlaggenlijn.places.distance import EARTH_RADIUS
from vlaggenlijn.places.models import Municipality
from vlaggenlijn.taxonomy.known_words import terms_of
from vlaggenlijn.taxonomy.loading import NAMESPACE
from vlaggenlijn.taxonomy.models import Concept, ConceptScheme, Posting
from vlaggenlijn.taxonomy.words import words

Record = TypeVar("Record", bound=Model)
METRES_IN_A_DEGREE = math.radians(1) * EARTH_RADIUS
SERVICE_TEXTS = ("name", "alternate_name", "summary", "description", "organization__name")
FEW = 5000  # rows that are listed whole
ORGANIZATION_TEXTS = ("name", "alternate_name", "description")


def taxonomy_id(slug: str) -> uuid.UUID:
    """The id of a scheme, the same in every installation."""
    return uuid.uuid5(NAMESPACE, slug)


def as_id(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _ids(text: str) -> list[uuid.UUID]:
    """Return the one id that a text is, or none."""
    found = as_id(text)
    return [found] if found else []


def scheme_of(text: str) -> str:
    """Return the slug of the scheme with an id; "" for an id of none."""
    wanted = as_id(text)
    slugs = ConceptScheme.objects.values_list("slug", flat=True)
    return next((slug for slug in slugs if taxonomy_id(slug) == wanted), "")


def services(
    asked: Asked, network: LocalNetwork | None, *, is_whole: bool = False
) -> QuerySet[Service]:
    """Public services of the network visited (all without one), narrowed by every filter.

    ``is_whole`` is for who wants all of them, to count or to stream; else a page is quickest.
    """
    found: QuerySet[Service] = Service.objects.published().order_by("id")
    return _offered(found, "", asked, network, is_whole)


def _offered(
    found: QuerySet[Record],
    path: str,
    asked: Asked,
    network: LocalNetwork | None,
    is_whole: bool,
) -> QuerySet[Record]:
    """Narrow records by their service, to which ``path`` leads."""
    owner = f"{path}pk"
    if network:
        found = found.filter(
            _reached(network, f"{path}organization__network", owner, "service", "service")
        )
    texts = tuple(path + name for name in SERVICE_TEXTS)
    found = _speaking(found, owner, texts, asked, is_whole)
    if asked.organization_id:
        found = found.filter(**{f"{path}organization": as_id(asked.organization_id)})
    links = ServiceConcept.objects.confirmed()
    found = _under(found, owner, "service", links, asked, is_whole)
    return _modified(found, owner, asked, is_whole)


def organizations(
    asked: Asked, network: LocalNetwork | None, *, is_whole: bool = False
) -> QuerySet[Organization]:
    """Organisations that are not archived, narrowed by every filter; terms are their sectors."""
    found: QuerySet[Organization] = Organization.objects.published().order_by("id")
    if network:
        owner = "organization"
        found = found.filter(
            _reached(network, "network", "pk", f"service__{owner}", f"location__{owner}")
        )
    found = _speaking(found, "pk", ORGANIZATION_TEXTS, asked, is_whole)
    links = OrganizationConcept.objects.all()
    found = _under(found, "pk", "organization", links, asked, is_whole)
    return _modified(found, "pk", asked, is_whole)


def _reached(network: LocalNetwork, home: str, owner: str, of_area: str, of_place: str) -> Q:
    """The same records as ``for_network()``: each way asked apart, which many records bear better.

    ``home`` leads from a record to its network and ``owner`` to what an area and a place belong to.
    """
    covered = Municipality.objects.filter(networks=network)
    serving = Q(municipality__in=covered) | Q(region__in=covered.values("region"))
    areas = ServiceArea.objects.filter(serving).order_by().values(of_area)
    places: QuerySet[Any] = Address.objects.filter(municipality__in=covered)
    if of_place == "service":
        here = places.values("location")
        places = ServiceAtLocation.objects.filter(location__in=here).order_by()
    return (
        Q(**{home: network})
        | Q(**{f"{owner}__in": areas})
        | (Q(**{f"{owner}__in": places.values(of_place)}))
    )


def _speaking(
    found: QuerySet[Record], owner: str, texts: tuple[str, ...], asked: Asked, is_whole: bool
) -> QuerySet[Record]:
    """Narrow to what all words stand in, by the index; what it does not hold, by reading."""
    for word in asked.words:
        parts = words(word)
        terms = [terms_of(part) for part in parts]
        if not parts or None in terms:
            found = found.filter(_said(texts, word))
            continue
        for each in terms:
            rows = Posting.objects.with_terms(each or [])
            found = found.filter(_among(owner, rows, "record_id", is_whole))
    return found


def _said(names: tuple[str, ...], word: str) -> Q:
    said = Q()
    for name in names:
        said |= Q(**{f"{name}__icontains": word})
    return said


def _among(owner: str, rows: Any, record: str, is_whole: bool) -> Q | Exists:
    """That any of some rows is of the record: of few rows by their list, of many by looking.

    To list many for every page takes longer than to look at the records of that page.
    """
    if not is_whole and rows.order_by().values(record)[FEW : FEW + 1].exists():
        return Exists(rows.order_by().filter(**{record: OuterRef(owner)}))
    return Q(**{f"{owner}__in": rows.order_by().values(record)})


def _under(
    found: QuerySet[Record], owner: str, record: str, links: Any, asked: Asked, is_whole: bool
) -> QuerySet[Record]:
    """Narrow to what has a term, and to what has any term of a taxonomy; links name the record."""
    if asked.taxonomy_term_id:
        of_term = links.filter(concept=as_id(asked.taxonomy_term_id))
        found = found.filter(_among(owner, of_term, record, is_whole))
    if asked.taxonomy_id:
        of_scheme = links.filter(concept__scheme=scheme_of(asked.taxonomy_id))
        found = found.filter(_among(owner, of_scheme, record, is_whole))
    return found


def _modified(
    found: QuerySet[Record], owner: str, asked: Asked, is_whole: bool
) -> QuerySet[Record]:
    if asked.modified_after is None:
        return found
    told = Publication.objects.since(asked.modified_after)
    return found.filter(_among(owner, told, "record_id", is_whole))


def services_at_locations(
    asked: Asked, network: LocalNetwork | None, *, is_whole: bool = False
) -> QuerySet[ServiceAtLocation]:
    """Places where a public service is given; modified when their service was."""
    public: QuerySet[ServiceAtLocation] = ServiceAtLocation.objects.filter(
        is_published("service__")
    )
    found = _offered(public, "service__", asked, network, is_whole)
    is_placed = bool(asked.postcode) or asked.proximity is not None
    return (_near(found, asked) if is_placed else found).order_by("id")


def _near(found: Any, asked: Asked) -> Any:
    """Around a post code, or serving it; without a post code to measure from nothing is near."""
    here = list(Municipality.objects.current().with_postcode(asked.postcode))
    if asked.proximity is not None:
        around = Q(pk__in=[])
        for one in here:
            around |= _within(one, asked.proximity)
        # A place without address may be a shelter: nobody measures how far it is.
        is_told = {"location__is_point_approximate": False, "location__address__isnull": False}
        return found.filter(around, **is_told)
    areas, regions = ServiceArea.objects.order_by(), {one.region for one in here}
    every = ServiceAtLocation.objects.order_by()
    serving = areas.filter(Q(municipality__in=here) | Q(region__in=regions))
    standing = every.filter(
        ~Exists(areas.filter(service=OuterRef("service"))),
        location__address__postal_code=asked.postcode,
    )
    # Of both ways apart: with OR a database looks at every place.
    served = every.filter(service__in=serving.values("service")).values("pk")
    return found.filter(pk__in=served.union(standing.values("pk")))


def _within(one: Municipality, metres: int) -> Q:
    """Points at most so far away: flat near the middle, exact to some metres within Belgium."""
    narrow = math.cos(math.radians(one.latitude))
    up = (F("location__latitude") - one.latitude) * METRES_IN_A_DEGREE
    aside = (F("location__longitude") - one.longitude) * (METRES_IN_A_DEGREE * narrow)
    far = ServiceAtLocation.objects.alias(square=up * up + aside * aside)
    return Q(pk__in=far.filter(square__lte=float(metres) ** 2).order_by().values("pk"))


def schemes(
    asked: Asked, network: LocalNetwork | None, *, is_whole: bool = False
) -> QuerySet[ConceptScheme]:
    """All taxonomies; they are of the whole installation."""
    found = ConceptScheme.objects.order_by("slug")
    for word in asked.words:
        found = found.filter(Q(slug__icontains=word) | Q(titles__nl__icontains=word))
    return found


def terms(
    asked: Asked, network: LocalNetwork | None, *, is_whole: bool = False
) -> QuerySet[Concept]:
    """Concepts that hold: those of the release, and those the network visited added."""
    general = Q(network__isnull=True)
    found = Concept.objects.filter(is_retired=False).order_by("scheme", "order", "slug")
    found = found.filter(general | Q(network=network) if network else general)
    if asked.taxonomy_id:
        found = found.filter(scheme=scheme_of(asked.taxonomy_id))
    if asked.parent_id:
        found = found.filter(broader=as_id(asked.parent_id))
    if asked.top_only:
        found = found.filter(broader__isnull=True)
    for word in asked.words:
        found = found.filter(labels__text__icontains=word)
    return found.distinct()


def public_service(pk: str) -> QuerySet[Service]:
    """One service by its id, whatever network is visited, as its page is; empty for none."""
    return Service.objects.published().filter(pk__in=_ids(pk))


def public_organization(pk: str) -> QuerySet[Organization]:
    return Organization.objects.published().filter(pk__in=_ids(pk))


def public_place(pk: str) -> QuerySet[ServiceAtLocation]:
    return ServiceAtLocation.objects.filter(is_published("service__"), pk__in=_ids(pk))


def scheme(pk: str) -> QuerySet[ConceptScheme]:
    return ConceptScheme.objects.filter(slug=scheme_of(pk))


def term(pk: str) -> QuerySet[Concept]:
    """One concept, also a retired one: records may still name it."""
    return Concept.objects.filter(pk__in=_ids(pk))

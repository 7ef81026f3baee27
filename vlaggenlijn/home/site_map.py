"""Which pages search engines may find, for the network that is visited."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.directory.models import Service
from vlaggenlijn.guide.theme_pages import localized
from vlaggenlijn.taxonomy.models import Concept

# A site map holds at most 50,000 addresses; a network has hundreds.
MOST_SERVICES = 10_000
FIXED = (
    "guide:ask",
    "guide:themes",
    "directory:helplines",
    "home:about",
    "home:privacy",
    "home:accessibility",
)
# What is made for one visitor, or for staff only.
CLOSED = ("/werk/", "/account/", "/demo/", "/api/", "/antwoord/", "/mijn-lijst/", "/actueel/")


@dataclass(frozen=True, slots=True)
class Place:
    """A page with its addresses by language; the first is that of the source."""

    addresses: tuple[tuple[str, str], ...]
    changed_on: date | None = None


def places(network: LocalNetwork | None, languages: tuple[str, ...]) -> Iterator[Place]:
    """Return the pages of a network: fixed ones, themes, published services that reach it."""
    for name in FIXED:
        yield _place(reverse(name), languages)
    slugs = Concept.objects.of_scheme("themes").order_by("slug").values_list("slug", flat=True)
    for slug in slugs:
        yield _place(reverse("guide:theme", args=[slug]), languages)
    rows = _services(network).order_by("pk").values_list("pk", "assured_on")
    for pk, assured_on in rows[:MOST_SERVICES]:
        yield _place(reverse("directory:service", args=[pk]), languages, assured_on)


def _services(network: LocalNetwork | None) -> QuerySet[Service]:
    services = Service.objects.published()
    return services.for_network(network) if network else services


def _place(path: str, languages: tuple[str, ...], changed_on: date | None = None) -> Place:
    return Place(tuple((code, localized(path, code)) for code in languages), changed_on)


def robots(site_map_url: str, *, is_demo: bool) -> str:
    """Return robots.txt; invented organisations may not be found at all."""
    closed = ("/",) if is_demo else CLOSED
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    return "\n".join([*lines, "", f"Sitemap: {site_map_url}", ""])

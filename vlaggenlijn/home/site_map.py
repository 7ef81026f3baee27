"""Which pages search engines may find of the network that is visited, in parts of bounded size."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from xml.sax.saxutils import quoteattr

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.agenda.models import Activity, Occurrence
from vlaggenlijn.directory.models import Organization, Service, told_at
from vlaggenlijn.directory.models.service import last_change
from vlaggenlijn.guide.theme_pages import localized
from vlaggenlijn.taxonomy.models import Concept

# A site map holds at most 50,000 addresses: sitemaps.org, version 0.9.
MOST_ADDRESSES = 50_000
FIXED = (
    "guide:ask",
    "guide:themes",
    "agenda:agenda",
    "directory:helplines",
    "home:about",
    "home:privacy",
    "home:accessibility",
)
# What is made for one visitor, for staff only, or shows the same again.
CLOSED = (
    *("/werk/", "/account/", "/demo/", "/api/", "/antwoord/", "/mijn-lijst/", "/actueel/"),
    "/insluiten/",
)
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
)
Rows = list[tuple[str, date | None]] | Iterator[tuple[str, date | None]]


@dataclass(frozen=True, slots=True)
class Place:
    """A page with its addresses by language; the first is that of the source."""

    addresses: tuple[tuple[str, str], ...]
    changed_on: date | None = None


@dataclass(frozen=True, slots=True)
class SiteMap:
    """The pages of a network; ``most`` is how many addresses one part may hold."""

    network: LocalNetwork | None
    languages: tuple[str, ...]
    most: int = MOST_ADDRESSES

    def parts(self) -> list[tuple[str, int]]:
        """Return the parts, each as its name and its number from 1; empty ones are left out."""
        return [
            (name, number)
            for name, pages in SECTIONS.items()
            for number in range(1, -(-_count(pages(self.network)) // self._pages) + 1)
        ]

    @property
    def _pages(self) -> int:
        return max(1, self.most // len(self.languages))

    def places(self, name: str, number: int) -> Iterator[Place]:
        """Return the pages of one part; none when there is no such part."""
        first = (number - 1) * self._pages
        for path, changed_on in _read(SECTIONS[name](self.network), first, first + self._pages):
            yield Place(tuple((one, localized(path, one)) for one in self.languages), changed_on)


def _fixed(_network: LocalNetwork | None) -> Rows:
    return [(reverse(name), None) for name in FIXED]


def _themes(network: LocalNetwork | None) -> Rows:
    themes = Concept.objects.of_scheme("themes").seen_in(network).order_by("slug")
    slugs = themes.values_list("slug", flat=True)
    return [(reverse("guide:theme", args=[slug]), None) for slug in slugs]


def _services(network: LocalNetwork | None) -> "Records":
    found = Service.objects.published()
    found = found.for_network(network) if network else found
    return Records("directory:service", Service.objects.all(), found, told_at())


def _organizations(network: LocalNetwork | None) -> "Records":
    found = Organization.objects.published()
    found = found.for_network(network) if network else found
    return Records("directory:organization", Organization.objects.all(), found, told_at())


def _activities(network: LocalNetwork | None) -> "Records":
    coming = Occurrence.objects.shown_in(network).coming().order_by().values("activity")
    found = Activity.objects.filter(pk__in=coming)
    return Records("agenda:activity", Activity.objects.all(), found, last_change())


@dataclass(frozen=True, slots=True)
class Records:
    """The pages of records: ``found`` says which, ``changed`` is the column of their moment."""

    address: str
    every: QuerySet[Any]
    found: QuerySet[Any]
    changed: Any

    def count(self) -> int:
        return self.found.count()

    def rows(self, first: int, last: int) -> Iterator[tuple[str, date | None]]:
        rows = self.every.filter(pk__in=self.found.order_by().values("pk")).order_by("pk")
        dated = rows.annotate(changed_at=self.changed).values_list("pk", "changed_at")
        for pk, moment in dated[first:last].iterator():
            yield self._address(pk), _day(moment)

    def _address(self, pk: uuid.UUID) -> str:
        return reverse(self.address, args=[pk])


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


SECTIONS: dict[str, Callable[[LocalNetwork | None], Any]] = {
    "paginas": _fixed,
    "themas": _themes,
    "aanbod": _services,
    "organisaties": _organizations,
    "agenda": _activities,
}


def _count(pages: Any) -> int:
    return pages.count() if isinstance(pages, Records) else len(pages)


def _read(pages: Any, first: int, last: int) -> Rows:
    found: Rows = pages.rows(first, last) if isinstance(pages, Records) else pages[first:last]
    return found


def index(addresses: list[str]) -> str:
    """Return the site map that names the parts."""
    lines = (f"<sitemap><loc>{escape(one)}</loc></sitemap>\n" for one in addresses)
    return f"{HEAD}<sitemapindex {SPACES}>\n{''.join(lines)}</sitemapindex>\n"


def lines(places: Iterator[Place], site: str) -> Iterator[str]:
    """Return one part of a site map line by line; ``site`` is "https://host"."""
    yield f"{HEAD}<urlset {SPACES}>\n"
    for place in places:
        dated = f"<lastmod>{place.changed_on.isoformat()}</lastmod>" if place.changed_on else ""
        others = "".join(_other(code, site + path) for code, path in place.addresses)
        others = others if len(place.addresses) > 1 else ""
        for _code, path in place.addresses:
            yield f"<url><loc>{escape(site + path)}</loc>{dated}{others}</url>\n"
    yield "</urlset>\n"


def _other(code: str, address: str) -> str:
    return f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(address)}/>'


def robots(site_map_url: str, *, is_demo: bool) -> str:
    """Return robots.txt; invented organisations may not be found at all."""
    closed = ("/",) if is_demo else CLOSED
    said = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    return "\n".join([*said, "", f"Sitemap: {site_map_url}", ""])

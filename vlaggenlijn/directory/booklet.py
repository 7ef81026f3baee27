"""The printed guide: published services of a network as a booklet on A5, with a QR code each.

It holds what the public pages say, so that anybody may have it printed and lay it on a counter.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.languages import SOURCE, direction
from vlaggenlijn.accounts.middleware import LANGUAGE_PARAMETER
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.common.paper import pdf_of, qr_dots
from vlaggenlijn.common.phones import shown
from vlaggenlijn.directory.hours import DayText, WeekOnPaper, week_on_paper
from vlaggenlijn.directory.models import Helpline, Service, ServiceAtLocation
from vlaggenlijn.directory.pages import PlaceText, ServicePage, service_page
from vlaggenlijn.taxonomy.models import Concept

STYLE = Path(__file__).resolve().parents[1] / "static" / "vlaggenlijn" / "booklet.css"
LETTER, LARGE_LETTER = "9.5pt", "14pt"
# In the large letter hardly two offers fit on a page, and each try costs as much as to set one.
ONE_A_PAGE = "article + article { break-before: page }"
AT_ONCE = 50  # services read together
MOST_PLACES = 3
Told = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Booklet:
    """What stands on the cover and how it is set; ``site`` is the root of the public pages."""

    title: str
    language: str
    site: str
    network: LocalNetwork
    is_large: bool


@dataclass(frozen=True, slots=True)
class PlaceOnPaper:
    place: PlaceText
    week: WeekOnPaper


@dataclass(frozen=True, slots=True)
class Entry:
    """One service in the booklet; ``domain`` is the order and the name of its chapter."""

    domain: tuple[int, str]
    page: ServicePage
    places: list[PlaceOnPaper]
    address: str
    qr: str


@dataclass(frozen=True, slots=True)
class Chapter:
    title: str
    entries: list[tuple[int, Entry]]


def booklet_pdf(booklet: Booklet, ids: Sequence[UUID], tell: Told) -> bytes:
    """Return the booklet as PDF/UA; ``tell`` hears how many services are written. May raise
    NoPango. The texts are in the language that is active."""
    html = booklet_html(booklet, ids, tell)
    letter = LARGE_LETTER if booklet.is_large else LETTER
    style = ONE_A_PAGE if booklet.is_large else ""
    return pdf_of(html, stylesheet=STYLE, sizes=[letter], more_style=style)


def booklet_html(booklet: Booklet, ids: Sequence[UUID], tell: Told) -> str:
    """Return the booklet as a whole HTML document of the services that are still published."""
    entries = list(_entries(booklet, ids, tell))
    regime = booklet.network.regime
    context = {
        "booklet": booklet,
        "network": booklet.network,
        "contact_phone": shown(booklet.network.contact_phone),
        "direction": direction(booklet.language),
        "chapters": chapters(entries),
        "count": len(entries),
        "helplines": Helpline.objects.in_regime(regime),
        "today": timezone.localdate(),
        "is_demo": booklet.network.is_demo,
    }
    return render_to_string("directory/booklet.html", context)


def _entries(booklet: Booklet, ids: Sequence[UUID], tell: Told) -> Iterator[Entry]:
    domains = _domains_of_themes()
    for start in range(0, len(ids), AT_ONCE):
        part = ids[start : start + AT_ONCE]
        for service in Service.objects.published().with_details().with_ids(part):
            yield _entry(booklet, service, domains)
        tell(min(start + AT_ONCE, len(ids)))


def _no_days(_service: Service, _link: ServiceAtLocation) -> list[DayText]:
    """The coming days are not for paper."""
    return []


def _entry(booklet: Booklet, service: Service, domains: dict[str, tuple[int, str]]) -> Entry:
    language = booklet.language
    asked = "" if language == SOURCE else f"?{urlencode({LANGUAGE_PARAMETER: language})}"
    address = f"{booklet.site.removesuffix('/')}{service.get_absolute_url()}{asked}"
    page = service_page(service, booklet.network.regime, language=language, hours=_no_days)
    links = list(service.service_at_locations.all())[:MOST_PLACES]
    weeks = [week_on_paper(service, link) for link in links]
    themes = [
        link.concept.slug
        for link in service.service_concepts.all()
        if link.is_confirmed and link.concept.scheme_id == "themes"
    ]
    found = [domains[slug] for slug in themes if slug in domains]
    return Entry(
        domain=_most_of(found) or (len(domains), _("Other support")),
        page=page,
        places=[PlaceOnPaper(*pair) for pair in zip(page.places, weeks, strict=False)],
        address=address,
        qr=qr_dots(address),
    )


def _most_of(found: list[tuple[int, str]]) -> tuple[int, str] | None:
    """The life domain of most of its themes; the first of them when two have as many."""
    return min(set(found), key=lambda one: (-found.count(one), one), default=None)


def _domains_of_themes() -> dict[str, tuple[int, str]]:
    """Return the first life domain of every theme, its own or that of a broader one, by slug."""
    domains = {
        one.slug: (number, one.label)
        for number, one in enumerate(Concept.objects.of_scheme("life-domains").with_names())
    }
    themes = {one.pk: one for one in Concept.objects.of_scheme("themes")}
    found = {}
    for theme in themes.values():
        above: Concept | None = theme
        seen: set[UUID] = set()
        while above is not None and above.pk not in seen:
            seen.add(above.pk)
            slugs = above.extra.get("match", {}).get("life-domains", [])
            if slugs and slugs[0] in domains:
                found[theme.slug] = domains[slugs[0]]
                break
            above = themes.get(above.broader_id)  # type: ignore[arg-type]
    return found


def chapters(entries: Sequence[Entry]) -> list[Chapter]:
    """Return the services by life domain and name; numbered through, for the contents."""
    in_order = sorted(entries, key=lambda one: (one.domain, one.page.name.casefold(), one.address))
    numbered = enumerate(in_order, 1)
    return [
        Chapter(domain[1], list(group))
        for domain, group in groupby(numbered, key=lambda pair: pair[1].domain)
    ]

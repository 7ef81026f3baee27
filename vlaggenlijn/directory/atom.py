"""New and changed offers as an Atom feed (RFC 4287), for readers of feeds and other sites."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.middleware import LANGUAGE_PARAMETER
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.common.forms import visible
from vlaggenlijn.common.tongues import spoken
from vlaggenlijn.directory.models import Service, told_at
from vlaggenlijn.directory.wording import wording_of
from vlaggenlijn.places.models import Municipality
from vlaggenlijn.taxonomy.models import Concept

MOST_ENTRIES = 50
# A feed without entries changes never.
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Followed:
    """What of a network somebody follows; what an address asks and is not known is left out."""

    network: LocalNetwork | None
    theme: Concept | None = None
    place: Municipality | None = None
    language: str = ""

    @property
    def title(self) -> str:
        parts = [self.theme.label if self.theme else "", str(self.place or "")]
        name = self.network.name if self.network else "Vlaggenlijn"
        return " · ".join(filter(None, [name, _("New and changed offers"), *parts]))

    @property
    def query(self) -> str:
        values = {
            "thema": self.theme.slug if self.theme else "",
            "gemeente": self.place.nis if self.place else "",
            LANGUAGE_PARAMETER: self.language,
        }
        filled = urlencode({name: value for name, value in values.items() if value})
        return f"?{filled}" if filled else ""


def read(query: Mapping[str, str], network: LocalNetwork | None) -> Followed:
    """Return what an address asks to follow."""
    slug, nis = query.get("thema", "")[:80], query.get("gemeente", "")[:5]
    themes = Concept.objects.of_scheme("themes").seen_in(network).with_names()
    places = network.municipalities.all() if network else Municipality.objects.none()
    return Followed(
        network,
        themes.named(slug) if slug else None,
        places.filter(nis=nis).first() if nis else None,
        spoken() if query.get(LANGUAGE_PARAMETER) else "",
    )


def feed(followed: Followed, *, site: str, address: str, regime: str) -> str:
    """Return the feed; ``site`` is "https://host", ``address`` where the feed itself stands.

    The same records give the same text: nothing in it depends on the moment.
    """
    services = list(_services(followed))
    made = _Feed(
        followed.title,
        link=f"{site}/",
        description="",
        language=spoken(),
        feed_url=address,
        feed_guid=address,
        author_name=followed.network.name if followed.network else "Vlaggenlijn",
    )
    for service in services:
        made.add_item(**_entry(service, site, regime))
    return made.writeString("utf-8")


class _Feed(Atom1Feed):
    """Atom as Django writes it, but an empty feed does not say that it changed just now."""

    def latest_post_date(self) -> datetime:
        return max((one["updateddate"] for one in self.items), default=LONG_AGO)


def _services(followed: Followed) -> Iterable[Service]:
    found = Service.objects.published()
    if followed.network:
        found = found.for_network(followed.network)
    if followed.theme:
        found = found.about(followed.theme)
    if followed.place:
        place = followed.place
        found = found.reaching(place.nis, [], place.region)
    ids = _newest(found)
    by_id = {one.pk: one for one in Service.objects.with_ids(ids).with_details()}
    for pk, moment in ids.items():
        by_id[pk].told_at = moment  # type: ignore[attr-defined]
    return [by_id[pk] for pk in ids]


def _newest(found: Any) -> dict[uuid.UUID, datetime]:
    """Return the moments at which the newest of the services last changed, by id."""
    rows: Any = Service.objects.filter(pk__in=found.order_by().values("pk"))
    rows = rows.annotate(told_at=told_at()).order_by("-told_at", "pk")
    return dict(rows.values_list("pk", "told_at")[:MOST_ENTRIES])


def _entry(service: Service, site: str, regime: str) -> dict[str, Any]:
    texts = wording_of(service, regime=regime).texts
    themes = (link.concept for link in service.service_concepts.all() if link.is_confirmed)
    return {
        "title": visible(texts["name"]),
        "link": f"{site}{service.get_absolute_url()}",
        # The summary of a feed is HTML, and XML knows no signs that cannot be seen.
        "description": escape(visible(texts["summary"] or texts["description"] or texts["name"])),
        "unique_id": service.pk.urn,
        "author_name": service.organization.name,
        "pubdate": service.created_at,
        "updateddate": service.told_at,  # type: ignore[attr-defined]
        "categories": [one.label for one in themes if one.scheme_id == "themes"],
    }

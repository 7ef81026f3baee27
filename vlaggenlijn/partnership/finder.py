"""Who could join: who in the directory touches a need, and the unusual ones nobody thinks of."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.directory.models import Organization
from vlaggenlijn.needs.board import lines_of
from vlaggenlijn.needs.models import Need
from vlaggenlijn.partnership.models import Partner, TableInvitation
from vlaggenlijn.taxonomy.models import Concept

FEW = 30
# By sector, why one would ask them; in the order in which they are shown.
UNUSUAL: dict[str, str | Promise] = {
    "library": lazy("Parents come there without a question, and it is open in the weekend."),
    "sports": lazy("At the side of the pitch stand the parents who come to no counter."),
    "education": lazy("At the school gate you meet every parent, also those whom nobody reaches."),
    "green-service": lazy("Whoever keeps the playgrounds decides where parents meet."),
    "associations": lazy("Grandparents and families find each other there, of every origin."),
    "cultural-centre": lazy("It has a hall, an audience, and a leaflet in every letter box."),
}


@dataclass(frozen=True, slots=True)
class Found:
    """An organisation that does not sit at the table; ``is_asked`` when an invitation waits."""

    organization: Organization
    is_asked: bool


@dataclass(frozen=True, slots=True)
class Unusual:
    """A sector, why one would ask it, and who of it is in the directory."""

    sector: Concept
    why: str | Promise
    found: list[Found]


def touching(network: LocalNetwork, need: Need) -> list[Found]:
    """Return who has an offer about a need and does not sit at the table, by name."""
    line = next((one for one in lines_of(network) if one.need.pk == need.pk), None)
    return _not_at_table(network, line.doers if line else [])[:FEW]


def named(network: LocalNetwork, words: str) -> list[Found]:
    """Return organisations of the directory by a part of their name; none without words."""
    if not words:
        return []
    found = Organization.objects.for_network(network).current().named(words).order_by("name", "id")
    return _not_at_table(network, found[: FEW * 3])[:FEW]


def unusual(network: LocalNetwork) -> list[Unusual]:
    """Return the sectors that are seldom asked, each with who of it is known here."""
    sectors = {one.slug: one for one in Concept.objects.of_scheme("sectors").with_names()}
    here = Organization.objects.for_network(network).current()
    links = here.filter(concepts__scheme="sectors", concepts__slug__in=list(UNUSUAL))
    by_slug: dict[str, list[Organization]] = defaultdict(list)
    slugs = links.values_list("pk", "concepts__slug").order_by("name", "id")
    known = {one.pk: one for one in links}
    for pk, slug in slugs:
        by_slug[slug].append(known[pk])
    shown = [slug for slug in UNUSUAL if slug in sectors]
    return [
        Unusual(sectors[slug], UNUSUAL[slug], _not_at_table(network, by_slug[slug])[:5])
        for slug in shown
    ]


def _not_at_table(network: LocalNetwork, organizations: Iterable[Organization]) -> list[Found]:
    partners = Partner.objects.of_network(network).current()
    seated = set(partners.values_list("organization", flat=True))
    waiting = TableInvitation.objects.of_network(network).unanswered()
    asked = set(waiting.values_list("organization", flat=True))
    return [Found(one, one.pk in asked) for one in organizations if one.pk not in seated]

"""What the page of gaps does not know, said in words: never a silent zero."""

from collections.abc import Iterator, Sequence

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.coverage.gathering import ASSUMED_ROOM, MOST_ROOM, Ground, places_told
from vlaggenlijn.coverage.offer import Room
from vlaggenlijn.coverage.reach_words import ways_told
from vlaggenlijn.coverage.reckoning import Reckoned
from vlaggenlijn.directory.models import Service
from vlaggenlijn.places.models import Municipality, Succession

FEW_NAMES = 3


def unknown(found: Reckoned) -> Iterator[str]:
    """Say what the picture does not know, what is missing first."""
    ground = found.ground
    yield from _of_places(ground)
    yield from _of_offers(ground)
    yield from _of_rooms(ground)
    if found.travelled is not None:
        yield ways_told(found)
    yield from _of_the_border(found)
    yield _("A distance says nothing of language, cost, opening hours, waiting lists or trust.")


def fused_told(network: LocalNetwork) -> list[str]:
    """Say of every municipality of a network that fused what it is called now."""
    gone = {one.nis: one for one in network.municipalities.all() if not one.is_current}
    heirs = Succession.objects.of_today() if gone else {}
    names = dict(
        Municipality.objects.with_nis(heirs.get(nis, "") for nis in gone).values_list(
            "nis", "name_nl"
        )
    )
    return [
        _(
            "%(former)s fused into %(heir)s. Choose %(heir)s as a municipality of this network;"
            " until then its children are not counted here."
        )
        % {"former": one.name_nl, "heir": names.get(heirs.get(nis, ""), "?")}
        for nis, one in sorted(gone.items())
    ]


def _of_places(ground: Ground) -> Iterator[str]:
    yield from fused_told(ground.network)
    towns = [one for one in ground.network.municipalities.all() if one.is_current]
    homes = [
        home for home, is_own in zip(ground.homes, ground.demand.inside, strict=True) if is_own
    ]
    drawn = {home.municipality_id for home in homes}
    if missing := [one.name_nl for one in towns if one.nis not in drawn]:
        yield _("Of %(towns)s we know no neighbourhoods, so it is not in this picture.") % {
            "towns": ", ".join(missing)
        }
    children = ground.demand.children.sum(axis=1)
    living = {
        home.municipality_id for home, count in zip(ground.homes, children, strict=True) if count
    }
    if missing := [one.name_nl for one in towns if one.nis in drawn and one.nis not in living]:
        yield _("Of %(towns)s we know no children: its neighbourhoods count for nobody.") % {
            "towns": ", ".join(missing)
        }
    empty = sum(home.inhabitants == 0 for home in homes)
    if empty:
        yield ngettext(
            "In %(count)s neighbourhood nobody lives, so it has no children.",
            "In %(count)s neighbourhoods nobody lives, so they have no children.",
            empty,
        ) % {"count": empty}


def _of_offers(ground: Ground) -> Iterator[str]:
    if not ground.services:
        yield _(
            "In and around this network no offer is written down that can be counted. The picture"
            " shows what is written, not what there is."
        )
    if ground.unsorted:
        yield ngettext(
            "%(count)s service has no function yet, so it is not in this picture.",
            "%(count)s services have no function yet, so they are not in this picture.",
            len(ground.unsorted),
        ) % {"count": len(ground.unsorted)}
    if ground.nowhere:
        yield ngettext(
            "%(count)s service has no point on the map and no area where it comes, so it counts"
            " nowhere: %(names)s.",
            "%(count)s services have no point on the map and no area where they come, so they count"
            " nowhere: %(names)s.",
            len(ground.nowhere),
        ) % {"count": len(ground.nowhere), "names": _names(ground.nowhere)}
    sound = int(ground.supply.sound.mean() * 100) if len(ground.supply) else 0
    yield _(
        "%(share)s %% of the offers were confirmed in the past year and say an age. Below 80 %%"
        " nothing is called certain."
    ) % {"share": sound}


def _of_rooms(ground: Ground) -> Iterator[str]:
    told = {service.pk: places_told(service) for service in ground.services}
    if none := [one for one in ground.services if told[one.pk] == 0]:
        yield ngettext(
            "%(count)s service says that it has 0 places: it counts as a choice, and has room for"
            " nobody: %(names)s.",
            "%(count)s services say that they have 0 places: they count as a choice, and have room"
            " for nobody: %(names)s.",
            len(none),
        ) % {"count": len(none), "names": _names(none)}
    if odd := [one for one in ground.services if (told[one.pk] or 0) > MOST_ROOM]:
        yield ngettext(
            "%(count)s service says that it has over %(most)s places; we take that as not known:"
            " %(names)s.",
            "%(count)s services say that they have over %(most)s places; we take that as not known:"
            " %(names)s.",
            len(odd),
        ) % {
            "count": len(odd), "names": _names(odd),
            "most": formats.number_format(MOST_ROOM, 0, force_grouping=True),
        }  # fmt: skip
    assumed = int((ground.supply.room == Room.ASSUMED).mean() * 100) if len(ground.supply) else 0
    if assumed:
        yield _(
            "Of %(share)s %% of the offers nobody wrote down for how many families there is room."
            " Where room counts we assume %(places)s each; information has no limit."
        ) % {"share": assumed, "places": round(ASSUMED_ROOM)}


def _of_the_border(found: Reckoned) -> Iterator[str]:
    near = int((found.judged.edge & found.ground.demand.inside).sum())
    if near:
        yield ngettext(
            "%(count)s neighbourhood lies near a border behind which nobody keeps the offer here.",
            "%(count)s neighbourhoods lie near a border behind which nobody keeps the offer here.",
            near,
        ) % {"count": near}


def _names(services: Sequence[Service]) -> str:
    names = ", ".join(one.name for one in services[:FEW_NAMES])
    return f"{names} …" if len(services) > FEW_NAMES else names

"""The maps of a supposition: where it opens or moves to, and what is in reach before and after."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from vlaggenlijn.coverage.gathering import Ground
from vlaggenlijn.coverage.looking_into import LARGEST, SMALLEST
from vlaggenlijn.coverage.overview import about, band_label, home_label
from vlaggenlijn.coverage.points import Numbers
from vlaggenlijn.coverage.supposing import Pictured
from vlaggenlijn.places.outline import Frame, citation, frame, paths, project


@dataclass(frozen=True, slots=True)
class Spot:
    """A neighbourhood as a dot; ``look`` and ``words`` say whether something is in reach."""

    code: str
    name: str
    x: float
    y: float
    radius: float
    look: str
    words: str

    def __html__(self) -> str:
        """The dot; drawn here as a template takes ten times as long for hundreds of them."""
        return (
            f'<circle class="{self.look}" cx="{self.x}" cy="{self.y}" r="{self.radius}">'
            f"<title>{escape(self.words)}</title></circle>"
        )


@dataclass(frozen=True, slots=True)
class Picked:
    """A map to pick a neighbourhood on; ``pin`` is the one that is chosen, else the largest."""

    view_box: Frame
    outlines: list[str]
    spots: list[Spot]
    pin: Spot
    is_chosen: bool
    mark: float
    source: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What a supposition does to one slice, as two maps in words and dots."""

    what: str
    view_box: Frame
    outlines: list[str]
    before: list[Spot]
    after: list[Spot]
    pin: Spot | None
    mark: float

    @property
    def now(self) -> SafeString:
        """The dots of before."""
        return _drawn(self.before)

    @property
    def then(self) -> SafeString:
        """The dots of after."""
        return _drawn(self.after)


def map_to_pick(ground: Ground, chosen: str, seen: Seen | None = None) -> Picked:
    """Return the map; ``chosen`` is the code of a neighbourhood, or "" for none yet.

    Where something is seen already, the map shows what there is then.
    """
    window, outlines = _land(ground)
    spots = seen.after if seen else _spots(ground, window, ground.demand.children.sum(axis=1))
    pin = next((one for one in spots if one.code == chosen), None)
    largest = max(spots, key=lambda one: one.radius)
    return Picked(
        window, outlines, spots, pin or largest, pin is not None, _mark(window), citation()
    )


def maps_seen(ground: Ground, seen: Pictured, home: int | None) -> Seen:
    """Return the maps of before and after; ``home`` is where the offer is supposed to be."""
    function, group, age = seen.of
    window, outlines = _land(ground)
    plain = _spots(ground, window, ground.demand.of(group)[:, age])
    rows = np.flatnonzero(ground.demand.inside).tolist()
    was, becomes = ([choices[at] for at in rows] for choices in (seen.before, seen.after))
    changed = [one != other for one, other in zip(was, becomes, strict=True)]
    after = _told(plain, becomes, changed)
    code = ground.homes[home].code if home is not None else ""
    labels = (ground.functions[function].label, ground.groups[group].label, band_label(age))
    return Seen(
        what=" · ".join(labels),
        view_box=window,
        outlines=outlines,
        before=_told(plain, was, changed),
        after=after,
        pin=next((one for one in after if one.code == code), None),
        mark=_mark(window),
    )


def _drawn(spots: Sequence[Spot]) -> SafeString:
    return mark_safe("".join(one.__html__() for one in spots))


def _land(ground: Ground) -> tuple[Frame, list[str]]:
    own = zip(ground.homes, ground.demand.inside, strict=True)
    return _outlines(tuple(sorted({home.municipality_id for home, is_own in own if is_own})))


@lru_cache(maxsize=16)
def _outlines(codes: tuple[str, ...]) -> tuple[Frame, list[str]]:
    return frame(codes), list(paths(codes).values())


def _mark(window: Frame) -> float:
    return round(window.width / 45, 2)


def _spots(ground: Ground, window: Frame, children: Numbers) -> list[Spot]:
    """Return a plain dot for each own neighbourhood, with an area after its children."""
    rows = np.flatnonzero(ground.demand.inside).tolist()
    most = max((float(children[at]) for at in rows), default=0.0) or 1.0
    found, language = [], get_language() or ""
    for at in rows:
        home, name = ground.homes[at], home_label(ground.homes[at])
        size = SMALLEST + (LARGEST - SMALLEST) * (float(children[at]) / most) ** 0.5
        x, y = project(home.latitude, home.longitude)
        radius = round(size * window.width / 100, 2)
        words = f"{name}: {_about(round(float(children[at])), language)}"
        found.append(Spot(home.code, name, x, y, radius, "v-even", words))
    return found


def _told(spots: Sequence[Spot], choices: Sequence[int], changed: Sequence[bool]) -> list[Spot]:
    """Return the dots with what there is to choose from; a change has a thick edge."""
    words = {count: _choices_text(count) for count in set(choices)}
    return [
        Spot(
            one.code, one.name, one.x, one.y, one.radius,
            f"{'v-even' if count else 'v-none'}{' is-changed' if is_other else ''}",
            f"{one.words}, {words[count]}",
        )
        for one, count, is_other in zip(spots, choices, changed, strict=True)
    ]  # fmt: skip


@lru_cache(maxsize=4096)
def _about(children: int, language: str) -> str:
    # Numbers in words are most of the time that a map of hundreds of dots takes.
    return about(children)


def _choices_text(count: int) -> str:
    if not count:
        return _("none in reach")
    text = ngettext("%(count)s to choose from", "%(count)s to choose from", count)
    return text % {"count": count}

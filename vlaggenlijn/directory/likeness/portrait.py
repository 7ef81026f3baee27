"""What is compared of a record: plain values as stored, and the same prepared for comparing."""

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from vlaggenlijn.directory.likeness.words import (
    FAMILIES,
    marks,
    sound,
    street_and_number,
    telling,
    words_of,
)
from vlaggenlijn.places.distance import Point
from vlaggenlijn.places.folding import fold


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Everybody's: the same one says nothing.
SHARED_DOMAINS = _set(
    "gmail.com hotmail.com hotmail.be outlook.com outlook.be telenet.be skynet.be proximus.be "
    "yahoo.com live.be facebook.com instagram.com linktr.ee sites.google.com kindengezin.be "
    "opgroeien.be huisvanhetkind.be vlaanderen.be icloud.com scarlet.be"
)


@dataclass(frozen=True, slots=True)
class Spot:
    """An address as written, with the municipality's NIS code and its point where known."""

    street: str = ""
    box: str = ""
    postal_code: str = ""
    town: str = ""
    nis: str = ""
    point: Point | None = None


@dataclass(frozen=True)
class Portrait:
    """An organisation or (with ``organization``) a service; ages in months, numbers in E.164."""

    key: Hashable
    name: str
    other_name: str = ""
    spots: tuple[Spot, ...] = ()
    phones: frozenset[str] = frozenset()
    mail: str = ""
    website: str = ""
    kbo: frozenset[str] = frozenset()
    ovo: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    organization: Hashable = None
    themes: frozenset[str] = frozenset()
    ages: tuple[int | None, int | None] = (None, None)

    @cached_property
    def town_words(self) -> frozenset[str]:
        return frozenset(word for spot in self.spots for word in fold(spot.town).split())

    @cached_property
    def namings(self) -> tuple["Naming", ...]:
        names = dict.fromkeys(name for name in (self.name, self.other_name) if fold(name))
        return tuple(Naming.of(name, self.town_words) for name in names)

    @cached_property
    def addresses(self) -> tuple["Door", ...]:
        return tuple(Door.of(spot) for spot in self.spots if spot.street or spot.point)

    @cached_property
    def areas(self) -> frozenset[str]:
        """NIS codes where known, else post codes: since the mergers a town has several of these."""
        return frozenset(spot.nis or spot.postal_code for spot in self.spots) - {""}

    @cached_property
    def codes(self) -> frozenset[str]:
        """NIS codes and post codes: one list has the one, another only the other."""
        both = (code for spot in self.spots for code in (spot.nis, spot.postal_code))
        return frozenset(both) - {""}

    @cached_property
    def heard(self) -> str:
        """The name as it sounds, for an order in which likely ones stand together."""
        return " ".join(word for naming in self.namings[:1] for word in naming.in_order)

    @cached_property
    def domain(self) -> str:
        return _own(self.mail.rpartition("@")[2])

    @cached_property
    def host(self) -> str:
        without_scheme = self.website.partition("://")[2] or self.website
        return _own(without_scheme.partition("/")[0])


@dataclass(frozen=True, slots=True)
class Naming:
    """One name, taken apart."""

    words: tuple[str, ...]
    telling: tuple[str, ...]
    text: str
    sounds: tuple[str, ...]
    in_order: tuple[str, ...]
    two_as_one: tuple[tuple[str, str, str], ...]
    marks: frozenset[str]
    families: frozenset[str]

    @property
    def joined(self) -> str:
        return "".join(self.in_order)

    @classmethod
    def of(cls, name: str, town: frozenset[str]) -> "Naming":
        words = words_of(name)
        own = telling(words, town)
        heard = tuple(sound(word) for word in own)
        every = [sound(word) for word in words]
        two_as_one = tuple((one, two, one + two) for one, two in pairwise(every))
        families = frozenset(FAMILIES[word] for word in words if word in FAMILIES)
        text = " ".join(sorted(own))
        return cls(
            words, own, text, tuple(sorted(heard)), heard, two_as_one, marks(words), families
        )


@dataclass(frozen=True, slots=True)
class Door:
    """One address, taken apart."""

    street: str
    number: str
    box: str
    postal_code: str
    area: str
    point: Point | None

    @classmethod
    def of(cls, spot: Spot) -> "Door":
        street, number, box = street_and_number(spot.street)
        box = box or fold(spot.box).removeprefix("bus ").strip()
        area = spot.nis or spot.postal_code
        return cls(street, number, box, spot.postal_code, area, spot.point)


def _own(host: str) -> str:
    host = host.casefold().removeprefix("www.")
    return "" if host in SHARED_DOMAINS else host

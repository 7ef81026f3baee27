"""A made-up world of records with the right answer: which of them are one and the same.

First bodies are made (organisations, or services of organisations), then records of them, as
several lists would write them: each list leaves things out, abbreviates, misspells, or knows an
older address. What merely looks alike is made on purpose and as often: branches with one
enterprise number, bodies under one roof with one switchboard, offices of one town hall, numbered
groups, offers for other ages or other parents, namesakes in the next town. The world is judged as
a whole, so that a pair that is never compared counts as missed and every chance likeness counts as
wrong.
"""

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from benchmarks.directory.likeness_words import (
    APART,
    KINDS,
    LEGAL,
    OFFERS,
    OFFICES,
    SIDES,
    TOWN_KINDS,
    VOCABULARIES,
)
from vlaggenlijn.directory.likeness import Portrait, Spot
from vlaggenlijn.places.distance import Point

Key = tuple[int, int]  # the body, and which record of it
HEARD = (("ij", "ei"), ("k", "c"), ("c", "k"), ("oe", "u"), ("g", "ch"), ("x", "ks"), ("kw", "qu"),
         ("z", "s"), ("v", "f"), ("i", "y"), ("aa", "ae"), ("ee", "e"), ("oo", "o"))  # fmt: skip
WRITTEN_OTHERWISE = dict(KINDS)
SECTORS = ("welfare", "education", "health", "leisure")


@dataclass(frozen=True)
class Body:
    """What a record is about; ``telling`` is its own name, ``kind`` the kind of house before it."""

    number: int
    kind: str
    telling: str
    spot: Spot
    phone: str
    domain: str
    kbo: str = ""
    sector: str = ""
    home: int | None = None
    themes: frozenset[str] = frozenset()
    ages: tuple[int | None, int | None] = (None, None)

    @property
    def name(self) -> str:
        return f"{self.kind} {self.telling}".strip()


class World:
    """Makes bodies and their records; the same seed gives the same world."""

    def __init__(self, half: str, seed: int, towns: int = 12) -> None:
        self.chance = random.Random(f"{half}-{seed}")
        self.words = VOCABULARIES[half]
        self.bodies: list[Body] = []
        single = self.words["towns"]
        names = [*single, *(f"{one}-{two}" for one in single for two in single for _ in range(3))]
        self.towns = [self._town(number, name) for number, name in enumerate(names[:towns])]

    def _town(self, number: int, name: str) -> Spot:
        point = Point(51.0 + number // 4 * 0.07, 3.6 + number % 4 * 0.11)
        return Spot("", "", str(9001 + number * 20), name, f"{99001 + number}", point)

    def portraits(self) -> list[Portrait]:
        """Return the records: nearly all bodies once, one in eight twice, a few three times."""
        made = []
        for body in self.bodies:
            times = self.chance.choices((1, 2, 3), (86, 12, 2))[0]
            made += [self._record(body, time) for time in range(times)]
        self.chance.shuffle(made)
        return made

    # -- bodies ---------------------------------------------------------------------------------

    def add_organizations(self, count: int) -> None:
        for town in self.towns:
            for kind in TOWN_KINDS:
                self._add(self._fresh(kind, town.town, town=town))
            self._add_town_hall(town)
        while len(self.bodies) < count:
            body = self._add(self._fresh(*self._named()))
            more = self.chance.random()
            if more < 0.12:
                self._add_branches(body)
            elif more < 0.24:
                self._add_under_one_roof(body)
            elif more < 0.30:
                self._add_namesake(body)
            elif more < 0.34:
                self._add_numbered(body)

    def _named(self) -> tuple[str, str]:
        kind = self.chance.choice(KINDS)[0] if self.chance.random() < 0.7 else ""
        if self.chance.random() < 0.35:
            return kind, self.chance.choice(self.words["whole"])
        own = self.chance.choice(self.words["first"]) + self.chance.choice(self.words["second"])
        article = self.chance.choice(("", "De ", "Het ", ""))
        return kind, f"{article}{own.capitalize()}"

    def _fresh(self, kind: str, telling: str, town: Spot | None = None) -> Body:
        number = len(self.bodies)
        spot = self._address(town or self.chance.choice(self.towns))
        domain = f"{telling.lower().replace(' ', '')}{number % 97}.example"
        kbo = f"0{self.chance.randrange(10**9):09}"
        sector = self.chance.choice(SECTORS)
        return Body(number, kind, telling, spot, self._phone(), domain, kbo, sector)

    def _add(self, body: Body) -> Body:
        self.bodies.append(replace(body, number=len(self.bodies)))
        return self.bodies[-1]

    def _address(self, town: Spot) -> Spot:
        street = f"{self.chance.choice(self.words['streets'])} {self.chance.randrange(1, 220)}"
        code = str(int(town.postal_code) + self.chance.choice((0, 0, 0, 10)))
        aside = Point(
            town.point.latitude + self.chance.uniform(-0.02, 0.02),  # type: ignore[union-attr]
            town.point.longitude + self.chance.uniform(-0.03, 0.03),  # type: ignore[union-attr]
        )
        return replace(town, street=street, postal_code=code, point=aside)

    def _phone(self) -> str:
        return f"+32{self.chance.choice('23459')}{self.chance.randrange(10**7):07}"

    def _in_town(self, body: Body) -> Spot:
        return next(town for town in self.towns if town.nis == body.spot.nis)

    def _add_branches(self, body: Body) -> None:
        for _time in range(self.chance.randrange(1, 4)):
            town = self.chance.choice((*self.towns, self._in_town(body)))
            spot = self._address(town)
            tail = self.chance.choice(("", town.town, f"- {town.town}", self.chance.choice(SIDES)))
            phone = body.phone if self.chance.random() < 0.4 else self._phone()
            telling = f"{body.telling} {tail}".strip()
            self._add(replace(body, spot=spot, phone=phone, telling=telling))

    def _add_under_one_roof(self, body: Body) -> None:
        for _time in range(self.chance.randrange(1, 5)):
            other = self._fresh(*self._named())
            phone = body.phone if self.chance.random() < 0.4 else other.phone
            domain = body.domain if self.chance.random() < 0.2 else other.domain
            self._add(replace(other, spot=body.spot, phone=phone, domain=domain))

    def _add_namesake(self, body: Body) -> None:
        """The same name, another house: in another town, or another kind of house in this one."""
        other = self._fresh(body.kind, body.telling)
        if other.spot.nis == body.spot.nis or self.chance.random() < 0.3:
            kind = self.chance.choice([kind for kind, _others in KINDS if kind != body.kind])
            other = replace(other, kind=kind, spot=self._address(self._in_town(body)))
        self._add(other)

    def _add_numbered(self, body: Body) -> None:
        for side in self.chance.sample(SIDES, 2):
            spot = body.spot if self.chance.random() < 0.4 else self._address(self._in_town(body))
            self._add(replace(body, telling=f"{body.telling} {side}", spot=spot))

    def _add_town_hall(self, town: Spot) -> None:
        hall = self._fresh("", f"Gemeente {town.town}", town=town)
        for office in self.chance.sample(OFFICES, 4):
            tail = self.chance.choice((town.town, f"gemeente {town.town}"))
            phone = hall.phone if self.chance.random() < 0.6 else self._phone()
            self._add(replace(hall, kind=office, telling=tail, phone=phone, sector="welfare"))

    def add_services(self, count: int) -> None:
        while len(self.bodies) < count:
            house = self._fresh(*self._named())
            home = len(self.bodies)
            for offer in self.chance.sample(OFFERS, self.chance.randrange(1, 7)):
                self._add_offer(house, home, offer)

    def _add_offer(self, house: Body, home: int, offer: str) -> None:
        own = self.chance.choice(("", "", house.telling, self._named()[1]))
        low = self.chance.choice((None, 0, 12, 36, 72))
        high = None if low is None else low + self.chance.choice((12, 36, 72))
        phone = house.phone if self.chance.random() < 0.8 else self._phone()
        body = replace(
            house, kind=offer, telling=own, home=home, phone=phone, kbo="", sector="",
            themes=frozenset({f"theme-{self.chance.randrange(30)}"}), ages=(low, high),
        )  # fmt: skip
        more = self.chance.random()
        if more < 0.2:
            first, second, ages = self.chance.choice(APART)
            for place, tail in enumerate((first, second)):
                one = replace(body, telling=f"{own} {tail}".strip())
                self._add(replace(one, ages=ages[place]) if ages else one)
        elif more < 0.35:
            self._add(body)
            self._add(replace(body, spot=self._address(self._in_town(house))))
        else:
            self._add(body)

    # -- records --------------------------------------------------------------------------------

    def _record(self, body: Body, time: int) -> Portrait:
        """Return a record of a body; the first is as its own list writes it, others are rougher."""
        has = self._has
        spot = self._written_address(body, time)
        mail = f"{self.chance.choice(('info', 'onthaal', 'contact'))}@{body.domain}"
        mail = mail if has(0.6) else ("" if has(0.8) else f"{body.telling.lower()}@gmail.com")
        is_own = time == 0
        phones = {body.phone} if has(0.8 if is_own else 0.6) else set()
        phones |= {self._phone()} if has(0.15) else set()
        return Portrait(
            key=(body.number, time),
            name=body.name if is_own else self._rewritten(body),
            other_name=body.telling if has(0.06) else "",
            spots=(spot,) if spot else (),
            phones=frozenset(phones),
            mail=mail,
            website=f"https://www.{body.domain}/" if has(0.5) else "",
            kbo=frozenset({body.kbo}) if body.kbo and has(0.4) else frozenset(),
            sectors=frozenset({body.sector}) if body.sector and has(0.6) else frozenset(),
            organization=self._home_of(body, time),
            themes=body.themes if has(0.7) else frozenset(),
            ages=body.ages if has(0.7) else (None, None),
        )

    def _has(self, share: float) -> bool:
        return self.chance.random() < share

    def _home_of(self, body: Body, time: int) -> object:
        """The organisation of a service; another list may have it under a record of its own."""
        if body.home is None or time == 0 or self._has(0.6):
            return body.home
        return f"{body.home}-again"

    def _written_address(self, body: Body, time: int) -> Spot | None:
        spot, way = body.spot, self.chance.random()
        if time and way < 0.08:
            town = self._in_town(body) if self._has(0.7) else self.chance.choice(self.towns)
            spot = self._address(town)  # it moved, and this list does not know it yet
        elif way < 0.10:
            return None
        elif way < 0.14:
            return replace(spot, street="", point=None)
        if time:
            spot = replace(spot, street=self._written_street(spot.street))
        nis = spot.nis if self._has(0.85) else ""
        return replace(spot, nis=nis, point=spot.point if self._has(0.6) else None)

    def _written_street(self, street: str) -> str:
        way = self.chance.random()
        if way < 0.25:
            for whole, short in (
                ("straat", "str."),
                ("laan", "ln"),
                ("steenweg", "stwg."),
                ("plein", "pl."),
            ):
                street = street.replace(whole, short)
        elif way < 0.31:
            street = self._misspelt(street)
        elif way < 0.36:
            street = street.rpartition(" ")[0]
        elif way < 0.44:
            street += self.chance.choice(("A", " bus 1", "/1", " bus 2"))
        elif way < 0.50:
            name, _, number = street.rpartition(" ")
            street = f"{name}, {number}"
        return street

    def _rewritten(self, body: Body) -> str:
        kind, telling = body.kind, body.telling
        if body.home is None and self._has(0.45):
            kind = self.chance.choice((*WRITTEN_OTHERWISE.get(kind, ()), kind, ""))
        if body.home is None and self._has(0.02):
            telling = self._named()[1]  # it has another name since
        elif self._has(0.3):
            which = self.chance.choice((self._misspelt, self._by_ear, self._apart))
            kind, telling = (kind, which(telling)) if telling else (which(kind), "")
        if telling.startswith(("De ", "Het ")) and self._has(0.4):
            telling = telling.partition(" ")[2]
        parts = [kind, telling]
        if kind and self._has(0.15):
            parts.reverse()
        name = self.chance.choice((" ", " ", " ", " - ")).join(part for part in parts if part)
        if self._has(0.25):
            name = f"{name} {self.chance.choice((*LEGAL, body.spot.town, body.spot.town))}"
        return name.upper() if self._has(0.05) else name or body.name

    def _misspelt(self, text: str) -> str:
        """Two letters of the longest word change places, or one is lost, doubled, or another."""
        word = max(text.split(), key=len)
        if len(word) < 5:
            return text
        at = self.chance.randrange(1, len(word) - 2)
        ways = (
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + self.chance.choice("aeiorstn") + word[at + 1 :],
        )
        return text.replace(word, self.chance.choice(ways))

    def _apart(self, text: str) -> str:
        """Written as two words, or with a hyphen."""
        for first in self.words["first"]:
            cut = text.lower().find(first) + len(first)
            if cut >= len(first) and text[cut : cut + 3].isalpha() and len(text) > cut + 2:
                return f"{text[:cut]}{self.chance.choice(' -')}{text[cut:]}".strip(" -")
        return text.replace(" ", "-")

    def _by_ear(self, text: str) -> str:
        fits = [pair for pair in HEARD if pair[0] in text]
        return text.replace(*self.chance.choice(fits), 1) if fits else text


def organizations(half: str, count: int = 1_500, seed: int = 1, towns: int = 12) -> list[Portrait]:
    """Return records of so many organisations; keys tell the body and the record."""
    world = World(half, seed, towns)
    world.add_organizations(count)
    return world.portraits()


def services(half: str, count: int = 1_500, seed: int = 1, towns: int = 12) -> list[Portrait]:
    """Return records of so many services, several of each organisation."""
    world = World(half, seed + 1_000, towns)
    world.add_services(count)
    return world.portraits()


def same(portraits: Iterable[Portrait]) -> set[frozenset[Key]]:
    """Return the pairs of keys that are one and the same."""
    by_body: dict[int, list[Key]] = defaultdict(list)
    for one in portraits:
        by_body[one.key[0]].append(one.key)  # type: ignore[index, arg-type]
    return {frozenset(pair) for pair in _pairs(by_body.values())}


def _pairs(groups: Iterable[list[Key]]) -> Iterator[tuple[Key, Key]]:
    for keys in groups:
        yield from combinations(keys, 2)

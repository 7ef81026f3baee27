"""The gazetteer: from what a person typed to one place, a few to choose from, or none."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, permutations
from typing import Literal

from rapidfuzz import process
from rapidfuzz.distance import OSA

from vlaggenlijn.places.folding import compact, fold
from vlaggenlijn.places.typed import Typed, read

Kind = Literal["name", "former", "submunicipality", "exonym", "postcode"]
AnswerKind = Literal["found", "corrected", "ambiguous", "outside", "unknown", "empty"]
Region = Literal["", "flanders", "brussels", "wallonia"]

SUGGESTIONS = 6
# Halle is the town to nearly everyone, though Zoersel and Zoutleeuw have a Halle too: from this
# many times more inhabitants on the large place is taken and the others are only mentioned.
_DOMINATES = 5
_BRUSSELS_CITY = "21004"
_CITY = frozenset({"stad", "ville", "city"})  # who says so does not mean the region
_PARTS_READ = 4
_ORDER: tuple[Kind, ...] = ("name", "former", "submunicipality", "exonym", "postcode")
_REGION_NAMES: dict[Region, str] = {
    "flanders": "vlaanderen|heel vlaanderen|vlaams gewest|flandre|flanders|la flandre",
    "wallonia": "wallonie|waals gewest|wallonia|region wallonne|la wallonie",
}
_REGIONS: dict[str, Region] = {
    name: region for region, names in _REGION_NAMES.items() for name in names.split("|")
}
# The whole region is asked for under the name of its city; the answer says it may mean both.
_BRUSSELS_REGION = frozenset(
    {"brussels hoofdstedelijk gewest", "brussels gewest", "het brussels hoofdstedelijk gewest"}
    | {"region de bruxelles capitale", "la region de bruxelles capitale", "region bruxelloise"}
    | {"bruxelles capitale", "brussels capital region", "brussels region"}
)
_FILLERS = frozenset(
    {"in", "te", "bij", "rond", "nabij", "stad", "gemeente", "deelgemeente", "district", "regio"}
    | {"omgeving", "centrum", "dorp", "heel", "belgie"}
    | {"belgique", "belgium", "ville", "commune", "a", "au", "pres", "near", "city"}
)


@dataclass(frozen=True, slots=True)
class Area:
    """A municipality of today: where it is, how many people live there, its post codes."""

    nis: str
    name: str
    region: Region
    latitude: float
    longitude: float
    inhabitants: int
    postcodes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A name that a place answers to; without a point of its own the municipality's counts."""

    text: str
    nis: str
    kind: Kind
    latitude: float | None = None
    longitude: float | None = None
    inhabitants: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place found: its municipality of today, the point of what was named (degrees).

    `label` is a text that finds exactly this place again, to show and to submit as a choice.
    """

    nis: str
    name: str
    latitude: float
    longitude: float
    matched_text: str
    kind: Kind
    region: Region
    label: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the gazetteer made of a text.

    One place when found or corrected, two to six when ambiguous, else none. `others` are smaller
    places of the same name. `also_region` is set when the text may mean a whole region.
    """

    kind: AnswerKind
    places: tuple[Place, ...] = ()
    others: tuple[Place, ...] = ()
    also_region: Region = ""


class Gazetteer:
    """All names of all places, ready to be looked up in well under 5 ms."""

    def __init__(self, areas: Iterable[Area], entries: Iterable[Entry]) -> None:
        self._areas = {area.nis: area for area in areas}
        self._by_key: dict[str, list[Entry]] = {}
        self._by_word: dict[str, set[str]] = {}
        self._by_code: dict[str, list[Entry]] = {}
        for entry in entries:
            self._add(entry)
        for area in self._areas.values():
            for code in area.postcodes:
                self._by_code.setdefault(code, []).append(Entry(code, area.nis, "postcode"))
        self._keys = sorted(self._by_key)

    def _add(self, entry: Entry) -> None:
        folded = fold(entry.text)
        if not folded or entry.nis not in self._areas:
            return
        self._by_key.setdefault(compact(folded), []).append(entry)
        for word in folded.split():
            self._by_word.setdefault(word, set()).add(compact(folded))

    def find(self, text: str) -> Answer:
        """What the text says, at best one place; never raises, reads at most 100 characters."""
        typed = read(text)
        if typed.is_empty:
            return Answer("empty")
        if typed.is_abroad or self._is_dutch_code(typed):
            return Answer("outside")
        if region := _REGIONS.get(typed.words):
            return Answer("outside" if region == "wallonia" else "unknown", also_region=region)
        at_code = [entry for code in typed.codes for entry in self._by_code.get(code, ())]
        exact = self._exactly(typed) if typed.words else []
        if at_code:
            return self._find_at_code(at_code, exact)
        if exact:
            return self._settle(exact, "found")
        return self._settle(*self._guess(typed)) if typed.words else Answer("unknown")

    @property
    def areas(self) -> tuple[Area, ...]:
        return tuple(self._areas.values())

    def named(self, folded: str) -> Answer:
        """The place of which a folded text is the whole name, without any guessing."""
        entries = self._named(folded)
        return self._settle(entries, "found") if entries else Answer("unknown")

    def nearly(self, folded: str) -> Answer:
        """The one place whose name is a slip of the pen away from a folded word, if there is."""
        key = compact(folded)
        near = process.extract(key, self._keys, scorer=OSA.distance, score_cutoff=1, limit=5)
        entries = self._of(name for name, _, _ in near if name[:1] == key[:1])
        is_clear = len({entry.nis for entry in entries}) == 1
        return self._settle(entries, "corrected") if is_clear else Answer("unknown")

    def at_code(self, code: str) -> Answer:
        """The place with a post code of four digits."""
        return self._settle(list(self._by_code.get(code, ())), "found")

    def _is_dutch_code(self, typed: Typed) -> bool:
        return bool(typed.dutch_letters) and typed.dutch_letters not in self._by_key

    def _find_at_code(self, at_code: list[Entry], named: list[Entry]) -> Answer:
        codes = {entry.nis for entry in at_code}
        shared = [entry for entry in named if entry.nis in codes]
        if shared:
            return self._settle(shared, "found")
        # A post code and a name that contradict each other: only the visitor knows which is wrong.
        return self._settle(at_code + named, "found", may_dominate=False)

    # From names to entries

    def _exactly(self, typed: Typed) -> list[Entry]:
        """Entries whose name is all of the text, or that the parts of the text agree on."""
        words = [word for word in typed.words.split() if word not in _FILLERS]
        return (
            self._named("brussel" if typed.words in _BRUSSELS_REGION else typed.words)
            or self._agreed(permutations(typed.parts[:_PARTS_READ], 2))
            or self._agreed(_halves(typed.words.split()))
            or next(filter(None, map(self._named, typed.parts[:_PARTS_READ])), [])
            or self._named(" ".join(words))
        )

    def _named(self, folded: str) -> list[Entry]:
        return self._by_key.get(compact(folded), [])

    def _agreed(self, pairs: Iterable[tuple[str, str]]) -> list[Entry]:
        """Entries in a municipality that both texts of a pair name, the smallest of the two."""
        for left, right in pairs:
            first, second = self._named(left), self._named(right)
            both = {entry.nis for entry in first} & {entry.nis for entry in second}
            found = [entry for entry in first + second if entry.nis in both]
            if found:
                return [entry for entry in found if entry.kind != "name"] or found
        return []

    def _guess(self, typed: Typed) -> tuple[list[Entry], AnswerKind, bool]:
        """Entries that the text may have meant, and whether the largest of them may be taken."""
        text = typed.parts[0] if typed.parts else typed.words
        ways: tuple[tuple[Callable[[str], list[Entry]], bool], ...] = (
            (self._with_words, True),
            (self._unfinished_or_misspelt, False),
            (self._inside, False),
        )
        for way, may_dominate in ways:
            if found := way(text):
                return found, "corrected", may_dominate
        return [], "unknown", False

    def _with_words(self, folded: str) -> list[Entry]:
        """Entries with all these words in their name: "Molenbeek" in Sint-Jans-Molenbeek."""
        words = [word for word in folded.split() if word != "sint"]
        if not words or max(map(len, words)) < 4:
            return []
        keys = set.intersection(*(self._by_word.get(word, set()) for word in folded.split()))
        return self._of(sorted(keys))

    def _unfinished_or_misspelt(self, folded: str) -> list[Entry]:
        # "Bugge" is the beginning of Buggenhout and a slip away from Brugge: offer both.
        return self._beginning(folded) + self._misspelt(folded)

    def _beginning(self, folded: str) -> list[Entry]:
        """Entries that begin with this text of at least four letters."""
        key = compact(folded)
        if len(key) < 4:
            return []
        first = bisect_left(self._keys, key)
        last = bisect_left(self._keys, key + "\U0010ffff")
        return self._of(self._keys[first:last])

    def _misspelt(self, folded: str) -> list[Entry]:
        """The entries with the fewest slips of the pen, within what the length of a name allows."""
        key = compact(folded)
        most = _slips(len(key))
        if not most:
            return []
        near = process.extract(key, self._keys, scorer=OSA.distance, score_cutoff=most, limit=50)
        kept = [(int(slips), name) for name, slips, _ in near if slips <= _slips(len(name))]
        least = min((slips for slips, _ in kept), default=0)
        return self._of(name for slips, name in kept if slips == least)

    def _inside(self, folded: str) -> list[Entry]:
        """Entries that the text names among other words, the longest name first: "Gent Zuid"."""
        words = folded.split()
        for size in range(len(words) - 1, 0, -1):
            spans = (" ".join(words[at : at + size]) for at in range(len(words) - size + 1))
            if found := [entry for span in spans if len(span) > 3 for entry in self._named(span)]:
                return found
        return []

    def _of(self, keys: Iterable[str]) -> list[Entry]:
        return list(chain.from_iterable(self._by_key[key] for key in keys))

    # From entries to an answer

    def _settle(self, entries: list[Entry], kind: AnswerKind, may_dominate: bool = True) -> Answer:
        ranked = self._ranked(entries)
        places = tuple(self._place(entry) for entry in ranked)
        if not places:
            return Answer("unknown")
        if len(places) == 1 or (may_dominate and self._dominates(ranked)):
            return Answer(kind, places[:1], places[1:SUGGESTIONS], _also_region(ranked[0]))
        return Answer("ambiguous", places[:SUGGESTIONS])

    def _ranked(self, entries: list[Entry]) -> list[Entry]:
        """One entry for every municipality, the one that says most, the largest place first."""
        best: dict[str, Entry] = {}
        for entry in sorted(entries, key=lambda entry: _ORDER.index(entry.kind)):
            best.setdefault(entry.nis, entry)
        return sorted(best.values(), key=lambda entry: (-self._people(entry), entry.nis))

    def _people(self, entry: Entry) -> int:
        if entry.inhabitants is not None:
            return entry.inhabitants
        return self._areas[entry.nis].inhabitants

    def _dominates(self, ranked: list[Entry]) -> bool:
        by_name = "postcode" not in {entry.kind for entry in ranked}
        return by_name and self._people(ranked[0]) >= _DOMINATES * self._people(ranked[1])

    def _place(self, entry: Entry) -> Place:
        area = self._areas[entry.nis]
        return Place(
            nis=area.nis,
            name=area.name,
            latitude=area.latitude if entry.latitude is None else entry.latitude,
            longitude=area.longitude if entry.longitude is None else entry.longitude,
            matched_text=entry.text,
            kind=entry.kind,
            region=area.region,
            label=self._label(entry, area),
        )

    def _label(self, entry: Entry, area: Area) -> str:
        if entry.kind in ("submunicipality", "former") and fold(entry.text) != fold(area.name):
            return f"{entry.text} ({area.name})"
        if entry.kind == "postcode":
            return f"{area.name} ({entry.text})"
        is_shared = any(other.nis != area.nis for other in self._named(fold(area.name)))
        return f"{area.name} ({area.postcodes[0]})" if is_shared and area.postcodes else area.name


def _halves(words: list[str]) -> Iterator[tuple[str, str]]:
    for at in range(1, len(words)):
        yield " ".join(words[:at]), " ".join(words[at:])


def _slips(letters: int) -> int:
    """How many wrong, missing, added or swapped letters a name of this length may have."""
    return 0 if letters < 4 else 1 if letters < 7 else 2 if letters < 11 else 3


def _also_region(entry: Entry) -> Region:
    is_by_name = entry.kind in ("name", "exonym") and _CITY.isdisjoint(fold(entry.text).split())
    return "brussels" if entry.nis == _BRUSSELS_CITY and is_by_name else ""

"""What an import asks about places, read once for a whole file."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from vlaggenlijn.directory.import_rows import NisAnswer
from vlaggenlijn.places.folding import fold
from vlaggenlijn.places.models import Municipality, PlaceName, Postcode, Succession

Point = tuple[float, float]


class KnownPlaces:
    """All municipalities of today and before, by code, post code and name; asks no query itself."""

    def __init__(
        self,
        points: Mapping[str, Point],
        successors: Mapping[str, Sequence[str]],
        by_code: Mapping[str, Sequence[str]],
        by_name: Mapping[str, Iterable[str]],
        municipality_names: Iterable[str],
        by_main_name: Mapping[str, Iterable[str]] | None = None,
    ) -> None:
        self._points = points
        self._successors = successors
        self._by_code = by_code
        self._by_name = {name: frozenset(codes) for name, codes in by_name.items()}
        self._by_main_name = {
            name: frozenset(codes) for name, codes in (by_main_name or {}).items()
        }
        self._municipality_names = frozenset(map(fold, municipality_names))

    @classmethod
    def load(cls) -> "KnownPlaces":
        """Read everything in four queries."""
        rows = list(Municipality.objects.all())
        names = PlaceName.objects.values_list("folded", "municipality_id")
        codes = Postcode.objects.values_list("code", "municipality_id")
        successions = Succession.objects.values_list("former_id", "current_id")
        today = {row.nis: (row.latitude, row.longitude) for row in rows if row.is_current}
        former: dict[str, tuple[str, ...]] = {row.nis: () for row in rows if not row.is_current}
        return cls(
            points=today,
            successors=former | _grouped(successions),
            by_code=_grouped(codes),
            by_name=_grouped(names),
            municipality_names={
                name for row in rows for name in (row.name_nl, row.name_fr, row.name_en) if name
            },
            by_main_name=_grouped(
                (fold(name), row.nis)
                for row in rows
                if row.is_current
                for name in (row.name_nl, row.name_fr, row.name_en)
                if name
            ),
        )

    def by_nis(self, code: str) -> NisAnswer:
        """Return whether a code is of today, of before or of nothing, with today's codes."""
        if code in self._points:
            return NisAnswer("known", (code,))
        if code in self._successors:
            return NisAnswer("former", tuple(sorted(self._heirs(code, set()))))
        return NisAnswer("never")

    def _heirs(self, code: str, seen: set[str]) -> set[str]:
        """Follow fusions up to today; a circle in the data ends where it began."""
        if code in self._points:
            return {code}
        if code in seen:
            return set()
        seen.add(code)
        return {
            heir for after in self._successors.get(code, ()) for heir in self._heirs(after, seen)
        }

    def by_postal_code(self, code: str, city: str) -> Sequence[str]:
        """Return NIS codes of today with this post code; the city narrows them when it can."""
        found = self._by_code.get(code, ())
        named = self._by_name.get(fold(city), frozenset())
        return [nis for nis in found if nis in named] or found

    def area(self, text: str) -> str:
        """Return the NIS code of the one municipality of today that a code or name means, or ""."""
        answer = self.by_nis(text.strip())
        found = answer.current or tuple(sorted(self._by_main_name.get(fold(text), ())))
        return found[0] if len(found) == 1 else ""

    def is_municipality_name(self, text: str) -> bool:
        """Tell whether this is the name of a municipality of today or before, nothing more."""
        return fold(text) in self._municipality_names

    def point(self, nis: str) -> Point | None:
        """Return where the people of a municipality of today live, in degrees, or None."""
        return self._points.get(nis)


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    groups: dict[str, set[str]] = defaultdict(set)
    for key, value in pairs:
        groups[key].add(value)
    return {key: tuple(sorted(values)) for key, values in groups.items()}

"""What an address of the page asks for: a reach, and one slice to look into."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from vlaggenlijn.coverage.certainty import Verdict
from vlaggenlijn.coverage.findings import Slice, findings
from vlaggenlijn.coverage.gathering import BANDS, EVERYBODY
from vlaggenlijn.coverage.reckoning import Reckoned
from vlaggenlijn.coverage.within import Within
from vlaggenlijn.taxonomy.models import Concept

REACHES = (2, 5, 10)  # km by road, see gathering.DETOUR
MINUTES = (15, 30)
USUAL = 5


def offered(means: Collection[str]) -> Iterator[Within]:
    """Return the reaches to choose from, where there are travel times of these means."""
    yield from (Within(km) for km in REACHES)
    yield from (Within(minutes, one) for one in means for minutes in MINUTES)


def within_asked(asked: Mapping[str, str], means: Collection[str] = ()) -> Within:
    """Return the reach that is asked for; the usual one for what is not offered."""
    wanted = f"met={asked['met']}&min={asked.get('min', '')}" if asked.get("met") else ""
    wanted = wanted or f"km={asked.get('km', '')}"
    return next((one for one in offered(means) if one.query == wanted), Within(USUAL))


def slice_asked(asked: Mapping[str, str], found: Reckoned) -> Slice:
    """Return the slice that is asked for; what is not said is that of the largest gap."""
    ground = found.ground
    group = _position(ground.groups, asked.get("groep", ""), EVERYBODY) or 0
    gaps = findings(found.counts, Verdict.NONE, [group]) or findings(
        found.counts, Verdict.SHORT, [group]
    )
    function = _position(ground.functions, asked.get("functie", ""), "")
    if function is None:
        function = gaps[0].of.function if gaps else 0
    ages = [gap.of.age for gap in gaps if gap.of.function == function]
    age = asked.get("leeftijd", "")
    return Slice(function, group, BANDS.index(age) if age in BANDS else (ages or [0])[0])


def _position(concepts: Sequence[Concept], slug: str, otherwise: str) -> int | None:
    slugs = [concept.slug for concept in concepts]
    wanted = slug if slug in slugs else otherwise
    return slugs.index(wanted) if wanted in slugs else None

"""What an address of the page asks for: a reach, and one slice to look into."""

from collections.abc import Mapping, Sequence

from vlaggenlijn.coverage.certainty import Verdict
from vlaggenlijn.coverage.findings import Slice, findings
from vlaggenlijn.coverage.gathering import BANDS, EVERYBODY
from vlaggenlijn.coverage.reckoning import Reckoned
from vlaggenlijn.taxonomy.models import Concept

REACHES = (2, 5, 10)  # km by road, see gathering.DETOUR
USUAL = 5


def reach_asked(asked: Mapping[str, str]) -> int:
    """Return the reach in km; the usual one for what is not offered."""
    text = asked.get("km", "")
    return int(text) if text in map(str, REACHES) else USUAL


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

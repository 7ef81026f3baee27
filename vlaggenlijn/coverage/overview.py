"""What the page of gaps and overlaps says: sentences, the matrix, and one slice looked into."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vlaggenlijn.common.small_counts import told
from vlaggenlijn.coverage.bars import DOUBTS, LOOKS, UNKNOWN, Part, bars, look_of
from vlaggenlijn.coverage.certainty import Sureness, Verdict
from vlaggenlijn.coverage.findings import (
    Finding,
    Slice,
    empty_functions,
    findings,
    places_of,
)
from vlaggenlijn.coverage.gathering import BANDS, EVERYBODY, Ground
from vlaggenlijn.coverage.reach_words import within_text
from vlaggenlijn.coverage.reckoning import Reckoned
from vlaggenlijn.coverage.unknowns import unknown
from vlaggenlijn.places.models import ChildrenCount, Neighbourhood

MOST_SENTENCES = 5
FEW_NAMES = 3
# Who falls out of an offer most often, whatever the network (demand D3).
OFTEN_LEFT_OUT = ("fathers", "single-parents", "newly-formed-families", "newcomers", "countryside")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A finding in words: what and for whom, then where and how many; slugs lead to its slice."""

    head: str
    text: str
    function: str
    group: str
    age: str
    is_certain: bool
    look: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A function for a group: the bars, what they say in words, and whether it is looked into."""

    function: str
    label: str
    parts: list[Part]
    words: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A group; on a phone those that are ``is_later`` come with a tap."""

    group: str
    label: str
    cells: list[Cell]
    is_later: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """The top of the page."""

    gaps: list[Sentence]
    overlaps: list[Sentence]
    left_out: list[str]
    functions: list[str]
    rows: list[Row]
    ages: list[str]
    unknown: list[str]

    @property
    def later_count(self) -> int:
        return sum(row.is_later for row in self.rows)


def verdict_text(verdict: int) -> str:
    """Return the four words (D3.3)."""
    return {
        Verdict.NONE: _("none in reach"),
        Verdict.SHORT: _("short"),
        Verdict.AS_ELSEWHERE: _("as elsewhere"),
        Verdict.MUCH: _("much of the same kind"),
    }[Verdict(verdict)]


def sureness_text(sureness: int) -> str:
    return {
        Sureness.CERTAIN: _("certain"),
        Sureness.POSSIBLE: _("possible"),
        Sureness.UNKNOWN: _("we do not know"),
    }[Sureness(sureness)]


def keys_of(looks: Iterable[str]) -> list[tuple[str, str]]:
    """Return what looks mean: the four words, and how sure where the picture tells it."""
    keys = [(LOOKS[verdict], verdict_text(verdict)) for verdict in Verdict]
    doubts = {look.partition(" ")[2] for look in looks}
    if DOUBTS[Sureness.POSSIBLE] in doubts:
        possible = look_of(Verdict.SHORT, Sureness.POSSIBLE)
        keys.append((possible, _("striped: possible, not certain")))
    if DOUBTS[Sureness.UNKNOWN] in doubts:
        keys.append((UNKNOWN, _("question mark: we do not know")))
    return keys


def band_label(age: int) -> str:
    return str(ChildrenCount.Band(BANDS[age]).label)


def about(children: float) -> str:
    """Return a count of children as it may be shown: in fives, as the figures are estimates."""
    shown = told(round(children))
    return formats.number_format(shown, force_grouping=True) if shown else _("fewer than 5")


def home_label(home: Neighbourhood) -> str:
    """Return a neighbourhood by its name, with the municipality; some have a code only."""
    town = home.municipality.name_nl
    return f"{home.name} ({town})" if home.name != home.code else f"{town} {home.code[5:]}"


def overview(found: Reckoned, chosen: Slice) -> Overview:
    ground = found.ground
    everybody = [at for at, group in enumerate(ground.groups) if group.slug == EVERYBODY]
    others = [at for at in range(len(ground.groups)) if at not in everybody]
    return Overview(
        gaps=_sentences(found, Verdict.NONE, everybody)
        + _sentences(found, Verdict.SHORT, everybody),
        overlaps=_sentences(found, Verdict.MUCH, [*everybody, *others])[:MOST_SENTENCES],
        left_out=list(_left_out(found)),
        functions=[function.label for function in ground.functions],
        rows=[_row(found, group, chosen) for group in range(len(ground.groups))],
        ages=[band_label(age) for age in range(len(BANDS))],
        unknown=list(unknown(found)),
    )


def _sentences(found: Reckoned, verdict: Verdict, groups: Iterable[int]) -> list[Sentence]:
    rows = findings(found.counts, verdict, groups)[:MOST_SENTENCES]
    return [sentence(found, row) for row in rows]


def sentence(found: Reckoned, row: Finding) -> Sentence:
    """Return one finding in words and in units that people know."""
    ground, of = found.ground, row.of
    function, group = ground.functions[of.function], ground.groups[of.group]
    homes = places_of(row, found.judged, ground.demand.inside)
    said = {
        "count": len(homes),
        "where": _names(ground, homes.tolist()),
        "children": about(row.children),
        "age": band_label(of.age),
        "within": within_text(found.within),
        "sure": sureness_text(row.sureness),
    }
    head = _("%(function)s for %(group)s") % {
        "function": function.label,
        "group": group.label[:1].lower() + group.label[1:],
    }
    return Sentence(
        head=head,
        text=_template(row.verdict, len(homes)) % said,
        function=function.slug,
        group=group.slug,
        age=BANDS[of.age],
        is_certain=row.sureness == Sureness.CERTAIN,
        look=look_of(row.verdict, row.sureness),
    )


def _template(verdict: Verdict, count: int) -> str:
    if verdict == Verdict.NONE:
        return ngettext(
            "nothing %(within)s for %(children)s children of %(age)s in %(where)s (%(sure)s)",
            "nothing %(within)s for %(children)s children of %(age)s in %(count)s"
            " neighbourhoods: %(where)s (%(sure)s)",
            count,
        )
    if verdict == Verdict.SHORT:
        return ngettext(
            "%(children)s children of %(age)s in %(where)s have less than half the choice that"
            " others have (%(sure)s)",
            "%(children)s children of %(age)s in %(count)s neighbourhoods have less than half the"
            " choice that others have: %(where)s (%(sure)s)",
            count,
        )
    return ngettext(
        "much of the same kind for %(children)s children of %(age)s in %(where)s (%(sure)s)",
        "much of the same kind for %(children)s children of %(age)s in %(count)s neighbourhoods:"
        " %(where)s (%(sure)s)",
        count,
    )


def _left_out(found: Reckoned) -> Iterator[str]:
    """Say for those who fall out most often (D3) how much is not there for them at all."""
    groups = {group.slug: at for at, group in enumerate(found.ground.groups)}
    for slug in OFTEN_LEFT_OUT:
        lacking = len(empty_functions(found.counts, groups[slug])) if slug in groups else 0
        if lacking:
            yield _("%(group)s: nothing of their own for %(count)s of %(all)s kinds of support") % {
                "group": found.ground.groups[groups[slug]].label,
                "count": lacking,
                "all": len(found.ground.functions),
            }


def _names(ground: Ground, homes: Sequence[int]) -> str:
    """Return the neighbourhoods with most people, and that there are more."""
    largest = sorted(homes, key=lambda at: -ground.homes[at].inhabitants)
    names = ", ".join(home_label(ground.homes[at]) for at in largest[:FEW_NAMES])
    return f"{names} …" if len(homes) > FEW_NAMES else names


def _row(found: Reckoned, group: int, chosen: Slice) -> Row:
    ground = found.ground
    cells = [
        Cell(
            function=kind.slug,
            label=kind.label,
            parts=bars(found.counts[function, group]),
            words=_words(found, function, group),
            is_chosen=(function, group) == (chosen.function, chosen.group),
        )
        for function, kind in enumerate(ground.functions)
    ]
    concept = ground.groups[group]
    is_later = concept.slug != EVERYBODY and group != chosen.group
    return Row(concept.slug, concept.label, cells, is_later)


def _words(found: Reckoned, function: int, group: int) -> str:
    """Return what the bars of one cell say to who does not see them."""
    told_of = []
    for age, band in enumerate(found.counts[function, group]):
        total = float(band.sum()) or 1.0
        none = float(band[Verdict.NONE, : Sureness.UNKNOWN].sum())
        told_of.append(
            _("%(age)s: %(share)s %% of the children have none in reach")
            % {"age": band_label(age), "share": round(100 * none / total)}
        )
        if unknown_share := round(100 * float(band[:, Sureness.UNKNOWN].sum()) / total):
            told_of.append(_("of %(share)s %% we do not know") % {"share": unknown_share})
    return "; ".join(told_of)

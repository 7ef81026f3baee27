"""A REFI-QDA project becomes a series, so that what was coded elsewhere is read and counted here.

Every text becomes a table that was held, every line of it a quote, or as many lines as one
selection spans (``dialogue.blocks``). A code whose name tells what it is ("Kans: slapen") becomes
the theme with its polarity, or the hat; any other becomes a theme. Nothing is thrown away for lack
of a place: what we have no column for stands in a memo.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.models import LocalNetwork, Prepared, User, recorded
from vlaggenlijn.dialogue.actions.series import made_before
from vlaggenlijn.dialogue.blocks import Block, Piece, blocks
from vlaggenlijn.dialogue.exchange.names import HAT, THEME, group, inside
from vlaggenlijn.dialogue.exchange.names import PREFIXES as LANGUAGES
from vlaggenlijn.dialogue.exchange.project import CodeOf, CodingOf, Project, Source
from vlaggenlijn.dialogue.models import (
    Code,
    Coding,
    Hat,
    Memo,
    Quote,
    Series,
    SeriesFacilitator,
    Table,
)

NAME, MOST_HATS, MOST_TABLES = 150, 9, 32_767
GROUPS = {group(kind, language) for language in LANGUAGES for kind in LANGUAGES[language]}


class TooManyTexts(Exception):
    """A project with more texts than a series can have tables."""


@dataclass
class BroughtIn:
    """The series that was made, and how many of what."""

    series: Series
    tables: int = 0
    quotes: int = 0
    codes: int = 0
    hats: int = 0
    codings: int = 0
    memos: int = 0


def bring_in(
    *,
    by: User | None,
    network: LocalNetwork,
    project: Project,
    idempotency_key: uuid.UUID | None = None,
) -> BroughtIn:
    """Make a series of a project; everything is made ready before anything is locked.

    The same key again gives the series of the first time. Raises TooManyTexts. Who brings it in is
    named for it; names_until is today, as there are no names.
    """
    if len(project.sources) > MOST_TABLES:
        raise TooManyTexts
    making = _Making(network, project)
    making.series_with(by)
    making.codebook()
    for number, source in enumerate(project.sources, start=1):
        making.table(number, source)
    making.notes()
    deed = "dialogue.import"
    with recorded(by=by, network=network, deed=deed, key=idempotency_key) as recorder:
        if recorder.is_repeat:
            making.made.series = made_before(recorder, Series)
        else:
            recorder.write(making.rows)
    return making.made


@dataclass(frozen=True)
class _Meaning:
    """What a code of the file is here: a theme with a polarity, or a hat."""

    code: Code | None = None
    polarity: str = ""
    hat: Hat | None = None


@dataclass
class _Making:
    network: LocalNetwork
    project: Project
    rows: Prepared = field(default_factory=Prepared)
    meanings: dict[str, _Meaning] = field(default_factory=dict)
    by_name: dict[str, Code] = field(default_factory=dict)
    hats: dict[str, Hat] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.people = {user.guid: user.name for user in self.project.users}
        self.names = {code.guid: code.name for code in self.project.codes}
        self.texts = {note.guid: note.text for note in self.project.notes}
        self.table_of: dict[str, Table] = {}
        self.owner: dict[str, Table | Code] = {}

    def series_with(self, by: User | None) -> None:
        title = self.project.name[:NAME] or _("Without a name")
        purpose = _("Brought in from a file of %(origin)s.") % {
            "origin": self.project.origin or "?"
        }
        described = self.project.description
        self.series = Series(
            network=self.network,
            title=title,
            question=described.partition("\n")[0][:300],
            purpose=f"{purpose}\n\n{described}".strip(),
            names_until=timezone.localdate(),
        )
        self.made = BroughtIn(self.series)
        self.rows.add(self.series)
        if by is not None:
            self.rows.add(SeriesFacilitator(series=self.series, user=by))

    def codebook(self) -> None:
        for code in self.project.codes:
            if code.is_codable or code.name not in GROUPS:
                self.meanings[code.guid] = self._meaning(code)

    def _meaning(self, code: CodeOf) -> _Meaning:
        kind, name = inside(code.name)
        if kind == HAT and (name in self.hats or len(self.hats) < MOST_HATS):
            return _Meaning(hat=self._hat(name, code))
        polarity = "" if kind in ("", THEME, HAT) else kind
        is_ours = bool(polarity or kind == THEME)
        made = self._code(name if is_ours else code.name, code, is_ours=is_ours)
        self.owner |= {note: made for note in code.notes if note not in self.owner}
        return _Meaning(made, polarity)

    def _hat(self, name: str, code: CodeOf) -> Hat:
        if name not in self.hats:
            hat = Hat(
                series=self.series,
                key=len(self.hats) + 1,
                name=name[:60],
                prompt=code.description[:300],
                colour=code.colour or "#ffffff",
            )
            self.hats[name] = hat
            self.made.hats += 1
            self.rows.add(hat)
        return self.hats[name]

    def _code(self, name: str, code: CodeOf, *, is_ours: bool) -> Code:
        """Return the theme of a code; chances and bottlenecks of one theme are one code here."""
        if is_ours and name in self.by_name:
            return self.by_name[name]
        above = self.meanings.get(code.parent, _Meaning()).code
        free = self._free_name(name, code)
        made = Code(
            series=self.series,
            parent=above,
            name=free,
            description=code.description if free == name else f"{name}\n{code.description}".strip(),
            colour=code.colour,
            position=min(len(self.by_name), MOST_TABLES),
        )
        self.by_name[free] = made
        self.made.codes += 1
        self.rows.add(made)
        return made

    def _free_name(self, name: str, code: CodeOf) -> str:
        """Return a name that no other code has: with the code above it, else with a number."""
        plain = name[:NAME] or "?"
        if plain not in self.by_name:
            return plain
        above = f"{self.names.get(code.parent, '')}: {name}"[:NAME]
        if code.parent and above not in self.by_name:
            return above
        numbers = (f"{name[: NAME - 8]} ({number})" for number in range(2, len(self.by_name) + 3))
        return next(one for one in numbers if one not in self.by_name)

    def table(self, number: int, source: Source) -> None:
        table = Table(
            series=self.series,
            number=number,
            place=source.name[:NAME] or _("Without a name"),
            starts_at=source.created_at,
            state=Table.State.HELD,
        )
        self.made.tables += 1
        self.rows.add(table)
        self.owner |= dict.fromkeys(source.notes, table)
        found = blocks(source.text, source.selections)
        for position, block in enumerate(found, start=1):
            self._quote(table, position, block)
        self._about(table, source)

    def _quote(self, table: Table, position: int, block: Block) -> None:
        quote = Quote(table=table, position=position)
        quote.text = block.text
        given = [(piece, coding) for piece in block.pieces for coding in piece.selection.codings]
        quote.hat = next((hat for _piece, one in given if (hat := self._of(one).hat)), None)
        self.made.quotes += 1
        self.rows.add(quote)
        told: set[str] = set()
        for piece, coding in given:
            self._coding(quote, piece, coding, told)
        for piece in block.pieces:
            if piece.selection.guid not in told:
                text = _joined(self._memos_of(piece))
                self._memo(text, table=table, title=piece.selection.name)

    def _of(self, coding: CodingOf) -> _Meaning:
        return self.meanings.get(coding.code, _Meaning())

    def _coding(self, quote: Quote, piece: Piece, coding: CodingOf, told: set[str]) -> None:
        """Make a coding; the memo of a selection goes with the first coding of it."""
        meaning = self._of(coding)
        if meaning.code is None:
            return
        made = Coding(
            quote=quote,
            code=meaning.code,
            polarity=meaning.polarity,
            coder_name=self.people.get(coding.user, "")[:NAME],
            start=piece.start,
            end=piece.end,
        )
        memos = [] if piece.selection.guid in told else self._memos_of(piece)
        told.add(piece.selection.guid)
        made.memo = _joined([*memos, *(self.texts[note] for note in coding.notes)])
        self.made.codings += 1
        self.rows.add(made)

    def _memos_of(self, piece: Piece) -> list[str]:
        notes = (self.texts[note] for note in piece.selection.notes)
        return [piece.selection.description, *notes]

    def _about(self, table: Table, source: Source) -> None:
        """Keep what is known of a text as a whole in a memo: values, description, codes."""
        variables = {one.guid: one.name for one in self.project.variables}
        values = dict(source.values)
        cases = [case for case in self.project.cases if source.guid in case.sources]
        for case in cases:
            values |= dict(case.values)
        lines = [source.description]
        lines += [f"{variables[guid]}: {value}" for guid, value in values.items()]
        lines += [self.names[coding.code] for coding in source.codings]
        self._memo(
            "\n".join(line for line in lines if line), table=table, title=_("About the text")
        )

    def notes(self) -> None:
        for note in self.project.notes:
            owner = self.owner.get(note.guid)
            self._memo(
                note.text,
                table=owner if isinstance(owner, Table) else None,
                code=owner if isinstance(owner, Code) else None,
                title=note.name,
            )

    def _memo(
        self, text: str, *, title: str, table: Table | None = None, code: Code | None = None
    ) -> None:
        if text:
            memo = Memo(series=self.series, table=table, code=code, title=title[:NAME])
            memo.text = text
            self.made.memos += 1
            self.rows.add(memo)


def _joined(texts: Iterable[str]) -> str:
    """Return texts below each other, each once, without the empty ones."""
    return "\n\n".join(dict.fromkeys(text for text in texts if text))


def counts(made: BroughtIn) -> Iterable[tuple[str, int]]:
    """Return how many of what was made, under the names that the report has."""
    names = ("tables", "quotes", "codes", "hats", "codings", "memos")
    return [(name, getattr(made, name)) for name in names]

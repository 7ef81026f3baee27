"""How far the translations of a person's records are: rows are records, columns are languages."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from vlaggenlijn.directory.history_words import language_name
from vlaggenlijn.directory.models import (
    InLanguage,
    Organization,
    Service,
    Translatable,
    in_language,
    kind_of,
)
from vlaggenlijn.directory.translating import (
    ORGANIZATION,
    SERVICE,
    State,
    changed_fields,
    plain,
    wanted_fields,
)
from vlaggenlijn.directory.translation_files import Known, Piece, Unit

KINDS = (SERVICE, ORGANIZATION)


@dataclass(frozen=True, slots=True)
class Cell:
    """One record in one language; without ``url`` where its network did not choose the language."""

    language: str
    state: State
    has_draft_beside: bool
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    record: Translatable
    owner: str
    cells: tuple[Cell, ...]

    def state_in(self, language: str) -> set[State]:
        """The states of the line in a language, or in any when it is empty."""
        return {cell.state for cell in self.cells if cell.url and language in ("", cell.language)}


@dataclass(frozen=True, slots=True)
class Tally:
    """How many records are in each state in one language."""

    language: str
    name: str
    none: int
    draft: int
    approved: int
    outdated: int

    @property
    def total(self) -> int:
        return self.none + self.draft + self.approved + self.outdated


@dataclass(frozen=True, slots=True)
class Board:
    tallies: tuple[Tally, ...]
    lines: list[Line]


def records_of(user: Any, kind: str, words: str = "") -> list[Translatable]:
    """Return the records that a person may change, with their translations, in two queries."""
    if kind == ORGANIZATION:
        organizations = Organization.objects.editable_by(user).current().select_related("network")
        organizations = organizations.named(words) if words else organizations
        return list(organizations.prefetch_related("translations").order_by("name", "id"))
    services = Service.objects.editable_by(user).current()
    services = services.select_related("organization__network").prefetch_related("translations")
    services = services.named(words) if words else services
    return list(services.order_by("organization__name", "name", "id"))


def board_of(records: Iterable[Translatable]) -> Board:
    """Return the board of records read before; no query.

    An organisation that says nothing of itself has nothing to translate and is left out.
    """
    told = [one for one in records if isinstance(one, Service) or plain(one.description)]
    languages = list(dict.fromkeys(code for one in told for code in languages_of(one)))
    lines = [Line(one, _owner(one), _cells(one, languages)) for one in told]
    return Board(tuple(_tally(language, lines) for language in languages), lines)


def languages_of(record: Translatable) -> list[str]:
    """The languages in which the network of a record may have its texts."""
    owner = record.organization if isinstance(record, Service) else record
    return owner.network.translation_languages


def _owner(record: Translatable) -> str:
    return record.organization.name if isinstance(record, Service) else record.network.name


def _cells(record: Translatable, languages: Iterable[str]) -> tuple[Cell, ...]:
    offered = set(languages_of(record))
    return tuple(
        _cell(in_language(record, language), is_offered=language in offered)
        for language in languages
    )


def _cell(now: InLanguage, *, is_offered: bool) -> Cell:
    url = translation_url(now.record, now.language) if is_offered else ""
    is_beside = now.draft is not None and now.approved is not None
    return Cell(now.language, now.state, is_beside, url)


def translation_url(record: Translatable, language: str) -> str:
    return reverse(f"directory:translate_{kind_of(record)}", args=[record.pk, language])


def _tally(language: str, lines: Iterable[Line]) -> Tally:
    states = Counter(
        cell.state
        for line in lines
        for cell in line.cells
        if cell.url and cell.language == language
    )
    return Tally(
        language,
        language_name(language),
        **{state.value: states[state] for state in State},
    )


def next_after(user: Any, record: Translatable, language: str) -> Translatable | None:
    """Return the record of the same kind, after this one on the board, that asks for work."""
    records = [one for one in records_of(user, kind_of(record)) if language in languages_of(one)]
    later = next((at + 1 for at, one in enumerate(records) if one.pk == record.pk), 0)
    turned = [*records[later:], *records[:later]]
    return next(
        (one for one in turned if one.pk != record.pk and _asks_for_work(one, language)), None
    )


def _asks_for_work(record: Translatable, language: str) -> bool:
    now = in_language(record, language)
    return now.state != State.APPROVED and any(map(plain, now.dutch.values()))


def field_name(record: Translatable, name: str) -> str:
    """Return what people call a field of a record."""
    return str(record._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def units_of(records: Iterable[Translatable], language: str) -> list[Unit]:
    """Return what is missing or outdated in a language, for a translator's file."""
    return [
        unit
        for record in records
        if language in languages_of(record)
        for unit in _units(in_language(record, language))
    ]


def _units(now: InLanguage) -> list[Unit]:
    said = now.latest.said() if now.latest else None
    return [
        Unit(
            piece=Piece(kind_of(now.record), now.record.pk, name),
            dutch=now.dutch[name],
            record_name=str(now.record),
            field_name=field_name(now.record, name),
            earlier=said.texts[name] if said else "",
        )
        for name in wanted_fields(said, now.dutch)
    ]


def known_pieces(records: Iterable[Translatable], language: str) -> dict[Piece, Known]:
    """Return every piece that may come back in a language, as it is now."""
    return {
        Piece(kind_of(record), record.pk, name): known
        for record in records
        if language in languages_of(record)
        for name, known in _known(in_language(record, language)).items()
    }


def _known(now: InLanguage) -> Mapping[str, Known]:
    said = now.latest.said() if now.latest else None
    old = set(changed_fields(said, now.dutch)) if said else set(now.dutch)
    return {
        name: Known(
            dutch=dutch,
            current="" if said is None or name in old else said.texts[name],
            record_name=str(now.record),
            field_name=field_name(now.record, name),
        )
        for name, dutch in now.dutch.items()
    }


def by_id(records: Iterable[Translatable]) -> dict[tuple[str, UUID], Translatable]:
    return {(kind_of(one), one.pk): one for one in records}

"""Quotes: what somebody said at a table, and what the one who said it found of that afterwards."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import Audited, AuditedQuerySet, User
from vlaggenlijn.dialogue.models.sealed import opened_text, sealed
from vlaggenlijn.dialogue.models.series import Hat, Series
from vlaggenlijn.dialogue.models.tables import Participant, Table

MOST_PLACES = 200  # quotes that one question asks for by their place


def fallen_among(ids: Iterable[Any], *, is_locking: bool) -> set[uuid.UUID]:
    """Return which of these quotes were withdrawn or taken back; they are locked when asked."""
    rows = Quote.objects.filter(pk__in={pk for pk in ids if pk}).order_by("pk")
    rows = rows.select_for_update() if is_locking else rows
    return {pk for pk, state in rows.values_list("pk", "state") if state in Quote.FALLEN}


def of_fallen_quotes(
    rows: Mapping[uuid.UUID, Mapping[str, Any] | None], *, is_locking: bool
) -> set[uuid.UUID]:
    """Return which rows were about a quote that was withdrawn or taken back."""
    quotes = {pk: row["quote_id"] for pk, row in rows.items() if row}
    fallen = fallen_among(quotes.values(), is_locking=is_locking)
    return {pk for pk, quote in quotes.items() if quote in fallen}


def ids_in(texts: Iterable[str]) -> list[uuid.UUID]:
    """Return the ids among texts as a page sent them; what is no id is passed over."""
    found = []
    for text in texts:
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            continue
    return found


class QuoteQuerySet(AuditedQuerySet["Quote"]):
    def at_table(self, table: Table) -> "QuoteQuerySet":
        return self.filter(table=table).select_related("hat", "participant")

    def of_series(self, series: Series) -> "QuoteQuerySet":
        """Quotes of the real tables of a series."""
        return self.filter(table__series=series, table__is_rehearsal=False)

    def of_participant(self, participant: Participant) -> "QuoteQuerySet":
        return self.filter(participant=participant).select_related("hat", "table")

    def standing(self) -> "QuoteQuerySet":
        """Quotes that may be read, counted and sent out: nothing withdrawn, nothing taken back."""
        return self.exclude(state__in=Quote.FALLEN)

    def in_state(self, *states: str) -> "QuoteQuerySet":
        return self.filter(state__in=states)

    def spoken(self) -> "QuoteQuerySet":
        """Quotes of which it is known who said them."""
        return self.filter(participant__isnull=False)

    def withdrawn(self) -> "QuoteQuerySet":
        return self.filter(state=Quote.State.WITHDRAWN)

    def waiting(self) -> "QuoteQuerySet":
        """Quotes that somebody was asked to read back and said nothing of."""
        return self.filter(state=Quote.State.IN_CHECK)

    def uncoded(self) -> "QuoteQuerySet":
        return self.standing().filter(codings__isnull=True)

    def coded_with(self, code: Any) -> "QuoteQuerySet":
        return self.filter(codings__code=code).distinct()

    def coded_in(self, codings: models.QuerySet[Any]) -> "QuoteQuerySet":
        """Quotes that at least one of these codings is about."""
        return self.filter(pk__in=codings.values("quote"))

    def not_coded_in(self, codings: models.QuerySet[Any]) -> "QuoteQuerySet":
        return self.exclude(pk__in=codings.values("quote"))

    def with_key(self, key: str) -> "Quote | None":
        """The quote with a key of a browser, as text; None for what is no key."""
        return self.filter(client_key__in=ids_in([key])).first()

    def with_id(self, pk: uuid.UUID) -> "Quote | None":
        return self.filter(pk=pk).first()

    def with_ids_in(self, ids: Iterable[str]) -> "QuoteQuerySet":
        """Quotes with these ids as text; what is no id is passed over."""
        return self.filter(pk__in=ids_in(ids))

    def behind(self, finding: Any) -> "QuoteQuerySet":
        """What stands behind a finding now."""
        return self.standing().filter(backed__finding=finding)

    def narrowed(self, *, table: Table | None, hat: Hat | None, state: str) -> "QuoteQuerySet":
        """Only those of a table, a hat, a state; nothing asks for every one."""
        asked = {"table": table, "hat": hat, "state": state}
        return self.filter(**{name: value for name, value in asked.items() if value})

    def opened(self) -> Iterator[tuple[uuid.UUID, str]]:
        """(id, text) of each, in order: nothing else is read, and no record is made of it."""
        for pk, text in self.values_list("pk", "sealed_text"):
            yield pk, opened_text(Quote._meta.label_lower, pk, "sealed_text", text)

    def ids(self) -> models.QuerySet[Any]:
        return self.values_list("pk", flat=True)

    def with_subjects_of(self, ids: Iterable[uuid.UUID]) -> "list[Quote]":
        """Quotes with these ids, with all that a page shows of them, in the order of the ids."""
        wanted = list(ids)
        found = {one.pk: one for one in self.filter(pk__in=wanted).with_subjects()}
        return [found[pk] for pk in wanted if pk in found]

    def with_subjects(self) -> "QuoteQuerySet":
        return self.select_related("table__series", "hat", "participant")

    def allowed(self) -> "QuoteQuerySet":
        """Quotes of which who said them found that they may stand so; silence allows nothing."""
        return self.in_state(Quote.State.APPROVED, Quote.State.AMENDED)

    def at_places(self, places: Iterable[tuple[int, int]]) -> "QuoteQuerySet":
        """Quotes by (number of their table, place at it), within a series."""
        wanted = models.Q(pk__in=[])
        for number, place in sorted(places)[:MOST_PLACES]:
            wanted |= models.Q(table__number=number, position=place)
        return self.filter(wanted)

    def latest_first(self) -> "QuoteQuerySet":
        return self.order_by("-position", "-created_at", "-id")

    def in_order(self) -> "QuoteQuerySet":
        """As they were said: by table, then by place at the table."""
        return self.order_by("table__number", "position", "created_at", "id")


class Quote(Audited):
    """One thing that was said, sealed at rest, with the hat as its origin.

    ``client_key`` is made by the browser of the note taker: the same key again is the same quote,
    so that what is sent twice stands once. ``first_wording`` is kept when somebody amended their
    quote; only the moderator's page shows it. A quote that is withdrawn or taken back loses its
    text, here and in the history; its row stays, so that the key is known and a report can say how
    many there were.
    """

    class State(models.TextChoices):
        NOTED = "noted", _("noted")
        IN_CHECK = "in_check", _("being read back")
        APPROVED = "approved", _("approved")
        AMENDED = "amended", _("amended")
        WITHDRAWN = "withdrawn", _("withdrawn")
        REMOVED = "removed", _("taken back by the note taker")

    FALLEN = (State.WITHDRAWN, State.REMOVED)

    table = models.ForeignKey(Table, models.CASCADE, related_name="quotes")
    hat = models.ForeignKey(Hat, models.SET_NULL, null=True, blank=True, related_name="quotes")
    participant = models.ForeignKey(
        Participant, models.SET_NULL, null=True, blank=True, related_name="quotes"
    )
    is_verbatim = models.BooleanField(_("word for word"), default=False)
    sealed_text = models.TextField(blank=True, editable=False)
    sealed_first_wording = models.TextField(blank=True, editable=False)
    position = models.PositiveIntegerField(default=0)
    client_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # By the clock of the browser, which may be wrong; the order is ``position``.
    said_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=9, choices=State.choices, default=State.NOTED)
    # Written by the participant while reading back, not said at the table.
    is_added = models.BooleanField(default=False)
    checked_at = models.DateTimeField(null=True, blank=True)

    text: Any = sealed("sealed_text")
    first_wording: Any = sealed("sealed_first_wording")

    objects = QuoteQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["table", "position", "created_at", "id"]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def stands(self) -> bool:
        return self.state not in self.FALLEN

    @classmethod
    def staying(
        cls, rows: Mapping[uuid.UUID, Mapping[str, Any] | None], *, is_locking: bool = False
    ) -> set[uuid.UUID]:
        """What was withdrawn stays so, and of who took consent back no word comes back."""
        speakers = {pk: row["participant_id"] for pk, row in rows.items() if row}
        revoked = Participant.objects.with_consent_revoked(speakers.values())
        gone = {pk for pk, speaker in speakers.items() if speaker in revoked}
        return gone | fallen_among(rows, is_locking=is_locking)

    @property
    def is_silent(self) -> bool:
        """Whether the time to read back went by without a word: that is no consent."""
        return self.state == self.State.IN_CHECK and self.table.is_past_check

    @property
    def standing(self) -> str:
        """The state in words; silence is called silence."""
        return _("no answer") if self.is_silent else self.get_state_display()  # type: ignore[return-value]

"""The index: how much each record has to do with each term."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection, models
from django.db.models import Count, Max, Sum

from vlaggenlijn.accounts.models.bulk import insert

# Terms that choose; all that are asked rank.
MOST_TERMS = 24
MOST_TERMS_AMONG = 12
# Django has no words for a LIMIT inside a UNION, which is what keeps the work bounded.
OF_TERM = (
    "SELECT * FROM ("
    "SELECT record_id, weight * CAST(%s AS double precision) AS part FROM taxonomy_posting"
    " WHERE term = %s ORDER BY weight DESC, record_id LIMIT %s"
    ") AS one"
)
# CROSS JOIN: first the records, then the terms, then the one posting of both.
AMONG = (
    "WITH near (record_id) AS (%(records)s), asked (term, share) AS (VALUES %(asked)s)"
    " SELECT posting.record_id, posting.weight * asked.share AS part"
    " FROM near CROSS JOIN asked CROSS JOIN taxonomy_posting AS posting"
    " WHERE posting.record_id = near.record_id AND posting.term = asked.term"
)
# The same for all terms: looked up one by one, which takes a third of the time of two lists.
WEIGHTS = (
    "SELECT * FROM ("
    "WITH chosen (record_id) AS (VALUES %(records)s), asked (term) AS (VALUES %(terms)s)"
    " SELECT posting.record_id, posting.term, posting.weight"
    " FROM chosen CROSS JOIN asked CROSS JOIN taxonomy_posting AS posting"
    " WHERE posting.record_id = chosen.record_id AND posting.term = asked.term"
    ") AS found"
)
ASKED = "(%s, CAST(%s AS double precision))"
# From each term to the next along the index: DISTINCT would read every row of it.
ALL_TERMS = (
    "WITH RECURSIVE known (term) AS ("
    "SELECT MIN(term) FROM taxonomy_posting"
    " UNION ALL"
    " SELECT (SELECT MIN(term) FROM taxonomy_posting WHERE taxonomy_posting.term > known.term)"
    " FROM known WHERE known.term IS NOT NULL"
    ") SELECT term FROM known WHERE term IS NOT NULL"
)


def _heaviest(shares: Mapping[str, float], most: int) -> list[tuple[str, float]]:
    return sorted(shares.items(), key=lambda pair: (-pair[1], pair[0]))[:most]


def _rows_of_one(count: int) -> str:
    return ", ".join(["(%s)"] * count)


class PostingQuerySet(models.QuerySet["Posting"]):
    def strongest(self, shares: Mapping[str, float], most: int) -> list[uuid.UUID]:
        """Return the records with the most of the terms, by the share of each term, best first.

        Of each term only the ``most`` records that have most of it are read, and only of the terms
        that count most (MOST_TERMS): the work does not grow with the number of records.
        """
        asked = _heaviest(shares, MOST_TERMS)
        each = " UNION ALL ".join([OF_TERM] * len(asked))
        values = [value for term, share in asked for value in (share, term, most)]
        return self._scored(each, values, most) if asked else []

    def strongest_among(
        self, records: models.QuerySet[Any], shares: Mapping[str, float], most: int
    ) -> list[uuid.UUID]:
        """Return the same of a few records only, given as a query of their ids."""
        asked = _heaviest(shares, MOST_TERMS_AMONG)
        if not asked:
            return []
        ids, values = records.query.sql_with_params()
        each = AMONG % {"records": ids, "asked": ", ".join([ASKED] * len(asked))}
        return self._scored(each, [*values, *(part for pair in asked for part in pair)], most)

    def _scored(self, parts: str, values: list[Any], most: int) -> list[uuid.UUID]:
        sql = (
            f"SELECT record_id FROM ({parts}) AS parts GROUP BY record_id"  # noqa: S608
            " ORDER BY SUM(part) DESC, record_id LIMIT %s"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [*values, most])
            return [one if isinstance(one, uuid.UUID) else uuid.UUID(one) for (one,) in cursor]

    def weights(
        self, records: Iterable[uuid.UUID], terms: Iterable[str]
    ) -> dict[uuid.UUID, dict[str, float]]:
        """Return {record id: {term: weight}} for the records and terms asked."""
        found: dict[uuid.UUID, dict[str, float]] = {record: {} for record in records}
        wanted = list(terms)
        if not (found and wanted):
            return found
        # As the database writes an id: to read each row's id as a UUID takes longer than the rest.
        key = models.UUIDField().get_db_prep_value
        by_key = {key(record, connection): weights for record, weights in found.items()}
        holes = {"records": _rows_of_one(len(by_key)), "terms": _rows_of_one(len(wanted))}
        with connection.cursor() as cursor:
            cursor.execute(WEIGHTS % holes, [*by_key, *wanted])
            for record, term, weight in cursor.fetchall():
                by_key[record][term] = weight
        return found

    def of_whole_records(self, records: Iterable[uuid.UUID]) -> dict[uuid.UUID, dict[str, float]]:
        """Return {record id: {term: weight}} with all terms of each record."""
        found: dict[uuid.UUID, dict[str, float]] = {record: {} for record in records}
        rows = self.filter(record_id__in=list(found)).order_by()
        for record, term, weight in rows.values_list("record_id", "term", "weight"):
            found[record][term] = weight
        return found

    def counts(self, terms: Iterable[str]) -> dict[str, int]:
        """Return how many records have each term; those that none has are left out."""
        rows = self.filter(term__in=list(terms)).values("term").annotate(times=Count("id"))
        return dict(rows.values_list("term", "times"))

    def add_weights(self, kind: str, weights: Mapping[uuid.UUID, Mapping[str, float]]) -> None:
        """Write {record id: {term: weight}} in one statement, for records without postings."""
        rows: list[list[Any]] = []
        for record, terms in weights.items():
            key = models.UUIDField().get_db_prep_save(record, connection)
            rows += [[kind, key, term, weight] for term, weight in terms.items()]
        insert(Posting, rows)

    def with_terms(self, terms: Iterable[str]) -> "PostingQuerySet":
        return self.filter(term__in=list(terms))

    def last_number(self) -> int:
        """The number of the row that was written last; 0 without any."""
        return self.aggregate(last=Max("id"))["last"] or 0

    def all_terms(self) -> list[str]:
        """Return every term that a record has."""
        with connection.cursor() as cursor:
            cursor.execute(ALL_TERMS)
            return [term for (term,) in cursor]

    def terms_after(self, number: int) -> list[str]:
        """Return the terms of the rows that were written after one."""
        return list(self.filter(id__gt=number).values_list("term", flat=True).distinct())

    def weight_of(self, term: str, record_id: Any) -> models.QuerySet[Any, Any]:
        """The weight of a term in the record that a column of another query names."""
        return self.filter(term=term, record_id=record_id).values("weight")[:1]

    def of_record(self, record_id: uuid.UUID) -> "PostingQuerySet":
        return self.filter(record_id=record_id)

    def of_records(self, ids: Iterable[uuid.UUID]) -> "PostingQuerySet":
        return self.filter(record_id__in=list(ids))

    def weight_in_all(self) -> float:
        return self.aggregate(total=Sum("weight"))["total"] or 0.0


class Posting(models.Model):
    """How much a record (kind and id) has to do with a term; written with the record itself."""

    kind = models.CharField(max_length=20)
    record_id = models.UUIDField()
    term = models.CharField(max_length=120)
    weight = models.FloatField()

    objects = PostingQuerySet.as_manager()

    class Meta:
        # A question reads the heaviest of each term first, and never touches the table itself.
        indexes = [models.Index(fields=["term", "-weight", "record_id"], name="posting_by_weight")]
        constraints = [models.UniqueConstraint(fields=["record_id", "term"], name="posting_once")]

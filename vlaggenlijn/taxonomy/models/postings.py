"""The index: how much each record has to do with each term."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection, models
from django.db.models import Count, Max, Sum

from vlaggenlijn.accounts.models.bulk import insert
from vlaggenlijn.taxonomy.packing import (
    Gathered,
    Head,
    gathered,
    head,
    is_beside,
    packed,
    strongest,
    weights_of,
)

# Terms that choose; all that are asked rank.
MOST_TERMS = 24
# Django has no words for a LIMIT inside a UNION, which is what keeps the work bounded.
OF_TERM = (
    "SELECT * FROM ("
    "SELECT term, record_id, weight FROM taxonomy_posting"
    " WHERE term = %s ORDER BY weight DESC, record_id LIMIT %s"
    ") AS one"
)
# CROSS JOIN: first the records of the query, then what is known of each.
AMONG = (
    "SELECT * FROM ("
    "WITH near (record_id) AS (%s)"
    " SELECT near.record_id, known.packed"
    " FROM near CROSS JOIN taxonomy_recordterms AS known WHERE known.record_id = near.record_id"
    ") AS found"
)
OF_RECORDS = "SELECT record_id, packed FROM taxonomy_recordterms WHERE record_id IN (%(holes)s)"
# From each term to the next along the index: DISTINCT would read every row of it.
ALL_TERMS = (
    "WITH RECURSIVE known (term) AS ("
    "SELECT MIN(term) FROM taxonomy_posting"
    " UNION ALL"
    " SELECT (SELECT MIN(term) FROM taxonomy_posting WHERE taxonomy_posting.term > known.term)"
    " FROM known WHERE known.term IS NOT NULL"
    ") SELECT term FROM known WHERE term IS NOT NULL"
)


def heaviest(shares: Mapping[str, float], most: int) -> dict[str, float]:
    """Return the terms that count most, the most of all first."""
    return dict(sorted(shares.items(), key=lambda pair: (-pair[1], pair[0]))[:most])


class PostingQuerySet(models.QuerySet["Posting"]):
    def strongest(self, shares: Mapping[str, float], most: int) -> list[uuid.UUID]:
        """Return the records with the most of the terms, by the share of each term, best first.

        Of each term only the ``most`` records that have most of it are read, and only of the terms
        that count most (MOST_TERMS): the work does not grow with the number of records.
        """
        asked = heaviest(shares, MOST_TERMS)
        heads = self.heads(list(asked), most)
        return strongest([(heads[term], share) for term, share in asked.items()], most)

    def heads(self, terms: Sequence[str], most: int) -> dict[str, Head]:
        """Return for each term the ``most`` records that have most of it."""
        rows: dict[str, tuple[list[bytes], list[float]]] = {term: ([], []) for term in terms}
        with connection.cursor() as cursor:
            if terms:
                each = " UNION ALL ".join([OF_TERM] * len(terms))
                cursor.execute(each, [value for term in terms for value in (term, most)])
            for term, record, weight in cursor.fetchall() if terms else ():
                ids, weights = rows[term]
                ids.append(record.bytes if isinstance(record, uuid.UUID) else bytes.fromhex(record))
                weights.append(weight)
        return {term: head(*found) for term, found in rows.items()}

    def weights(
        self, records: Iterable[uuid.UUID], terms: Iterable[str]
    ) -> dict[uuid.UUID, dict[str, float]]:
        """Return {record id: {term: weight}} for the records and terms asked."""
        ids = list(records)
        pieces = RecordTerms.objects.pieces(ids)
        found = weights_of([pieces.get(one, b"") for one in ids], list(terms))
        return dict(zip(ids, found, strict=True))

    def counts(self, terms: Iterable[str]) -> dict[str, int]:
        """Return how many records have each term; those that none has are left out."""
        rows = self.filter(term__in=list(terms)).values("term").annotate(times=Count("id"))
        return dict(rows.values_list("term", "times"))

    def add_weights(self, kind: str, weights: Mapping[uuid.UUID, Mapping[str, float]]) -> None:
        """Write {record id: {term: weight}} in few statements, for records without postings.

        What nobody looks for (affinity.py) stands in the whole of a record alone.
        """
        rows: list[list[Any]] = []
        wholes: list[list[Any]] = []
        for record, terms in weights.items():
            key = _key(record)
            rows += [[kind, key, term, terms[term]] for term in terms if not is_beside(term)]
            wholes += [[key, kind, packed(terms)]] if terms else []
        insert(Posting, rows)
        insert(RecordTerms, wholes)

    def forget(self, records: Iterable[uuid.UUID]) -> None:
        """Take everything of some records out."""
        keys = [_key(one) for one in records]
        holes = ", ".join(["%s"] * len(keys))
        # In its own words: Django takes longer to make them than the database to take out a record.
        with connection.cursor() as cursor:
            for table in ("taxonomy_posting", "taxonomy_recordterms") if keys else ():
                cursor.execute(f"DELETE FROM {table} WHERE record_id IN ({holes})", keys)  # noqa: S608

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

    def weight_in_all(self) -> float:
        return self.aggregate(total=Sum("weight"))["total"] or 0.0


def _key(record: uuid.UUID) -> Any:
    """An id as the database writes it: reading each as a UUID would take longer than the rest."""
    return record if connection.features.has_native_uuid_field else record.hex


class RecordTermsQuerySet(models.QuerySet["RecordTerms"]):
    def pieces(self, records: Iterable[uuid.UUID]) -> dict[uuid.UUID, bytes]:
        """Return {record id: its packed weights} for those that have any."""
        by_key = {_key(record): record for record in records}
        if not by_key:
            return {}
        with connection.cursor() as cursor:
            cursor.execute(OF_RECORDS % {"holes": ", ".join(["%s"] * len(by_key))}, [*by_key])
            return {by_key[key]: piece for key, piece in cursor.fetchall()}

    def gathered(self, records: models.QuerySet[Any]) -> Gathered:
        """Return what a few records have of each term, given as a query of their ids."""
        ids, values = records.query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(AMONG % ids, values)
            return gathered({_hex(key): piece for key, piece in cursor.fetchall()})


def _hex(key: Any) -> str:
    """An id that a database wrote, as 32 signs: in their order ids stand in that of both."""
    return key if isinstance(key, str) else key.hex  # type: ignore[no-any-return]


class RecordTerms(models.Model):
    """All postings of a record in one piece (see packing.py); written together with them.

    A term has many records and a record some forty terms: what is asked of a record is read here
    in one look, what is asked of a term there.
    """

    record_id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=20)
    packed = models.BinaryField()

    objects = RecordTermsQuerySet.as_manager()


def rows_of(kind: str, record: uuid.UUID, weights: Mapping[str, float]) -> list[models.Model]:
    """Return what ``add_weights`` writes of one record as rows that are not written yet."""
    if not weights:
        return []
    postings = [
        Posting(kind=kind, record_id=record, term=term, weight=weight)
        for term, weight in weights.items()
        if not is_beside(term)
    ]
    return [*postings, RecordTerms(record_id=record, kind=kind, packed=packed(weights))]


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

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection, models
from django.db.models import Count, Sum

from vlaggenlijn.accounts.models import Audited, AuditedQuerySet, LocalNetwork
from vlaggenlijn.accounts.models.bulk import insert
from vlaggenlijn.common.tongues import spoken


class ConceptSchemeQuerySet(models.QuerySet["ConceptScheme"]):
    def themes(self) -> "ConceptSchemeQuerySet":
        return self.filter(slug="themes")

    def known_as(self, slug: str) -> "ConceptSchemeQuerySet":
        """The scheme with a slug, or none."""
        return self.filter(slug=slug)

    def are_indexed_with(self, edition: str) -> bool:
        return self.themes().filter(indexed_with=edition).exists()


class ConceptScheme(models.Model):
    """SKOS concept scheme; a closed one is changed by a release only."""

    slug = models.SlugField(primary_key=True)
    titles = models.JSONField()
    definitions = models.JSONField(default=dict)
    source = models.CharField(max_length=500, blank=True)
    is_closed = models.BooleanField(default=True)
    release = models.PositiveIntegerField(default=1)
    # The edition of the lessons by which all records were last indexed under this scheme.
    indexed_with = models.CharField(max_length=16, blank=True, default="")

    objects = ConceptSchemeQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug


class ConceptQuerySet(models.QuerySet["Concept"]):
    def of_scheme(self, *slugs: str) -> "ConceptQuerySet":
        return self.filter(scheme_id__in=slugs, is_retired=False)

    def with_labels(self) -> "ConceptQuerySet":
        return self.prefetch_related("labels")

    def with_names(self) -> "ConceptQuerySet":
        """Concepts with only the labels that ``label`` needs: far fewer rows."""
        languages = {spoken(), "nl"}
        names = Label.objects.filter(kind=Label.Kind.PREFERRED, language__in=languages)
        return self.prefetch_related(models.Prefetch("labels", names))

    def named(self, slug: str) -> "Concept | None":
        return self.filter(slug=slug).first()

    def among(self, slugs: Iterable[str]) -> "ConceptQuerySet":
        return self.filter(slug__in=list(slugs))

    def with_terms(self, terms: Iterable[str]) -> "ConceptQuerySet":
        """Concepts by their terms 'scheme:slug'; the scheme is the caller's to narrow."""
        return self.filter(slug__in=[term.partition(":")[2] for term in terms])

    def top(self) -> "ConceptQuerySet":
        return self.filter(broader__isnull=True)

    def with_links(self) -> "ConceptQuerySet":
        """With all labels, what is above and what is beside."""
        return self.select_related("broader").prefetch_related("labels", "related")

    def seen_in(self, network: LocalNetwork | None) -> "ConceptQuerySet":
        """What everybody uses, and what the network that is visited added."""
        return self.usable_in(network) if network else self.filter(network__isnull=True)

    def usable_in(self, network: LocalNetwork) -> "ConceptQuerySet":
        return self.filter(models.Q(network__isnull=True) | models.Q(network=network))


class Concept(models.Model):
    """SKOS concept. ``extra`` keeps what one scheme needs more (ages in months, links)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    scheme = models.ForeignKey(ConceptScheme, models.CASCADE, related_name="concepts")
    slug = models.SlugField(max_length=80)
    order = models.PositiveIntegerField(default=0)
    broader = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="narrower"
    )
    related: models.ManyToManyField["Concept", models.Model] = models.ManyToManyField(
        "self", blank=True
    )
    definitions = models.JSONField(default=dict)
    source = models.CharField(max_length=300, blank=True)
    extra = models.JSONField(default=dict)
    network = models.ForeignKey(LocalNetwork, models.CASCADE, null=True, blank=True)
    is_retired = models.BooleanField(default=False)

    objects = ConceptQuerySet.as_manager()

    class Meta:
        ordering = ["scheme", "order", "slug"]
        constraints = [models.UniqueConstraint(fields=["scheme", "slug"], name="concept_once")]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The preferred word in the visitor's language, else in Dutch, else the slug."""
        words = {
            label.language: label.text
            for label in self.labels.all()
            if label.kind == Label.Kind.PREFERRED
        }
        return words.get(spoken()) or words.get("nl") or self.slug

    @property
    def term(self) -> str:
        """The concept as a term of the index."""
        return f"{self.scheme_id}:{self.slug}"

    def goals(self) -> list[str]:
        """Return the terms of other schemes that this concept leads to."""
        links: dict[str, list[str]] = self.extra.get("match", {})
        return [f"{scheme}:{slug}" for scheme, slugs in links.items() for slug in slugs]


class Label(models.Model):
    """A word for a concept in a language; drafts wait for a native reader."""

    class Kind(models.TextChoices):
        PREFERRED = "preferred"
        ALTERNATIVE = "alternative"

    concept = models.ForeignKey(Concept, models.CASCADE, related_name="labels")
    language = models.CharField(max_length=2)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    text = models.CharField(max_length=120)
    is_draft = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["concept", "language", "text"], name="label_once_per_concept"
            )
        ]


class OwnWordQuerySet(AuditedQuerySet["OwnWord"]):
    def of_network(self, network: LocalNetwork) -> "OwnWordQuerySet":
        words = self.filter(network=network).select_related("concept")
        return words.prefetch_related("concept__labels").order_by("text", "id")

    def with_id_text(self, text: str) -> "OwnWord | None":
        """Return the word with an id as a page sent it; None also for what is no id."""
        try:
            return self.filter(pk=uuid.UUID(text)).first()
        except ValueError:
            return None

    def leading_to(self, concept: Concept, text: str) -> bool:
        return self.filter(concept=concept, text__iexact=text).exists()


class OwnWord(Audited):
    """A word for a concept that a network added; a release leaves it alone.

    The thesaurus is of the whole installation: the questions of other networks are understood by
    it too.
    """

    network = models.ForeignKey(LocalNetwork, models.CASCADE, related_name="own_words")
    concept = models.ForeignKey(Concept, models.CASCADE, related_name="own_words")
    language = models.CharField(max_length=2)
    text = models.CharField(max_length=120)

    objects = OwnWordQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "concept", "language", "text"], name="own_word_once"
            )
        ]


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
WEIGHTS = (
    "SELECT record_id, term, weight FROM taxonomy_posting WHERE record_id IN (%s) AND term IN (%s)"
)
ASKED = "(%s, CAST(%s AS double precision))"


def _heaviest(shares: Mapping[str, float], most: int) -> list[tuple[str, float]]:
    return sorted(shares.items(), key=lambda pair: (-pair[1], pair[0]))[:most]


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
        holes = [", ".join(["%s"] * len(part)) for part in (by_key, wanted)]
        with connection.cursor() as cursor:
            cursor.execute(WEIGHTS % tuple(holes), [*by_key, *wanted])
            for record, term, weight in cursor.fetchall():
                by_key[record][term] = weight
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

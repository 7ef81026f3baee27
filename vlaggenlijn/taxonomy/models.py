import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from django.db.models import Case, Count, F, Sum, Value, When

from vlaggenlijn.accounts.models import Audited, AuditedQuerySet, LocalNetwork
from vlaggenlijn.common.tongues import spoken


class ConceptSchemeQuerySet(models.QuerySet["ConceptScheme"]):
    def themes(self) -> "ConceptSchemeQuerySet":
        return self.filter(slug="themes")

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

    def named(self, slug: str) -> "Concept | None":
        return self.filter(slug=slug).first()

    def with_terms(self, terms: Iterable[str]) -> "ConceptQuerySet":
        """Concepts by their terms 'scheme:slug'; the scheme is the caller's to narrow."""
        return self.filter(slug__in=[term.partition(":")[2] for term in terms])

    def top(self) -> "ConceptQuerySet":
        return self.filter(broader__isnull=True)

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


class PostingQuerySet(models.QuerySet["Posting"]):
    def strongest(self, shares: Mapping[str, float], most: int) -> list[uuid.UUID]:
        """Return the records with the most of the terms, by the share of each term, best first."""
        if not shares:
            return []
        share = Case(
            *(When(term=term, then=Value(share)) for term, share in shares.items()),
            output_field=models.FloatField(),
        )
        scored = (
            self.filter(term__in=shares)
            .values("record_id")
            .annotate(score=Sum(F("weight") * share))
        )
        ordered = scored.order_by("-score", "record_id")
        return list(ordered.values_list("record_id", flat=True)[:most])

    def weights(
        self, records: Iterable[uuid.UUID], terms: Iterable[str]
    ) -> dict[uuid.UUID, dict[str, float]]:
        """Return {record id: {term: weight}} for the records and terms asked."""
        found: dict[uuid.UUID, dict[str, float]] = {record: {} for record in records}
        rows = self.filter(record_id__in=list(found), term__in=list(terms))
        for record, term, weight in rows.values_list("record_id", "term", "weight"):
            found[record][term] = weight
        return found

    def counts(self, terms: Iterable[str]) -> dict[str, int]:
        """Return how many records have each term; those that none has are left out."""
        rows = self.filter(term__in=list(terms)).values("term").annotate(times=Count("id"))
        return dict(rows.values_list("term", "times"))

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
    record_id = models.UUIDField(db_index=True)
    term = models.CharField(max_length=120)
    weight = models.FloatField()

    objects = PostingQuerySet.as_manager()

    class Meta:
        # All that a question reads of it, so that the table itself is not touched.
        indexes = [models.Index(fields=["term", "record_id", "weight"], name="posting_of_term")]
        constraints = [models.UniqueConstraint(fields=["record_id", "term"], name="posting_once")]

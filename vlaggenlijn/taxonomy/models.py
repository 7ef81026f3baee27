import uuid
from collections.abc import Iterable

from django.db import models
from django.db.models import Sum

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.common.tongues import spoken


class ConceptScheme(models.Model):
    """SKOS concept scheme; a closed one is changed by a release only."""

    slug = models.SlugField(primary_key=True)
    titles = models.JSONField()
    definitions = models.JSONField(default=dict)
    source = models.CharField(max_length=500, blank=True)
    is_closed = models.BooleanField(default=True)
    release = models.PositiveIntegerField(default=1)

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


class PostingQuerySet(models.QuerySet["Posting"]):
    def scored(self, terms: Iterable[str]) -> dict[str, dict[uuid.UUID, float]]:
        """Return {term: {record id: weight}} for the terms asked."""
        found: dict[str, dict[uuid.UUID, float]] = {}
        for term, record_id, weight in self.filter(term__in=list(terms)).values_list(
            "term", "record_id", "weight"
        ):
            found.setdefault(term, {})[record_id] = weight
        return found

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
        indexes = [models.Index(fields=["term", "record_id"], name="posting_term")]
        constraints = [models.UniqueConstraint(fields=["record_id", "term"], name="posting_once")]

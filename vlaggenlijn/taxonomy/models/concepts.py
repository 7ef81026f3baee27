"""Concept schemes, their concepts and the words for them."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q

from vlaggenlijn.accounts.models import LocalNetwork
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

    def seen_by(self, user: Any) -> "ConceptQuerySet":
        """What everybody uses, and what the networks of a person added."""
        mine = LocalNetwork.objects.for_user(user)
        return self.filter(Q(network__isnull=True) | Q(network__in=mine))

    def usable_in(self, network: LocalNetwork) -> "ConceptQuerySet":
        return self.filter(Q(network__isnull=True) | Q(network=network))


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

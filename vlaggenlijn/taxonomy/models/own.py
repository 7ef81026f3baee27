"""What a network adds of its own: words for our concepts, and concepts."""

import uuid
from collections.abc import Iterator
from typing import Any

from django.db import models

from vlaggenlijn.accounts.models import Audited, AuditedQuerySet, LocalNetwork
from vlaggenlijn.taxonomy.models.concepts import Concept, ConceptScheme, Label

# Behind those of a release, which are in an order.
LAST = 10_000


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


class OwnConceptQuerySet(AuditedQuerySet["OwnConcept"]):
    def for_user(self, user: Any) -> "OwnConceptQuerySet":
        return self.filter(network__in=LocalNetwork.objects.for_user(user))

    def of_network(self, network: LocalNetwork) -> "OwnConceptQuerySet":
        found = self.filter(network=network).select_related("broader", "same_as", "scheme")
        return found.prefetch_related("broader__labels", "same_as__labels")

    def meaning_the_same(self) -> "OwnConceptQuerySet":
        """Those that only add words to a concept that everybody uses."""
        found = self.filter(same_as__isnull=False, same_as__is_retired=False, is_hidden=False)
        return found.select_related("same_as")

    def in_order(self) -> "OwnConceptQuerySet":
        return self.order_by("is_hidden", "slug", "id")


class OwnConcept(Audited):
    """A concept that a network added, by hand or out of a list of its own.

    What the guide reads, a Concept with the same id and its labels, follows from it at every save,
    also when a deed is undone; a release leaves both alone. With ``same_as`` it is no concept: its
    words lead to that of everybody. ``told`` is what its list said of it the last time.
    """

    network = models.ForeignKey(LocalNetwork, models.CASCADE, related_name="own_concepts")
    scheme = models.ForeignKey(ConceptScheme, models.PROTECT, related_name="own_concepts")
    slug = models.SlugField(max_length=80)
    labels = models.JSONField(default=dict)
    words = models.JSONField(default=dict)
    definitions = models.JSONField(default=dict)
    broader = models.ForeignKey(Concept, models.SET_NULL, null=True, blank=True, related_name="+")
    same_as = models.ForeignKey(Concept, models.SET_NULL, null=True, blank=True, related_name="+")
    near = models.JSONField(default=list)
    uri = models.CharField(max_length=500, blank=True)
    told = models.JSONField(default=dict)
    is_hidden = models.BooleanField(default=False)

    objects = OwnConceptQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["slug", "id"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "slug"], name="own_concept_once"),
            models.UniqueConstraint(
                fields=["network", "uri"], condition=~models.Q(uri=""), name="own_concept_uri_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.labels.get("nl") or next(iter(self.labels.values()), self.slug))

    @property
    def is_only_words(self) -> bool:
        return self.same_as_id is not None

    def all_words(self) -> Iterator[tuple[str, str, bool]]:
        """Yield (language, text, whether it is the preferred one); each text once a language."""
        seen: set[tuple[str, str]] = set()
        preferred = [(language, text, True) for language, text in self.labels.items()]
        others = [(code, text, False) for code, texts in self.words.items() for text in texts]
        for language, text, is_preferred in [*preferred, *others]:
            if text and (language, text) not in seen:
                seen.add((language, text))
                yield language, text, is_preferred

    def save(self, *args: Any, **options: Any) -> None:
        super().save(*args, **options)
        self._follow()

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        """Records may still be under it: what followed from it is retired, not deleted.

        An undo removes without this, and retires by itself (actions.retire_removed).
        """
        Concept.objects.filter(pk=self.pk).update(is_retired=True)
        return super().delete(*args, **options)

    def _follow(self) -> None:
        """Write the concept and the labels that everybody reads."""
        concept, _ = Concept.objects.update_or_create(
            pk=self.pk,
            defaults={
                "scheme": self.scheme,
                "slug": self.slug,
                "order": LAST,
                "broader": self.broader,
                "definitions": self.definitions,
                "source": self.uri[:300],
                "extra": {"match": links} if (links := self._links()) else {},
                "network": self.network,
                "is_retired": self.is_hidden or self.is_only_words,
            },
        )
        wanted = {(language, text): is_it for language, text, is_it in self.all_words()}
        kinds = {True: Label.Kind.PREFERRED, False: Label.Kind.ALTERNATIVE}
        for label in concept.labels.all():
            if kinds.get(wanted.get((label.language, label.text))) != label.kind:  # type: ignore[arg-type]
                label.delete()
        kept = set(concept.labels.values_list("language", "text"))
        Label.objects.bulk_create(
            Label(concept=concept, language=language, text=text, kind=kinds[is_preferred])
            for (language, text), is_preferred in wanted.items()
            if (language, text) not in kept
        )

    def _links(self) -> dict[str, list[str]]:
        """Concepts near it, and the life domains of what stands above: its place on the list."""
        links: dict[str, list[str]] = {}
        above = self.broader.extra.get("match", {}) if self.broader else {}
        if above.get("life-domains"):
            links["life-domains"] = above["life-domains"]
        for term in self.near:
            scheme, _, slug = term.partition(":")
            links.setdefault(scheme, []).append(slug)
        return links

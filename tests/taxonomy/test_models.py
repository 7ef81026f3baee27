import uuid
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import translation

from tests import factories
from vlaggenlijn.directory.models import Service
from vlaggenlijn.taxonomy.actions import index
from vlaggenlijn.taxonomy.index import Entry
from vlaggenlijn.taxonomy.models import Concept, ConceptScheme, Posting, RecordTerms, rows_of
from vlaggenlijn.taxonomy.packing import packed, strongest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]


def test_concept_speaks_the_language_of_the_visitor_else_dutch_else_its_slug() -> None:
    concept = factories.a_concept("hats", "white")
    with translation.override("fr"):
        assert str(concept) == concept.label == "Chapeau blanc : faits"
    concept.labels.filter(language="fr").delete()
    with translation.override("fr"):
        assert concept.label == "Witte hoed: feiten"
    with translation.override(None):
        assert concept.label == "Witte hoed: feiten"
    concept.labels.all().delete()
    assert concept.label == "white"


def test_concept_is_a_term_of_the_index() -> None:
    assert factories.a_concept("hats", "white").term == "hats:white"
    assert str(ConceptScheme.objects.get(slug="hats")) == "hats"


def test_concepts_of_schemes_are_those_in_use_in_order() -> None:
    Concept.objects.filter(scheme_id="hats", slug="black").update(is_retired=True)
    slugs = [concept.slug for concept in Concept.objects.of_scheme("hats", "formality")]
    assert slugs == ["formal", "informal", "white", "yellow", "green", "red"]


def test_labels_of_many_concepts_take_two_questions(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert len([str(one) for one in Concept.objects.of_scheme("hats").with_labels()]) == 5


def test_concept_by_slug() -> None:
    hats = Concept.objects.of_scheme("hats")
    assert hats.named("white") == factories.a_concept("hats", "white")
    assert hats.named("purple") is None


def test_top_concepts_have_nothing_broader() -> None:
    sectors = Concept.objects.of_scheme("themes")
    assert all(concept.broader_id is None for concept in sectors.top())
    assert 0 < sectors.top().count() < sectors.count()


def test_concept_of_a_network_is_usable_there_only() -> None:
    gent, leuven = factories.a_network("gent"), factories.a_network("leuven", [factories.LEUVEN])
    own = Concept.objects.create(scheme_id="themes", slug="our-own", network=gent)
    themes = Concept.objects.of_scheme("themes")
    assert own in themes.usable_in(gent)
    assert own not in themes.usable_in(leuven)
    assert themes.usable_in(leuven).count() == themes.count() - 1


def test_slug_is_there_once_in_a_scheme() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Concept.objects.create(scheme_id="hats", slug="white")


def stored(record_id: uuid.UUID) -> dict[str, float]:
    return dict(Posting.objects.of_record(record_id).values_list("term", "weight"))


def test_record_is_indexed_renewed_and_taken_out() -> None:
    one, other = uuid.uuid4(), uuid.uuid4()
    index(kind="service", record_id=other, entry=Entry("Spelotheek", ""))
    kept = stored(other)
    index(kind="service", record_id=one, entry=Entry("Geweld thuis", "", ("hats:white",)))
    assert stored(one)["hats:white"] > 0
    assert {"w:geweld", "themes:violence-at-home"} <= set(stored(one))
    index(kind="service", record_id=one, entry=Entry("Voorlezen", ""))
    assert "w:geweld" not in stored(one)
    assert stored(one)
    index(kind="service", record_id=one, entry=None)
    assert (stored(one), stored(other)) == ({}, kept)


def test_record_without_words_is_indexed_as_nothing() -> None:
    record_id = uuid.uuid4()
    index(kind="service", record_id=record_id, entry=Entry("", "..."))
    assert stored(record_id) == {}


def posted(record_id: uuid.UUID, **weights: float) -> None:
    terms = {f"w:{word}": weight for word, weight in weights.items()}
    Posting.objects.add_weights("service", {record_id: terms})


def test_strongest_records_have_most_of_what_counts_most() -> None:
    one, other, third = (uuid.UUID(int=number) for number in (1, 2, 3))
    posted(one, a=1.5, b=1.0)
    posted(other, a=0.5, b=2.0)
    posted(third, c=9.0)
    strongest = Posting.objects.strongest
    assert strongest({"w:a": 1.0, "w:b": 0.1}, 10) == [one, other]
    assert strongest({"w:a": 0.1, "w:b": 1.0}, 10) == [other, one]
    assert strongest({"w:a": 0.1, "w:b": 1.0}, 1) == [other]
    assert strongest({}, 10) == []


def test_records_that_are_as_strong_come_in_a_fixed_order() -> None:
    records = [uuid.UUID(int=number) for number in (3, 1, 2)]
    for record in records:
        posted(record, a=1.0)
    assert Posting.objects.strongest({"w:a": 1.0}, 10) == sorted(records)


def test_strongest_reads_no_more_of_a_term_than_asked_and_the_heaviest_terms_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("vlaggenlijn.taxonomy.models.postings.MOST_TERMS", 2)
    records = [uuid.UUID(int=number) for number in range(1, 6)]
    for number, record in enumerate(records, 1):
        posted(record, a=number, c=10.0 if number == 1 else 0.1)
    shares = {"w:a": 1.0, "w:b": 0.5, "w:c": 0.4}
    assert Posting.objects.strongest(shares, 2) == [records[4], records[3]]


def test_gathered_are_the_weights_of_a_few_records() -> None:
    network = factories.a_network()
    one, other, third = (factories.a_service(factories.an_organization(network)) for _ in range(3))
    posted(one.pk, a=1.0, b=1.0)
    posted(other.pk, a=2.0)
    posted(third.pk, a=9.0)
    few = Service.objects.with_ids([one.pk, other.pk]).order_by().values_list("pk")
    found = RecordTerms.objects.gathered(few)
    assert found.keys == tuple(sorted([one.pk.hex, other.pk.hex]))
    assert found.strongest({"w:a": 1.0, "w:b": 0.5}, 10) == [other.pk.hex, one.pk.hex]
    nobody = Service.objects.with_ids([uuid.uuid4()]).order_by().values_list("pk")
    assert RecordTerms.objects.gathered(nobody).strongest({"w:a": 1.0}, 10) == []


def test_heads_are_the_records_with_most_of_each_term() -> None:
    one, other = uuid.UUID(int=1), uuid.UUID(int=2**127)
    posted(one, a=1.0, b=3.0)
    posted(other, a=2.0)
    heads = Posting.objects.heads(["w:a", "w:b", "w:c"], 1)
    assert {term: strongest([(head, 1.0)], 9) for term, head in heads.items()} == {
        "w:a": [other], "w:b": [one], "w:c": [],
    }  # fmt: skip
    assert Posting.objects.heads([], 1) == {}


def test_forgotten_record_has_no_terms_left() -> None:
    one, other = uuid.uuid4(), uuid.uuid4()
    posted(one, a=1.0)
    posted(other, a=1.0)
    Posting.objects.forget([one])
    assert (stored(one), stored(other)) == ({}, {"w:a": 1.0})
    assert set(RecordTerms.objects.pieces([one, other])) == {other}


def test_rows_of_a_record_are_what_is_written_of_it() -> None:
    record, terms = uuid.uuid4(), {"w:a": 1.5, "themes:sleep": 0.1}
    for row in rows_of("service", record, terms):
        row.save(force_insert=True)
    assert stored(record) == terms
    assert RecordTerms.objects.pieces([record]) == {record: packed(terms)}
    assert rows_of("service", record, {}) == []


def test_what_a_record_is_like_stands_in_its_whole_alone() -> None:
    one, other = uuid.uuid4(), uuid.uuid4()
    terms = {"w:a": 1.5, "beside:usual": -0.5}
    for row in rows_of("service", one, terms):
        row.save(force_insert=True)
    Posting.objects.add_weights("service", {other: terms})
    assert stored(one) == stored(other) == {"w:a": 1.5}
    assert Posting.objects.weights([one, other], terms) == {one: terms, other: terms}


def test_what_is_searched_apart_has_terms_alone() -> None:
    record = uuid.uuid4()
    index(kind="service", record_id=record, entry=Entry("Geweld thuis", ""))
    terms = ["beside:words:usual", "agenda:beside:words:usual"]
    assert set(Posting.objects.weights([record], terms)[record]) == {"beside:words:usual"}
    index(kind="activity", record_id=record, entry=Entry("Geweld thuis", ""), apart="agenda:")
    assert Posting.objects.weights([record], terms)[record] == {}
    assert all(term.startswith("agenda:") for term in stored(record))


def test_release_that_knew_postings_only_packs_them() -> None:
    one, other = uuid.uuid4(), uuid.uuid4()
    # Apart: what was packed then held nothing that postings do not hold.
    index(
        kind="service", record_id=one, entry=Entry("Geweld thuis", "", ("hats:white",)), apart="a:"
    )
    index(kind="organization", record_id=other, entry=Entry("Spelotheek", ""), apart="a:")
    before = RecordTerms.objects.in_bulk()
    RecordTerms.objects.all().delete()
    import_module("vlaggenlijn.taxonomy.migrations.0006_recordterms").pack_postings(apps, None)
    after = RecordTerms.objects.in_bulk()
    assert {one: (row.kind, bytes(row.packed)) for one, row in after.items()} == {
        one: (row.kind, bytes(row.packed)) for one, row in before.items()
    }
    assert set(after) == {one, other}


def test_weights_of_nothing() -> None:
    record = uuid.uuid4()
    assert Posting.objects.weights([record], []) == {record: {}}
    assert Posting.objects.weights([], ["w:a"]) == {}


def test_weights_and_counts_of_the_terms_asked() -> None:
    one, other = uuid.uuid4(), uuid.uuid4()
    posted(one, a=1.5, b=1.0)
    posted(other, a=0.5)
    terms = ("w:a", "w:c")
    assert Posting.objects.weights([one, other], terms) == {one: {"w:a": 1.5}, other: {"w:a": 0.5}}
    assert Posting.objects.counts(terms) == {"w:a": 2}
    assert Posting.objects.all().weight_in_all() == 3.0
    assert Posting.objects.none().weight_in_all() == 0.0


def test_term_is_there_once_for_a_record() -> None:
    record_id = uuid.uuid4()
    Posting.objects.create(kind="service", record_id=record_id, term="w:a", weight=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.create(kind="service", record_id=record_id, term="w:a", weight=2)

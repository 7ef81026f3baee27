from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from vlaggenlijn.guide.matching import MOST_BESIDE
from vlaggenlijn.taxonomy import lessons, lookup
from vlaggenlijn.taxonomy.affinity import PLACES, USUAL
from vlaggenlijn.taxonomy.loading import concept_id
from vlaggenlijn.taxonomy.models import Concept, Label
from vlaggenlijn.taxonomy.packing import BESIDE

pytestmark = pytest.mark.django_db
VIOLENCE, SAFETY = "themes:violence-at-home", "life-domains:safety"


@pytest.fixture
def forgotten() -> None:
    """Nothing is known yet, as in a process that begins."""
    lookup._kept.clear()


def found(text: str) -> set[str]:
    return {one.term for one in lookup.thesaurus().concepts(text)}


def test_thesaurus_is_made_once() -> None:
    assert lookup.thesaurus() is lookup.thesaurus()


def test_thesaurus_asks_one_question_once_it_is_made(django_assert_num_queries: object) -> None:
    lookup.thesaurus()
    with django_assert_num_queries(1):  # type: ignore[operator]
        lookup.thesaurus()


def test_words_are_read_ahead_and_no_connection_is_passed_on(
    forgotten: None, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    done = []
    monkeypatch.setattr(lookup.connections, "close_all", lambda: done.append("closed"))
    monkeypatch.setattr(lookup.gc, "freeze", lambda: done.append("frozen"))
    lookup.read_ahead()
    with django_assert_num_queries(1):
        lookup.thesaurus()
    assert done == ["closed", "frozen"]


def test_tables_that_are_not_there_yet_stop_nothing(
    forgotten: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        raise OperationalError("no such table: taxonomy_label")

    monkeypatch.setattr(lookup, "_snapshot", missing)
    monkeypatch.setattr(lookup.connections, "close_all", lambda: None)
    monkeypatch.setattr(lookup.gc, "freeze", lambda: None)
    lookup.read_ahead()
    assert lookup._kept == []


def test_within_a_block_the_labels_are_compared_once(django_assert_num_queries: Any) -> None:
    lookup.thesaurus()
    with lookup.held(), django_assert_num_queries(1):
        assert lookup.thesaurus() is lookup.thesaurus()
        assert lookup.label(VIOLENCE, "fr") == "Violence à la maison"
        assert lookup.neighbours(VIOLENCE)


def test_block_sees_one_state_and_the_next_block_the_new_one() -> None:
    with lookup.held():
        assert VIOLENCE not in found("kaboutervrees")
        Label.objects.create(
            concept_id=concept_id("themes", "violence-at-home"),
            language="nl",
            kind="alternative",
            text="kaboutervrees",
        )
        assert VIOLENCE not in found("kaboutervrees")
    with lookup.held():
        assert VIOLENCE in found("kaboutervrees")
    assert VIOLENCE in found("kaboutervrees")


def test_request_compares_the_labels_once(client: Client) -> None:
    client.get("/")
    with CaptureQueriesContext(connection) as asked:
        client.post("/antwoord/", {"q": "mijn kind slaapt niet", "place": "9000", "age": "2"})
    about_labels = [one["sql"] for one in asked if 'MAX("taxonomy_label"."id")' in one["sql"]]
    assert len(about_labels) == 1


def test_new_word_is_found_at_once_and_a_removed_one_no_more() -> None:
    assert VIOLENCE not in found("kaboutervrees")
    label = Label.objects.create(
        concept_id=concept_id("themes", "violence-at-home"),
        language="nl",
        kind="alternative",
        text="kaboutervrees",
    )
    assert VIOLENCE in found("kaboutervrees")
    label.delete()
    assert VIOLENCE not in found("kaboutervrees")


def test_word_that_replaces_another_is_found() -> None:
    pk = concept_id("themes", "violence-at-home")
    old = Label.objects.create(
        concept_id=pk, language="nl", kind="alternative", text="trollenangst"
    )
    assert VIOLENCE in found("trollenangst")
    old.delete()
    Label.objects.create(concept_id=pk, language="nl", kind="alternative", text="kaboutervrees")
    assert VIOLENCE in found("kaboutervrees")
    assert VIOLENCE not in found("trollenangst")


def test_retired_concept_is_not_looked_for(forgotten: None) -> None:
    Concept.objects.filter(slug="violence-at-home").update(is_retired=True)
    assert VIOLENCE not in found("huiselijk geweld")


def test_only_guiding_schemes_are_looked_for() -> None:
    schemes = {term.split(":")[0] for term in found("witte hoed: feiten, huiselijk geweld, school")}
    assert schemes <= set(lookup.GUIDING_SCHEMES)
    assert "themes" in schemes


def test_label_in_a_language_else_in_dutch_else_the_slug() -> None:
    assert lookup.label(VIOLENCE, "fr") == "Violence à la maison"
    assert lookup.label(VIOLENCE, "xx") == "Geweld thuis"
    assert lookup.label("themes:unheard-of", "nl") == "unheard-of"
    assert lookup.label("loose", "nl") == "loose"


def test_labels_of_what_exists_in_the_order_asked() -> None:
    asked = [SAFETY, "themes:unheard-of", VIOLENCE]
    assert list(lookup.labels(asked, "nl").items()) == [
        (SAFETY, lookup.label(SAFETY, "nl")),
        (VIOLENCE, "Geweld thuis"),
    ]
    assert lookup.labels([VIOLENCE], "xx") == {VIOLENCE: "Geweld thuis"}


def test_preferred_labels_are_one_word_for_each_language() -> None:
    words = lookup.preferred_labels().filter(concept=concept_id("themes", "violence-at-home"))
    assert dict(words.values_list("language", "text"))["nl"] == "Geweld thuis"
    assert words.count() == words.values("language").distinct().count()


def test_neighbours_are_related_broader_narrower_and_of_other_schemes() -> None:
    near = lookup.neighbours(VIOLENCE)
    assert near["themes:leaving-safely"] == lookup.RELATED
    assert near[SAFETY] == lookup.DOMAIN
    assert lookup.neighbours("themes:unheard-of") == {}


def test_general_themes_of_a_life_domain_stand_near_all_its_themes() -> None:
    assert lookup.neighbours("themes:tantrums")["themes:parenting-course"] == lookup.GENERAL
    assert "themes:parenting-course" not in lookup.neighbours("themes:parenting-course")
    assert "themes:parenting-course" not in lookup.neighbours("themes:debts")


def test_broader_and_narrower_weigh_differently() -> None:
    child = (
        Concept.objects.of_scheme("themes").filter(broader__isnull=False).select_related("broader")
    )
    one = child[0]
    assert one.broader is not None
    assert lookup.neighbours(one.term)[one.broader.term] == lookup.BROADER
    assert lookup.neighbours(one.broader.term)[one.term] == lookup.NARROWER


def test_what_answers_a_question_was_learned_for_every_theme() -> None:
    sleep = lookup.answered_by("themes:sleep")
    assert sleep["themes:sleep"] == max(sleep.values())
    assert "themes:night-fears" in sleep
    themes = {one.term for one in Concept.objects.of_scheme("themes")}
    learned = lessons.answered_by()
    assert set(learned) >= themes
    known = {one.term for one in Concept.objects.all()}
    assert {other for shares in learned.values() for other in shares} <= known
    assert all(share > 0 for shares in learned.values() for share in shares.values())


def test_unknown_concept_is_answered_by_itself() -> None:
    assert lookup.answered_by("themes:unheard-of") == {"themes:unheard-of": 1.0}


@pytest.mark.parametrize("of", ["questions", "offers"])
def test_every_theme_is_heard_with_and_without_an_encoder(of: str) -> None:
    themes = {one.term for one in Concept.objects.of_scheme("themes")}
    hearing = lessons.hearing(of)
    assert set(hearing.terms) >= themes
    assert hearing.own.shape == (len(hearing.shares), len(hearing.terms))
    assert len(hearing.directions) == 0  # no encoder here


def test_what_goes_together_is_told_by_words_without_an_encoder() -> None:
    affinity = lessons.affinity()
    assert affinity.rarities is not None
    assert affinity.asked.shape == (PLACES, len(affinity.asked_offsets))
    assert affinity.offered.shape == (PLACES, len(affinity.asked_offsets) + 1)
    asked = lookup.understanding().of_whole_question("mijn baby slaapt niet").beside
    titles = ("Slaapbegeleiding voor baby's", "Schuldbemiddeling", "Infopunt van de gemeente")
    offers = lookup.understanding().of_whole_offers([(title, "") for title in titles])
    assert all(set(one.beside) == set(asked) for one in offers)
    assert len({one.beside[f"{BESIDE}words:{USUAL}"] for one in offers}) == len(titles)
    worth = [sum(asked[term] * one.beside[term] for term in asked) for one in offers]
    assert all(abs(one) < MOST_BESIDE for one in worth)

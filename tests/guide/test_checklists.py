"""Lists in three languages, and the way from a theme to what lies above it."""

from collections import Counter

import pytest
from django.utils import translation

from tests.factories import a_concept
from vlaggenlijn.guide.asking import TILES
from vlaggenlijn.guide.checklists import PARTS, Checklist, in_language, nearest
from vlaggenlijn.guide.work_checklists import (
    ThemeChecklist,
    checklist_of,
    checklists_about,
    checklists_data,
    subject,
    subjects,
)
from vlaggenlijn.taxonomy.models import Concept

WHAT_PARENTS_ASK_MOST = 30
ROW = {
    "concept": "themes:sleep",
    "ask": [{"nl": "vraag", "fr": "question", "en": "question?"}],
    "first": [{"nl": "eerst", "en": "first"}],
    "refer": [{"nl": "wel"}],
    "keep": [{"nl": "niet"}],
}


def test_lists_in_a_language_and_else_in_dutch() -> None:
    lists = in_language({"lists": [ROW]}, "en")
    expected = Checklist("themes:sleep", ("question?",), ("first",), ("wel",), ("niet",))
    assert lists == {"themes:sleep": expected}


def test_nearest_list() -> None:
    lists = in_language({"lists": [ROW]}, "nl")
    assert nearest(["themes:night-fears", "themes:sleep"], lists) == lists["themes:sleep"]
    assert nearest(["themes:night-fears"], lists) is None
    assert nearest([], lists) is None


def test_every_line_is_there_in_three_languages_and_short() -> None:
    lines = [line for row in checklists_data()["lists"] for part in PARTS for line in row[part]]
    assert {tuple(line) for line in lines} == {("nl", "fr", "en")}
    assert [text for line in lines for text in line.values() if not 4 <= len(text) <= 130] == []
    assert [
        text for text, times in Counter(line["nl"] for line in lines).items() if times > 1
    ] == []


@pytest.mark.usefixtures("reference_data")
def test_every_domain_and_the_most_asked_themes_have_a_list_of_their_own() -> None:
    rows = checklists_data()["lists"]
    terms = [row["concept"] for row in rows]
    known = {one.term for one in Concept.objects.of_scheme("themes", "life-domains")}
    assert len(set(terms)) == len(terms)
    assert set(terms) - known == set()
    domains = {one.term for one in Concept.objects.of_scheme("life-domains")}
    assert domains - set(terms) == set()
    assert {f"themes:{slug}" for slug in TILES} - set(terms) == set()
    assert len([term for term in terms if term.startswith("themes:")]) >= WHAT_PARENTS_ASK_MOST
    assert [row["concept"] for row in rows if not all(row[part] for part in PARTS)] == []


@pytest.mark.usefixtures("reference_data")
def test_every_theme_leads_to_a_list() -> None:
    without = [one.slug for one in Concept.objects.of_scheme("themes") if checklist_of(one) is None]
    assert without == []


def shown(slug: str) -> tuple[str, str, str]:
    with translation.override("en"):
        found = checklist_of(a_concept("themes", slug))
    assert found
    return found.title, found.broader_title, found.checklist.concept


@pytest.mark.usefixtures("reference_data")
def test_list_of_its_own_of_the_broader_theme_of_the_domain() -> None:
    assert shown("sleep") == ("Sleep", "", "themes:sleep")
    assert shown("night-fears")[1:] == ("Sleep", "themes:sleep")
    assert shown("furniture")[2] == "life-domains:housing"


@pytest.mark.usefixtures("reference_data")
def test_concept_without_anything_above_it_has_no_list() -> None:
    assert checklist_of(a_concept("hats", Concept.objects.of_scheme("hats")[0].slug)) is None


@pytest.mark.usefixtures("reference_data")
def test_lists_about_a_question_are_few_and_each_stands_once() -> None:
    def concepts(*slugs: str) -> list[str]:
        found: list[ThemeChecklist] = checklists_about([f"themes:{slug}" for slug in slugs])
        return [one.slug for one in found]

    assert concepts("night-fears", "sleep", "gone", "debts", "autism") == ["night-fears", "debts"]
    assert concepts("debts", "sleep", "debts") == ["debts", "sleep"]
    assert concepts() == []


@pytest.mark.usefixtures("reference_data")
def test_subject_of_a_page() -> None:
    sleep, housing = subject("sleep"), subject("housing")
    assert sleep
    assert housing
    assert (sleep.term, housing.term) == ("themes:sleep", "life-domains:housing")
    assert subject("gone") is None


@pytest.mark.usefixtures("reference_data")
def test_contents_hold_every_theme_under_one_domain() -> None:
    rows = subjects()
    assert len(rows) == Concept.objects.of_scheme("life-domains").count()
    slugs = [one.slug for row in rows for one in row["themes"]]
    assert Counter(slugs) == Counter(one.slug for one in Concept.objects.of_scheme("themes"))

"""What we write about themes: complete in three languages, short, and about themes that exist."""

import json
import re

import pytest

from vlaggenlijn.directory.loading import DATA as HELPLINES
from vlaggenlijn.guide.theme_texts import (
    ANY_ICON,
    DATA,
    DOMAIN_ICONS,
    ThemeData,
    icon_of,
    theme_data,
    written,
)
from vlaggenlijn.taxonomy.discretion import SENSITIVE
from vlaggenlijn.taxonomy.loading import scheme_files

LANGUAGES = ["nl", "fr", "en"]
LONGEST_SENTENCE = 32


def known_themes() -> set[str]:
    files = [one for one in scheme_files() if one["scheme"] == "themes"]
    return {concept["slug"] for file in files for concept in file["concepts"]}


def test_sixty_themes_and_more_have_a_text_of_their_own() -> None:
    assert len(written()) >= 60
    assert set(written()) - known_themes() == set()


def test_sensitive_themes_exist() -> None:
    assert SENSITIVE - {f"themes:{slug}" for slug in known_themes()} == set()


@pytest.mark.parametrize("slug", written())
def test_text_is_complete_in_three_languages(slug: str) -> None:
    data = theme_data(slug)
    assert data.texts is not None
    assert list(data.texts) == LANGUAGES
    assert len({len(text.helps) for text in data.texts.values()}) == 1
    for language, text in data.texts.items():
        assert text.language == language
        assert all([text.what, text.when, *text.helps])


@pytest.mark.parametrize("slug", written())
def test_sentences_are_short(slug: str) -> None:
    texts = (theme_data(slug).texts or {}).values()
    whole = " ".join(part for text in texts for part in (text.what, *text.helps, text.when))
    sentences = re.split(r"[.?!:;]\s", whole)
    too_long = [one for one in sentences if len(one.split()) > LONGEST_SENTENCE]
    assert too_long == []


def test_helplines_that_are_named_exist() -> None:
    lines = json.loads(HELPLINES.read_text(encoding="utf-8"))["helplines"]
    named = {slug for theme in written() for slug in theme_data(theme).helplines}
    assert named - {line["slug"] for line in lines} == set()


def test_every_file_belongs_to_a_life_domain() -> None:
    assert {path.stem for path in DATA.glob("*.json")} == set(DOMAIN_ICONS)


def test_text_in_another_language_is_the_dutch() -> None:
    text = theme_data("sleep").text("tr")
    assert text is not None
    assert text.language == "nl"
    assert theme_data("sleep").text("fr") != text


def test_theme_without_a_text() -> None:
    assert theme_data("no-such-theme") == ThemeData("no-such-theme")
    assert theme_data("no-such-theme").text("nl") is None


@pytest.mark.parametrize(
    ("slug", "domain", "icon"),
    [("sleep", "housing", "moon"), ("x", "housing", "house"), ("x", "", ANY_ICON)],
)
def test_every_theme_has_a_picture(slug: str, domain: str, icon: str) -> None:
    assert icon_of(slug, domain) == icon

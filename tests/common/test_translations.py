import gettext
import os
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from django.core.management import CommandError, call_command
from django.utils.translation import gettext as django_gettext
from django.utils.translation import override

from vlaggenlijn.common import translations
from vlaggenlijn.common.translations import (
    Text,
    catalog_path,
    compile_all,
    current,
    read,
    texts,
    untranslated,
    update,
)

PYTHON = """
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext, pgettext

one = _("One text")
two = _(
    "A text in "
    "two parts"
)
many = ngettext("%(count)s flag", "%(count)s flags", 3)
month = pgettext("month", "May")
months = npgettext("month", "%(count)s May", "%(count)s Mays", 2)
nothing = _("")
unknown = _(one)
"""
TEMPLATE = """{% load i18n %}
<p title="{% translate "A title" %}">{% blocktranslate trimmed with name=person.name %}
    Hello
    {{ name }}
{% endblocktranslate %}</p>
{% blocktranslate trimmed count number=flags %}
{{ number }} flag left{% plural %}{{ number }} flags left{% endblocktranslate %}
{% translate "May" context "verb" %}
<p>It's not for translation, nor is {{ this|default:_("but this is") }}</p>
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small package of its own, with a source file and a template that parents see."""
    package = tmp_path / "vlaggenlijn"
    monkeypatch.setattr(translations, "PACKAGE", package)
    monkeypatch.setattr(translations, "LOCALE", package / "locale")
    write(package / "accounts" / "views.py", PYTHON)
    write(package / "guide" / "templates" / "guide" / "ask.html", TEMPLATE)
    return package


def write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def translate(language: str, **known: str | tuple[str, ...]) -> Catalog:
    """Fill in translations (underscores stand for spaces) and write the catalogue."""
    catalog = update(language)
    for msgid, string in known.items():
        message = catalog.get(msgid.replace("_", " "))
        assert message is not None
        message.string = string
    with catalog_path(language).open("wb") as file:
        write_po(file, catalog)
    return catalog


def found(*names: str) -> list[Text]:
    return [text for text in texts() if any(text.place.endswith(name) for name in names)]


def test_texts_of_python(site: Path) -> None:
    place = "vlaggenlijn/accounts/views.py"
    assert found("views.py") == [
        Text("One text", None, place),
        Text("A text in two parts", None, place),
        Text(("%(count)s flag", "%(count)s flags"), None, place),
        Text("May", "month", place),
        Text(("%(count)s May", "%(count)s Mays"), "month", place),
    ]


def test_texts_of_a_template(site: Path) -> None:
    place = "vlaggenlijn/guide/templates/guide/ask.html"
    assert found("ask.html") == [
        Text("A title", None, place),
        Text("Hello %(name)s", None, place),
        Text(("%(number)s flag left", "%(number)s flags left"), None, place),
        Text("May", "verb", place),
        Text("but this is", None, place),
    ]


def test_texts_of_mails_but_not_of_other_texts_nor_of_migrations(site: Path) -> None:
    write(
        site / "guide" / "templates" / "guide" / "mail.txt", '{% load i18n %}{% translate "Mail" %}'
    )
    write(site / "guide" / "data" / "robots.txt", '{% load i18n %}{% translate "Robots" %}')
    write(site / "guide" / "migrations" / "0001.py", '_("A name of old")')
    assert [text.msgid for text in found(".txt", "0001.py")] == ["Mail"]


def test_every_msgid_of_the_site_itself_is_found_in_its_place() -> None:
    by_place = {(text.msgid, text.place) for text in texts()}
    assert ("My list", "vlaggenlijn/templates/base.html") in by_place
    assert ("Name of the network", "vlaggenlijn/accounts/forms.py") in by_place
    assert [text for text in texts() if not (Path.cwd() / text.place).exists()] == []


def test_read_of_a_language_without_catalogue_is_empty(site: Path) -> None:
    assert list(read("nl"))[1:] == []


def test_update_writes_every_text_once_without_translation(site: Path) -> None:
    assert len(untranslated("nl", update("nl"))) == 10
    with catalog_path("nl").open("rb") as file:
        stored = read_po(file, locale="nl")
    assert {message.id for message in stored if message.id} == {text.msgid for text in texts()}
    assert "python-format" in stored["%(count)s flag"].flags
    assert "python-format" not in stored["One text"].flags


def test_update_twice_changes_not_one_byte(site: Path) -> None:
    update("nl")
    once = catalog_path("nl").read_bytes()
    update("nl")
    assert catalog_path("nl").read_bytes() == once


def test_update_keeps_translations_and_drops_what_is_gone(site: Path) -> None:
    translate("nl", One_text="Een tekst", A_title="Een titel")
    write(site / "accounts" / "views.py", '_("One text")\n_("A new text")')
    catalog = update("nl")
    assert catalog["One text"].string == "Een tekst"
    assert catalog["A new text"].string == ""
    assert "A text in two parts" not in catalog


def test_same_word_in_two_contexts_has_two_translations(site: Path) -> None:
    catalog = update("nl")
    for context, string in (("month", "mei"), ("verb", "mogen")):
        message = catalog.get("May", context)
        assert message is not None
        message.string = string
    with catalog_path("nl").open("wb") as file:
        write_po(file, catalog)
    again = current("nl")
    assert [again.get("May", context).string for context in ("month", "verb")] == ["mei", "mogen"]  # type: ignore[union-attr]


def test_doubtful_translation_is_asked_again(site: Path) -> None:
    translate("nl", One_text="Een tekst")["One text"].flags.add("fuzzy")
    catalog = update("nl")
    catalog["One text"].flags.add("fuzzy")
    with catalog_path("nl").open("wb") as file:
        write_po(file, catalog)
    assert current("nl")["One text"].string == ""


def test_text_that_gets_a_plural_asks_for_a_new_translation(site: Path) -> None:
    translate("nl", One_text="Een tekst")
    write(site / "accounts" / "views.py", 'ngettext("One text", "Many texts", 2)')
    assert update("nl")["One text"].string == ("", "")
    assert "One text" in untranslated("nl", read("nl"))


def test_text_that_loses_its_plural_asks_for_a_new_translation(site: Path) -> None:
    write(site / "accounts" / "views.py", 'ngettext("One text", "Many texts", 2)')
    translate("nl", One_text=("Een tekst", "Veel teksten"))
    write(site / "accounts" / "views.py", '_("One text")')
    assert update("nl")["One text"].string == ""


def test_plural_with_one_form_missing_is_untranslated(site: Path) -> None:
    catalog = translate("nl", **{"%(count)s_flag": ("%(count)s vlag", "")})
    assert "%(count)s flag" in untranslated("nl", catalog)
    catalog["%(count)s flag"].string = ("%(count)s vlag", "%(count)s vlaggen")
    assert "%(count)s flag" not in untranslated("nl", catalog)


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_complete_languages_want_every_text(site: Path, language: str) -> None:
    assert len(untranslated(language, current(language))) == len(list(texts()))


@pytest.mark.parametrize("language", ["tr", "ar"])
def test_languages_of_parents_want_what_parents_see(site: Path, language: str) -> None:
    assert set(untranslated(language, current(language))) == {
        "A title",
        "Hello %(name)s",
        "%(number)s flag left",
        "May",
        "but this is",
    }


def test_text_that_staff_and_parents_see_is_wanted_for_parents(site: Path) -> None:
    write(site / "accounts" / "forms.py", '_("A title")')
    assert "A title" in untranslated("ar", current("ar"))


def test_compiled_catalogue_works_with_plurals(site: Path) -> None:
    translate(
        "nl", One_text="Eén tekst", **{"%(count)s_flag": ("%(count)s vlag", "%(count)s vlaggen")}
    )
    compile_all()
    with catalog_path("nl").with_suffix(".mo").open("rb") as file:
        dutch = gettext.GNUTranslations(file)
    assert dutch.gettext("One text") == "Eén tekst"
    assert dutch.gettext("A title") == "A title"
    assert [dutch.ngettext("%(count)s flag", "%(count)s flags", n) for n in (1, 2)] == [
        "%(count)s vlag",
        "%(count)s vlaggen",
    ]


def test_compiled_catalogue_is_read_by_the_process_that_compiled_it(
    site: Path, settings: Any
) -> None:
    settings.LOCALE_PATHS = [site / "locale"]
    with override("nl"):
        assert django_gettext("One text") == "One text"
    translate("nl", One_text="Een tekst")
    compile_all()
    with override("nl"):
        assert django_gettext("One text") == "Een tekst"


def test_arabic_has_six_forms(site: Path) -> None:
    """In the order of Babel, which differs from GNU's: the fifth is for 100, the sixth for 11."""
    forms = tuple(f"{number} %(count)s" for number in range(6))
    translate("ar", **{"%(count)s_flag": forms})
    compile_all()
    with catalog_path("ar").with_suffix(".mo").open("rb") as file:
        arabic = gettext.GNUTranslations(file)
    counts = (0, 1, 2, 3, 100, 11)
    assert tuple(arabic.ngettext("%(count)s flag", "", count) for count in counts) == forms


def test_compiling_again_waits_for_a_change(site: Path) -> None:
    translate("nl", One_text="Een tekst")
    compile_all()
    compiled = catalog_path("nl").with_suffix(".mo")
    compiled.write_bytes(b"as it was")
    os.utime(compiled, (2e9, 2e9))
    compile_all()
    assert compiled.read_bytes() == b"as it was"
    os.utime(catalog_path("nl"), (3e9, 3e9))
    compile_all()
    assert compiled.read_bytes() != b"as it was"
    assert {path.name for path in compiled.parent.iterdir()} == {"django.po", "django.mo"}


def said(what: str) -> str:
    out = StringIO()
    call_command("translations", what, stdout=out)
    return out.getvalue()


def test_command_update_counts_what_is_missing(site: Path) -> None:
    assert said("update") == "".join(
        f"{language}: {count} texts without translation\n"
        for language, count in (("nl", 10), ("fr", 10), ("tr", 5), ("ar", 5))
    )


def test_command_check_names_every_missing_text(site: Path) -> None:
    with pytest.raises(CommandError) as raised:
        said("check")
    lines = str(raised.value).splitlines()
    assert lines[:2] == ["These texts have no translation:", "nl: 'One text'"]
    assert len(lines) == 31


def test_command_check_is_content_when_everything_is_there(site: Path) -> None:
    write(site / "accounts" / "views.py", '_("One text")')
    (site / "guide" / "templates" / "guide" / "ask.html").unlink()
    for language in ("nl", "fr"):
        translate(language, One_text="x")
    assert said("check") == ""


def test_command_compile_writes_what_django_reads(site: Path) -> None:
    translate("nl", One_text="Een tekst")
    said("compile")
    assert catalog_path("nl").with_suffix(".mo").exists()


def test_plurals_are_those_of_the_catalogue_whatever_babel_says(site: Path) -> None:
    path = catalog_path("fr")
    write(path, 'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n')
    written = update("fr")
    assert (written.num_plurals, written.plural_expr) == (2, "(n > 1)")
    assert "msgstr[2]" not in path.read_text(encoding="utf-8")

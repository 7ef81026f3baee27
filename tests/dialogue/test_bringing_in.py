from dataclasses import replace

import pytest

from tests.dialogue.exchange.projects import SAID, a_project, guid
from tests.dialogue.exchange.worlds import World
from tests.factories import a_network, a_user
from vlaggenlijn.accounts.models import ChangeSet, LocalNetwork
from vlaggenlijn.dialogue.actions import bringing_in
from vlaggenlijn.dialogue.actions.bringing_in import TooManyTexts, bring_in, counts
from vlaggenlijn.dialogue.exchange.project import CodeOf, CodingOf, Project, Selection, Source
from vlaggenlijn.dialogue.handing_out import project_of
from vlaggenlijn.dialogue.models import Code, Coding, Memo, Quote, SeriesFacilitator, Table

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]


@pytest.fixture
def network() -> LocalNetwork:
    return a_network("gent")


def told(code: Code) -> tuple[str, str]:
    return code.name, code.parent.name if code.parent else ""


def test_sources_codes_codings_and_notes_are_kept(network: LocalNetwork) -> None:
    person = a_user()
    made = bring_in(by=person, network=network, project=a_project())
    assert dict(counts(made)) == {
        "tables": 1, "quotes": 3, "codes": 1, "hats": 0, "codings": 2, "memos": 2
    }  # fmt: skip
    quotes = Quote.objects.of_series(made.series).in_order()
    assert "\n".join(quote.text for quote in quotes) == SAID
    codings = Coding.objects.of_series(made.series).order_by("polarity")
    assert [
        (one.polarity, one.code.name, one.coder_name, one.start, one.end, one.quote.text)
        for one in codings
    ] == [
        ("bottleneck", "samenwerking", "Codeur A", None, None, SAID.splitlines()[1]),
        ("opportunity", "samenwerking", "Codeur A", None, None, SAID.splitlines()[1]),
    ]
    memos = sorted(one.memo for one in codings)
    assert memos == ["", "memo bij het citaat\n\nOpvallend: 👍"]
    assert SeriesFacilitator.objects.of_series(made.series).get().user == person
    assert ChangeSet.objects.get(deed="dialogue.import").changes.count() == 11


def test_what_has_no_column_stands_in_a_memo(network: LocalNetwork) -> None:
    made = bring_in(by=None, network=network, project=a_project())
    memos = Memo.objects.of_series(made.series)
    about, note = memos.get(code=None), memos.exclude(code=None).get()
    assert about.text == (
        "nagelezen\nregio: Vlaams-Brabant\ndeelnemers: 12\nKnelpunt: samenwerking"
    )
    assert (about.table, note.text) == (Table.objects.get(), "Opvallend: 👍")
    assert note.code == Code.objects.get()
    assert made.series.purpose.endswith("Vlaggenlijn.\n\nVerzonnen.")
    assert not SeriesFacilitator.objects.exists()


def test_out_and_in_again_says_the_same(network: LocalNetwork) -> None:
    """Hats, polarities, themes and the tree come back; speakers stand in the text."""
    world = World(network)
    made = bring_in(by=None, network=network, project=project_of(world.series))
    assert [told(code) for code in Code.objects.of_series(made.series).in_order()] == [
        ("slapen", ""), ("alleen", "slapen")
    ]  # fmt: skip
    first, second = Quote.objects.of_series(made.series).in_order()
    assert first.text == "T1-01: “Ouders 👩‍👧 slapen\nte weinig.”"
    assert (first.hat.name, second.text) == ("Geel", "الوقت is op")  # type: ignore[union-attr]
    codings = Coding.objects.of_series(made.series).order_by("polarity", "code__name")
    assert [
        (one.polarity, one.code.name, one.quote.text[one.start : one.end], one.memo)
        for one in codings
    ] == [
        ("", "slapen", "الوقت is op", ""),
        ("bottleneck", "alleen", "👩‍👧"[:3], ""),
        ("opportunity", "slapen", world.first.text, "Let op 😴"),
    ]


def test_names_of_codes_that_others_use_twice_stay_apart(network: LocalNetwork) -> None:
    long = "x" * 200
    codes = (
        CodeOf(guid(1), "werk"), CodeOf(guid(2), "geld", guid(1)), CodeOf(guid(3), "rust"),
        CodeOf(guid(4), "geld", guid(3)), CodeOf(guid(5), "geld", guid(3)),
        CodeOf(guid(6), "geld"), CodeOf(guid(7), long, description="Lang"), CodeOf(guid(8), ""),
        CodeOf(guid(9), "Kansen", is_codable=False), CodeOf(guid(10), "Groep", is_codable=False),
    )  # fmt: skip
    made = bring_in(by=None, network=network, project=Project("P", codes=codes))
    found = [told(code) for code in Code.objects.of_series(made.series).order_by("position")]
    assert found == [
        ("werk", ""), ("geld", "werk"), ("rust", ""), ("rust: geld", "rust"),
        ("geld (2)", "rust"), ("geld (3)", ""), ("x" * 150, ""), ("?", ""), ("Groep", ""),
    ]  # fmt: skip
    assert Code.objects.get(name="x" * 150).description == f"{long}\nLang"


def test_more_hats_than_keys_become_codes(network: LocalNetwork) -> None:
    codes = tuple(CodeOf(guid(number), f"Hoed: {number}") for number in range(1, 12))
    again = CodeOf(guid(20), "Chapeau: 1")
    made = bring_in(by=None, network=network, project=Project("P", codes=(*codes, again)))
    assert (made.hats, made.codes) == (9, 2)
    assert sorted(Code.objects.values_list("name", flat=True)) == ["Hoed: 10", "Hoed: 11"]


def test_the_memo_of_a_selection_without_a_code_is_kept(network: LocalNetwork) -> None:
    selections = (
        Selection(guid(2), 0, 3, "Opmerking", "Zie ook tafel 2"),
        Selection(guid(3), 4, 7, codings=(CodingOf(guid(4), guid(99)),)),
    )
    project = Project("", sources=(Source(guid(1), "", "Een twee", selections=selections),))
    made = bring_in(by=None, network=network, project=project)
    [memo] = Memo.objects.of_series(made.series)
    assert (memo.title, memo.text) == ("Opmerking", "Zie ook tafel 2")
    assert (made.series.title, made.codings) == ("Zonder naam", 0) or made.series.title


def test_too_many_texts(network: LocalNetwork, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bringing_in, "MOST_TABLES", 1)
    two = (Source(guid(1), "A"), Source(guid(2), "B"))
    with pytest.raises(TooManyTexts):
        bring_in(by=None, network=network, project=replace(a_project(), sources=two))
    assert not Table.objects.exists()


def test_queries_do_not_grow_with_the_text(
    network: LocalNetwork, django_assert_max_num_queries: object
) -> None:
    text = "\n".join(f"Zin {number}" for number in range(300))
    project = Project("P", sources=(Source(guid(1), "Lang", text),))
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        assert bring_in(by=None, network=network, project=project).quotes == 300

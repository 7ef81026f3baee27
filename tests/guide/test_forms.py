import pytest
from django.http import QueryDict

from vlaggenlijn.guide.filters import FREE, GROUP, LANGUAGE, OPEN, PRAM, TICKS, Wish
from vlaggenlijn.guide.forms import FilterForm, QuestionForm
from vlaggenlijn.taxonomy.words import LONGEST_TEXT


def test_form_refuses_nothing_but_what_no_field_can_hold() -> None:
    assert QuestionForm({}).is_valid()
    assert QuestionForm({"q": "x" * 9000, "place": "?" * 500, "age": "oud"}).is_valid()


@pytest.mark.parametrize("field", ["q", "place", "age"])
def test_form_says_that_a_nul_byte_is_no_text(field: str) -> None:
    assert set(QuestionForm({field: "a\x00b"}).errors) == {field}


def test_form_keeps_what_was_typed_escaped() -> None:
    html = str(QuestionForm({"q": "<script>alert(1)</script>"})["q"])
    assert "&lt;script&gt;" in html
    assert "<script>" not in html


def test_form_tells_browsers_to_remember_no_worry() -> None:
    assert QuestionForm().fields["q"].widget.attrs == {
        "cols": "40",
        "rows": 3,
        "maxlength": LONGEST_TEXT,
        "autocomplete": "off",
    }


@pytest.mark.usefixtures("reference_data")
def test_filters_that_are_not_offered_count_as_not_given() -> None:
    data = QueryDict("wish=free&wish=nothing&wish=open&language=xx&group=all-parents&group=%00")
    assert FilterForm(data).wishes() == (Wish(FREE), Wish(OPEN))
    assert FilterForm(QueryDict("wish=recent")).wishes() == ()
    assert FilterForm().wishes() == ()


@pytest.mark.usefixtures("reference_data")
def test_filters_of_a_parent() -> None:
    form = FilterForm(QueryDict("wish=pram&language=tr&group=fathers"))
    assert form.wishes() == (Wish(GROUP, "fathers"), Wish(LANGUAGE, "tr"), Wish(PRAM))
    assert form.sent() == [("group", "fathers"), ("language", "tr"), ("wish", "pram")]


@pytest.mark.usefixtures("reference_data")
def test_filters_belong_to_the_form_of_the_question() -> None:
    html = str(FilterForm(belongs_to="question")["wish"])
    assert html.count("<input") == html.count('form="question"') == len(TICKS)
    assert "form=" not in str(FilterForm()["wish"])

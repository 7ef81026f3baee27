import pytest

from vlaggenlijn.guide.forms import QuestionForm
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

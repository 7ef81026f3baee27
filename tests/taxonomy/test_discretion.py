import pytest

from vlaggenlijn.taxonomy.discretion import is_sensitive


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ([], False),
        (["themes:sleep"], False),
        (["themes:partner-violence"], True),
        (["themes:sleep", "themes:debts", "themes:partner-violence"], True),
        # What comes fourth is only a far guess.
        (["themes:sleep", "themes:debts", "themes:eating", "themes:partner-violence"], False),
        (["sectors:partner-violence"], False),
    ],
)
def test_sensitive_is_what_the_first_terms_say(terms: list[str], expected: bool) -> None:
    assert is_sensitive(terms) == expected

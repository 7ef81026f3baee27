import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.places.folding import compact, fold


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("GENT", "gent"),
        ("Sint-Niklaas", "sint niklaas"),
        ("St.-Niklaas", "sint niklaas"),
        ("st niklaas", "sint niklaas"),
        ("Saint-Josse-ten-Noode", "sint josse ten noode"),
        ("Sainte-Ode", "sint ode"),
        ("Sint-Job-in-'t-Goor", "sint job in t goor"),
        ("’s-Gravenwezel", "s gravenwezel"),
        ("Liège", "liege"),
        ("  Knokke –  Heist ", "knokke heist"),
        ("O.L.V.-Waver", "onze lieve vrouw waver"),
        ("OLV Waver", "onze lieve vrouw waver"),
        ("９０００", "9000"),
        ("٩٠٠٠", "9000"),
        ("Œdeghien", "oedeghien"),
        ("İstanbul", "istanbul"),
        ("Stekene", "stekene"),
        ("...", ""),
        ("", ""),
    ],
)
def test_fold_one_spelling(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_compact_without_spaces() -> None:
    assert compact("knokke heist") == "knokkeheist"


@given(st.text(max_size=60))
def test_fold_any_text_is_stable(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=60))
def test_fold_any_text_has_single_spaces_only(text: str) -> None:
    assert fold(text) == " ".join(fold(text).split())


@given(st.text(alphabet=st.characters(max_codepoint=0x24F), max_size=40))
def test_fold_capitals_make_no_difference(text: str) -> None:
    assert fold(text.upper().lower()) == fold(text.lower().upper())

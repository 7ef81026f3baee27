"""A child's age in the field, as parents type it in five languages."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vlaggenlijn.guide.ages import Age, months_of_years, read_age, written_age

WRONG = Age(is_wrong=True)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        # a number alone means years
        ("3", 36), ("0", 0), ("0,5", 6), ("0.5", 6), ("2½", 30), ("2 ½", 30), ("½", 6),
        ("1¾", 21), ("24", 288), ("24,9", 298), ("٣", 36), ("٢٫٥", 30), ("۴", 48), ("３", 36),
        ("  3  ", 36), ("+3", 36),
        # Dutch
        ("3 jaar", 36), ("3j", 36), ("8 MAANDEN", 8), ("18m", 18), ("6 maandjes", 6),
        ("half jaar", 6), ("een half jaar", 6), ("halfjaar", 6), ("half", 6),
        ("anderhalf", 18), ("anderhalf jaar", 18), ("anderhalve maand", 1),
        ("2 en een half jaar", 30), ("2 jaar en half", 30), ("drie jaar", 36), ("twaalf", 144),
        ("2 jaar en 3 maanden", 27), ("1 j 6 m", 18), ("3 maanden en 2 maanden", 3),
        ("9 dagen", 0), ("20 dagen", 0), ("6 weken", 1), ("1 week", 0), ("een maand", 1),
        ("hij is 4", 48), ("pas 5 geworden", 60), ("5 en 7 jaar", 60),
        ("3-5", 36), ("3 tot 5 jaar", 36), ("6-12 maanden", 6), ("jaar 3", 12),
        ("baby", 1), ("een baby", 1), ("pasgeboren", 1), ("baby van 3 maanden", 3),
        # French
        ("deux ans et demi", 30), ("un an", 12), ("un an et demi", 18), ("six mois", 6),
        ("nouveau-né", 1), ("5 ans", 60), ("3 semaines", 0),
        # English
        ("three years old", 36), ("a year", 12), ("half a year", 6),
        ("one and a half years", 18), ("8 months", 8), ("15 yr", 180),
        # Turkish
        ("bir buçuk yaşında", 18), ("yarım yaş", 6), ("6 aylık", 6), ("iki yaş", 24),
        ("yenidoğan", 1),
        # Arabic
        ("٦ أشهر", 6), ("شهرين", 2), ("سنتين", 24), ("سنة ونصف", 18), ("ثلاث سنوات", 36),
        ("نصف سنة", 6),
    ],
)  # fmt: skip
def test_read_age_understands_what_parents_type(text: str, months: int) -> None:
    assert read_age(text) == Age(months)


@pytest.mark.parametrize(
    "text",
    ["zwanger", "20 weken zwanger", "7 maanden zwanger", "enceinte de 6 mois", "pregnant",
     "hamileyim", "أنا حامل", "verwacht in mei", "prenataal"],
)  # fmt: skip
def test_read_age_before_birth_whatever_number_stands_beside_it(text: str) -> None:
    assert read_age(text) == Age(-3)


@pytest.mark.parametrize(
    "text",
    ["250", "25", "-3", "− 3", "–3", "1e999", "9" * 40, "abc", "age=abc", "een", "12/05/2021",
     "2021", "?!", "🙂", "\x00", "3000 maanden", "DROP TABLE"],
)  # fmt: skip
def test_read_age_wrong_when_no_child_has_it(text: str) -> None:
    assert read_age(text) == WRONG


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\u00a0"])
def test_read_age_of_an_empty_field_is_no_age(text: str) -> None:
    assert read_age(text) == Age()


@given(st.text())
@example("½" * 60)
@example("9.9" * 30)
@example("een half half half")
@example("half een half")
@example("ﷺ")
def test_read_age_never_raises_and_stays_in_bounds(text: str) -> None:
    found = read_age(text)
    assert found.months is None or (-3 <= found.months <= 299 and not found.is_wrong)


@given(
    st.lists(
        st.sampled_from(
            [
                "een",
                "half",
                "2",
                "3,5",
                "jaar",
                "maand",
                "anderhalf",
                "baby",
                "-",
                "½",
                "شهرين",
                "demi",
            ]
        )
    )
)
def test_read_age_never_raises_on_its_own_words_in_any_order(words: list[str]) -> None:
    found = read_age(" ".join(words))
    assert found.months is None or -3 <= found.months <= 299


@given(st.integers(0, 24))
def test_read_age_is_the_same_in_all_digits_and_units(years: int) -> None:
    arabic = str(years).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    texts = [f"{years}", f"{years} jaar", f"{years} ans", f"{years}y", arabic, f"{arabic} سنوات"]
    assert {read_age(text) for text in [*texts, f"{years * 12} maanden"]} == {Age(years * 12)}


@pytest.mark.parametrize(
    ("years", "found"),
    [
        (None, Age()), (0, Age(0)), (0.5, Age(6)), (24.9, Age(298)), (3, Age(36)),
        (-0.0, Age(0)), (-0.5, WRONG), (25, WRONG), (1e300, WRONG), (-1e300, WRONG),
        (float("nan"), WRONG), (float("inf"), WRONG), (float("-inf"), WRONG),
    ],
)  # fmt: skip
def test_months_of_years(years: float | None, found: Age) -> None:
    assert months_of_years(years) == found


@given(st.floats())
def test_months_of_years_never_raises(years: float) -> None:
    found = months_of_years(years)
    assert found.is_wrong is (found.months is None)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("dertien jaar", 156), ("vijftien jaar", 180), ("quinze ans", 180),
        ("sixteen years", 192), ("achttien maanden", 18), ("dix-huit mois", 18),
        ("on beş yaş", 180), ("ثلاثة عشر سنة", 156), ("twintig jaar", 240),
        ("drieëntwintig jaar", 276), ("vingt-deux ans", 264), ("twenty-four months", 24),
        ("yirmi dört aylık", 24), ("إحدى عشرة سنة", 132), ("سنتان ونصف", 30), ("drieënhalf", 42),
        ("zestienjarige", 192), ("twee en half", 30), ("vijve", 60), ("سنة و٣ أشهر", 15),
    ],
)  # fmt: skip
def test_read_age_in_the_teens(text: str, months: int) -> None:
    assert read_age(text) == Age(months)


@pytest.mark.parametrize(
    "text",
    ["zeventig jaar", "drieëndertig jaar", "1ste leerjaar", "2de middelbaar", "3de kleuterklas"],
)
def test_read_age_that_we_do_not_understand_is_no_guess(text: str) -> None:
    assert read_age(text) == Age(is_wrong=True)


@example(None)
@example(-1)
@example(18)
@example(36)
@given(st.one_of(st.none(), st.integers(-3, 299)))
def test_written_age_is_read_back(months: int | None) -> None:
    found = read_age(written_age(months)).months
    assert found == (months if months is None or months >= 0 else read_age("zwanger").months)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.needs.figure_rows import (
    Gathered,
    Known,
    Lack,
    UnclearFigures,
    gathered,
    layout_of,
    number,
)


def read(header: str, *rows: str, **told: object) -> Gathered:
    cells = [(at, row.split(";")) for at, row in enumerate(rows, 2)]
    return gathered(layout_of(header.split(";")), cells, **told)  # type: ignore[arg-type]


def known_of(found: Gathered, name: str) -> dict[tuple[str, int], Known]:
    return found.series[name].known


def test_monitor_has_the_indicator_in_a_column() -> None:
    found = read(
        "Gemeente;NIS-code;Indicator;Jaar;Procent (%)",
        "Aalst;41002;Kansarmoede-index;2023;9.1",
        "Oostende;35013;Kansarmoede-index;2023;31,91",
        "Oostende;35013;Andere;2023;x",
    )
    assert found.series["Kansarmoede-index"].unit == "%"
    assert known_of(found, "Kansarmoede-index") == {
        ("41002", 2023): Known(9.1), ("35013", 2023): Known(31.91),
    }  # fmt: skip
    assert known_of(found, "Andere") == {("35013", 2023): Known(None, Lack.HIDDEN)}


def test_upload_of_the_provinces_has_a_column_for_each_indicator() -> None:
    found = read(
        "period;geolevel;geoitem;v1;v2",
        "2010;gemeente2024;11001;515;-99996",
        "2010;gemeente2024;11002;-99997;-99998",
        "2010;gemeente2024;21001;-99999;3",
        "2010;gemeente2024;99991;7;7",
        "2010;statsec;11001A00-;7;7",
        "2010;gemeente2024",
        names={"v1": "Kleuters", "v2": "Leerlingen"},
    )
    assert known_of(found, "Kleuters") == {
        ("11001", 2010): Known(515.0),
        ("11002", 2010): Known(None, Lack.HIDDEN),
        ("21001", 2010): Known(None, Lack.NOT_YET),
    }
    assert known_of(found, "Leerlingen") == {
        ("11002", 2010): Known(None, Lack.NOT_APPLICABLE), ("21001", 2010): Known(3.0),
    }  # fmt: skip
    assert (found.rows, dict(found.reasons.counts)) == (6, {"other_level": 2, "short_row": 1})


def test_own_spreadsheet_with_a_column_for_each_year() -> None:
    found = read("Gemeente;2023;2024;Opmerking", "Gent;12;;veel", "Aalst;1.234,5;8", name="Wacht")
    assert known_of(found, "Wacht") == {
        ("Gent", 2023): Known(12.0), ("Aalst", 2023): Known(1234.5), ("Aalst", 2024): Known(8.0),
    }  # fmt: skip


def test_year_and_name_may_be_told() -> None:
    found = read("gemeente;aantal", "Gent;12", name="Gezinnen", year=2025)
    assert known_of(found, "Gezinnen") == {("Gent", 2025): Known(12.0)}
    renamed = read("gemeente;jaar;waitlist", "Gent;2025;12", name="Gezinnen")
    assert list(renamed.series) == ["Gezinnen"]
    several = read("gemeente;jaar;a;b", "Gent;2025;1;2", name="Gezinnen")
    assert list(several.series) == ["a", "b"]


def test_what_cannot_be_read_is_told_by_row() -> None:
    found = read(
        "gemeente;jaar;waarde",
        "Gent;2025;veel", "Gent;last year;3", "Gent;;3", "Gent;2025;1", "Gent;2025;2", ";2025;3",
        name="x",
    )  # fmt: skip
    assert {code: found.reasons.examples[code] for code in found.reasons.counts} == {
        "no_value": ["2: veel"], "no_year": ["3: last year", "4"], "twice": ["Gent 2025"],
        "other_level": ["7"],
    }  # fmt: skip
    assert known_of(found, "x") == {("Gent", 2025): Known(2.0)}


@pytest.mark.parametrize(
    ("header", "told", "code"),
    [
        ("jaar;waarde", {}, "no_place"),
        ("gemeente;jaar", {}, "no_figures"),
        ("gemeente;jaar;naam;", {}, "no_figures"),
        ("gemeente;jaar;waarde", {}, "no_name"),
        ("gemeente;a", {}, "no_year"),
        ("gemeente;jaar;a", {"names": {"b": "B"}}, "no_such_column"),
    ],
)
def test_table_that_does_not_say_enough_is_refused(
    header: str, told: dict[str, object], code: str
) -> None:
    with pytest.raises(UnclearFigures) as refused:
        read(header, **told)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("9.1", 9.1), ("31,91", 31.91), ("1.234,5", 1234.5), ("1,234.5", 1234.5),
        ("1.234.567", 1234567.0), ("1 234", 1234.0), ("12 %", 12.0), ("€ 3.5", 3.5), ("-4", -4.0),
        ("0", 0.0), ("2490.0", 2490.0),
    ],
)  # fmt: skip
def test_number_as_people_write_it(text: str, value: float) -> None:
    assert number(text) == Known(value)


@pytest.mark.parametrize("text", ["veel", "1e400", "nan", "12/3"])
def test_other_text_is_no_number(text: str) -> None:
    assert number(text) is None


@pytest.mark.parametrize(
    ("text", "lack"),
    [("", "empty"), ("-99997.0", "hidden"), ("N.v.t.", "not_applicable"), ("-99999", "not_yet")],
)
def test_missing_value_says_why(text: str, lack: str) -> None:
    assert number(text) == Known(None, lack)


@given(st.floats(-99000, 1e9).map(lambda value: round(value, 3)))
def test_number_that_a_program_wrote_is_read_back(value: float) -> None:
    text = f"{value:.3f}"
    assert number(text.replace(".", ",")) == number(text) == Known(float(text))


@given(st.text(max_size=12))
def test_any_text_is_a_number_a_lack_or_nothing(text: str) -> None:
    known = number(text)
    assert known is None or (known.value is None) == bool(known.lack)

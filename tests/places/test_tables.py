import json
from datetime import date
from pathlib import Path

from vlaggenlijn.places import tables
from vlaggenlijn.places.register import registered
from vlaggenlijn.places.tables import Exonym, Former


def test_figures_for_every_municipality_of_the_register() -> None:
    assert sorted(tables.figures()) == [row.nis for row in registered()]


def test_figures_of_one_municipality() -> None:
    gent = tables.figures()["44021"]
    assert gent.inhabitants == 265_086
    assert [band for band, _ in gent.children] == ["0-2", "3-5", "6-11", "12-17"]


def test_figures_points_lie_in_belgium() -> None:
    outside = [
        row.nis
        for row in tables.figures().values()
        if not (49.4 < row.latitude < 51.6 and 2.5 < row.longitude < 6.5)
    ]
    assert outside == []


def test_figures_children_are_fewer_than_inhabitants() -> None:
    strange = [
        row.nis
        for row in tables.figures().values()
        if not 0 < sum(count for _, count in row.children) < row.inhabitants / 2
    ]
    assert strange == []


def test_former_ends_in_a_municipality_of_today() -> None:
    today = {row.nis for row in registered()}
    former = tables.former()
    assert {row.current_nis for row in former} <= today
    assert {row.nis for row in former} & today == set()


def test_former_one_row() -> None:
    overpelt = next(row for row in tables.former() if row.name == "Overpelt")
    assert overpelt == Former(
        nis="72029",
        name="Overpelt",
        ended_on=date(2019, 1, 1),
        current_nis="72043",
        latitude=51.20199,
        longitude=5.4073,
        inhabitants=16032,
    )


def test_former_without_a_point() -> None:
    bertogne = next(row for row in tables.former() if row.name == "Bertogne")
    assert (bertogne.latitude, bertogne.longitude, bertogne.inhabitants) == (None, None, None)


def test_submunicipalities_lie_in_municipalities_of_today() -> None:
    today = {row.nis for row in registered()}
    assert [row.name for row in tables.submunicipalities() if row.nis not in today] == []


def test_submunicipalities_names_are_clean() -> None:
    found = tables.submunicipalities()
    assert [row.name for row in found if "(" in row.name or " - " in row.name] == []


def test_submunicipalities_brussels_city_has_laken_in_two_languages() -> None:
    found = [row.name for row in tables.submunicipalities() if row.nis == "21004"]
    assert found == ["Haren", "Laeken", "Laken", "Neder-Over-Heembeek"]


def test_exonyms_absent_is_empty(tmp_path: Path) -> None:
    assert tables.exonyms(tmp_path) == ()


def test_exonyms_present(tmp_path: Path) -> None:
    rows = {"names": [{"nis": "44021", "name": "Ghent", "language": "en"}]}
    (tmp_path / "exonyms.json").write_text(json.dumps(rows), encoding="utf-8")
    assert tables.exonyms(tmp_path) == (Exonym("44021", "Ghent", "en"),)

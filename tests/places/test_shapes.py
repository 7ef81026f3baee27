import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.places import shapes
from vlaggenlijn.places.open_files import UnreadableFile
from vlaggenlijn.places.shapes import Shape, Wanted, read_shapes, shapes_of

SQUARE = [[3.0, 51.0], [3.2, 51.0], [3.2, 51.2], [3.0, 51.2], [3.0, 51.0]]
HOLE = [[3.0, 51.0], [3.1, 51.0], [3.1, 51.2], [3.0, 51.2], [3.0, 51.0]]


def a_feature(geometry: Any = None, **told: Any) -> dict[str, Any]:
    properties = {"code": "4402101", "name": "Dampoort (Gent)", "nis": "44021"} | told
    shape = geometry or {"type": "Polygon", "coordinates": [SQUARE]}
    return {"type": "Feature", "properties": properties, "geometry": shape}


def a_file(folder: Path, *features: Any) -> Path:
    path = folder / "wijken.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def test_neighbourhood_with_its_people_of_the_year(tmp_path: Path) -> None:
    found, reasons = read_shapes(a_file(tmp_path, a_feature(pop_2022=3151, pop_2012=1)), 2022)
    assert [replace(one, outline="") for one in found] == [
        Shape("4402101", "Dampoort", "44021", 51.1, 3.1, 3151)
    ]
    assert reasons.to_list() == []
    without, _ = read_shapes(a_file(tmp_path, a_feature(pop_2012=1)), 2022)
    assert without[0].inhabitants is None


def test_parts_and_holes_count_by_their_area(tmp_path: Path) -> None:
    island = [[[4.0, 51.0], [4.2, 51.0], [4.2, 51.2], [4.0, 51.2], [4.0, 51.0]]]
    parts = a_feature({"type": "MultiPolygon", "coordinates": [[SQUARE], island]}, code="a")
    holed = a_feature({"type": "Polygon", "coordinates": [SQUARE, HOLE]}, code="b")
    found, _ = read_shapes(a_file(tmp_path, parts, holed), 2022)
    assert [(one.latitude, one.longitude) for one in found] == [(51.1, 3.6), (51.1, 3.15)]


@given(st.floats(2.5, 6), st.floats(49.5, 51.5), st.floats(0.001, 0.2), st.booleans())
def test_middle_of_a_square_is_its_middle(
    west: float, south: float, side: float, is_turned: bool
) -> None:
    ring = [[west, south], [west + side, south], [west + side, south + side], [west, south + side]]
    ring = ring[::-1] if is_turned else ring
    east, north = shapes._middle({"type": "Polygon", "coordinates": [[*ring, ring[0]]]})
    assert (east, north) == pytest.approx((west + side / 2, south + side / 2), abs=1e-9)


LINE = [[[3, 51], [3, 51], [3, 51]]]
LAMBERT = [[[x * 1e5, y * 1e5] for x, y in SQUARE]]


@pytest.mark.parametrize(
    ("feature", "reason"),
    [
        ({"type": "Feature"}, "no_shape"),
        (None, "no_shape"),
        (a_feature(nis="4402"), "no_town"),
        (a_feature(code=""), "no_code"),
        (a_feature(code="x" * 21), "no_code"),
        (a_feature(pop_2022="many"), "odd_people"),
        (a_feature(pop_2022=-1), "odd_people"),
        (a_feature(pop_2022=[]), "odd_people"),
        (a_feature({"type": "Point", "coordinates": [3, 51]}), "no_area"),
        ({**a_feature(), "geometry": None}, "no_area"),
        (a_feature({"type": "Polygon", "coordinates": LINE}), "no_area"),
        (a_feature({"type": "Polygon", "coordinates": [SQUARE, SQUARE]}), "no_area"),
        (a_feature({"type": "Polygon", "coordinates": []}), "no_area"),
        (a_feature({"type": "Polygon", "coordinates": [["x"]]}), "no_shape"),
        (a_feature({"type": "Polygon", "coordinates": LAMBERT}), "in_metres"),
        (a_feature({"type": "Polygon", "coordinates": [[r[::-1] for r in SQUARE]]}), "far_away"),
    ],
)
def test_feature_that_says_too_little_is_told(tmp_path: Path, feature: Any, reason: str) -> None:
    found, reasons = read_shapes(a_file(tmp_path, feature, a_feature(code="good")), 2022)
    assert ([one.code for one in found], dict(reasons.counts)) == (["good"], {reason: 1})
    assert reasons.examples[reason][0].startswith("1")


def test_only_areas_of_the_towns_asked_for_and_those_that_went_into_them(tmp_path: Path) -> None:
    fused, elsewhere = a_feature(code="f", nis="44034"), a_feature(code="e", nis="11002")
    nameless = a_feature(code="n")
    del nameless["properties"]["nis"]
    path = a_file(tmp_path, a_feature(), fused, elsewhere, nameless)
    wanted = Wanted({"44021": "44021", "44034": "44021"})
    with path.open("rb") as file:
        found, reasons = shapes_of(file, 2022, wanted)
    assert [(one.code, one.nis) for one in found] == [("4402101", "44021"), ("f", "44021")]
    assert dict(reasons.counts) == {"fused": 1, "elsewhere": 1, "no_town": 1}
    assert reasons.examples["fused"] == ["44034 → 44021"]
    with path.open("rb") as file:
        found, _ = shapes_of(file, 2022, replace(wanted, only="44021"))
    assert [one.code for one in found] == ["4402101", "f", "n"]


def test_children_that_somebody_counted(tmp_path: Path) -> None:
    told = {"0-2": 12, "kinderen_3_5": "7", "Children 06-11": 3.0, "12-17": "", "tel": "09-1"}
    found, _ = read_shapes(a_file(tmp_path, a_feature(**told)), 2022)
    assert found[0].children == (("0-2", 12), ("6-11", 3), ("3-5", 7))
    _, reasons = read_shapes(a_file(tmp_path, a_feature(**{"0-2": "x"})), 2022)
    assert dict(reasons.counts) == {"odd_people": 1}


def test_file_that_breaks_off_says_behind_which_feature(tmp_path: Path) -> None:
    path = tmp_path / "x.geojson"
    path.write_text(json.dumps({"features": [a_feature(), a_feature(code="b")]})[:-30])
    with pytest.raises(UnreadableFile) as refused:
        read_shapes(path, 2022)
    assert (refused.value.code, refused.value.values) == ("broken_geojson", {"count": 1})


def test_code_that_comes_twice_is_told(tmp_path: Path) -> None:
    found, reasons = read_shapes(a_file(tmp_path, a_feature(), a_feature(name="B")), 2022)
    assert ([one.name for one in found], dict(reasons.counts)) == (["B"], {"code_twice": 1})


def test_name_of_brackets_alone_gives_the_code(tmp_path: Path) -> None:
    found, _ = read_shapes(a_file(tmp_path, a_feature(name="(Gent)")), 2022)
    assert found[0].name == "4402101"


@pytest.mark.parametrize("text", ["{}", "[1]", "no json", '{"features": []}', '{"features": 3}'])
def test_what_is_no_geojson_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.geojson"
    path.write_text(text)
    with pytest.raises(UnreadableFile) as refused:
        read_shapes(path, 2022)
    assert refused.value.code == "no_geojson"


def test_file_that_is_not_there_or_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_shapes(tmp_path / "nowhere.geojson", 2022)
    assert refused.value.code == "cannot_open"
    monkeypatch.setattr(shapes, "MOST_BYTES", 10)
    with pytest.raises(UnreadableFile) as refused:
        read_shapes(a_file(tmp_path, a_feature()), 2022)
    assert refused.value.code == "too_large"


def test_outline_is_a_path_on_the_grid(tmp_path: Path) -> None:
    found, _ = read_shapes(a_file(tmp_path, a_feature()), 2022)
    assert found[0].outline == "M136.4 239.9L195.8 239.9L195.8 145.8L136.4 145.8z"
    parts = a_feature({"type": "MultiPolygon", "coordinates": [[SQUARE, HOLE], [SQUARE]]})
    assert read_shapes(a_file(tmp_path, parts), 2022)[0][0].outline.count("M") == 3
    # Smaller than the grid: there, and not to be seen.
    speck = [[3.0, 51.0], [3.00001, 51.0], [3.00001, 51.00001], [3.0, 51.0]]
    tiny, _ = read_shapes(
        a_file(tmp_path, a_feature({"type": "Polygon", "coordinates": [speck]})), 2022
    )
    assert (len(tiny), tiny[0].outline) == (1, "")


def test_municipality_is_known_by_its_own_code(tmp_path: Path) -> None:
    feature = a_feature(name_nl="Gent")
    del feature["properties"]["code"]
    del feature["properties"]["name"]
    found, _ = read_shapes(a_file(tmp_path, feature, a_feature()), 2025)
    assert [(one.code, one.name, one.is_municipality) for one in found] == [
        ("44021", "Gent", True), ("4402101", "Dampoort", False),
    ]  # fmt: skip

import re

from vlaggenlijn.places import outline, tables
from vlaggenlijn.places.register import registered


def drawn() -> dict[str, str]:
    return outline.paths(row.nis for row in registered())


def test_paths_every_municipality_of_flanders_and_brussels() -> None:
    expected = [row.nis for row in registered() if row.region != "wallonia"]
    assert sorted(drawn()) == expected


def test_paths_unknown_codes_are_left_out() -> None:
    assert outline.paths(["00000", "62063"]) == {}


def test_paths_are_plain_relative_lines() -> None:
    shape = re.compile(r"(M\d+ \d+l-?\d+(?: |-)\d+(?:(?: |-)\d+)*z)+")
    assert [nis for nis, path in drawn().items() if not shape.fullmatch(path)] == []


def test_outlines_fit_in_the_budget() -> None:
    assert (tables.DATA / "outlines.svg.json").stat().st_size < 120_000


def test_project_points_of_people_fall_inside_the_frame_of_their_municipality() -> None:
    astray, figures = [], tables.figures()
    for nis in drawn():
        figure, box = figures[nis], outline.frame([nis], margin=1)
        x, y = outline.project(figure.latitude, figure.longitude)
        if not (box.x <= x <= box.x + box.width and box.y <= y <= box.y + box.height):
            astray.append(nis)
    assert astray == []


def test_project_north_west_corner_is_zero() -> None:
    on = outline.grid()
    assert outline.project(on.north, on.west) == (0.0, 0.0)


def test_frame_of_one_municipality_is_smaller_than_the_grid() -> None:
    box = outline.frame(["44021"])
    assert 0 < box.width < outline.grid().width / 5
    assert str(box) == f"{box.x} {box.y} {box.width} {box.height}"


def test_frame_of_nothing_is_the_whole_grid() -> None:
    assert str(outline.frame([])) == f"0 0 {outline.grid().width} {outline.grid().height}"


def test_frame_of_all_fits_the_grid() -> None:
    box = outline.frame(drawn(), margin=0)
    assert (box.x, box.width) == (0, outline.grid().width)
    assert 0 <= box.y <= box.y + box.height <= outline.grid().height


def test_touching_is_mutual() -> None:
    lonely = [(a, b) for a in drawn() for b in outline.touching(a) if a not in outline.touching(b)]
    assert lonely == []


def test_touching_one_municipality() -> None:
    # Koekelberg: Sint-Agatha-Berchem, Ganshoren, Jette, Sint-Jans-Molenbeek.
    assert outline.touching("21011") == {"21003", "21008", "21010", "21012"}


def test_touching_undrawn_is_empty() -> None:
    assert outline.touching("62063") == frozenset()


def test_citation_names_the_source() -> None:
    assert outline.citation().startswith("Wijken voor omgevingsanalyse. (c) gemeentebesturen")

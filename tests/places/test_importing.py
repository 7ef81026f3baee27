import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from vlaggenlijn.places.importing import Asked, Outcome, import_population
from vlaggenlijn.places.loading import load
from vlaggenlijn.places.models import (
    ChildrenCount,
    Edition,
    Neighbourhood,
    Outline,
    Succession,
)
from vlaggenlijn.places.open_files import UnreadableFile

pytestmark = pytest.mark.usefixtures("loaded")
SOURCE = "Statbel, test, CC BY 4.0"


@pytest.fixture
def ages(tmp_path: Path) -> Path:
    """Gent of 2023, Antwerpen and Borsbeek that was apart, and a code of nowhere."""
    rows = [("44021", 1, 7000), ("44021", 2, 1000), ("44021", 40, 9), ("11002", 13, 30_000),
            ("11007", 13, 500), ("99999", 0, 4)]  # fmt: skip
    lines = [f"{nis}|M|BEL|{age}|{n}" for nis, age, n in rows]
    path = tmp_path / "TF_SOC_POP_STRUCT_2023.txt"
    header = "CD_REFNIS|CD_SEX|CD_NATLTY|CD_AGE|MS_POPULATION"
    path.write_bytes("\r\n".join([header, *lines, ""]).encode("cp1252"))
    return path


def imported(path: Path, **values: Any) -> Outcome:
    return import_population(Asked(path=path, year=2023, source=SOURCE, **values))


def children_of(nis: str, year: int = 2023) -> dict[str, int]:
    return ChildrenCount.objects.filter(municipality=nis, year=year).by_band()


def test_children_come_in_the_municipalities_of_today(ages: Path) -> None:
    before = Edition.current_digest()
    outcome = imported(ages)
    assert children_of("44021") == {"0-2": 8000, "3-5": 0, "6-11": 0, "12-17": 0}
    assert children_of("11002")["12-17"] == 30_500
    assert (outcome.found, outcome.changed, outcome.rows) == (
        {"municipalities": 2, "children": 38_500}, 8, 6,
    )  # fmt: skip
    reasons = {one["code"]: one["examples"] for one in outcome.reasons.to_list()}
    assert reasons["unknown_municipality"] == ["99999"]
    assert reasons["strange"] == ["11002: 122245 → 30500", "44021: 50575 → 8000"]
    assert Edition.current_digest() != before


def test_second_run_changes_nothing_and_a_release_leaves_it(ages: Path) -> None:
    imported(ages)
    edition = Edition.current_digest()
    assert imported(ages).changed == 0
    assert Edition.current_digest() == edition
    assert load()["changed"] == 0
    assert children_of("44021")["0-2"] == 8000


def test_same_year_as_the_release_takes_its_place(ages: Path) -> None:
    outcome = import_population(Asked(path=ages, year=2022, source=SOURCE))
    assert (outcome.changed, children_of("44021", 2022)["0-2"]) == (16, 8000)
    assert (load()["changed"], children_of("44021", 2022)["0-2"]) == (0, 8000)


def test_dry_run_tells_the_same_and_writes_nothing(ages: Path) -> None:
    outcome = imported(ages, is_dry_run=True)
    assert (outcome.changed, children_of("44021")) == (8, {})


def a_table(folder: Path, name: str, *lines: str) -> Path:
    path = folder / name
    path.write_text("\n".join(lines))
    return path


@pytest.fixture
def links(tmp_path: Path) -> Path:
    quarters = Neighbourhood.objects.in_municipalities(["11001"])
    rows = [f"11001A{at:02}-,{one.code}" for at, one in enumerate(quarters)]
    antwerp = Neighbourhood.objects.in_municipalities(["11002"])[0].code
    more = (f"11002A00-,{antwerp}", "12025X00-,niets")
    return a_table(tmp_path, "links.csv", "from,to", *rows, *more)


def test_inhabitants_of_sectors_go_by_the_table_of_links(tmp_path: Path, links: Path) -> None:
    count = Neighbourhood.objects.in_municipalities(["11001"]).count()
    rows = [f"2023;11001A{at:02}-;{1000 + at}" for at in range(count)]
    sectors = a_table(
        tmp_path, "sectors.csv", "CD_YEAR;CD_SECTOR;MS_POPULATION", *rows,
        "2023;11002A00-;5", "2023;12025X00-;7", "2023;99999A00-;8", "2023;12025X99-;0",
    )  # fmt: skip
    outcome = imported(sectors, links=(links,))
    people = Neighbourhood.objects.in_municipalities(["11001"]).values_list(
        "inhabitants", flat=True
    )
    assert sorted(people) == [1000 + at for at in range(count)]
    assert Neighbourhood.objects.filter(source=SOURCE, year=2023).count() == count
    reasons = {one["code"]: (one["count"], one["examples"]) for one in outcome.reasons.to_list()}
    assert reasons == {
        "neighbourhoods_missing": (1, ["11002"]),
        "no_link": (8, ["99999A00-"]),
        "unknown_neighbourhood": (7, ["niets"]),
    }
    assert load()["changed"] == 0


def test_sectors_without_links_are_refused(tmp_path: Path) -> None:
    sectors = a_table(tmp_path, "sectors.csv", "CD_SECTOR;MS_POPULATION", "11001A00-;5")
    with pytest.raises(UnreadableFile) as refused:
        imported(sectors)
    assert refused.value.code == "links_needed"


def a_map(folder: Path, *quarters: tuple[str, str, int | None]) -> Path:
    ring = [[4.38, 51.13], [4.39, 51.13], [4.39, 51.14], [4.38, 51.13]]
    features = [
        {
            "properties": {"ggw7": code, "name": f"Wijk {code}", "nis": nis}
            | ({} if people is None else {"pop_2023": people}),
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }
        for code, nis, people in quarters
    ]
    return a_table(folder, "wijken.geojson", json.dumps({"features": features}))


def test_neighbourhoods_take_the_place_of_those_of_their_municipality(tmp_path: Path) -> None:
    path = a_map(tmp_path, ("A1", "11001", 10), ("A2", "11001", 20), ("B1", "11007", 5),
                 ("C1", "12025", None), ("C2", "12025", 9), ("D1", "99999", 1))  # fmt: skip
    mechelen = Neighbourhood.objects.in_municipalities(["12025"]).count()
    outcome = imported(path)
    assert sorted(
        Neighbourhood.objects.filter(source=SOURCE).values_list("code", "municipality")
    ) == [("A1", "11001"), ("A2", "11001"), ("B1", "11002")]
    assert Neighbourhood.objects.in_municipalities(["12025"]).count() == mechelen
    assert dict(outcome.reasons.counts) == {"no_people": 1, "unknown_municipality": 1}
    # Drawn is what is known after it: not the two of a town that misses people.
    assert sorted(Outline.objects.values_list("code", flat=True)) == ["A1", "A2", "B1"]
    assert Outline.objects.source_of(["A1", "B1"]) == f"{SOURCE}, 2023"
    assert (load()["changed"], imported(path).changed) == (0, 0)


def test_people_of_a_map_may_come_from_sectors(tmp_path: Path) -> None:
    path = a_map(tmp_path, ("A1", "11001", None), ("A2", "11001", None))
    sectors = a_table(tmp_path, "s.csv", "CD_SECTOR;TOTAL", "11001A00-;4", "11001A01-;6")
    links = a_table(tmp_path, "l.csv", "statsec,ggw7", "11001A00-,A1", "11001A01-,A2")
    outcome = imported(path, sectors=sectors, links=(links,))
    assert outcome.found == {
        "municipalities": 1, "neighbourhoods": 2, "inhabitants": 10, "outlines": 2,
    }  # fmt: skip
    # People of another year leave the shapes as they are.
    assert imported(sectors, links=(links,)).changed == 0
    assert set(Outline.objects.paths_of(["A1", "A2", "A3"])) == {"A1", "A2"}


def test_outlines_of_our_own_neighbourhoods_come_without_people(tmp_path: Path) -> None:
    own = Neighbourhood.objects.in_municipalities(["12025"]).order_by("code")
    code, people = own.values_list("code", "inhabitants").first() or ("", 0)
    outcome = imported(a_map(tmp_path, (code, "12025", None)))
    assert (outcome.found["neighbourhoods"], outcome.found["outlines"], outcome.changed) == (
        0,
        1,
        1,
    )
    assert own.get(code=code).inhabitants == people


def test_boundaries_of_municipalities(tmp_path: Path) -> None:
    path = a_map(tmp_path, ("12025", "12025", None), ("11007", "11007", None))
    dry = imported(path, is_dry_run=True)
    assert (dry.changed, Outline.objects.count()) == (1, 0)
    outcome = imported(path)
    assert (outcome.kind, outcome.found, outcome.reasons.examples["unknown_municipality"]) == (
        "boundaries", {"municipalities": 1, "outlines": 1}, ["11007"],
    )  # fmt: skip
    assert (imported(path).changed, load()["changed"]) == (0, 0)


def test_register_is_compared_and_nothing_is_written(tmp_path: Path) -> None:
    rows = ["4|44021|Gand|Gend|01/01/1970|31/12/9999", "4|44099|Neuf|Nieuw|01/01/1970|31/12/9999"]
    header = "LVL_REFNIS|CD_REFNIS|TX_REFNIS_FR|TX_REFNIS_NL|DT_VLDT_START|DT_VLDT_END"
    outcome = imported(a_table(tmp_path, "r.txt", header, *rows))
    assert (outcome.found, outcome.changed) == ({"municipalities": 2}, 0)
    assert outcome.reasons.counts["ended_municipality"] == 564
    assert outcome.reasons.examples["new_municipality"] == ["44099 Nieuw"]
    assert outcome.reasons.examples["other_name"] == ["44021 Gent / Gend"]


def test_municipality_of_today_over_several_fusions() -> None:
    Succession.objects.create(former_id="11007", current_id="11001", happened_on="2018-01-01")
    Succession.objects.filter(former="11007", current="11002").delete()
    Succession.objects.create(former_id="11001", current_id="44021", happened_on="2019-01-01")
    assert Succession.objects.of_today()["11007"] == "44021"
    assert [one.former.name_nl for one in Succession.objects.into(["11001"])] == ["Borsbeek"]


def test_command_says_what_it_would_do(ages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_population", ages, year=2023, dry_run=True, language="en")
    told = capsys.readouterr().out.splitlines()
    assert told[0] == (
        "children by age and municipality, 2023 (Statbel, TF_SOC_POP_STRUCT_2023, CC BY 4.0)"
    )
    assert told[1] == "municipalities: 2, children: 38500"
    assert told[-1] == "This was a trial. Rows that would be written or taken away: 8."
    call_command("import_population", ages, year=2023, json=True)
    assert json.loads(capsys.readouterr().out)["changed"] == 8


def test_command_says_that_nothing_can_be_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = a_table(tmp_path, "x.txt", "CD_REFNIS|CD_AGE|MS_POPULATION", "44021|40|3")
    call_command("import_population", path, year=2023, language="en")
    assert capsys.readouterr().out.splitlines()[2:] == [
        "Nothing in this file can be written.",
        "Done. Rows written or taken away: 0.",
    ]


def test_command_refuses_in_words(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="columns: a, b"):
        call_command("import_population", a_table(tmp_path, "x.csv", "a,b"), year=2023,
                     language="en")  # fmt: skip
    with pytest.raises(CommandError, match="--year"):
        call_command("import_population", tmp_path, year=20)

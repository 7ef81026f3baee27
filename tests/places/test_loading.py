import io
import json
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext

from vlaggenlijn.places import tables
from vlaggenlijn.places.loading import MissingFiguresError, load
from vlaggenlijn.places.models import (
    ChildrenCount,
    Edition,
    Municipality,
    Neighbourhood,
    PlaceName,
    Postcode,
    Succession,
)


def test_load_counts(loaded: dict[str, int]) -> None:
    assert loaded["municipalities"] == 565 + len(tables.former())
    assert Municipality.objects.current().count() == 565
    assert loaded["postcodes"] == Postcode.objects.count() == 1152
    assert loaded["children"] == ChildrenCount.objects.count() == 4 * 565
    assert loaded["successions"] == len(tables.former())
    assert loaded["neighbourhoods"] == Neighbourhood.objects.count() == 2730
    assert loaded["names"] == PlaceName.objects.count() > 1500


def test_load_fills_empty_tables(db: None) -> None:
    assert Municipality.objects.count() == 0
    counts = load()
    assert counts["changed"] >= sum(counts.values()) - counts["changed"] > 0
    assert counts["municipalities"] == 565 + len(tables.former())
    assert counts["children"] == ChildrenCount.objects.count() == 4 * 565
    assert counts["neighbourhoods"] == Neighbourhood.objects.count() == 2730


def test_load_twice_changes_nothing(loaded: dict[str, int]) -> None:
    edition = Edition.current_digest()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        again = load()
    assert again == loaded | {"changed": 0}
    assert Edition.current_digest() == edition
    assert len(queries) == 17


def test_load_mends_what_was_altered(loaded: dict[str, int]) -> None:
    Municipality.objects.filter(nis="44021").update(name_nl="Gnt")
    PlaceName.objects.filter(text="Borgerhout").delete()
    Postcode.objects.create(code="9999", municipality_id="44021")
    assert load() == loaded | {"changed": 3}
    assert Municipality.objects.get(nis="44021").name_nl == "Gent"


def test_neighbourhoods_add_up_to_their_municipality(loaded: dict[str, int]) -> None:
    sums = dict(
        Neighbourhood.objects.order_by().values_list("municipality").annotate(Sum("inhabitants"))
    )
    told = dict(Municipality.objects.with_nis(sums).values_list("nis", "inhabitants"))
    assert len(sums) == len(told) == 304
    # People whose sector is not known are counted in the municipality only.
    missed = {nis: 1 - sums[nis] / told[nis] for nis in told}
    assert (min(missed.values()) >= 0, max(missed.values()) < 0.01) == (True, True)


def test_load_keeps_a_municipality_that_left_the_register(loaded: dict[str, int]) -> None:
    Municipality.objects.create(
        nis="00001", name_nl="X", name_fr="X", region="flanders", latitude=51, longitude=4
    )
    assert load()["changed"] == 1
    assert Municipality.objects.get(nis="00001").is_current is False


def test_load_leaves_figures_of_another_source(loaded: dict[str, int]) -> None:
    ChildrenCount.objects.create(
        municipality_id="44021", year=2024, band="0-2", count=9_000, source="Statbel 2024"
    )
    assert load()["changed"] == 0


def test_load_former_municipality(loaded: dict[str, int]) -> None:
    overpelt = Municipality.objects.get(nis="72029")
    assert (overpelt.name_nl, overpelt.region, overpelt.is_current) == (
        "Overpelt",
        "flanders",
        False,
    )
    assert Succession.objects.get(former=overpelt).happened_on == date(2019, 1, 1)
    resolved = Municipality.resolve("72029")
    assert resolved is not None
    assert resolved.name_nl == "Pelt"


def test_load_former_without_point_gets_that_of_today(loaded: dict[str, int]) -> None:
    bertogne, bastogne = (Municipality.objects.get(nis=nis) for nis in ("82005", "82039"))
    assert (bertogne.latitude, bertogne.longitude) == (bastogne.latitude, bastogne.longitude)


def test_load_tells_what_it_did(db: None) -> None:
    told = io.StringIO()
    counts = load(told)
    assert told.getvalue().startswith(f"places: {counts['municipalities']} municipalities, ")


def test_load_picks_up_english_names(
    db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    rows = {"names": [{"nis": "44021", "name": "Ghent", "language": "en"}]}
    (tmp_path / "exonyms.json").write_text(json.dumps(rows), encoding="utf-8")
    read = tables.exonyms
    monkeypatch.setattr(tables, "exonyms", lambda: read(tmp_path))
    load()
    assert Municipality.objects.get(nis="44021").label("en") == "Ghent"
    assert PlaceName.objects.get(text="Ghent").kind == "exonym"


def test_load_without_figures_leaves_all_as_it_was(
    loaded: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "figures", dict)
    with pytest.raises(MissingFiguresError, match="11001"):
        load()
    assert Municipality.objects.current().count() == 565

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests import factories
from vlaggenlijn.taxonomy import loading
from vlaggenlijn.taxonomy.loading import concept_id, load, scheme_files
from vlaggenlijn.taxonomy.models import Concept, ConceptScheme, Label

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]
# The schemes of design/vocabulary.md; True for the lists that only a release changes.
SCHEMES = {
    "functions": True,
    "support-forms": True,
    "situations": True,
    "intensities": True,
    "formality": True,
    "sectors": False,
    "settings": False,
    "principles": True,
    "life-domains": False,
    "target-groups": False,
    "age-bands": True,
    "themes": False,
    "hats": True,
    "dialogue-themes": False,
    "campaign-topics": False,
}
LANGUAGES = ("nl", "fr", "en", "tr", "ar")
PARTS = list(scheme_files())
CONCEPTS = [(part["scheme"], concept) for part in PARTS for concept in part["concepts"]]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the data of this release, which may become the next one."""
    copy = tmp_path / "data"
    shutil.copytree(loading.DATA, copy)
    monkeypatch.setattr(loading, "DATA", copy)
    return copy


def change(path: Path) -> tuple[dict[str, Any], Any]:
    part = json.loads(path.read_text(encoding="utf-8"))
    return part, lambda: path.write_text(json.dumps(part), encoding="utf-8")


def in_database() -> list[Any]:
    return [
        list(Concept.objects.order_by("pk").values()),
        list(Label.objects.order_by("pk").values()),
        list(ConceptScheme.objects.order_by("pk").values()),
        sorted(Concept.related.through.objects.values_list("pk", flat=True)),  # type: ignore[attr-defined]
    ]


def test_every_scheme_of_the_vocabulary_is_there() -> None:
    stored = dict(ConceptScheme.objects.values_list("slug", "is_closed"))
    assert stored == SCHEMES


def test_themes_are_at_least_a_hundred_and_twenty() -> None:
    assert Concept.objects.of_scheme("themes").count() >= 120


def test_loading_again_changes_nothing() -> None:
    before = in_database()
    counts = load()
    assert counts == {
        "schemes": len(SCHEMES),
        "concepts": len(CONCEPTS),
        "changed_labels": 0,
    }
    assert in_database() == before


def test_ids_are_the_same_everywhere() -> None:
    assert str(concept_id("themes", "sleep")) == "5490c61d-bf4c-56dc-8daa-901e6ba5f89b"
    assert concept_id("themes", "sleep") != concept_id("settings", "sleep")


def test_every_concept_has_its_word_in_five_languages() -> None:
    for scheme, concept in CONCEPTS:
        assert sorted(concept["labels"]) == sorted(LANGUAGES), f"{scheme}:{concept['slug']}"
        assert all(text.strip() for text in concept["labels"].values())


def test_labels_of_turkish_and_arabic_are_drafts() -> None:
    drafts = set(Label.objects.filter(is_draft=True).values_list("language", flat=True))
    finished = set(Label.objects.filter(is_draft=False).values_list("language", flat=True))
    assert (drafts, finished) == ({"tr", "ar"}, {"nl", "fr", "en"})


def test_every_slug_is_there_once_and_fits_an_address() -> None:
    names = [f"{scheme}:{concept['slug']}" for scheme, concept in CONCEPTS]
    assert len(names) == len(set(names))
    assert [name for name in names if not re.fullmatch(r"[a-z-]+:[a-z0-9-]+", name)] == []


def test_links_between_concepts_lead_somewhere() -> None:
    known = {(scheme, concept["slug"]) for scheme, concept in CONCEPTS}
    lost = [
        (scheme, concept["slug"], other)
        for scheme, concept in CONCEPTS
        for other in [
            *((scheme, slug) for slug in concept.get("related", [])),
            *([(scheme, concept["broader"])] if concept.get("broader") else []),
            *(
                (name.replace("_", "-"), slug)
                for name, slugs in concept.get("match", {}).items()
                for slug in slugs
            ),
        ]
        if other not in known
    ]
    assert lost == []


def test_no_concept_is_broader_than_itself() -> None:
    above = {
        (scheme, concept["slug"]): (scheme, concept["broader"])
        for scheme, concept in CONCEPTS
        if concept.get("broader")
    }
    for start in above:
        seen, here = set(), start
        while here in above:
            assert here not in seen
            seen.add(here)
            here = above[here]


def test_relations_go_both_ways() -> None:
    pairs = set(Concept.related.through.objects.values_list("from_concept_id", "to_concept_id"))  # type: ignore[attr-defined]
    assert pairs == {(other, one) for one, other in pairs}
    assert pairs


def test_ages_and_links_are_kept() -> None:
    bands = Concept.objects.of_scheme("age-bands")
    assert all(len(band.extra["age_months"]) == 2 for band in bands)
    theme = Concept.objects.get(scheme_id="themes", slug="violence-at-home")
    assert theme.extra["match"]["life-domains"] == ["safety", "relationship-and-separation"]


def test_concept_that_a_release_drops_is_retired_and_comes_back_with_the_next(data: Path) -> None:
    part, write = change(data / "hats.json")
    dropped = part["concepts"].pop()
    write()
    assert load()["concepts"] == len(CONCEPTS) - 1
    retired = Concept.objects.get(scheme_id="hats", slug=dropped["slug"])
    assert retired.is_retired
    assert retired.labels.exists()
    assert retired not in Concept.objects.of_scheme("hats")
    part["concepts"].append(dropped)
    write()
    load()
    retired.refresh_from_db()
    assert not retired.is_retired


def test_changed_words_replace_the_old_ones_and_others_stay(data: Path) -> None:
    part, write = change(data / "hats.json")
    white = part["concepts"][0]
    kept = Label.objects.get(concept_id=concept_id("hats", "white"), text=white["labels"]["fr"])
    was, white["labels"]["nl"] = white["labels"]["nl"], "Een witte hoed"
    white["alternatives"]["nl"].append(was)  # the old word on the button becomes a synonym
    write()
    assert load()["changed_labels"] == 3  # the old one gone, twice one new
    texts = Label.objects.filter(concept_id=concept_id("hats", "white"), language="nl")
    assert dict(texts.filter(text__in=[was, "Een witte hoed"]).values_list("text", "kind")) == {
        was: "alternative",
        "Een witte hoed": "preferred",
    }
    assert Label.objects.filter(pk=kept.pk).exists()


def test_text_that_is_both_stays_the_preferred_one(data: Path) -> None:
    part, write = change(data / "hats.json")
    white = part["concepts"][0]
    white["alternatives"]["nl"].append(white["labels"]["nl"])
    write()
    assert load()["changed_labels"] == 0


def test_relation_that_a_release_drops_is_dropped_both_ways(data: Path) -> None:
    part, write = change(data / "themes" / "safety.json")
    theme = part["concepts"][0]
    other = theme["related"][0]
    for concept in part["concepts"]:
        concept["related"] = []
    write()
    load()
    one = Concept.objects.get(scheme_id="themes", slug=theme["slug"])
    gone = Concept.objects.get(scheme_id="themes", slug=other)
    assert gone not in one.related.all()
    assert one not in gone.related.all()
    assert Concept.related.through.objects.exists()  # type: ignore[attr-defined]


def test_broader_concept_that_comes_later_in_the_files_is_no_problem(data: Path) -> None:
    part, write = change(data / "hats.json")
    part["concepts"].insert(0, part["concepts"][0] | {"slug": "deep", "broader": "grey"})
    part["concepts"].append(part["concepts"][0] | {"slug": "grey", "broader": "red"})
    write()
    load()
    deep = Concept.objects.get(scheme_id="hats", slug="deep")
    assert deep.broader is not None
    assert deep.broader.broader is not None
    assert deep.broader.broader.slug == "red"


def test_what_a_network_added_is_never_touched(data: Path) -> None:
    network = factories.a_network()
    own = Concept.objects.create(scheme_id="themes", slug="our-own", network=network)
    Label.objects.create(concept=own, language="nl", kind="preferred", text="Van ons")
    theirs = Concept.objects.get(scheme_id="themes", slug="violence-at-home")
    own.related.add(theirs)
    _, write = change(data / "hats.json")
    write()
    assert load()["changed_labels"] == 0
    own.refresh_from_db()
    assert (own.is_retired, own.network, own.label) == (False, network, "Van ons")
    assert list(own.related.all()) == [theirs]


def test_release_that_cannot_be_read_leaves_everything_as_it_was(data: Path) -> None:
    before = in_database()
    part, write = change(data / "settings.json")
    part["concepts"][-1]["labels"] = None
    write()
    with pytest.raises(AttributeError):
        load()
    assert in_database() == before

"""Concepts that a network adds: understood at once, kept by a release, undone whole."""

import json
import uuid
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.factories import LEUVEN, a_concept, a_network, a_user, an_own_concept
from tests.taxonomy.test_loading import data as data  # noqa: PLC0414  (a fixture)
from vlaggenlijn.accounts.models import ChangeSet, Conflict, LocalNetwork, recorded
from vlaggenlijn.directory.actions.undo import undo_deed
from vlaggenlijn.taxonomy import lookup
from vlaggenlijn.taxonomy.actions import add_concept, change_concept
from vlaggenlijn.taxonomy.loading import load, scheme_files
from vlaggenlijn.taxonomy.models import Concept, ConceptScheme, Label, OwnConcept

pytestmark = [
    pytest.mark.usefixtures("reference_data"),
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated"),
]
LIST = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <https://gent.example/lijst/> .
:kolonie a skos:Concept ; skos:prefLabel "Kwibuskolonie"@nl ; skos:altLabel "kwibuskamp"@nl ;
  skos:broader :kampen ; skos:closeMatch <https://x.be/skos/themes#eating> .
:kampen a skos:Concept ; skos:prefLabel "Kwibuskampen"@nl ; skos:broader <themes:sleep> .
:nacht a skos:Concept ; skos:prefLabel "Kwibusnacht"@nl ; skos:exactMatch <themes:sleep> .
:ook a skos:Concept ; skos:prefLabel "Nog een kwibus"@nl ; skos:broader :nacht .
"""


@pytest.fixture
def network(db: None) -> LocalNetwork:
    return a_network()


def terms(text: str) -> list[str]:
    return [one.term for one in lookup.thesaurus().concepts(text)]


def deed(name: str) -> ChangeSet:
    return ChangeSet.objects.get(deed=name)


def bring(path: Path, *options: str) -> dict[str, Any]:
    out = StringIO()
    call_command("import_skos", str(path), "--network=gent", "--json", *options, stdout=out)
    return dict(json.loads(out.getvalue()))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "lijst.ttl"
    path.write_text(LIST, encoding="utf-8")
    return path


def test_concept_is_understood_at_once_and_leads_on(network: LocalNetwork) -> None:
    own = an_own_concept(network, "Kwibuskolonie", words={"nl": ["kwibuskamp"]}, broader="sleep")
    assert own.slug == "x-gent-kwibuskolonie"
    assert terms("wanneer is het kwibuskamp") == ["themes:x-gent-kwibuskolonie"]
    assert lookup.neighbours("themes:x-gent-kwibuskolonie")["themes:sleep"] == lookup.BROADER
    # Nothing was learned of it: its links tell what answers it, and what it answers.
    mine = "themes:x-gent-kwibuskolonie"
    assert lookup.answered_by(mine) == {mine: 1.0} | lookup.neighbours(mine)
    assert lookup.answered_by("themes:sleep")[mine] == lookup.NARROWER
    concept = Concept.objects.get(pk=own.pk)
    assert (concept.label, concept.network) == ("Kwibuskolonie", network)
    assert concept.extra["match"]["life-domains"] == ["development-and-health"]
    assert lookup.shown_in([concept.term, "themes:sleep"], network) == [
        concept.term,
        "themes:sleep",
    ]
    assert lookup.shown_in([concept.term, "themes:sleep"], None) == ["themes:sleep"]


def test_concept_that_means_ours_only_adds_its_words(network: LocalNetwork) -> None:
    own = an_own_concept(network, "Kwibusnacht", same_as="sleep")
    assert terms("de kwibusnacht") == ["themes:sleep"]
    assert Concept.objects.get(pk=own.pk).is_retired
    assert str(own) == "Kwibusnacht"


def test_change_hiding_and_undo(network: LocalNetwork) -> None:
    own = an_own_concept(network, "Kwibuskolonie", broader="sleep")
    by = a_user()
    values = {
        "labels": {"nl": "Kwibusreis", "fr": "Voyage"},
        "words": {"nl": ["kwibusreis", "Kwibusreis"]},
    }
    changed = change_concept(by=by, concept=own, version=own.version, values=values)
    assert (terms("kwibuskolonie"), terms("kwibusreis")) == ([], ["themes:x-gent-kwibuskolonie"])
    with pytest.raises(Conflict):
        change_concept(by=by, concept=own, version=own.version, values={})
    change_concept(by=by, concept=changed, version=changed.version, values={"is_hidden": True})
    assert terms("kwibusreis") == []
    undo_deed(by=by, change_set=deed("concept.add"), key=uuid.uuid4())
    assert OwnConcept.objects.count() == 1  # changed since: it stays
    last = ChangeSet.objects.filter(deed="concept.change").order_by("-at").first()
    assert last
    undo_deed(by=by, change_set=last, key=uuid.uuid4())
    assert terms("kwibusreis") == ["themes:x-gent-kwibuskolonie"]


def test_undo_of_adding_takes_it_out_of_the_guide(network: LocalNetwork) -> None:
    own = an_own_concept(network, "Kwibuskolonie")
    assert terms("kwibuskolonie") != []
    undo_deed(by=a_user(), change_set=deed("concept.add"), key=uuid.uuid4())
    assert terms("kwibuskolonie") == []
    assert (OwnConcept.objects.count(), Concept.objects.get(pk=own.pk).is_retired) == (0, True)


def test_form_that_arrives_twice_is_written_once(network: LocalNetwork) -> None:
    key, scheme = uuid.uuid4(), ConceptScheme.objects.get(slug="themes")
    kwargs: Any = {"by": a_user(), "network": network, "idempotency_key": key}
    one, other = (
        add_concept(scheme=scheme, values={"labels": {"nl": "Kolonie"}}, **kwargs) for _ in range(2)
    )
    assert one == other
    kwargs = {"by": a_user(), "concept": one, "version": 1, "idempotency_key": uuid.uuid4()}
    for _ in range(2):
        change_concept(values={"labels": {"nl": "Reis"}}, **kwargs)
    assert OwnConcept.objects.get().version == 2


def test_two_of_one_name_get_a_slug_each_that_no_release_has(network: LocalNetwork) -> None:
    slugs = [an_own_concept(network, name).slug for name in ("Één", "één", "حضانة")]
    assert slugs == ["x-gent-een", "x-gent-een-2", "x-gent-begrip"]
    ours = [concept["slug"] for part in scheme_files() for concept in part["concepts"]]
    assert [slug for slug in ours if slug.startswith("x-")] == []


def test_release_leaves_concepts_of_a_network_alone(network: LocalNetwork, data: Path) -> None:
    own = an_own_concept(network, "Kwibuskolonie", words={"nl": ["kwibuskamp"]}, broader="sleep")
    hidden = an_own_concept(network, "Kwibusnacht", same_as="sleep")
    before = [list(model.objects.filter(pk=own.pk).values()) for model in (OwnConcept, Concept)]
    path = next(data.glob("themes/*.json"))
    part = json.loads(path.read_text(encoding="utf-8"))
    part["version"] += 1
    part["concepts"][0]["labels"]["nl"] = "Anders"
    dropped = part["concepts"].pop()["slug"]
    path.write_text(json.dumps(part), encoding="utf-8")
    load()
    after = [list(model.objects.filter(pk=own.pk).values()) for model in (OwnConcept, Concept)]
    assert after == before
    assert a_concept("themes", dropped).is_retired
    assert Label.objects.filter(concept=own.pk).count() == 2
    assert terms("het kwibuskamp") == ["themes:x-gent-kwibuskolonie"]
    assert terms("de kwibusnacht") == [str(hidden.same_as.term if hidden.same_as else "")]


def test_list_comes_in_as_one_deed_and_again_without_a_change(
    network: LocalNetwork, file: Path
) -> None:
    assert bring(file, "--dry-run")["new"] == 4
    assert (
        OwnConcept.objects.count(),
        ChangeSet.objects.filter(deed="concepts.import").count(),
    ) == (0, 0)
    told = bring(file)
    assert (told["new"], told["only_words"], told["left_out"]) == (4, 1, {})
    assert told["change_set"] == str(deed("concepts.import").pk)
    kolonie = OwnConcept.objects.get(uri__endswith="kolonie")
    assert kolonie.broader == Concept.objects.get(slug="x-gent-kwibuskampen")
    assert OwnConcept.objects.get(uri__endswith="ook").broader == a_concept("themes", "sleep")
    near = lookup.neighbours("themes:x-gent-kwibuskolonie")
    assert near["themes:eating"] == lookup.DOMAIN
    assert terms("kwibusnacht") == ["themes:sleep"]
    again = bring(file)
    assert (again["same"], again["change_set"]) == (4, None)
    undo_deed(by=a_user(), change_set=deed("concepts.import"), key=uuid.uuid4())
    assert (OwnConcept.objects.count(), terms("kwibuskolonie kwibusnacht")) == (0, [])


def test_list_that_changed_keeps_what_was_decided_here(network: LocalNetwork, file: Path) -> None:
    bring(file)
    own = OwnConcept.objects.get(uri__endswith="kampen")
    values = {"same_as": a_concept("themes", "eating"), "labels": {"nl": "Ons woord"}}
    change_concept(by=a_user(), concept=own, version=own.version, values=values)
    file.write_text(LIST.replace("Kwibuskampen", "Kwibusweken").replace(":nacht a", ":weg a"))
    told = bring(file)
    assert (told["changed"], told["new"], told["gone"]) == (
        2,
        1,
        ["https://gent.example/lijst/nacht"],
    )
    row = next(one for one in told["rows"] if one["uri"].endswith("kampen"))
    assert (row["label"], row["kept"], row["same_as"]) == ("Ons woord", ["labels"], "themes:eating")


def test_each_network_has_its_own(network: LocalNetwork, file: Path) -> None:
    a_network("leuven", [LEUVEN])
    bring(file)
    call_command("import_skos", str(file), "--network=leuven", stdout=StringIO())
    assert OwnConcept.objects.count() == 8


def test_report_in_words(network: LocalNetwork, file: Path, tmp_path: Path) -> None:
    bring(file)
    own = OwnConcept.objects.get(uri__endswith="kolonie")
    change_concept(by=a_user(), concept=own, version=1, values={"labels": {"nl": "Anders"}})
    file.write_text(
        LIST.replace("Kwibuskolonie", "Nieuw")
        .replace(":ook a", ":weg a")
        .replace("kwibuskamp", "x" * 130)
    )
    out = StringIO()
    call_command("import_skos", str(file), "--network=gent", "--language=en", stdout=out)
    lines = out.getvalue().splitlines()
    assert "  means the same as themes:sleep (the list says so)" in lines
    assert "  changed here, and kept: name" in lines
    assert "left out: 1 texts that are too long" in lines
    assert "no longer in the list, and left as it is: https://gent.example/lijst/ook" in lines
    assert lines[-1] == "4 read: 1 new, 1 changed, 2 the same."


@pytest.mark.parametrize(
    ("name", "options", "words"),
    [
        ("lijst.csv", ["--network=gent"], "no list that we read"),
        ("weg.ttl", ["--network=gent"], "There is no file"),
        ("lijst.csv", ["--network=nergens"], "no network"),
    ],
)
def test_command_refuses_with_one_sentence(
    network: LocalNetwork, tmp_path: Path, name: str, options: list[str], words: str
) -> None:
    (tmp_path / "lijst.csv").write_text("x")
    with pytest.raises(CommandError, match=words):
        call_command("import_skos", str(tmp_path / name), *options, "--language=en")


def test_concept_can_be_removed_and_its_records_keep_their_theme(network: LocalNetwork) -> None:
    own = an_own_concept(network, "Kwibuskolonie")
    with recorded(by=None, network=network, deed="test"):
        own.delete()
    assert Concept.objects.get(slug="x-gent-kwibuskolonie").is_retired

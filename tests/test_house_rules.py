"""The conventions of the house, as tests. docs/decisions and CONTRIBUTING.md give the reasons."""

import ast
import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model, UUIDField
from django.urls import get_resolver

from vlaggenlijn.accounts.models import Audited, AuditedQuerySet
from vlaggenlijn.common.forms import PlainForm, VersionedForm
from vlaggenlijn.settings import DECLARED

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "vlaggenlijn"
TESTS = sorted((ROOT / "tests").rglob("*.py"))
SOURCES = [path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts]
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))
ROOMS = (
    *("common", "places", "accounts", "taxonomy", "directory", "agenda", "needs", "guide"),
    *("partnership", "coverage", "dialogue", "week", "home"),
)
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_VIEW, LONGEST_TEMPLATE = 400, 40, 25, 150
NAMED_AFTER_NOTHING = {"utils", "helpers", "services", "managers", "misc", "core", "base"}
# Models that are no work of staff: the record itself, reference data, the index, the demo's mail,
# the state of an undo (its trace is the ChangeSet it makes), private scratch paper
# (drafts), an address that must be forgotten and so may not stay in the history.
NOT_AUDITED = {
    "accounts.ChangeSet", "accounts.Change", "accounts.User", "accounts.NetworkLogo",
    "accounts.PersonalLink", "accounts.UndoRun", "accounts.OpenSession",
    "common.OutboxMail", "common.DutyRun",
    "directory.Draft", "directory.ProposerAddress",
    "taxonomy.ConceptScheme", "taxonomy.Concept", "taxonomy.Label", "taxonomy.Posting",
    "taxonomy.RecordTerms",
    "places.Municipality", "places.Succession", "places.Postcode", "places.PlaceName",
    "places.ChildrenCount", "places.Edition", "places.Neighbourhood",
    "places.Outline",
    # Of one person for themselves: the record of changes is read by others, these never are.
    "directory.Favourite", "directory.PrivateNote",
    # Open data about municipalities; what an import writes is a deed on its Indicator.
    "needs.Figure",
    # Named by their content; the deed is on TravelTimes and on AreaFile.
    "coverage.TravelPairs", "coverage.AreaShapes",
    # Counts without a person in them, and which digest was sent.
    "guide.FoundCount", "guide.AskedCount", "guide.AskedWord", "home.DigestMail",
    # A file on its way in or out: what an import writes is a deed of its own, an export writes
    # nothing; both are forgotten by themselves.
    "directory.ImportJob", "directory.ExportFile", "week.PaperFile",
    # The pixels of a picture: its words and rights are audited, the picture itself is not kept.
    "week.Pixels",
    # How the reading of a calendar went; what it writes is a deed of its own.
    "directory.DataReading", "directory.DataPage", "agenda.FeedRun",
    # How far sending is, and what a place is called elsewhere; the approval itself is audited.
    "agenda.UitSending", "agenda.UitPlace",
    # Of parents, who have no account: forgotten whole, and never in the history.
    "agenda.Registration",
    # Which device wants to see what at a camp: of visitors, without a name, gone when taken back.
    "dialogue.CampInterest",
    # Follows from the record of changes itself.
    "directory.Publication", "directory.PublicationMark",
    # How far the search for what is listed twice is: counts of comparisons.
    "directory.PairSearch",
    # Follow from the records and from what the web answers; nobody writes them.
    "directory.ServiceQuality", "directory.CheckedAddress",
}  # fmt: skip
NAMED_BY_OTHERS = re.compile(r"(400|403|404|429|500)\.html$|^(account|allauth|django|mfa)/")


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_source_file_within_budget(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE
    limit = LONGEST_VIEW if "views" in path.stem or "views" in path.parts else LONGEST_FUNCTION
    too_long = {
        one.name for one in functions(path) if (one.end_lineno or 0) - one.lineno + 1 > limit
    }
    assert too_long == set()


@pytest.mark.parametrize("path", TESTS, ids=named)
def test_test_file_within_budget(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_template_within_budget_and_policy(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_TEMPLATE
    assert not re.search(r"\sstyle=|\son\w+=|javascript:|<style|\|safe\b(?!\s*}}</div>)", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r'(?:src|<link[^>]*href)="https?:', text), "nothing comes from elsewhere"


def test_no_file_named_after_nothing() -> None:
    assert [named(path) for path in SOURCES if path.stem in NAMED_AFTER_NOTHING] == []


def test_no_empty_module() -> None:
    empty = [
        named(path)
        for path in SOURCES
        if path.name != "__init__.py" and not path.read_text().strip()
    ]
    assert empty == []


def test_every_room_says_what_it_is_for() -> None:
    silent = [
        room
        for room in ROOMS
        if not ast.get_docstring(ast.parse((PACKAGE / room / "__init__.py").read_text()))
    ]
    assert silent == []


def test_no_import_between_rooms_inside_a_function() -> None:
    offenders = [
        f"{named(path)}:{node.lineno}"
        for path in SOURCES
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("vlaggenlijn")
    ]
    assert offenders == []


def test_views_and_templates_do_not_filter() -> None:
    views = [path for path in SOURCES if "views" in path.stem or "views" in path.parts]
    offenders = [
        f"{named(path)}: {match[0]}"
        for path in [*views, *TEMPLATES]
        for match in re.finditer(r"\.(filter|exclude)\(", path.read_text(encoding="utf-8"))
    ]
    assert offenders == []


def test_no_signals_for_our_own_logic() -> None:
    offenders = [
        named(path)
        for path in SOURCES
        if re.search(r"from django\.(db\.models|core|dispatch).*signal|@receiver", path.read_text())
    ]
    assert offenders == []


def test_rooms_use_only_the_doors_of_other_rooms() -> None:
    closed = re.compile(r"from vlaggenlijn\.(\w+)\.(views|forms|api|admin|urls)\b")
    offenders = [
        f"{named(path)}: {match[0]}"
        for path in SOURCES
        if path.parent != PACKAGE
        for match in closed.finditer(path.read_text(encoding="utf-8"))
        if match[1] != path.relative_to(PACKAGE).parts[0] and match[1] != "common"
    ]
    assert offenders == []


def our_models() -> list[type[Model]]:
    return [model for room in ROOMS for model in apps.get_app_config(room).get_models()]


def test_every_table_of_staff_is_audited() -> None:
    unaudited = {model._meta.label for model in our_models() if not issubclass(model, Audited)}
    through = {label for label in unaudited if label.endswith(("_related", "_concepts"))}
    assert unaudited - through == NOT_AUDITED


def test_audited_tables_refuse_writes_over_many_rows() -> None:
    audited = [model for model in our_models() if issubclass(model, Audited)]
    assert [
        model for model in audited if not isinstance(model._default_manager.all(), AuditedQuerySet)
    ] == []


def test_every_record_has_an_id_that_nobody_can_guess() -> None:
    audited = [model for model in our_models() if issubclass(model, Audited)]
    assert [one._meta.label for one in audited if not isinstance(one._meta.pk, UUIDField)] == []


def test_every_setting_is_documented() -> None:
    guide = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    assert [one.name for one in DECLARED if f"VLAGGENLIJN_{one.name}`" not in guide] == []


def test_every_template_is_used() -> None:
    everything = "".join(path.read_text(encoding="utf-8") for path in [*SOURCES, *TEMPLATES])
    names = [str(path).split("/templates/", 1)[1] for path in TEMPLATES]
    unused = [
        name for name in names if f'"{name}"' not in everything and not NAMED_BY_OTHERS.search(name)
    ]
    assert unused == []


def test_no_package_index_is_named() -> None:
    files = [
        *ROOT.glob("requirements/*"),
        ROOT / "pyproject.toml",
        ROOT / "Makefile",
        ROOT / ".ci/run",
    ]
    naming = re.compile(r"--(extra-)?index-url|--find-links|pypi\.org|registry *=")
    assert [named(path) for path in files if naming.search(path.read_text(encoding="utf-8"))] == []


def test_every_dependency_gives_its_reason() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").split("dependencies = [")[1]
    wanted = [line for line in lines.split("]\n")[0].splitlines() if '"' in line]
    assert [line for line in wanted if "#" not in line] == []


def test_stylesheet_that_every_visitor_fetches_stays_small() -> None:
    sheet = (ROOT / "vlaggenlijn" / "static" / "vlaggenlijn" / "style.css").read_bytes()
    assert len(gzip.compress(sheet)) < 6_000  # bytes, as sent


def test_no_merge_was_left_half_done() -> None:
    """A marker in a style sheet silently swallows the rule behind it."""
    marker = re.compile(r"^(<{7} |>{7} |={7}$)", re.MULTILINE)
    kinds = ("py", "html", "css", "js", "po", "json", "csv", "txt", "toml", "md")
    files = [one for kind in kinds for one in PACKAGE.rglob(f"*.{kind}")]
    files += [*ROOT.glob("*.md"), *ROOT.glob("*.toml"), *ROOT.glob("docs/**/*.md")]
    assert [named(one) for one in files if marker.search(one.read_text(encoding="utf-8"))] == []


# Forms that keep no version, or no key, and why they need none.
FORMS_WITHOUT_A_VERSION = {
    # One's own votes: nobody else writes them, and sending them twice changes nothing.
    "VoteForm",
    # Filters of lists: they write nothing.
    "DeedFilter", "DuplicateFilter", "OrganizationFilter", "ServiceFilter", "SuggestionFilter",
    "BoardFilter", "InboxFilter", "AgreementForm",
    # What is supposed stands in the address; keeping it is another form.
    "SupposeForm",
    "QuoteFilter",
    # Rows and parts of a form that has both.
    "FirstServiceRow", "WeekForm", "ServicePlaceForm", "PlaceForm", "PhoneForm", "ClosureForm",
    "ReasonForm",
    # They begin something new, under a key of their own; nobody can have changed it.
    "CampaignForm", "CorrectionForm", "SuggestionForm", "RegistrationForm",
    # The preview holds a key, and the version of every record that was ticked.
    "ServicesBulkForm", "OrganizationsBulkForm",
    # It changes no record: what is still being made is not made twice.
    "BookletForm",
    # What stands in the address of a frame on another site: it writes nothing.
    "EmbedForm",
    # A file to look at first; its preview holds what was read.
    "SpreadsheetForm", "TranslationFileForm", "OwnSeriesForm", "TravelForm",
    "AreasForm", "LinksForm", "UitImportForm",
    "SystemFileForm",
    # Sent twice they say the same twice: of one person for themselves, or used up by the first.
    "PreferencesForm", "MailCodeForm", "LeaveForm", "PassOnForm",
    # By a personal link, or once for each thing that was seen: the first answer stands.
    "AnswersForm", "InvitationAnswerForm", "NeedSentenceForm",
    # A word that is there already is refused; a meaning said twice is the same meaning.
    "WordForm", "TermsForm",
    # Behind a participant's own link, and of nobody else; what is added or noted has a key.
    "SeatForm", "InputForm", "ReflectionForm", "AmendForm", "AddForm", "QuoteForm",
    # Sent twice they name the same people, and address the same organisations once.
    "FacilitatorsForm", "AddressForm", "ChoiceForm",
    # A new proposal, under a key of its own; and what it shares with the form that changes one.
    "ProposalForm", "SessionFields", "GuardedForm",
    # Once it has a host, or somebody who takes notes, it takes no other.
    "HostForm", "VolunteerForm",
}  # fmt: skip


def kinds_of(form: type[PlainForm]) -> Iterator[type[PlainForm]]:
    for kind in form.__subclasses__():
        yield kind
        yield from kinds_of(kind)


def test_every_edit_form_has_a_version_and_a_key() -> None:
    assert get_resolver().url_patterns  # every form is imported with its address
    kinds = {one for one in kinds_of(PlainForm) if one.__module__.startswith("vlaggenlijn.")}
    versioned = {one for one in kinds if issubclass(one, VersionedForm)}
    assert {one.__name__ for one in kinds - versioned - {VersionedForm}} == FORMS_WITHOUT_A_VERSION
    assert len(versioned) > 15

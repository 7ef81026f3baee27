import uuid
from typing import Any

import pytest

from tests.factories import a_network, a_service, an_organization
from tests.findable import a_home, a_translation, save
from vlaggenlijn.accounts.models import Change, Conflict
from vlaggenlijn.directory import actions
from vlaggenlijn.directory.models import (
    InLanguage,
    Organization,
    OrganizationTranslation,
    Service,
    ServiceTranslation,
    in_language,
)
from vlaggenlijn.directory.translating import State

pytestmark = pytest.mark.usefixtures("reference_data")


@pytest.fixture
def service() -> Service:
    return a_service(a_home(), "Spelpunt", summary="Kom spelen.")


def stored(record: Any, language: str = "fr") -> InLanguage:
    return in_language(type(record).objects.get(pk=record.pk), language)


def write(record: Any, seen: str | None = None, **options: Any) -> InLanguage:
    options = {"texts": {"name": "Jouer"}} | options
    return actions.write_translation(by=None, record=record, language="fr", seen=seen, **options)


def test_a_draft_keeps_the_dutch_it_was_made_from(service: Service) -> None:
    write(service)
    now = stored(service)
    assert (now.state, now.approved) == (State.DRAFT, None)
    assert now.draft is not None
    assert now.draft.said().texts["name"] == "Jouer"
    assert now.draft.source["summary"] == "Kom spelen."


def test_approval_makes_the_draft_what_visitors_read(service: Service) -> None:
    draft = write(service).draft
    now = write(service, is_approved=True, texts={"name": "Jouer", "summary": "Venez"})
    assert (now.state, now.draft) == (State.APPROVED, None)
    assert now.approved == draft
    assert ServiceTranslation.objects.count() == 1


def test_a_new_draft_stands_beside_what_visitors_read(service: Service) -> None:
    write(service, is_approved=True)
    now = write(service, texts={"name": "Jouons"})
    assert now.approved is not None
    assert now.draft is not None
    assert (now.approved.said().texts["name"], now.draft.said().texts["name"]) == (
        "Jouer", "Jouons",
    )  # fmt: skip
    done = write(service, texts={"name": "Jouons"}, is_approved=True)
    assert done.draft is None
    assert done.approved is not None
    assert done.approved.said().texts["name"] == "Jouons"


def test_emptying_a_draft_takes_it_away(service: Service) -> None:
    write(service)
    assert write(service, texts={}).state == State.NONE
    assert write(service, texts={"name": ""}).state == State.NONE


def test_where_the_dutch_says_nothing_nothing_is_kept(service: Service) -> None:
    now = write(service, texts={"name": "Jouer", "alert": "Fermé"}, is_approved=True)
    assert now.approved is not None
    assert now.approved.said().texts["alert"] == ""


def test_a_phone_number_changes_nothing_a_sentence_does(service: Service) -> None:
    write(service, is_approved=True)
    service.email = "nieuw@example.org"
    save(service)
    assert stored(service).state == State.APPROVED
    service.summary = "Kom elke dag spelen."
    save(service)
    assert stored(service).state == State.OUTDATED
    assert write(service, is_approved=True).state == State.APPROVED


def test_conflict_when_the_dutch_changed_while_somebody_wrote(service: Service) -> None:
    seen = stored(service).seen
    service.summary = "Anders."
    save(service)
    with pytest.raises(Conflict):
        write(service, seen)
    assert stored(service).state == State.NONE


def test_conflict_when_somebody_else_wrote_first(service: Service) -> None:
    seen = stored(service).seen
    write(service, seen)
    with pytest.raises(Conflict):
        write(service, seen, texts={"name": "Autre"})
    now = write(service, stored(service).seen, texts={"name": "Autre"})
    assert now.draft is not None
    assert now.draft.said().texts["name"] == "Autre"


@pytest.mark.parametrize("is_approved", [True, False])
def test_a_key_twice_writes_once(service: Service, is_approved: bool) -> None:
    key, seen = uuid.uuid4(), stored(service).seen
    for _ in range(2):
        write(service, seen, idempotency_key=key, is_approved=is_approved)
    assert Change.objects.filter(model="directory.servicetranslation").count() == 1
    with pytest.raises(Conflict):
        write(service, seen, idempotency_key=key, is_approved=is_approved, texts={"name": "Autre"})


def test_an_emptied_draft_sent_twice_is_no_conflict(service: Service) -> None:
    key = uuid.uuid4()
    assert write(service, texts={}, idempotency_key=key).state == State.NONE
    assert write(service, texts={}, idempotency_key=key).state == State.NONE


def test_withdrawing_keeps_the_text_as_a_draft(service: Service) -> None:
    write(service, is_approved=True)
    for _ in range(2):
        now = actions.withdraw_translation(by=None, record=service, language="fr")
        assert (now.state, now.approved) == (State.DRAFT, None)
    write(service, is_approved=True)
    write(service, texts={"name": "Jouons"})
    now = actions.withdraw_translation(by=None, record=service, language="fr")
    assert now.draft is not None
    assert now.draft.said().texts["name"] == "Jouons"


def test_an_organisation_has_a_translation_too() -> None:
    organization = an_organization(a_network(), description="Voor elk gezin.")
    write(organization, texts={"description": "Pour chaque famille."}, is_approved=True)
    assert OrganizationTranslation.objects.get().source == {"description": "Voor elk gezin."}
    assert stored(organization).state == State.APPROVED


def test_import_keeps_the_other_pieces_and_what_visitors_read(service: Service) -> None:
    a_translation(service, "fr", name="Jouer", summary="Venez.")
    service.summary = "Kom elke dag."
    save(service)
    other = an_organization(a_network("leuven", ["24062"]), description="Voor elk gezin.")
    key = uuid.uuid4()
    for _ in range(2):
        count = actions.import_translations(
            by=None,
            language="fr",
            pieces=[
                (service, {"summary": "Chaque jour."}),
                (other, {"description": "Pour chaque famille."}),
            ],
            idempotency_key=key,
        )
        assert count == 2
    now = stored(service)
    assert now.state == State.OUTDATED
    assert now.approved is not None
    assert now.draft is not None
    assert now.approved.said().texts["summary"] == "Venez."
    said = now.draft.said()
    assert (said.texts["name"], said.texts["summary"]) == ("Jouer", "Chaque jour.")
    assert said.source["summary"] == "Kom elke dag."
    assert stored(Organization.objects.get(pk=other.pk)).state == State.DRAFT


def test_import_is_all_or_nothing(service: Service) -> None:
    gone = Service(pk=uuid.uuid4(), organization=service.organization, name="Weg")
    with pytest.raises(Service.DoesNotExist):
        actions.import_translations(
            by=None,
            language="fr",
            pieces=[(service, {"name": "Jouer"}), (gone, {"name": "Parti"})],
        )
    assert ServiceTranslation.objects.count() == 0

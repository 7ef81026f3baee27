from datetime import UTC, datetime

import pytest

from tests.factories import a_concept, a_network, a_service, an_organization
from tests.findable import a_home, found_organization, found_service, save
from vlaggenlijn.directory import indexing
from vlaggenlijn.directory.models import OrganizationConcept, Service, ServiceConcept
from vlaggenlijn.taxonomy.index import postings
from vlaggenlijn.taxonomy.lookup import understanding
from vlaggenlijn.taxonomy.models import Concept, Posting
from vlaggenlijn.taxonomy.packing import BESIDE

pytestmark = pytest.mark.usefixtures("reference_data")
GONE = datetime(2026, 1, 1, tzinfo=UTC)


def terms(record: object) -> dict[str, float]:
    rows = Posting.objects.of_record(record.pk)  # type: ignore[attr-defined]
    return dict(rows.values_list("term", "weight"))


def test_service_is_found_by_confirmed_concepts_and_by_its_words() -> None:
    service = found_service(a_home(name="Huis Zonnebloem"), "Babyuur", themes=["sleep"])
    found = terms(service)
    told = postings(indexing.service_entry(service), understanding())
    concepts = [term for term in told if not term.startswith(("w:", BESIDE))]
    assert max(concepts, key=lambda term: told[term]) == "themes:sleep"
    assert found["themes:sleep"] == pytest.approx(told["themes:sleep"])
    assert any(term.startswith("w:baby") for term in found)
    assert any("zonneblo" in term for term in found)
    assert set(Posting.objects.values_list("kind", flat=True)) == {"service"}


def test_service_is_found_by_every_text_a_parent_may_read() -> None:
    service = found_service(
        a_home(),
        "aaaaa",
        alternate_name="bbbbb",
        summary="ccccc",
        description="ddddd",
        eligibility_description="eeeee",
    )
    assert {term[2] for term in terms(service) if len(set(term[2:])) == 1} == set("abcde")


def test_service_suggested_concept_weighs_less_than_a_confirmed_one() -> None:
    service = a_service(a_home())
    save(ServiceConcept(service=service, concept=a_concept("themes", "sleep"), is_confirmed=False))
    indexing.index_service(service)
    assert "themes:sleep" not in terms(service)


def test_service_is_found_by_guiding_schemes_only() -> None:
    service = a_service(a_home())
    intensity = Concept.objects.of_scheme("intensities")[0]
    save(
        ServiceConcept(service=service, concept=intensity),
        ServiceConcept(service=service, concept=a_concept("settings", "by-phone")),
    )
    assert indexing.service_entry(service).confirmed == ("settings:by-phone",)


def test_index_again_replaces_what_was_there() -> None:
    service = found_service(a_home(), "Slaap", themes=["sleep"])
    service.name = "Schulden"
    save(service)
    indexing.index_service(service)
    found = terms(service)
    assert "themes:debts" in found
    assert not any(term.startswith("w:slaa") or term == "w:slap" for term in found)


def test_archived_service_is_taken_out() -> None:
    service = found_service(a_home(), themes=["sleep"])
    service.archived_at = GONE
    save(service)
    indexing.index_service(service)
    assert terms(service) == {}


def test_service_of_an_archived_organization_is_taken_out() -> None:
    service = found_service(a_home(), themes=["sleep"])
    service.organization.archived_at = GONE
    save(service.organization)
    indexing.index_service(service)
    assert terms(service) == {}


def test_organization_is_found_by_its_name_its_sector_and_what_one_goes_there_for() -> None:
    organization = found_organization(a_network(), "Sociaal Huis", "ocmw")
    found = terms(organization)
    told = postings(indexing.organization_entry(organization), understanding())
    assert found["sectors:ocmw"] == pytest.approx(told["sectors:ocmw"])
    goals = a_concept("sectors", "ocmw").extra.get("match", {})
    wanted = {f"{scheme}:{slug}" for scheme, slugs in goals.items() for slug in slugs}
    assert {term for term in wanted if term.split(":")[0] in indexing.GUIDING_SCHEMES} <= set(found)


def test_archived_organization_is_taken_out() -> None:
    organization = found_organization(a_network(), "Sociaal Huis", "ocmw")
    organization.archived_at = GONE
    save(organization)
    indexing.index_organization(organization)
    assert terms(organization) == {}


def test_index_all_renews_everything_and_counts_it() -> None:
    organization = an_organization(a_network())
    service = a_service(organization, "Slaaphulp")
    save(OrganizationConcept(organization=organization, concept=a_concept("sectors", "ocmw")))
    assert Posting.objects.count() == 0
    assert indexing.index_all() == 2
    assert terms(service)
    assert "sectors:ocmw" in terms(organization)
    before = Posting.objects.count()
    assert indexing.index_all() == 2
    assert Posting.objects.count() == before


def test_index_all_tells_after_each_batch_and_takes_out_what_is_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(indexing, "BATCH", 2)
    organization = a_home()
    services = [found_service(organization, f"x{one}", themes=["sleep"]) for one in range(3)]
    kept = terms(services[0])
    services[1].archived_at = GONE
    save(services[1])
    said: list[str] = []
    assert indexing.index_all(said.append) == 4
    assert said == ["2 services", "3 services", "1 organisations"]
    assert (terms(services[0]), terms(services[1])) == (kept, {})
    indexing.index_services(Service.objects.none(), said.append)
    assert len(said) == 3


def test_longest_description_is_indexed() -> None:
    service = found_service(a_home(), description="slaap " * 833)
    assert 0 < max(terms(service).values()) < 10

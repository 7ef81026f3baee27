"""The words of columns and values in every language, and services that come back as they went."""

from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.directory.exports.made import FORMS, SPECIAL, state, texts
from tests.directory.service_rows import FULL, codes, imported, outcomes
from tests.factories import (
    GENT,
    LEUVEN,
    a_member,
    a_network,
    a_service,
    an_organization,
)
from tests.facts import a_full_service
from vlaggenlijn.accounts.models import LocalNetwork, recorded
from vlaggenlijn.common.spreadsheets import read_content
from vlaggenlijn.directory.actions.importing import import_services
from vlaggenlijn.directory.actions.service import add_service
from vlaggenlijn.directory.exporting_files import exported
from vlaggenlijn.directory.exporting_rows import Reader, service_columns
from vlaggenlijn.directory.import_rows import guess_mapping
from vlaggenlijn.directory.import_rows.service_fields import SERVICE_FIELDS, SERVICE_FIELDS_BY_NAME
from vlaggenlijn.directory.importing_places import KnownPlaces
from vlaggenlijn.directory.importing_service_words import REGION_OF, KnownWords
from vlaggenlijn.directory.models import (
    Organization,
    Service,
    ServiceArea,
)
from vlaggenlijn.directory.models.service import Status
from vlaggenlijn.taxonomy.models import Concept

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> LocalNetwork:
    network = a_network()
    an_organization(network, "De Zandbak")
    return network


def test_every_concept_is_read_back_from_its_label(network: LocalNetwork) -> None:
    words = KnownWords.load(network, KnownPlaces.load())
    lost = []
    for field, scheme in (("themes", "themes"), ("functions", "functions"),
                          ("target_groups", "target-groups")):  # fmt: skip
        for concept in Concept.objects.of_scheme(scheme).usable_in(network).with_labels():
            for language in ("nl", "fr", "en"):
                with translation.override(language):
                    if words.concept(field, concept.label) != concept.slug:
                        lost.append((language, concept.slug, concept.label))
    assert lost == []


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_every_column_is_recognised_in_every_language(network: LocalNetwork, language: str) -> None:
    with translation.override(language):
        columns = service_columns(Reader.of(a_member("coordinator", network)))
        labels = {one.name: str(translation.gettext(one.label)) for one in SERVICE_FIELDS}
        names = [one.label for one in columns]
    guessed = guess_mapping(names, SERVICE_FIELDS)
    of_import = ("minimum_age", "maximum_age", "adds_organization", "number", "nis")
    wanted = set(SERVICE_FIELDS_BY_NAME) - set(of_import)
    assert set(guessed.values()) == wanted
    assert len(guessed) == len(wanted)
    assert {
        name: guess_mapping([text], SERVICE_FIELDS).get(text) for name, text in labels.items()
    } == {name: name for name in labels}


def test_regions_and_states_are_read_in_every_language(network: LocalNetwork) -> None:
    words = KnownWords.load(network, KnownPlaces.load())
    assert set(REGION_OF.values()) == {"flanders", "brussels"}
    assert (words.area("Gent"), words.area("44021"), words.area("heel Brussel")) == (
        *(GENT, GENT, "brussels"),
    )
    assert words.label("themes", "gone") == "gone"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_full_services_come_back_unchanged(
    network: LocalNetwork, language: str, form: str, tmp_path: Path
) -> None:
    home = Organization.objects.get()
    add_service(by=None, organization=home, facts=a_full_service())
    imported(network, FULL | {"aanbod": "Ander"})
    with recorded(by=None, network=network, deed="test"):
        for nis in (GENT, LEUVEN):
            ServiceArea(service=Service.objects.get(name="Spelpunt"), municipality_id=nis)
    for status in Status.values:
        a_service(home, f"Staat {status}", status=status)
    user = a_member("coordinator", network)
    with translation.override(language):
        data = exported("services", list(Service.objects.values_list("pk", flat=True)), form, user)
    before = state()
    report = import_services(by=user, network=network, table=read_content(data, f"a.{form}"))
    assert (outcomes(report), codes(report)) == ([("unchanged", "")] * 6, [[]] * 6)
    assert state() == before


class RoundTrip(TestCase):
    """Whatever an editor typed: an export of services that comes back changes nothing."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.network = a_network("terug")
        cls.user = a_member("coordinator", cls.network)
        cls.home = an_organization(cls.network, "De Zandbak")

    @hypothesis_settings(max_examples=25, deadline=None)
    @given(
        name=st.one_of(texts, st.sampled_from(SPECIAL)),
        summary=st.one_of(st.just(""), texts, st.sampled_from(SPECIAL)),
        fees=st.one_of(st.just(""), texts, st.sampled_from([*SPECIAL, "gratis", "€ 5"])),
        phone=st.sampled_from(["", "+3292101010", "+31201234567", "bel Ann", "1712", "=1+1"]),
        street=st.one_of(st.just(""), texts, st.sampled_from(SPECIAL)),
        ages=st.tuples(st.integers(-9, 300), st.integers(-9, 300)).map(sorted),
        status=st.sampled_from(Status.values),
        theme=st.sampled_from(["sleep", "respite"]),
        form=st.sampled_from(FORMS),
        language=st.sampled_from(["nl", "fr", "en"]),
    )
    def test_nothing_changes(
        self,
        name: str,
        summary: str,
        fees: str,
        phone: str,
        street: str,
        ages: list[int],
        status: str,
        theme: str,
        form: str,
        language: str,
    ) -> None:
        service = a_service(
            self.home,
            name,
            summary=summary,
            fees_description=fees,
            minimum_age_months=ages[0],
            maximum_age_months=ages[1],
            status=status,
            phone=phone,
            themes=[theme],
            areas=[GENT],
            place={"address_1": street, "postal_code": "9000", "city": "Gent"},
        )
        with translation.override(language):
            data = exported("services", [service.pk], form, self.user)
        before, table = state(), read_content(data, f"a.{form}")
        import_services(by=self.user, network=self.network, table=table)
        assert state() == before

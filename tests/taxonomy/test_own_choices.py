"""What a network added is offered by that network, and nowhere else."""

from typing import Any

import pytest
from django.test import Client

from tests.factories import LEUVEN, a_member, a_network, a_user
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.agenda import asking
from vlaggenlijn.coverage.gathering import _concepts
from vlaggenlijn.dialogue.actions.series import _themes
from vlaggenlijn.directory.forms.booklets import BookletForm
from vlaggenlijn.guide.work_forms import StaffFilterForm, StaffQuestionForm
from vlaggenlijn.taxonomy.actions import add_concept
from vlaggenlijn.taxonomy.models import Concept, ConceptScheme

pytestmark = pytest.mark.usefixtures("reference_data")


@pytest.fixture
def networks(db: None) -> tuple[LocalNetwork, LocalNetwork]:
    return a_network(), a_network("leuven", [LEUVEN])


def _own(network: LocalNetwork, scheme: str, label: str) -> Concept:
    made = add_concept(
        by=a_user(), network=network, scheme=ConceptScheme.objects.get(slug=scheme),
        values={"labels": {"nl": label}},
    )  # fmt: skip
    return Concept.objects.get(pk=made.pk)


def _labels(form: Any, name: str) -> set[str]:
    return {str(label) for _value, label in form.fields[name].choices}


def test_booklet_offers_what_the_networks_of_a_person_added(
    networks: tuple[LocalNetwork, LocalNetwork],
) -> None:
    gent, leuven = networks
    for scheme in ("themes", "target-groups"):
        _own(gent, scheme, f"Gents {scheme}")
        _own(leuven, scheme, f"Leuvens {scheme}")
    form = BookletForm(user=a_member("partner", gent))
    themes, groups = _labels(form, "theme"), _labels(form, "group")
    own = {one for one in themes | groups if one.startswith("Gents")}
    assert own == {"Gents themes", "Gents target-groups"}
    assert not any(one.startswith("Leuvens") for one in themes | groups)


def test_agenda_reads_and_offers_the_themes_of_its_own_network(
    networks: tuple[LocalNetwork, LocalNetwork],
) -> None:
    gent, leuven = networks
    theme = _own(gent, "themes", "Gents thema")
    assert asking.read({"thema": theme.slug}, gent).theme == theme
    assert asking.read({"thema": theme.slug}, leuven).theme is None
    assert asking.read({"thema": theme.slug}, None).theme is None


def test_guide_coverage_and_tables_offer_them_in_their_own_network(
    networks: tuple[LocalNetwork, LocalNetwork],
) -> None:
    gent, leuven = networks
    theme, group = _own(gent, "themes", "Gents thema"), _own(gent, "target-groups", "Gentse groep")
    assert "Gents thema" in _labels(StaffQuestionForm(network=gent), "theme")
    assert "Gents thema" not in _labels(StaffQuestionForm(network=leuven), "theme")
    assert "Gentse groep" in _labels(StaffFilterForm(network=gent), "group")
    assert "Gentse groep" not in _labels(StaffFilterForm(network=leuven), "group")
    assert "Gentse groep" not in _labels(StaffFilterForm(), "group")
    assert group in _concepts("target-groups", gent)
    assert group not in _concepts("target-groups", leuven)
    assert _themes(gent)["Gents thema"] == theme
    assert "Gents thema" not in _themes(leuven)


def test_page_of_the_guide_for_staff_offers_none_of_another_network(
    networks: tuple[LocalNetwork, LocalNetwork],
) -> None:
    gent, leuven = networks
    _own(gent, "target-groups", "Gentse groep")
    _own(leuven, "target-groups", "Leuvense groep")
    client = Client()
    client.force_login(a_member("partner", gent), "django.contrib.auth.backends.ModelBackend")
    page = client.get("/werk/gids/").content.decode()
    assert "Gentse groep" in page
    assert "Leuvense groep" not in page

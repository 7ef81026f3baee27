import pytest
from django.utils.translation import override

from tests.factories import LEUVEN, a_network, a_user
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.guide.drawing import refine
from vlaggenlijn.guide.filters import GROUP
from vlaggenlijn.guide.forms import FilterForm
from vlaggenlijn.taxonomy.actions import add_concept
from vlaggenlijn.taxonomy.models import ConceptScheme

pytestmark = pytest.mark.usefixtures("reference_data")


def drawn(network: LocalNetwork | None) -> str:
    form = FilterForm(None, network=network)
    with override("nl"):
        return refine(form, form.wishes(), network)


def test_filters_that_are_drawn_once_are_those_of_one_network() -> None:
    gent, leuven = a_network("gent"), a_network("leuven", [LEUVEN])
    scheme = ConceptScheme.objects.get(slug=GROUP)
    for network, label in ((gent, "Gentse ouders"), (leuven, "Leuvense ouders")):
        values = {"labels": {"nl": label}}
        add_concept(by=a_user(), network=network, scheme=scheme, values=values)
    for _ in range(2):
        pages = [drawn(network) for network in (gent, leuven, None)]
        assert ["Gentse ouders" in page for page in pages] == [True, False, False]
        assert ["Leuvense ouders" in page for page in pages] == [False, True, False]

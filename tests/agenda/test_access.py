import pytest

from tests import factories
from vlaggenlijn.agenda.access import CHANGE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]


def test_partner_changes_what_their_own_organisation_organises() -> None:
    network = factories.a_network()
    own, other = (factories.an_organization(network, name) for name in ("Eigen", "Andere"))
    partner = factories.a_partner(own)
    may = {
        organizer: partner.has_perm(CHANGE, factories.an_activity(network, organizer=organizer))
        for organizer in (own, other, None)
    }
    assert may == {own: True, other: False, None: False}

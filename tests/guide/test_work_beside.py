"""What one professional has beside an offer."""

import pytest
from django.test import override_settings

from tests import factories
from tests.findable import a_home, save
from vlaggenlijn.common.envelopes import new_key
from vlaggenlijn.directory.actions import keep_for_myself, star, write_note
from vlaggenlijn.directory.cards import Card
from vlaggenlijn.directory.models import Phone, Service
from vlaggenlijn.guide.work_beside import Beside, beside, work_offers

pytestmark = pytest.mark.usefixtures("reference_data")


def test_everything_beside_a_service() -> None:
    network = factories.a_network()
    service = factories.a_service(a_home(network), wait_time="6 weken", phone="+3292100001")
    person = factories.a_member("professional", network)
    save(
        Phone(service=service, number="+3292100002", is_for_professionals=True),
        Phone(organization=service.organization, number="+3292100003", is_for_professionals=True),
    )
    star(by=person, service=service)
    keep_for_myself(by=person, service=service, label="", text="Vraag Ann", version=None)
    note = write_note(
        by=person, network=network, service=service, refer_when="ja", refer_when_not=""
    )
    found = beside(person, Service.objects.with_phones())[service.pk]
    assert (found.is_seen, found.is_kept, found.has_own_note) == (True, True, True)
    assert (found.own_note, found.wait_text, found.notes) == ("Vraag Ann", "6 weken", [note])
    assert [phone.text for phone in found.phones] == ["09 210 00 02", "09 210 00 03"]


def test_nothing_beside_a_service_of_others() -> None:
    service = factories.a_service(a_home())
    stranger = factories.a_member("reader", factories.a_network("leuven", [factories.LEUVEN]))
    assert beside(stranger, [service]) == {service.pk: Beside()}
    assert beside(stranger, []) == {}


def test_note_without_its_key_is_there_but_stays_closed() -> None:
    network = factories.a_network()
    service = factories.a_service(a_home(network))
    person = factories.a_member("professional", network)
    keep_for_myself(by=person, service=service, label="", text="Vraag Ann", version=None)
    with override_settings(SEALING_KEY=new_key()):
        found = beside(person, [service])[service.pk]
    assert (found.has_own_note, found.own_note) == (True, "")


def test_organisation_has_nothing_beside_it() -> None:
    home = a_home()
    card = Card(id=home.pk, kind="organization", url="/", name=home.name)
    (offer,) = work_offers(factories.a_user(), [card])
    assert (offer.card, offer.beside) == (card, Beside())

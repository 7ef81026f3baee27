"""Which province a municipality lies in."""

from tests.factories import BRUSSELS, GENT, a_municipality
from vlaggenlijn.places.models import Municipality
from vlaggenlijn.places.provinces import NAMES, province_of


def test_every_municipality_of_today_lies_somewhere(loaded: dict[str, int]) -> None:
    assert province_of(a_municipality(GENT)) == "40000"
    assert province_of(a_municipality(BRUSSELS)) == "brussels"
    there = {province_of(one) for one in Municipality.objects.current()}
    assert there <= set(NAMES)


def test_what_is_not_known_is_nowhere() -> None:
    assert province_of(Municipality(nis="99999", region="flanders", province_nis="12")) == ""

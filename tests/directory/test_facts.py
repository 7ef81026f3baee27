from uuid import uuid4

from vlaggenlijn.directory.facts import (
    CapacityFacts,
    OrganizationFacts,
    PhoneFacts,
    PlaceFacts,
    ServiceFacts,
    WeekFacts,
)


def test_same_facts_with_other_ids_and_order_say_the_same() -> None:
    one = ServiceFacts({"name": "A"}, phones=(PhoneFacts("+3291"), PhoneFacts("+3292", "desk")))
    other = ServiceFacts(
        {"name": "A"}, phones=(PhoneFacts("+3292", "desk", id=uuid4()), PhoneFacts("+3291"))
    )
    assert one.says_the_same_as(other)


def test_another_phone_says_something_else() -> None:
    one = ServiceFacts({"name": "A"}, phones=(PhoneFacts("+3291"),))
    assert not one.says_the_same_as(ServiceFacts({"name": "A"}, phones=(PhoneFacts("+3292"),)))


def test_another_name_says_something_else() -> None:
    assert not OrganizationFacts({"name": "A"}).says_the_same_as(OrganizationFacts({"name": "B"}))


def test_hours_of_a_place_count() -> None:
    closed = OrganizationFacts({}, places=(PlaceFacts(name="A"),))
    week = WeekFacts(("09:00–12:00", "", "", "", "", "", ""))
    assert not closed.says_the_same_as(
        OrganizationFacts({}, places=(PlaceFacts("physical", "A", week=week),))
    )


def test_point_and_row_of_a_place_do_not_count() -> None:
    known = OrganizationFacts({}, places=(PlaceFacts(id=uuid4(), point=(51.0, 3.7)),))
    assert known.says_the_same_as(OrganizationFacts({}, places=(PlaceFacts(),)))


def test_place_has_address_when_any_part_is_given() -> None:
    assert PlaceFacts(city="Gent").has_address
    assert not PlaceFacts(name="Somewhere safe").has_address
    assert PlaceFacts(address_1="A", city="B").address_key == ("A", "", "", "B")


def test_capacity_is_known_from_one_number_on() -> None:
    assert CapacityFacts(available=0).is_known
    assert CapacityFacts(maximum=3).is_known
    assert not CapacityFacts(unit="families").is_known

from datetime import date
from typing import Any

import pytest
from django.conf import settings

from tests.findable import save
from vlaggenlijn.accounts.models import Change
from vlaggenlijn.directory import loading
from vlaggenlijn.directory.models import Helpline

TONGUES = {code for code, _ in settings.LANGUAGES}
pytestmark = pytest.mark.usefixtures("reference_data")


def test_load_again_changes_nothing() -> None:
    before = list(Helpline.objects.values())
    count = Change.objects.count()
    assert loading.load() == {"helplines": len(before)}
    assert list(Helpline.objects.values()) == before
    assert Change.objects.count() == count


def verified(slug: str = "1712") -> Helpline:
    line = Helpline.objects.get(slug=slug)
    line.verified_on = date(2026, 5, 4)
    save(line)
    return line


def test_load_keeps_a_verification() -> None:
    line = verified()
    loading.load()
    line.refresh_from_db()
    assert line.verified_on == date(2026, 5, 4)


def test_load_drops_a_verification_when_the_number_changes() -> None:
    line = verified()
    line.number = "0000"
    save(line)
    loading.load()
    line.refresh_from_db()
    assert (line.number, line.verified_on, line.verified_by) == ("1712", None, None)


def test_load_takes_away_a_line_that_the_release_no_longer_names() -> None:
    before = set(Helpline.objects.values_list("slug", flat=True))
    old = Helpline.objects.get(slug="1712")
    save(Helpline(slug="gone", names=old.names, purposes=old.purposes, hours=old.hours))
    loading.load()
    assert set(Helpline.objects.values_list("slug", flat=True)) == before


def test_load_puts_back_what_a_release_says() -> None:
    line = Helpline.objects.get(slug="1712")
    line.names, line.order = {"nl": "anders"}, 999
    save(line)
    loading.load()
    line.refresh_from_db()
    assert line.name != "anders"
    assert line.order != 999


def test_every_line_can_be_reached_and_is_told_in_dutch_and_french() -> None:
    for line in Helpline.objects.all():
        assert line.tel or line.chat_url, line.slug
        for texts in (line.names, line.purposes, line.hours):
            assert texts["nl"], line.slug
            assert texts["fr"], line.slug
        assert set(line.regimes) <= {"nl", "rand", "brussel"}, line.slug


def test_every_line_says_in_all_languages_of_parents_what_it_is_for_and_when() -> None:
    for line in Helpline.objects.all():
        assert set(line.purposes) == set(line.hours) == TONGUES, line.slug


def test_numbers_are_dialled_as_written() -> None:
    strange: list[Any] = [
        line.slug
        for line in Helpline.objects.all()
        if line.tel
        and line.tel.lstrip("+").replace("32", "", 1) not in _digits(line.number)
        and line.tel != _digits(line.number)
    ]
    assert strange == []


def _digits(number: str) -> str:
    return "".join(sign for sign in number if sign.isdigit())

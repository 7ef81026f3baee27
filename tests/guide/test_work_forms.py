import pytest
from django.http import QueryDict

from tests.factories import a_service
from tests.findable import a_home, save
from vlaggenlijn.directory.models import Language
from vlaggenlijn.guide.filters import GROUP, LANGUAGE, ROOM, SPOKEN, Wish
from vlaggenlijn.guide.forms import LANGUAGES
from vlaggenlijn.guide.work_forms import StaffFilterForm

pytestmark = pytest.mark.usefixtures("reference_data")


def test_filters_of_staff() -> None:
    data = QueryDict(
        "wish=room&language=tr&is_spoken=on&functions=self-help&intensities=x"
        "&support_forms=practical&formality=informal&group=fathers"
    )
    assert StaffFilterForm(data).wishes() == (
        Wish(GROUP, "fathers"),
        Wish("functions", "self-help"),
        Wish("support-forms", "practical"),
        Wish("formality", "informal"),
        Wish(SPOKEN, "tr"),
        Wish(ROOM),
    )
    assert StaffFilterForm(QueryDict("language=tr")).wishes() == (Wish(LANGUAGE, "tr"),)


def test_staff_choose_every_language_that_is_offered_once() -> None:
    service = a_service(a_home())
    save(Language(service=service, code="wo"), Language(service=service, code="nl"))
    codes = [code for code, _ in StaffFilterForm().fields["language"].choices]  # type: ignore[attr-defined]
    assert codes == ["", *LANGUAGES, "wo"]

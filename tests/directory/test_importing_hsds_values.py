"""What an import of HSDS changes, in words: never a code of days, of a language or of a place."""

import pytest
from django.utils import translation

from vlaggenlijn.directory.importing_hsds_values import names_in, value_text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("hours", "MO,TU 09:00-17:30; 2WE by_appointment",
         "maandag, dinsdag 9.00 – 17.30; tweede woensdag van de maand op afspraak"),
        ("hours", "-1FR 13:00-", "laatste vrijdag van de maand 13.00"),
        ("hours", "day 1,15 09:00-12:00", "dag 1, 15 van de maand 9.00 – 12.00"),
        ("hours", "closed 2026-07-01/2026-07-05 heat",
         "gesloten 1 juli 2026 – 5 juli 2026 heat"),
        ("hours", "Bel ons eerst", "Bel ons eerst"),
        ("hours", "MO 99:99-", "maandag 99:99"),
        ("languages", "nl, ar", "Nederlands, Arabisch"),
        ("phones", "+3292100000, +3292100001…", "09 210 00 00, 09 210 00 01…"),
        ("areas", "44021, flanders", "Gent, heel Vlaanderen"),
        ("concepts", "sleep, of-theirs", "slapen, of-theirs"),
        ("status", "active", "actief"),
        ("minimum_age_months", "18", "1,5 jaar"),
        ("assured_on", "2026-03-01", "1 maart 2026"),
        ("is_demo", "True", "ja"),
        ("name", "", "–"),
        ("name", "MO,TU", "MO,TU"),
    ],
)  # fmt: skip
def test_value_in_words(name: str, text: str, words: str) -> None:
    with translation.override("nl"):
        names = names_in([(name, text, "")])
        assert value_text(name, text, names).casefold() == words.casefold()


def test_codes_are_looked_up_in_one_query_for_each_kind(
    django_assert_num_queries: object,
) -> None:
    changes = [("name", "a", "b"), ("areas", "44021", ""), ("areas", "", "24062")]
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert names_in(changes).of("24062") == "Leuven"

"""Whatever is typed, an answer asks the database little and looks at few offers."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import GENT
from tests.findable import IN_GENT, a_home, found_service
from vlaggenlijn.guide import answers, asking, candidates, weighing
from vlaggenlijn.guide.ages import Age

pytestmark = pytest.mark.usefixtures("reference_data")
MOST_QUERIES = 45
PIECES = st.sampled_from(
    ["slaapt niet", "نوم", "🙂", "\u200b", "' OR 1=1 --", "<b>", "huilbaby", "école", "uyku", "z"]
)
TEXTS = st.lists(PIECES | st.text(max_size=12), max_size=30).map(" ".join)


@pytest.fixture(autouse=True)
def _service(reference_data: None) -> None:
    found_service(a_home(), "x", themes=["sleep"], place=IN_GENT, areas=[GENT])


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(text=TEXTS, place=st.sampled_from(["", "Gent", "9000", "nergens"]))
def test_any_text_takes_few_queries_and_few_candidates(text: str, place: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        page = Client().post("/antwoord/", {"q": text, "place": place})
    assert page.status_code == 200
    assert len(asked) <= MOST_QUERIES
    question = asking.asked_in(text, place, Age(), "")
    weighed = weighing.weighed(question).question
    assert len(weighed.concepts) <= weighing.MOST_CONCEPTS
    most = candidates.MOST_CANDIDATES + candidates.MOST_NEAR
    assert len(answers.best_of(weighed, answers.MOST_SIFTED)[1]) <= most

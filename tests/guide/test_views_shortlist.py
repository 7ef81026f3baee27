"""The list that stays in the browser: drawn by ids, shared by ids, and read in every language."""

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import GENT, a_network
from tests.findable import (
    IN_GENT,
    a_home,
    a_translation,
    found_service,
    save,
)
from tests.guide.answers import SHORTLIST, get, text_of
from vlaggenlijn.directory.models import Service

pytestmark = pytest.mark.usefixtures("reference_data")


def kept(*ids: Any) -> Any:
    return Client().get(SHORTLIST, {"s": [str(one) for one in ids]})


def test_shortlist_draws_what_was_kept_in_order() -> None:
    home = a_home()
    one, other = found_service(home, "one"), found_service(home, "other")
    for page in (kept(other.pk, one.pk), Client().post(SHORTLIST, {"s": [other.pk, one.pk]})):
        assert [card.name for card in page.context["cards"]] == ["other", "one"]


def test_shortlist_ignores_rubbish() -> None:
    one = found_service(a_home(), "one")
    page = kept("x", "<script>alert(1)</script>", "\x00", uuid.uuid4(), one.pk, "9" * 3000)
    assert page.status_code == 200
    assert [card.name for card in page.context["cards"]] == ["one"]
    assert "<script>alert" not in text_of(page)


def test_shortlist_leaves_out_what_is_gone() -> None:
    home = a_home()
    gone = found_service(home, "gone away", status="defunct")
    page = kept(gone.pk)
    assert page.context["cards"] == []
    assert "gone away" not in text_of(page)


def test_list_that_somebody_shared_is_not_told_to_be_ones_own() -> None:
    one = found_service(a_home(), "one")
    shared, own = text_of(kept(one.pk)), text_of(Client().post(SHORTLIST, {"s": one.pk}))
    told = ("<h1>Mijn lijst", "staat alleen op dit toestel")
    assert ("<h1>Een lijst voor jou" in shared, [text in shared for text in told]) == (
        True,
        [False] * 2,
    )
    assert [text in own for text in told] == [True, True]
    assert "<h1>Mijn lijst" in text_of(Client().get(SHORTLIST))


def test_shortlist_shares_only_ids() -> None:
    one = found_service(a_home(), "one")
    share = kept(one.pk, "rubbish").context["share"]
    assert share.url == f"http://testserver{SHORTLIST}?s={one.pk}"
    assert share.whatsapp_url.startswith("https://wa.me/?text=")
    assert "%3Fs%3D" in share.whatsapp_url
    assert share.mail_url.startswith("mailto:?subject=")
    assert "rubbish" not in str(share)


def test_shortlist_part_for_the_script() -> None:
    page = Client().post(SHORTLIST, {"s": "x"}, headers={"x-requested-with": "fetch"})
    assert "<html" not in text_of(page)


@pytest.mark.parametrize("number", [1, 30])
def test_shortlist_in_bounded_queries(number: int, django_assert_max_num_queries: Any) -> None:
    home = a_home()
    ids = [found_service(home, f"x{one}", place=IN_GENT).pk for one in range(number)]
    with django_assert_max_num_queries(25):
        assert len(kept(*ids).context["cards"]) == number
    assert Service.objects.count() == number


def a_changed_translation(regime: str) -> Service:
    """A service with French that was approved before its Dutch summary changed."""
    home = a_home(a_network("thuis", [GENT], regime=regime))
    service = found_service(home, "Slaaphulp", themes=["sleep"], summary="Oud.")
    a_translation(service, "fr", name="Aide au sommeil", summary="Ancien.")
    service.summary = "Nieuw."
    save(service)
    return service


@pytest.mark.parametrize(
    ("regime", "summary"),
    [("nl", '<p lang="nl" dir="ltr">Nieuw.</p>'), ("brussel", "<p>Ancien.</p>")],
)
def test_card_is_read_in_the_language_of_the_visitor(regime: str, summary: str) -> None:
    service = a_changed_translation(regime)
    shortlist = get(SHORTLIST, s=str(service.pk), taal="fr")
    for page in (get(theme="sleep", taal="fr"), shortlist):
        html = text_of(page)
        assert "Aide au sommeil" in html
        assert summary in html
        assert f'href="/aanbod/{service.pk}/?taal=nl" lang="nl"' in html
        (card,) = page.context["cards"]
        assert card.translation.may_be_outdated == (regime == "brussel")
    assert '?taal=nl" lang="nl" hreflang="nl" dir="ltr">Nederlands<' not in text_of(
        get(theme="sleep", taal="ar")
    )


def test_translations_cost_no_question_more(django_assert_num_queries: Any) -> None:
    service = found_service(a_home(), "Slaaphulp", themes=["sleep"])
    get(theme="sleep", taal="fr")
    service.summary = "Changed, so that all is read anew"
    save(service)
    with CaptureQueriesContext(connection) as before:
        get(theme="sleep", taal="fr")
    for language in ("fr", "ar", "uk"):
        a_translation(service, language, name="x")
        a_translation(service, language, name="x", state="draft")
    with django_assert_num_queries(len(before)):
        get(theme="sleep", taal="fr")

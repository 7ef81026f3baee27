"""The way back from a button leads to a page of ours, whatever was sent along."""

import pytest
from django.test import RequestFactory

from vlaggenlijn.accounts.staff_pages import back


@pytest.mark.parametrize("address", ["", "12", "nowhere", "https://example.org/", "//example.org"])
def test_what_is_no_page_of_ours_leads_to_the_list(address: str) -> None:
    request = RequestFactory().post("/werk/", {"next": address})
    assert back(request, "/werk/aanbod/")["Location"] == "/werk/aanbod/"  # type: ignore[arg-type]


def test_page_of_ours_comes_back() -> None:
    request = RequestFactory().post("/werk/", {"next": "/werk/samen/?netwerk=gent"})
    assert back(request, "/werk/")["Location"] == "/werk/samen/?netwerk=gent"  # type: ignore[arg-type]

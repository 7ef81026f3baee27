"""A page behind a personal link: what opens it, what answers otherwise, and who hears of it."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from vlaggenlijn.accounts.link_pages import LOOKING, by_link

OPENED = {"good": "Bib", "empty": ""}


@by_link(OPENED.get, ended="404.html", methods=LOOKING)
def page(request: HttpRequest, found: str, token: str, part: str = "") -> HttpResponse | None:
    return None if part == "missing" else HttpResponse(f"{found}, {token}, {part}")


@pytest.mark.parametrize(
    ("token", "part", "status", "text"),
    [
        ("good", "kaart", 200, "Bib, good, kaart"),
        # Nothing at all is not the same as something empty.
        ("empty", "", 200, ", empty, "),
        ("good", "missing", 404, None),
        ("other", "", 404, None),
    ],
)
def test_link_opens_its_page_or_tells_that_it_ended(
    rf: RequestFactory, token: str, part: str, status: int, text: str | None
) -> None:
    answer = page(rf.get("/"), token, part=part)
    assert answer.status_code == status
    assert text is None or answer.content.decode() == text
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]


def test_page_to_look_at_takes_nothing(rf: RequestFactory) -> None:
    assert page(rf.post("/"), "good").status_code == 405
    assert page.login_required is False  # type: ignore[attr-defined]

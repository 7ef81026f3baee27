import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.utils.translation import get_language

from tests import factories
from tests.factories import BRUSSELS, LEUVEN, MECHELEN
from vlaggenlijn.accounts.middleware import LANGUAGE_COOKIE, regime, visited_network, visitor
from vlaggenlijn.accounts.models import LocalNetwork

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]
FRENCH = {"accept-language": "fr-BE,fr;q=0.9"}


@pytest.fixture(autouse=True)
def networks() -> list[LocalNetwork]:
    """Gent is the first and so the default; Brussel has a host name and two languages."""
    return [
        factories.a_network("gent"),
        factories.a_network("leuven", [LEUVEN], host="leuven.example.org"),
        factories.a_network("brussel", [BRUSSELS], "brussel", host="brussel.example.org"),
    ]


def visited(host: str = "testserver", path: str = "/", **options: object) -> HttpRequest:
    """Return a request as a view sees it."""
    seen: list[HttpRequest] = []

    def view(request: HttpRequest) -> HttpResponse:
        request.active_language = get_language()  # type: ignore[attr-defined]
        seen.append(request)
        return HttpResponse()

    visitor(view)(RequestFactory().get(path, headers={"host": host}, **options))  # type: ignore[arg-type]
    return seen[0]


@pytest.mark.parametrize(
    ("host", "slug"),
    [
        ("testserver", "gent"),
        ("leuven.example.org", "leuven"),
        ("leuven.example.org:8000", "leuven"),
        ("LEUVEN.example.org", "leuven"),
        ("brussel.example.org", "brussel"),
        ("other.example.org", "gent"),
        ("[::1]:8000", "gent"),
        ("[::1]", "gent"),
        ("127.0.0.1", "gent"),
    ],
)
def test_network_follows_the_host_name_else_the_default(host: str, slug: str) -> None:
    assert visited(host).network.slug == slug  # type: ignore[attr-defined]


@override_settings(DEFAULT_NETWORK="leuven")
def test_network_of_unknown_hosts_is_the_one_in_the_settings() -> None:
    assert visited_network(RequestFactory().get("/")).slug == "leuven"  # type: ignore[union-attr]


def test_host_that_is_not_ours_is_a_bad_request() -> None:
    assert Client().get("/", headers={"host": "evil.test"}).status_code == 400


def test_installation_without_networks_speaks_dutch() -> None:
    request = RequestFactory().get("/")
    request.network = None  # type: ignore[attr-defined]
    assert regime(request) == "nl"


@pytest.mark.parametrize(
    ("host", "language"),
    [("testserver", "nl"), ("leuven.example.org", "nl"), ("brussel.example.org", "fr")],
)
def test_browser_is_followed_by_regime(host: str, language: str) -> None:
    request = visited(host)
    assert request.LANGUAGE_CODE == "nl"
    response = Client().get("/", headers={"host": host, **FRENCH})
    assert response["Content-Language"] == language
    assert "Accept-Language" in response["Vary"]
    assert f'<html lang="{language}"' in response.content.decode()


def test_language_is_active_in_the_view_and_not_after_it() -> None:
    before = get_language()
    request = visited("brussel.example.org", "/?taal=ar")
    assert (request.LANGUAGE_CODE, request.active_language) == ("ar", "ar")  # type: ignore[attr-defined]
    assert get_language() == before


def test_nothing_is_kept_of_a_visitor_who_chooses_nothing() -> None:
    client = Client()
    for host in ("testserver", "brussel.example.org"):
        for path in ("/", "/over/", "/account/login/"):
            response = client.get(path, headers={"host": host, **FRENCH})
            assert LANGUAGE_COOKIE not in response.cookies
            assert "sessionid" not in response.cookies


def test_page_of_parents_sets_no_cookie_at_all() -> None:
    assert not Client().get("/over/").cookies


def test_choice_is_kept_and_followed_on_the_next_page() -> None:
    client = Client()
    chosen = client.get("/over/?taal=tr")
    assert chosen["Content-Language"] == "tr"
    cookie = chosen.cookies[LANGUAGE_COOKIE]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == ("tr", True, "Lax")
    assert cookie["max-age"] == 365 * 24 * 60 * 60
    following = client.get("/over/")
    assert following["Content-Language"] == "tr"
    assert LANGUAGE_COOKIE not in following.cookies


def test_choice_for_dutch_is_kept_too() -> None:
    client = Client()
    client.get("/over/?taal=ar")
    client.get("/over/?taal=nl")
    assert client.get("/over/")["Content-Language"] == "nl"


@override_settings(SESSION_COOKIE_SECURE=True)
def test_cookie_travels_over_https_only_where_the_site_does() -> None:
    assert Client().get("/over/?taal=tr").cookies[LANGUAGE_COOKIE]["secure"] is True


@pytest.mark.parametrize("wish", ["de", "", "nl-be", "<b>", "x" * 3000])
def test_language_that_is_not_offered_is_not_kept(wish: str) -> None:
    response = Client().get("/over/", {"taal": wish})
    assert (response["Content-Language"], dict(response.cookies)) == ("nl", {})


def test_workspace_knows_fewer_languages() -> None:
    client = Client()
    assert client.get("/account/login/?taal=tr")["Content-Language"] == "nl"
    assert client.get("/account/login/?taal=fr")["Content-Language"] == "fr"


@pytest.mark.parametrize(
    ("address", "path", "wording"),
    [
        ("u", "/", "nl-be"),
        ("je", "/", "nl"),
        ("u", "/?taal=fr", "fr"),
        ("u", "/werk/", "nl"),
    ],
)
def test_network_that_says_u_does_so_to_parents_in_dutch(
    address: str, path: str, wording: str
) -> None:
    factories.a_network("beleefd", [MECHELEN], host="u.example.org", form_of_address=address)
    request = visited("u.example.org", path)
    assert request.active_language == wording  # type: ignore[attr-defined]
    assert wording.split("-", maxsplit=1)[0] == request.LANGUAGE_CODE


def test_parent_who_reads_arabic_signs_in_in_dutch() -> None:
    client = Client()
    client.get("/over/?taal=ar")
    assert client.get("/account/login/")["Content-Language"] == "nl"


def test_staff_pages_are_known_by_their_address() -> None:
    marks = {path: visited(path=path).is_staff_page for path in ("/", "/werk/", "/account/x/")}  # type: ignore[attr-defined]
    assert marks == {"/": False, "/werk/": True, "/account/x/": True}

"""POST /api/guide: the exact shape, and clear answers to whatever is sent."""

import json
from typing import Any

import pytest
from django.test import Client

from tests.factories import GENT, a_location, a_network
from tests.findable import IN_GENT, a_home, found_organization, found_service, save
from vlaggenlijn.accounts.models import recorded
from vlaggenlijn.directory.models import CostOption, Service

pytestmark = pytest.mark.usefixtures("reference_data")


def ask(**question: Any) -> Any:
    response = post(json.dumps(question))
    assert response.status_code == 200, response.content
    return response.json()


def post(body: str | bytes, content_type: str = "application/json") -> Any:
    client = Client(enforce_csrf_checks=True, raise_request_exception=True)
    return client.post("/api/guide", body, content_type=content_type)


def test_empty_question_has_the_exact_shape() -> None:
    assert ask() == {
        "results": [],
        "activities": [],
        "doors": [],
        "crisis": {"level": None, "category": "", "title": "", "advice": "", "helplines": []},
        "place": {"kind": "empty", "name": "", "suggestions": []},
        "notes": [],
    }


def test_result_has_the_exact_shape() -> None:
    service = found_service(
        a_home(), "Slaaphulp", themes=["sleep"], place=IN_GENT, phone="+3292100000",
        summary="Samen naar de nacht kijken", minimum_age_months=0, maximum_age_months=47,
    )  # fmt: skip
    (found,) = ask(q="mijn zoon slaapt niet", place="9000", age=2, lang="en")["results"]
    assert found.pop("checked").startswith("last checked on ")
    assert found == {
        "id": str(service.pk),
        "kind": "service",
        "name": "Slaaphulp",
        "organization": "Huis van het Kind",
        "summary": "Samen naar de nacht kijken",
        "url": f"/aanbod/{service.pk}/",
        "reasons": [
            {"kind": "theme", "text": "About “Sleep”: you wrote “slaapt”"},
            {"kind": "place", "text": "In Ghent"},
            {"kind": "age", "text": "For this age: 2 years"},
        ],
        "distance_m": None,
        "ages": "up to 4 years",
        "cost": "",
        "languages": "",
        "opening": "",
        "phone": "09 210 00 00",
    }


def test_wishes_narrow_and_never_empty() -> None:
    home, question = a_home(), {"q": "mijn zoon slaapt niet", "place": "Gent"}
    costing(found_service(home, "B", themes=["sleep"], areas=[GENT]), 20)
    let_go = ask(**question, wish=["free"])
    assert ([one["name"] for one in let_go["results"]], let_go["notes"]) == (
        ["B"],
        ["wishes_let_go"],
    )
    costing(found_service(home, "A", themes=["sleep"], areas=[GENT]), 0)
    narrowed = ask(**question, wish=["free", "no such wish"])
    assert ([one["name"] for one in narrowed["results"]], narrowed["notes"]) == (["A"], [])
    assert sorted(names(question | {"group": "no-such-group", "language": "x"})) == ["A", "B"]


def costing(service: Service, amount: int) -> None:
    with recorded(by=None, network=None, deed="test"):
        CostOption(service=service, amount=amount).save()


def names(question: dict[str, Any]) -> list[str]:
    return [found["name"] for found in ask(**question)["results"]]


def test_distance_in_whole_metres() -> None:
    service = found_service(a_home(), themes=["sleep"], place=IN_GENT)
    location = service.service_at_locations.get().location
    location.latitude, location.longitude = 51.06, 3.73
    save(location)
    (found,) = ask(theme="sleep", place="Gent")["results"]
    assert 0 < found["distance_m"] < 5000


def test_hint_of_a_crisis_has_the_exact_shape() -> None:
    found = ask(q="ze proefde van het flesje onder de lavabo", lang="en")["crisis"]
    assert [line["tel"] for line in found.pop("helplines")] == ["+3270245245", "112"]
    assert found == {
        "level": "soft",
        "category": "poisoning",
        "title": "",
        "advice": "Is it urgent, or do you not feel safe? Call right away:",
    }


def test_crisis_stands_beside_the_results() -> None:
    found_service(a_home(), themes=["sleep"])
    found = ask(q="mijn zoon slaapt niet, ik wil niet meer leven")
    assert found["crisis"]["level"] == "panel"
    assert found["crisis"]["category"] == "suicide"
    assert {"name", "number", "tel"} == set(found["crisis"]["helplines"][0])
    assert found["crisis"]["helplines"][0]["tel"] == "1813"
    assert len(found["results"]) == 1


def test_doors_when_there_is_little() -> None:
    ocmw = found_organization(a_network(), "OCMW Gent", "ocmw")
    a_location(ocmw, **IN_GENT)
    found = ask(q="qwertyuiop", place="Gent", lang="en")
    assert [(one["name"], one["reasons"][0]["kind"]) for one in found["doors"]] == [
        ("OCMW Gent", "door")
    ]


def test_ambiguous_place_names_none_and_suggests_all() -> None:
    place = ask(place="1040")["place"]
    assert (place["kind"], place["name"]) == ("ambiguous", "")
    assert len(place["suggestions"]) == 2


def test_found_place_suggests_the_smaller_ones() -> None:
    place = ask(place="Halle")["place"]
    assert place == {"kind": "found", "name": "Halle", "suggestions": ["Halle (Zoersel)"]}


def test_notes_say_what_could_not_be_used() -> None:
    found = ask(q="x " * 3000, place="Xyzxyzxyz", age=-1, theme="nothing")
    assert found["notes"] == ["unreadable_age", "unknown_place", "unknown_theme", "cut_text"]
    assert ask(q="slaap", place="Gent", age=0.5, theme="sleep")["notes"] == []


@pytest.mark.parametrize("language", ["nl", "fr", "en", "tr", "ar"])
def test_five_languages(language: str) -> None:
    found_service(a_home(), themes=["sleep"])
    (result,) = ask(theme="sleep", lang=language)["results"]
    assert result["reasons"][0]["text"]


@pytest.mark.parametrize("language", ["de", "", "xx", "../nl", "\x00"])
def test_unknown_language_is_dutch(language: str) -> None:
    found_service(a_home(), themes=["sleep"])
    assert ask(theme="sleep", lang=language) == ask(theme="sleep", lang="nl")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422), (b"{", 400), (b"null", 400), (b"[]", 400), (b'"q"', 400), (b"5", 400),
        (b"\xff\xfe", 400), (b"[" * 50_000, 400), (b'{"q": ["a"]}', 422), (b'{"q": null}', 422),
        (b'{"q": 5}', 422), (b'{"age": "abc"}', 422), (b'{"age": {}}', 422), (b'{"age": []}', 422),
        (b'{"age": false}', 422),
        (b'{"place": 9000}', 422), (b'{"theme": {"a": 1}}', 422), (b'{"lang": 1}', 422),
    ],
)  # fmt: skip
def test_what_is_no_question_gets_a_clear_answer(body: bytes, status: int) -> None:
    response = post(body)
    assert (response.status_code, response["Content-Type"].split(";")[0]) == (
        status, "application/json",
    ), response.content[:300]  # fmt: skip
    assert set(response.json()) == {"detail"}
    assert b"Traceback" not in response.content
    assert b".py" not in response.content


@pytest.mark.parametrize(
    "body",
    [
        b'{"age": NaN}', b'{"age": Infinity}', b'{"age": 1e999}', b'{"age": "3"}',
        b'{"q": "a\\u0000b", "place": "\\u0000", "theme": "\\u0000"}', b'{"unknown": 1}',
        b'{"q": "\\ud800", "place": "\\ud800", "theme": "\\ud800"}', '{"q": "🙂🙂"}'.encode(),
        b'{"q": "<script>alert(1)</script>"}',
        b'{"q": "\'; DROP TABLE x; --", "place": "%s %(x)s"}', b'{"place": "Namur"}',
    ],
)  # fmt: skip
def test_odd_questions_are_answered(body: bytes) -> None:
    assert post(body).status_code == 200


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch"])
def test_only_by_post(method: str) -> None:
    response = getattr(Client(), method)("/api/guide?q=geheim")
    assert response.status_code == 405
    assert b"geheim" not in response.content


def test_answer_is_kept_nowhere() -> None:
    response = post('{"q": "geheim"}')
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies


def test_errors_are_kept_nowhere_and_do_not_echo() -> None:
    response = post('{"q": ["geheim"]}')
    assert b"geheim" not in response.content


def test_openapi_describes_the_door() -> None:
    response = Client().get("/api/openapi.json")
    found = list(json.loads(response.content)["paths"])
    assert (found[0], found[1], len(found)) == ("/api/guide", "/hsds/3.0/", 25)


@pytest.mark.parametrize("number", [1, 30])
def test_bounded_queries(number: int, django_assert_max_num_queries: Any) -> None:
    organization = a_home()
    for one in range(number):
        found_service(organization, f"x{one}", themes=["sleep"], place=IN_GENT, areas=[GENT])
    ask(theme="sleep", place="Gent")
    with django_assert_max_num_queries(51):
        assert len(ask(q="slaapt niet", theme="sleep", place="Gent")["results"]) == min(number, 20)

"""POST /api/guide: the same answer as the page, as JSON."""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe
from ninja import NinjaAPI, Schema
from ninja.parser import Parser
from pydantic import Field, field_validator

from vlaggenlijn.accounts.middleware import area, regime
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.directory.cards import Card
from vlaggenlijn.directory.hsds.description import VERSIONS, paths
from vlaggenlijn.guide import asking
from vlaggenlijn.guide.actions import count_answer
from vlaggenlijn.guide.ages import months_of_years
from vlaggenlijn.guide.answers import Answer, answer
from vlaggenlijn.guide.filters import Wish
from vlaggenlijn.guide.first_aid import Crisis
from vlaggenlijn.guide.forms import FilterForm
from vlaggenlijn.guide.soon import Soon
from vlaggenlijn.guide.weighing import Asked
from vlaggenlijn.places.gazetteer import Place
from vlaggenlijn.taxonomy.words import LONGEST_TEXT

LANGUAGES = ("nl", "fr", "en", "tr", "ar")


class ObjectParser(Parser):
    """Reads a body that is a JSON object; the answer to anything else is 400."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        data = super().parse_body(request)
        if not isinstance(data, dict):
            raise TypeError("the body is no JSON object")
        return data


api = NinjaAPI(
    title="Vlaggenlijn", version="1", docs_url=None, openapi_url=None, parser=ObjectParser()
)


class QuestionIn(Schema):
    """A question: q in own words, place as a name or post code, age in years (may be 0.5).

    ``group`` (a slug of target-groups), ``language`` (ISO 639-1) and ``wish`` (free, open, pram,
    wheelchair, online, at_home) narrow the answer as the filters of the page do: never to nothing.
    """

    q: str = ""
    place: str = ""
    age: float | None = None
    theme: str = ""
    lang: str = "nl"
    group: str = ""
    language: str = ""
    wish: list[str] = Field(default_factory=list)

    @field_validator("age", mode="before")
    @classmethod
    def is_no_yes_or_no(cls, value: object) -> object:
        """Refuse true and false, which would be read as one year and as none."""
        if isinstance(value, bool):
            raise ValueError("an age is a number of years")
        return value


class ReasonOut(Schema):
    kind: str
    text: str


class ResultOut(Schema):
    """distance_m is None when the place of the visitor or of the offer is unknown."""

    id: str
    kind: str
    name: str
    organization: str
    summary: str
    url: str
    reasons: list[ReasonOut]
    distance_m: int | None
    ages: str
    cost: str
    languages: str
    opening: str
    phone: str
    checked: str


class HelplineOut(Schema):
    name: str
    number: str
    tel: str


class CrisisOut(Schema):
    """level is panel (helplines come first), soft (one line: advice) or null; see category."""

    level: str | None = None
    category: str = ""
    title: str = ""
    advice: str = ""
    helplines: list[HelplineOut] = Field(default_factory=list)


class PlaceOut(Schema):
    """kind is found, corrected, ambiguous, outside, unknown or empty."""

    kind: str
    name: str
    suggestions: list[str]


class ActivityOut(Schema):
    """An activity that happens soon; starts_at and ends_at are moments with their offset."""

    id: str
    title: str
    organizer: str
    url: str
    starts_at: datetime
    ends_at: datetime
    place: str
    reason: str


class AnswerOut(Schema):
    results: list[ResultOut]
    activities: list[ActivityOut]
    doors: list[ResultOut]
    crisis: CrisisOut
    place: PlaceOut
    notes: list[str]


class RefusedOut(Schema):
    """Why a body could not be read at all."""

    detail: str


class UnreadOut(Schema):
    """Which values of a question could not be read, and why."""

    detail: list[dict[str, Any]]


@api.post("/guide", response={200: AnswerOut, 400: RefusedOut, 422: UnreadOut}, auth=None)
def guide(request: HttpRequest, question: QuestionIn, response: HttpResponse) -> dict[str, Any]:
    """Answer a parent's question; nothing of it is stored."""
    response["Cache-Control"] = "no-store"
    asked = asking.asked_in(
        question.q.strip(),
        question.place.strip(),
        months_of_years(question.age),
        asking.known_theme(question.theme),
    )
    network = request.network or None  # type: ignore[attr-defined]
    with translation.override(question.lang if question.lang in LANGUAGES else "nl"):
        found = answer(
            asked, regime=regime(request), around=area(request), filters=_wishes(question, network)
        )
        count_answer(asked, found, network=network)
        return _shown(asked, found, question)


def _wishes(question: QuestionIn, network: LocalNetwork | None) -> tuple[Wish, ...]:
    asked = question.model_dump(include={"group", "language", "wish"})
    return FilterForm(asked, network=network).wishes() if any(asked.values()) else ()


def _shown(asked: Asked, found: Answer, question: QuestionIn) -> dict[str, Any]:
    return {
        "results": [_result(card) for card in found.cards],
        "activities": [_activity(one) for one in found.soon],
        "doors": [_result(card) for card in found.doors],
        "crisis": _crisis(found.crisis),
        "place": {
            "kind": asked.place.kind,
            "name": "" if asked.place.kind == "ambiguous" else _name(asked.place.places),
            "suggestions": [place.label for place in asking.meant(asked.place)],
        },
        "notes": _notes(asked, found, question),
    }


def _name(places: tuple[Place, ...]) -> str:
    return places[0].name if places else ""


def _crisis(crisis: Crisis | None) -> dict[str, Any]:
    if crisis is None:
        return {}
    lines = [
        {"name": line.name, "number": line.number, "tel": line.tel} for line in crisis.helplines
    ]
    return {
        "level": crisis.level,
        "category": crisis.category,
        "title": crisis.title,
        "advice": crisis.advice,
        "helplines": lines,
    }


def _notes(asked: Asked, found: Answer, question: QuestionIn) -> list[str]:
    """Codes of what could not be used: unreadable_age, unknown_place, unknown_theme, cut_text.

    wishes_let_go: nothing fitted all wishes.
    """
    checks = {
        "unreadable_age": asked.age.is_wrong,
        "unknown_place": asked.place.kind in ("unknown", "outside"),
        "unknown_theme": bool(question.theme) and not asked.theme,
        "wishes_let_go": found.narrowing is not None and bool(found.narrowing.dropped),
        "cut_text": len(question.q.strip()) > LONGEST_TEXT,
    }
    return [code for code, is_true in checks.items() if is_true]


def _activity(one: Soon) -> dict[str, Any]:
    occurrence = one.line.occurrence
    return {
        "id": str(one.activity.pk),
        "title": one.activity.title,
        "organizer": one.line.facts.organizer,
        "url": one.activity.get_absolute_url(),
        "starts_at": timezone.localtime(occurrence.starts_at),
        "ends_at": timezone.localtime(occurrence.ends_at),
        "place": one.line.facts.venue,
        "reason": one.reason,
    }


def _result(card: Card) -> dict[str, Any]:
    return {
        "id": str(card.id),
        "kind": card.kind,
        "name": card.name,
        "organization": card.organization_name,
        "summary": card.summary,
        "url": card.url,
        "reasons": [{"kind": reason.kind, "text": reason.text} for reason in card.reasons],
        "distance_m": card.distance,
        "ages": card.ages_text,
        "cost": card.cost_text,
        "languages": card.languages_text,
        "opening": card.opening.text,
        "phone": card.phone.text if card.phone else "",
        "checked": card.checked_text,
    }


@login_not_required
@require_safe
def openapi(request: HttpRequest) -> JsonResponse:
    """The description of the API, for programs, with the addresses of HSDS."""
    schema = api.get_openapi_schema()
    hsds = [paths(version) for version in VERSIONS]
    return JsonResponse(schema | {"paths": {**schema["paths"], **hsds[0], **hsds[1]}})

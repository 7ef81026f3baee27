"""Offers and questions as values."""

import uuid
from datetime import date
from typing import Any

from vlaggenlijn.guide.matching import (
    Here,
    Offer,
    Question,
    ceiling,
    rank,
)
from vlaggenlijn.places.distance import Point

TODAY = date(2026, 5, 4)


GENT, AALST, OSTEND, ARLON = (
    Point(51.05, 3.72), Point(50.94, 4.04), Point(51.23, 2.91), Point(49.68, 5.81),
)  # fmt: skip


HERE = Here("44021", "flanders", GENT, frozenset({"44013", "44043"}))


SLEEP, WORD = "themes:sleep", "w:slap"


LIKE = ("beside:usual", "beside:0")


def an_offer(number: int = 1, **values: Any) -> Offer:
    usual: dict[str, Any] = {
        "kind": "service",
        "name": f"offer {number}",
        "terms": {SLEEP: 1.0},
        "assured_on": TODAY,
    }
    return Offer(uuid.UUID(int=number), **usual | values)


def a_question(**values: Any) -> Question:
    given_values: dict[str, Any] = {
        "concepts": {SLEEP: 1.0}, "words": {}, "because": {SLEEP: "slaapt niet"}, "spoken": {},
        "here": None, "ages": (), "today": TODAY,
    }  # fmt: skip
    if (age := values.pop("age", None)) is not None:
        given_values["ages"] = (age,)
    return Question(**given_values | values)


def order(question: Question, *offers: Offer) -> list[int]:
    return [match.id.int for match in rank(question, offers)]


def most_of(question: Question, offer: Offer) -> float:
    """The most that an offer may score, by what is known before its facts are read."""
    here = question.here
    is_local = here is not None and here.nis in offer.served | offer.stands_in
    return ceiling(question, offer.terms, is_local)


def reasons(question: Question, offer: Offer) -> dict[str, tuple[str | int, ...]]:
    (match,) = rank(question, [offer])
    return {reason.kind: reason.values for reason in match.reasons}

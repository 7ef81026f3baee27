"""Networks may address parents with "u": nl_BE holds those texts, the rest is plain nl."""

import re

import pytest
from babel.messages.catalog import Message
from django.utils import translation
from django.utils.translation import gettext, ngettext

from vlaggenlijn.common.translations import SEEN_BY_PARENTS, compile_all, current, read

FAMILIAR = re.compile(r"\b(je|jij|jou|jouw|jullie)\b", re.IGNORECASE)
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]")

Key = tuple[str, str | None]


def strings(message: Message) -> tuple[str, ...]:
    """The translation, one for each form of the plural."""
    found = message.string
    return tuple(found) if isinstance(found, (tuple, list)) else (found or "",)


def key(message: Message) -> Key:
    return (message.id if isinstance(message.id, str) else message.id[0], message.context)


def is_familiar(message: Message) -> bool:
    return any(FAMILIAR.search(text) for text in strings(message))


def is_seen_by_parents(message: Message) -> bool:
    return any(SEEN_BY_PARENTS.match(place) for place, _ in message.locations)


@pytest.fixture(scope="module")
def familiar() -> dict[Key, Message]:
    """The Dutch texts that say "je" to a parent."""
    return {
        key(message): message
        for message in current("nl")
        if message.id and is_seen_by_parents(message) and is_familiar(message)
    }


@pytest.fixture(scope="module")
def polite() -> dict[Key, Message]:
    return {key(message): message for message in read("nl_BE") if message.id}


def test_every_text_that_says_je_to_parents_has_a_u_form(
    familiar: dict[Key, Message], polite: dict[Key, Message]
) -> None:
    missing = [name for name in familiar if name not in polite or not all(strings(polite[name]))]
    assert missing == []


def test_u_form_holds_nothing_else(
    familiar: dict[Key, Message], polite: dict[Key, Message]
) -> None:
    assert [name for name in polite if name not in familiar] == []


def test_u_form_never_says_je(polite: dict[Key, Message]) -> None:
    assert [strings(message) for message in polite.values() if is_familiar(message)] == []


def test_u_form_has_the_forms_and_placeholders_of_the_je_form(
    familiar: dict[Key, Message], polite: dict[Key, Message]
) -> None:
    def placeholders(message: Message) -> list[list[str]]:
        return [sorted(PLACEHOLDER.findall(text)) for text in strings(message)]

    different = [
        name
        for name, message in polite.items()
        if name in familiar and placeholders(message) != placeholders(familiar[name])
    ]
    assert different == []


def test_u_form_is_said_and_the_rest_comes_from_plain_dutch() -> None:
    compile_all()
    with translation.override("nl-be"):
        said = (
            gettext("How old is your child?"),
            ngettext("%(number)s place that may help", "%(number)s places that may help", 2),
            gettext("Print"),
        )
    assert said == (
        "Hoe oud is uw kind?",
        "%(number)s plekken die u kunnen helpen",
        "Druk af",
    )

"""Two or three services beside each other, fact by fact."""

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from vlaggenlijn.directory.models import Service
from vlaggenlijn.directory.pages import ServicePage, service_page
from vlaggenlijn.guide.work_beside import Beside, beside

MOST = 3


@dataclass(frozen=True, slots=True)
class Column:
    """One service: its page as texts, and what stands beside it for this person."""

    service: Service
    page: ServicePage
    beside: Beside


@dataclass(frozen=True, slots=True)
class Fact:
    """One row: what is compared, and per service the lines, none where nothing is known."""

    label: str
    cells: list[list[str]]

    @property
    def is_different(self) -> bool:
        return any(cell != self.cells[0] for cell in self.cells)


def columns(user: Any, ids: Sequence[uuid.UUID], regime: str) -> list[Column]:
    """Return at most three services that visitors may see, in the order asked."""
    asked = list(dict.fromkeys(ids))[:MOST]
    found = {one.pk: one for one in Service.objects.published().with_ids(asked).with_details()}
    services = [found[pk] for pk in asked if pk in found]
    mine = beside(user, services)
    return [Column(one, service_page(one, regime), mine[one.pk]) for one in services]


def facts(compared: Sequence[Column]) -> list[Fact]:
    """Return the rows that say something about at least one of them."""
    rows = [Fact(label, [read(one.page) for one in compared]) for label, read in _readers().items()]
    return [row for row in rows if any(row.cells)]


def _readers() -> dict[str, Callable[[ServicePage], list[str]]]:
    return {
        _("In one sentence"): lambda page: _line(page.summary),
        _("For whom exactly?"): lambda page: _line(page.audience),
        _("Age"): lambda page: _line(page.ages_text),
        _("About what?"): lambda page: _line(", ".join(page.concepts)),
        _("For families who live in"): lambda page: _line(page.area_text),
        _("Place"): lambda page: [one.address_text or one.name for one in page.places],
        _("Now"): lambda page: _line(page.card.opening.text),
        _("Price"): lambda page: page.cost_lines or _line(page.card.cost_text),
        _("Languages"): lambda page: _line(", ".join(page.languages_lines)),
        _("Interpreter"): lambda page: _line(page.interpreter),
        _("Getting in"): lambda page: _once(text for one in page.places for text in one.access),
        _("Waiting time"): lambda page: _line(page.wait_text),
        _("What must a parent do?"): lambda page: _line(page.first_step),
        _("What happens then?"): lambda page: _line(page.what_happens),
        _("Phone"): lambda page: [phone.text for phone in page.phones],
        _("Notice"): lambda page: _line(page.notice),
        _("Last confirmed"): lambda page: _line(page.checked_text),
    }


def _line(text: str) -> list[str]:
    return [text] if text else []


def _once(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))

"""The panel of helplines above an answer: what to do now, and whom to call."""

from collections.abc import Mapping
from dataclasses import dataclass

from vlaggenlijn.accounts.remembering import Remembered
from vlaggenlijn.directory.models import Helpline
from vlaggenlijn.directory.models.helplines import in_visitors_language
from vlaggenlijn.guide.alarm import PANEL, SOFT
from vlaggenlijn.guide.listening import chance_of_crisis, crisis_data, ear

EMERGENCY = "112"
MOST_REGIMES = 10

_lines: Remembered[str, list[Helpline]] = Remembered(MOST_REGIMES)


@dataclass(frozen=True, slots=True)
class Crisis:
    """What to do now and whom to call: a panel on top, or (level soft) one line without title."""

    category: str
    title: str
    advice: str
    helplines: list[Helpline]
    level: str = PANEL


def crisis_in(text: str, shares: Mapping[str, float], regime: str) -> Crisis | None:
    """Return the panel that a question asks for; ``shares`` are the themes that it may mean."""
    alarm = ear().heard(text, chance_of_crisis(shares)) if text else None
    if alarm is None:
        return None
    row = next(row for row in crisis_data()["categories"] if row["slug"] == alarm.category)
    known = _lines.one(regime, lambda: Helpline.objects.in_regime(regime))
    lines = {line.slug: line for line in known}
    helplines = [lines[slug] for slug in row["helplines"] if slug in lines]
    if alarm.level == SOFT:
        advice = in_visitors_language(crisis_data()["soft"])
        return Crisis(row["slug"], "", advice, first_to_call(helplines, lines), level=SOFT)
    return Crisis(
        category=row["slug"],
        title=in_visitors_language(row["title"]),
        advice=in_visitors_language(row["advice"]),
        helplines=helplines,
    )


def first_to_call(helplines: list[Helpline], lines: dict[str, Helpline]) -> list[Helpline]:
    """The first line that can be called, and the emergency number: room for no more."""
    first = [line for line in helplines if line.tel and line.slug != EMERGENCY][:1]
    return [*first, *(lines[slug] for slug in (EMERGENCY,) if slug in lines)]

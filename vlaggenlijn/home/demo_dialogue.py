"""The dialogue tables of 2012 with OCMWs, played again: numbers and towns of the report only.

The report tells that 308 OCMWs were addressed, 65 took part, 13 registered and did not come, 20
excused themselves, and that of fifteen planned tables twelve were held. All else is invented:
organisations stand here as a code only, and every quote says of itself that it is invented. The
308 are known within the series and stand in no directory, so that no parent is ever sent to one.
"""

import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import count

from django.utils import timezone

from vlaggenlijn.accounts.models import LocalNetwork, Recorder, User, recorded
from vlaggenlijn.common.sealing import SealError, keyring
from vlaggenlijn.dialogue.actions import report, series
from vlaggenlijn.dialogue.models import (
    Answer,
    Code,
    Hat,
    Participant,
    Question,
    Reflection,
    Series,
    SeriesFacilitator,
    Table,
)
from vlaggenlijn.home import demo_dialogue_said
from vlaggenlijn.home.demo_dialogue_words import (
    ANSWER,
    REFLECTION,
    REPORT,
    REPORT_OF_THEMES,
)

State = Participant.State
FACILITATOR, COORDINATOR = "facilitator@demo.example", "coordinator@demo.example"
# Region, how many OCMWs it had, where tables were held, how many were planned and not held.
REGIONS = (
    ("Antwerpen", 70, ("Antwerpen", "Geel", "Geel"), 0),
    ("Limburg", 44, ("Hasselt",), 2),
    ("Oost-Vlaanderen", 65, ("Sint-Niklaas", "Gent", "Zottegem"), 0),
    ("Vlaams-Brabant", 65, ("Leuven", "Brussel"), 1),
    ("West-Vlaanderen", 64, ("Brugge", "Kortrijk", "Diksmuide"), 0),
)
TOOK_PART = (6, 6, 6, 6, 6, 5, 5, 5, 5, 5, 5, 5)
STAYED_AWAY = (2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)
EXCUSED_OF_EACH_REGION = 4
WITHOUT_CONSENT = 40  # one in so many
FIRST_DAY = datetime(2012, 3, 5, 9, 30)


def add(network: LocalNetwork) -> None:
    """Add the series to a loaded demo; without a sealing key there is nothing to seal it with."""
    try:
        keyring()
    except SealError:
        return
    leader = User.objects.get(email=FACILITATOR)
    made = _series(network, leader)
    with recorded(by=None, network=network, deed="demo.load") as recorder:
        coordinator = User.objects.get(email=COORDINATOR)
        SeriesFacilitator(series=made, user=coordinator).save()
        tables = _tables(recorder, made, leader)
        people = _people(recorder, made, tables)
        _beforehand(recorder, made, people)
        demo_dialogue_said.add_talks(recorder, made, people, coders=(leader, coordinator))
    demo_dialogue_said.add_findings(made, leader)
    _report(made, leader)
    series.rehearse(by=leader, series=made)


def _series(network: LocalNetwork, leader: User) -> Series:
    values = {
        "title": "Demo: de tafels van 2012, nagespeeld",
        "question": "Hoe steunt jullie OCMW ouders, en wat heb je daarvoor nodig?",
        "purpose": "Demo. De notities worden een verslag met bevindingen en aanbevelingen.",
        "invitation": "Demo. We horen graag wie elke dag met gezinnen werkt.",
        "check_days": 14,
        "names_until": timezone.localdate() + timedelta(days=365),
    }
    return series.add_series(by=leader, network=network, values=values)


def _tables(recorder: Recorder, made: Series, leader: User) -> list[Table]:
    numbers, moments = count(1), (FIRST_DAY + timedelta(days=8 * week) for week in count())
    tables = []
    for region, _, towns, not_held in REGIONS:
        places = [(town, Table.State.HELD) for town in towns]
        places += [(f"{region}, niet doorgegaan", Table.State.CANCELLED)] * not_held
        for place, state in places:
            tables.append(
                Table(
                    series=made, number=next(numbers), place=place, region=region, state=state,
                    starts_at=timezone.make_aware(next(moments)), seats=12, host="Demo-gastvrouw",
                    moderator=leader, note_taker=leader,
                    check_until=timezone.make_aware(FIRST_DAY + timedelta(days=150)),
                )
            )  # fmt: skip
    return recorder.add_all(tables)


def _people(recorder: Recorder, made: Series, tables: list[Table]) -> list[Participant]:
    """Every OCMW of a region once: at its tables, excused, or invited and silent."""
    held = iter(zip(TOOK_PART, STAYED_AWAY, strict=True))
    numbers, people = count(1), []
    for region, total, _, _ in REGIONS:
        seats = [
            seat
            for table in tables
            if table.region == region and table.state == Table.State.HELD
            for seat in _seats(table, *next(held))
        ]
        seats += [(None, State.EXCUSED, "")] * EXCUSED_OF_EACH_REGION
        seats += [(None, State.INVITED, "")] * (total - len(seats))
        people += [_person(made, region, next(numbers), *seat) for seat in seats]
    return recorder.add_all(people)


def _seats(table: Table, came: int, stayed_away: int) -> list[tuple[Table | None, str, str]]:
    states = [State.PRESENT] * came + [State.NO_SHOW] * stayed_away
    return [
        (table, state, series.pseudonym(table, number))
        for number, state in enumerate(states, start=1)
    ]


def _person(
    made: Series, region: str, number: int, table: Table | None, state: str, pseudonym: str
) -> Participant:
    was_there = state == State.PRESENT
    moment = table.starts_at if table else None
    before = moment - timedelta(days=9) if moment else None
    return Participant(
        series=made, code=f"OCMW-{number:03d}", kind="OCMW", region=region, table=table,
        state=state, pseudonym=pseudonym, invited_at=timezone.make_aware(FIRST_DAY),
        consented_at=before if number % WITHOUT_CONSENT else None,
        answered_form_at=before if number % 3 else None,
        check_asked_at=moment if was_there else None,
        check_answered_at=moment if was_there and number % 4 else None,
    )  # fmt: skip


def _beforehand(recorder: Recorder, made: Series, people: Iterable[Participant]) -> None:
    """What was ticked on the input form, and a note under a hat by who is quick to write."""
    questions, hats = list(Question.objects.of_series(made)), list(Hat.objects.of_series(made))
    draw = random.Random(2012)  # noqa: S311 - the same demo every time
    answers, notes = [], []
    for place, one in enumerate(one for one in people if one.answered_form_at):
        answers += [_answer(one, question, draw) for question in questions]
        if one.has_consent and place % 4 == 0:
            note = Reflection(participant=one, hat=hats[place % len(hats)])
            note.text = REFLECTION
            notes.append(note)
    recorder.add_all(answers)
    recorder.add_all(notes)


def _answer(one: Participant, question: Question, draw: random.Random) -> Answer:
    answer = Answer(participant=one, question=question, wording=question.text)
    options = question.options or [ANSWER]
    most = 3 if question.kind == Question.Kind.MANY else 1
    answer.value = draw.sample(options, min(draw.randint(1, most), len(options)))
    return answer


def _report(made: Series, leader: User) -> None:
    """Write some parts, and let the network read them."""
    codes = {code.concept.slug: code for code in Code.objects.of_series(made) if code.concept}
    parts = [(kind, None, text) for kind, text in REPORT.items()]
    themes = [("theme", codes[slug], text) for slug, text in REPORT_OF_THEMES.items()]
    for kind, code, text in (*parts, *themes):
        report.write_part(by=leader, series=made, kind=kind, code=code, text=text, version=0)
    report.share(by=leader, series=made, is_shared=True)

"""What is said, coded and found at the tables of the demo, out of the invented words."""

import random
from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from vlaggenlijn.accounts.models import Recorder, User
from vlaggenlijn.dialogue.actions import findings, memos
from vlaggenlijn.dialogue.evidence import counted
from vlaggenlijn.dialogue.models import (
    Code,
    Coding,
    Finding,
    Hat,
    HatTime,
    Participant,
    Quote,
    Series,
    Table,
)
from vlaggenlijn.home.demo_dialogue_words import (
    AMENDED,
    FINDINGS,
    INVENTED,
    MEMO,
    MEMO_OF_THE_SERIES,
    QUOTES,
    RECOMMENDATIONS,
    THEMES,
    Said,
)

State = Quote.State
SCHEME = "dialogue-themes"
QUOTES_OF_A_TABLE, MOST_OF_A_THEME = 16, 4
AMENDED_ONE_IN, WITHDRAWN_AT, UNCODED_ONE_IN, MEMO_ONE_IN = 19, (23, 77), 8, 15
TABLES_CODED_TWICE = 3
Spoken = tuple[Quote, Said]


def add_talks(
    recorder: Recorder, made: Series, people: Iterable[Participant], coders: tuple[User, User]
) -> None:
    """Add what was said at every table that was held, how long each hat was on, and the codes."""
    hats = {hat.key: hat for hat in Hat.objects.of_series(made)}
    tables = list(Table.objects.of_series(made).held().in_order())
    draw = random.Random(65)  # noqa: S311 - the same demo every time
    spoken: list[Spoken] = []
    used: Counter[str] = Counter()
    for number, table in enumerate(tables, start=1):
        there = [one for one in people if one.table_id == table.pk and _may_be_noted(one)]
        for place, said in enumerate(_drawn(number, used, draw), start=1):
            quote = Quote(table=table, hat=hats[said.hat], participant=there[place % len(there)],
                          position=place, is_verbatim=place % 2 == 0,
                          said_at=_moment(table, place))  # fmt: skip
            spoken.append((quote, said))
    _read_back(spoken)
    recorder.add_all(quote for quote, _ in spoken)
    recorder.add_all(
        HatTime(table=table, hat=hat, seconds=draw.randint(40, 65) * hat.minutes)
        for table in tables
        for hat in hats.values()
    )
    _code(recorder, made, spoken, coders, set(tables[:TABLES_CODED_TWICE]))


def _may_be_noted(one: Participant) -> bool:
    return one.state == Participant.State.PRESENT and one.has_consent


def _moment(table: Table, place: int) -> datetime | None:
    return table.starts_at + timedelta(minutes=7 * place) if table.starts_at else None


def _drawn(number: int, used: Counter[str], draw: random.Random) -> list[Said]:
    """Return what is said at a table, by hat: what was said least so far, no theme too often."""
    open_now = [said for said in QUOTES if THEMES[said.theme] <= number]
    draw.shuffle(open_now)
    open_now.sort(key=lambda said: used[said.text])
    themes: Counter[str] = Counter()
    chosen: list[Said] = []
    for said in open_now:
        if themes[said.theme] < MOST_OF_A_THEME and len(chosen) < QUOTES_OF_A_TABLE:
            themes[said.theme] += 1
            chosen.append(said)
    used.update(said.text for said in chosen)
    return sorted(chosen, key=lambda said: said.hat)


def _read_back(spoken: Iterable[Spoken]) -> None:
    """Most are approved, some amended or taken back; of who says nothing they wait."""
    for number, (quote, said) in enumerate(spoken):
        text = f"{said.text} {INVENTED}"
        has_answered = quote.participant.check_answered_at if quote.participant else None
        quote.state = State.APPROVED if has_answered else State.IN_CHECK
        quote.checked_at = has_answered
        if number in WITHDRAWN_AT:
            quote.state, text = State.WITHDRAWN, ""
        elif has_answered and number % AMENDED_ONE_IN == 1:
            quote.state, quote.first_wording, quote.is_verbatim = State.AMENDED, text, False
            text = f"{said.text} {AMENDED} {INVENTED}"
        quote.text = text


def _code(
    recorder: Recorder, made: Series, spoken: Iterable[Spoken], coders: tuple[User, User],
    coded_twice: set[Table],
) -> None:  # fmt: skip
    """Give nearly all of it codes, so that an inbox is left; of the first tables by two people."""
    codes = {slug: code for code, slug in _codes(made)}
    codings = []
    for number, (quote, said) in enumerate(spoken):
        if not quote.stands or number % UNCODED_ONE_IN == UNCODED_ONE_IN - 1:
            continue
        one = Coding(quote=quote, code=codes[said.theme], polarity=said.side, coder=coders[0])
        if number % MEMO_ONE_IN == 0:
            one.memo = MEMO
        codings.append(one)
        if quote.table in coded_twice:
            other = codes["vision"] if number % 7 == 0 else codes[said.theme]
            side = "" if number % 5 == 0 else said.side
            codings.append(Coding(quote=quote, code=other, polarity=side, coder=coders[1]))
    recorder.add_all(codings)


def add_findings(made: Series, leader: User) -> None:
    """Add findings with what stands behind them, advice, and one finding on the needs board."""
    found: list[Finding] = []
    for sentence, grounds, table in FINDINGS:
        finding = findings.add_finding(by=leader, series=made, sentence=sentence)
        findings.back_with(by=leader, finding=finding, quotes=_behind(made, grounds, table))
        found.append(
            findings.change_finding(by=leader, finding=finding, version=None, sentence=sentence,
                                    counted=counted(finding))
        )  # fmt: skip
    for sentence, addressee, places in RECOMMENDATIONS:
        findings.write_recommendation(
            by=leader, series=made, sentence=sentence, addressee=addressee,
            findings=[found[place] for place in places],
        )  # fmt: skip
    findings.adopt(by=leader, finding=found[0], network=made.network)
    memos.write_memo(by=leader, series=made, text=MEMO_OF_THE_SERIES, code=_codes(made)[0][0])


def _behind(made: Series, grounds: Collection[tuple[str, str]], table: int | None) -> list[Quote]:
    """Return the quotes with these themes and sides, at most of the table with that number."""
    themes = {code.pk: slug for code, slug in _codes(made)}
    rows = Coding.objects.of_series(made).with_subjects().as_said()
    return list({
        coding.quote_id: coding.quote
        for coding in rows
        if (themes.get(coding.code_id, ""), coding.polarity) in grounds
        and table in (None, coding.quote.table.number)
    }.values())  # fmt: skip


def _codes(made: Series) -> list[tuple[Code, str]]:
    """Return the codes that began as themes of the tables, each with the slug of its theme."""
    codes = Code.objects.of_series(made).of_scheme(SCHEME)
    return [(code, code.concept.slug) for code in codes if code.concept]

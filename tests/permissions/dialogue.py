"""Who gets what answer: dialogue tables.

The facilitator and the coordinator of the own network are named for its series; the coordinator of
elsewhere runs theirs without being named, and an administrator is named for none: quotes stay shut.
"""

from typing import Any

from tests.dialogue import made
from tests.permissions.shapes import DESK, NO_WAY, Row, staff
from tests.permissions.town import Town
from vlaggenlijn.accounts.models import recorded
from vlaggenlijn.dialogue.actions.codebook import add_code
from vlaggenlijn.dialogue.actions.findings import add_finding, write_recommendation
from vlaggenlijn.dialogue.actions.report import share
from vlaggenlijn.dialogue.models import Hat, Question

STARTS = staff(
    "NMMM", nobody="MMMM", former="MMMM", elsewhere="MYYM",
    facilitator="YMMM", coordinator="YMMM", administrator="YYYM",
)  # fmt: skip
PREPARES = staff(
    "MMMM", elsewhere="MYYM", facilitator="YMMM", coordinator="YMMM", administrator="YYYM"
)
READS = staff(
    "MMMM", elsewhere="MNNM", facilitator="YMMM", coordinator="YMMM", administrator="NNNM"
)
# A shared report is read by whoever has a role in its network; an administrator sees every network.
REPORTED = staff(
    "YMMM", nobody="MMMM", former="MMMM", elsewhere="MYYM", administrator="YYYM",
)  # fmt: skip
BY_LINK, BY_LINK_POST = Row(get="M", post="M", kind="token"), Row(get="X", post="M", kind="token")


def prepared(kind: str) -> Row:
    return Row(get=PREPARES, post=PREPARES, kind=kind)


def read(kind: str) -> Row:
    return Row(get=READS, post=READS, kind=kind)


SEEN = {"get": PREPARES, "post": NO_WAY}
DONE = {"get": NO_WAY, "post": PREPARES}
READ_ONLY = {"get": READS, "post": NO_WAY}
READ_DONE = {"get": NO_WAY, "post": READS}
ROWS = {
    "dialogue:all_series": DESK,
    "dialogue:add_series": Row(get=STARTS, post=STARTS, kind="network"),
    "dialogue:series": Row(**SEEN, kind="series"),
    "dialogue:edit_series": prepared("series"),
    "dialogue:facilitators": prepared("series"),
    "dialogue:addressees": prepared("series"),
    "dialogue:choose_addressees": prepared("series"),
    "dialogue:invite": Row(**DONE, kind="series"),
    "dialogue:remind": Row(**DONE, kind="series"),
    "dialogue:add_table": prepared("series"),
    "dialogue:rehearse": Row(**DONE, kind="series"),
    "dialogue:questions": Row(**SEEN, kind="series"),
    "dialogue:add_question": prepared("series"),
    "dialogue:add_hat": prepared("series"),
    "dialogue:question": prepared("question"),
    "dialogue:remove_question": Row(**DONE, kind="question_to_lose"),
    "dialogue:move_question": Row(**DONE, kind="question"),
    "dialogue:hat": prepared("hat"),
    "dialogue:remove_hat": Row(**DONE, kind="hat_to_lose"),
    "dialogue:move_hat": Row(**DONE, kind="hat"),
    "dialogue:table": Row(**SEEN, kind="table"),
    "dialogue:edit_table": prepared("table"),
    "dialogue:presence": Row(**DONE, kind="table"),
    "dialogue:beforehand": Row(**READ_ONLY, kind="table"),
    "dialogue:ask_to_check": Row(**READ_DONE, kind="table"),
    "dialogue:room": read("table"),
    "dialogue:send_quotes": Row(**READ_DONE, kind="table"),
    "dialogue:take_back": Row(**READ_DONE, kind="table"),
    "dialogue:moderate": read("table"),
    "dialogue:quotes": Row(**READ_ONLY, kind="series"),
    "dialogue:coding": read("series"),
    "dialogue:uncode": Row(**READ_DONE, kind="series"),
    "dialogue:agreement": Row(**READ_ONLY, kind="series"),
    "dialogue:memos": read("series"),
    "dialogue:remove_memo": Row(**READ_DONE, kind="series"),
    "dialogue:codebook": read("series"),
    "dialogue:undo_codebook": Row(**READ_DONE, kind="series"),
    "dialogue:code": read("code"),
    "dialogue:merge_code": Row(**READ_DONE, kind="code"),
    "dialogue:split_code": read("code"),
    "dialogue:retire_code": Row(**READ_DONE, kind="code"),
    "dialogue:counts": Row(**READ_ONLY, kind="series"),
    "dialogue:exchange": Row(**READ_ONLY, kind="series"),
    "dialogue:download": Row(**READ_ONLY, kind="series"),
    "dialogue:bring_project": Row(get=STARTS, post=STARTS, kind="network"),
    "dialogue:findings": read("series"),
    "dialogue:report": Row(**READ_ONLY, kind="series"),
    "dialogue:report_part": read("series"),
    "dialogue:share_report": Row(**READ_DONE, kind="series"),
    "dialogue:read_report": Row(get=REPORTED, post=NO_WAY, kind="series_reported"),
    "dialogue:report_file": Row(get=REPORTED, post=NO_WAY, kind="series_reported"),
    "dialogue:recommend": read("series"),
    "dialogue:recommendation": read("recommendation"),
    "dialogue:finding": read("finding"),
    "dialogue:choose_quotes": Row(**READ_ONLY, kind="finding"),
    "dialogue:backing": Row(**READ_DONE, kind="finding"),
    "dialogue:adopt": Row(**READ_DONE, kind="finding"),
    "dialogue:remove_finding": Row(**READ_DONE, kind="finding_to_lose"),
    "dialogue:seat": BY_LINK,
    "dialogue:excuse": BY_LINK_POST,
    "dialogue:input_form": BY_LINK,
    "dialogue:reflect": BY_LINK,
    "dialogue:check": BY_LINK,
    "dialogue:check_one": Row(get="M", post="M", kind="token_and_item"),
    "dialogue:consent": BY_LINK,
}


def objects(town: Town) -> dict[str, tuple[Any, ...]]:
    own, shared, other = (made.a_series(network) for network in town.homes)
    with recorded(by=None, network=own.network, deed="test"):
        for role in ("facilitator", "coordinator"):
            own.facilitators.create(user=town.people[role])
    all_three = (own, shared, other)
    reported = [made.a_series(network) for network in town.homes]
    for one in reported:
        share(by=town.people["coordinator"], series=one, is_shared=True)
    findings = [add_finding(by=None, series=one, sentence="Te weinig tijd.") for one in all_three]
    to_lose = [add_finding(by=None, series=one, sentence="Te weinig.") for one in all_three]
    advice = [
        write_recommendation(by=None, series=one, sentence="Geef tijd.", addressee="Het bestuur",
                             findings=[]).pk
        for one in all_three
    ]  # fmt: skip
    codes = [add_code(by=None, series=one, name="Tijd voor ouders").pk for one in all_three]
    missing = town.missing
    return {
        "series": (*(one.pk for one in all_three), missing),
        "series_reported": (*(one.pk for one in reported), missing),
        "table": (*(made.a_table(one).pk for one in all_three), missing),
        "question": (*(_first(Question, one) for one in all_three), missing),
        "question_to_lose": (*(_last(Question, one) for one in all_three), missing),
        "hat": (*(_first(Hat, one) for one in all_three), missing),
        "hat_to_lose": (*(_last(Hat, one) for one in all_three), missing),
        "code": (*codes, missing),
        "finding": (*(one.pk for one in findings), missing),
        "finding_to_lose": (*(one.pk for one in to_lose), missing),
        "recommendation": (*advice, missing),
    }


def _first(kind: Any, series: Any) -> Any:
    return kind.objects.of_series(series).first().pk


def _last(kind: Any, series: Any) -> Any:
    return kind.objects.of_series(series).last().pk

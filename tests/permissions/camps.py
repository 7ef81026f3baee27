"""Who gets what answer: camps.

The facilitator leads the camp of the own network, and its coordinator runs it; what has the camp's
link is open to everybody, whatever network the camp is at home in.
"""

from typing import Any

from tests.dialogue.camps import made
from tests.permissions.dialogue import BY_LINK, DONE, SEEN, STARTS, prepared
from tests.permissions.shapes import DESK, RECORD, Row
from tests.permissions.town import Town

OPEN = {"get": RECORD, "post": "XXXX"}
ROWS = {
    "dialogue:camps": DESK,
    "dialogue:add_camp": Row(get=STARTS, post=STARTS, kind="network"),
    "dialogue:camp": Row(**SEEN, kind="camp"),
    "dialogue:edit_camp": prepared("camp"),
    "dialogue:camp_state": Row(**DONE, kind="camp_to_move_on"),
    "dialogue:add_slot": prepared("camp"),
    "dialogue:add_room": prepared("camp"),
    "dialogue:slot": prepared("slot"),
    "dialogue:remove_slot": Row(**DONE, kind="slot_to_lose"),
    "dialogue:camp_room": prepared("camp_room"),
    "dialogue:remove_room": Row(**DONE, kind="room_to_lose"),
    "dialogue:sessions": Row(**SEEN, kind="camp"),
    "dialogue:add_session": prepared("camp"),
    "dialogue:session": Row(**SEEN, kind="camp_session"),
    "dialogue:edit_session": prepared("camp_session"),
    "dialogue:move_session": Row(**DONE, kind="camp_session"),
    "dialogue:pin_session": Row(**DONE, kind="camp_session"),
    "dialogue:cancel_session": Row(**DONE, kind="camp_session"),
    "dialogue:withdraw_session": Row(**DONE, kind="session_to_lose"),
    "dialogue:note_taker": prepared("camp_session"),
    "dialogue:report_link": Row(**DONE, kind="camp_session"),
    "dialogue:session_report": prepared("camp_session"),
    "dialogue:placing": Row(**SEEN, kind="camp"),
    "dialogue:place_all": Row(**DONE, kind="camp"),
    "dialogue:camp_reports": Row(**SEEN, kind="camp"),
    "dialogue:remind_of_reports": Row(**DONE, kind="camp"),
    "dialogue:camp_print": Row(**SEEN, kind="camp_print"),
    "dialogue:camp_page": Row(**OPEN, kind="camp"),
    "dialogue:propose": Row(get=RECORD, post=RECORD, kind="camp"),
    "dialogue:camp_session": Row(**OPEN, kind="open_session"),
    "dialogue:host_session": Row(get=RECORD, post=RECORD, kind="open_session"),
    "dialogue:volunteer": Row(get=RECORD, post=RECORD, kind="open_session"),
    "dialogue:want": Row(get="XXXX", post=RECORD, kind="open_session"),
    "dialogue:camp_board": Row(**OPEN, kind="camp"),
    "dialogue:board_now": Row(**OPEN, kind="camp"),
    "dialogue:my_camp": Row(**OPEN, kind="camp"),
    "dialogue:my_sheet": Row(**OPEN, kind="camp"),
    "dialogue:my_calendar": Row(**OPEN, kind="camp"),
    "dialogue:camp_calendar": Row(**OPEN, kind="camp"),
    "dialogue:camp_schedule": Row(**OPEN, kind="camp"),
    "dialogue:day_book": Row(**OPEN, kind="camp"),
    "dialogue:day_book_pdf": Row(**OPEN, kind="camp"),
    # Links that open nothing; tests/dialogue/camps/test_links.py opens real ones.
    "dialogue:host": BY_LINK,
    "dialogue:camp_report": BY_LINK,
}


def objects(town: Town) -> dict[str, tuple[Any, ...]]:
    leader = town.people["facilitator"]
    camps = [made.a_camp(home, by=leader if home == town.networks[0] else None)
             for home in town.homes]  # fmt: skip
    on_their_way = [made.a_camp(home, by=leader if home == town.networks[0] else None)
                    for home in town.homes]  # fmt: skip
    sessions = [made.a_session(one) for one in camps]
    missing = town.missing

    def keys(records: Any) -> tuple[Any, ...]:
        return (*(one.pk for one in records), missing)

    return {
        "camp": keys(camps),
        "camp_to_move_on": keys(on_their_way),
        "camp_print": tuple((key, "rooster") for key in keys(camps)),
        "slot": keys(made.a_slot(one, 9) for one in camps),
        "slot_to_lose": keys(made.a_slot(one, 15) for one in camps),
        "camp_room": keys(made.a_room(one, "Hal") for one in camps),
        "room_to_lose": keys(made.a_room(one, "Gang") for one in camps),
        "camp_session": keys(sessions),
        "session_to_lose": keys(made.a_session(one, "Weg") for one in camps),
        "open_session": tuple(
            (camp, one) for camp, one in zip(keys(camps), keys(sessions), strict=True)
        ),
    }

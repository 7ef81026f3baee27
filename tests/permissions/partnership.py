"""Who gets what answer: the table of a network, and what is answered by a link."""

from typing import Any

from tests.partnership import rows
from tests.permissions.shapes import DESK, NO_WAY, RUNS, Row, staff
from tests.permissions.town import Town

# Every role in the network sees what stands at its table; nobody sees that of another.
SEES_TABLE = staff("YMMM", nobody="MMMM", former="MMMM", elsewhere="MYYM", administrator="YYYM")
# A task is said to be done by who runs the network; those in the town are nobody's.
DOES = staff(
    "NMMM", nobody="MMMM", former="MMMM", elsewhere="MYYM",
    coordinator="YMMM", administrator="YYYM",
)  # fmt: skip
TAKES_NOTHING = staff("NMMM", nobody="MMMM", former="MMMM", elsewhere="MMMM",
                      coordinator="MMMM", administrator="MMMM")  # fmt: skip
CHANGES_TABLE, BUTTON = Row(get=RUNS, post=RUNS), Row(get=NO_WAY, post=RUNS)


def of(row: Row, kind: str) -> Row:
    return Row(get=row.get, post=row.post, kind=kind)


ROWS = {
    "partnership:overview": DESK,
    "partnership:table": DESK,
    "partnership:partners": DESK,
    "partnership:groups": DESK,
    "partnership:tasks": DESK,
    "partnership:undertakings": DESK,
    # A reader sees no money; without any network there is nothing to see.
    "partnership:money": Row(get=staff("Y", reader="N"), post=staff("X")),
    "partnership:consultations": DESK,
    "partnership:start_topics": of(BUTTON, "network"),
    "partnership:archive_topic": of(BUTTON, "topic"),
    "partnership:place_need": of(BUTTON, "need"),
    "partnership:take_up": of(BUTTON, "need"),
    "partnership:partner": Row(get=SEES_TABLE, post=NO_WAY, kind="partner"),
    "partnership:edit_partner": of(CHANGES_TABLE, "partner"),
    "partnership:leave": of(BUTTON, "partner"),
    "partnership:mail_tasks": of(BUTTON, "partner"),
    "partnership:finder": Row(get=RUNS, post=NO_WAY, kind="network"),
    "partnership:add_partner": of(CHANGES_TABLE, "network_and_organization"),
    "partnership:invite": of(CHANGES_TABLE, "network_and_organization"),
    "partnership:group": Row(get=SEES_TABLE, post=NO_WAY, kind="group"),
    "partnership:add_group": of(CHANGES_TABLE, "network"),
    "partnership:edit_group": of(CHANGES_TABLE, "group"),
    "partnership:end_group": of(BUTTON, "group"),
    "partnership:add_meeting": of(CHANGES_TABLE, "group"),
    "partnership:meeting": Row(get=SEES_TABLE, post=NO_WAY, kind="meeting"),
    "partnership:edit_meeting": of(CHANGES_TABLE, "meeting"),
    "partnership:minutes": of(CHANGES_TABLE, "meeting"),
    "partnership:add_task": of(CHANGES_TABLE, "network"),
    "partnership:edit_task": of(CHANGES_TABLE, "task"),
    "partnership:do_task": Row(get=NO_WAY, post=DOES, kind="task"),
    "partnership:undertaking": Row(get=SEES_TABLE, post=NO_WAY, kind="undertaking"),
    "partnership:add_undertaking": of(CHANGES_TABLE, "network"),
    "partnership:edit_undertaking": of(CHANGES_TABLE, "undertaking"),
    "partnership:add_source": of(CHANGES_TABLE, "network"),
    "partnership:edit_source": of(CHANGES_TABLE, "source"),
    "partnership:add_line": of(CHANGES_TABLE, "source"),
    "partnership:edit_line": of(CHANGES_TABLE, "line"),
    "partnership:remove_line": of(BUTTON, "line"),
    "partnership:add_consultation": of(CHANGES_TABLE, "network"),
    "partnership:consultation": Row(get=SEES_TABLE, post=NO_WAY, kind="consultation"),
    "partnership:close_consultation": of(BUTTON, "consultation"),
    "partnership:make_need": of(BUTTON, "observation"),
    "partnership:export": Row(get=SEES_TABLE, post=NO_WAY, kind="table_file"),
    "partnership:handbooks": DESK,
    # What is ready, and what other networks share, is for whoever has a role somewhere.
    "partnership:ready_handbook": Row(get=staff("YYYM"), post=NO_WAY, kind="ready_key"),
    "partnership:handbook_version": Row(
        get=staff("YYYM", nobody="MMMM", former="MMMM"), post=NO_WAY, kind="handbook_version"
    ),
    "partnership:withdraw_version": of(BUTTON, "handbook_version"),
    "partnership:add_handbook": of(CHANGES_TABLE, "network"),
    # Without a source nothing is taken; tests/partnership/test_handbook_pages.py takes some.
    "partnership:take_handbook": Row(get=NO_WAY, post=TAKES_NOTHING, kind="network"),
    "partnership:handbook": Row(get=SEES_TABLE, post=NO_WAY, kind="handbook"),
    "partnership:edit_handbook": of(CHANGES_TABLE, "handbook"),
    "partnership:put_away_handbook": of(BUTTON, "handbook"),
    "partnership:start_handbook_again": of(BUTTON, "handbook"),
    "partnership:share_handbook": of(CHANGES_TABLE, "handbook"),
    "partnership:compare_handbook": of(CHANGES_TABLE, "handbook"),
    "partnership:add_step": of(CHANGES_TABLE, "handbook"),
    "partnership:edit_step": of(CHANGES_TABLE, "handbook_step"),
    "partnership:tick_step": of(BUTTON, "handbook_step"),
    "partnership:move_step": of(BUTTON, "handbook_step"),
    "partnership:step_to_task": of(BUTTON, "handbook_step"),
    "partnership:remove_step": of(BUTTON, "handbook_step"),
    # Links that open nothing; tests/partnership/test_by_link.py opens real ones.
    "partnership:answer_invitation": Row(get="M", post="M", kind="token"),
    "partnership:tasks_by_link": Row(get="M", post="M", kind="token"),
    "partnership:answer_consultation": Row(get="M", post="M", kind="token"),
}


def objects(town: Town) -> dict[str, tuple[Any, ...]]:
    """Make one of each in the own network and in that of the shared and the other record."""
    slugs = [one.slug for one in town.homes]
    organizations = [one.pk for one in town.organizations]
    made = [
        rows.everything(network, organization)
        for network, organization in zip(town.homes, town.organizations, strict=True)
    ]
    kinds: dict[str, tuple[Any, ...]] = {
        kind: (*(one[kind].pk for one in made), town.missing) for kind in made[0]
    }
    pairs = zip(slugs, organizations, strict=True)
    seen = [(one["consultation"].pk, one["observation"].pk) for one in made]
    return kinds | {
        "network_and_organization": (*pairs, ("bestaat-niet", town.missing)),
        "observation": (*seen, (town.missing, town.missing)),
        "ready_key": (*["week"] * 3, "bestaat-niet"),
        "table_file": (
            *((slug, "taken", "xlsx") for slug in slugs), ("gent", "bestaat-niet", "xlsx"),
        ),
    }  # fmt: skip

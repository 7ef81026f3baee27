from vlaggenlijn.accounts.actions.factors import (
    remove_second_factor,
)
from vlaggenlijn.accounts.actions.farewell import (
    LastAdministrator,
    forget_person,
    personal_rows,
    say_farewells,
)
from vlaggenlijn.accounts.actions.forgetting import (
    forget_in_history,
)
from vlaggenlijn.accounts.actions.links import (
    end_links,
    forget_old_links,
    give_link,
    use_link,
)
from vlaggenlijn.accounts.actions.members import (
    LastCoordinator,
    add_administrator,
    add_member,
    end_membership,
)
from vlaggenlijn.accounts.actions.networks import (
    add_network,
    change_logo,
    change_network,
)
from vlaggenlijn.accounts.actions.sessions import (
    SIGNED_IN_AT,
    end_session,
    end_sessions,
    forget_ended_sessions,
    move_session,
    note_session,
)

__all__ = [
    "SIGNED_IN_AT",
    "LastAdministrator",
    "LastCoordinator",
    "add_administrator",
    "add_member",
    "add_network",
    "change_logo",
    "change_network",
    "end_links",
    "end_membership",
    "end_session",
    "end_sessions",
    "forget_ended_sessions",
    "forget_in_history",
    "forget_old_links",
    "forget_person",
    "give_link",
    "move_session",
    "note_session",
    "personal_rows",
    "remove_second_factor",
    "say_farewells",
    "use_link",
]

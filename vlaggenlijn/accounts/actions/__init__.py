from vlaggenlijn.accounts.actions.areas import (
    change_areas,
    change_regime,
    end_first_day,
)
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
from vlaggenlijn.accounts.actions.invitations import (
    MOST_A_DAY,
    AlreadyThere,
    NotOpen,
    TooManyInvitations,
    accept_invitation,
    decline_invitation,
    forget_old_invitations,
    invite_member,
    opened_invitation,
    resend_invitation,
    send_invitation,
    withdraw_invitation,
    write_invitation,
    write_withdrawal,
)
from vlaggenlijn.accounts.actions.links import (
    end_links,
    forget_old_links,
    give_link,
    term_through,
    use_link,
)
from vlaggenlijn.accounts.actions.members import (
    LastCoordinator,
    add_administrator,
    add_member,
    end_membership,
    is_last_coordinator,
    write_end,
)
from vlaggenlijn.accounts.actions.networks import (
    add_network,
    change_logo,
    change_network,
    found_network,
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
    "MOST_A_DAY",
    "SIGNED_IN_AT",
    "AlreadyThere",
    "LastAdministrator",
    "LastCoordinator",
    "NotOpen",
    "TooManyInvitations",
    "accept_invitation",
    "add_administrator",
    "add_member",
    "add_network",
    "change_areas",
    "change_logo",
    "change_network",
    "change_regime",
    "decline_invitation",
    "end_first_day",
    "end_links",
    "end_membership",
    "end_session",
    "end_sessions",
    "forget_ended_sessions",
    "forget_in_history",
    "forget_old_invitations",
    "forget_old_links",
    "forget_person",
    "found_network",
    "give_link",
    "invite_member",
    "is_last_coordinator",
    "move_session",
    "note_session",
    "opened_invitation",
    "personal_rows",
    "remove_second_factor",
    "resend_invitation",
    "say_farewells",
    "send_invitation",
    "term_through",
    "use_link",
    "withdraw_invitation",
    "write_end",
    "write_invitation",
    "write_withdrawal",
]

from vlaggenlijn.accounts.actions.forgetting import forget_in_history
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
from vlaggenlijn.accounts.actions.networks import add_network, change_logo, change_network

__all__ = [
    "LastCoordinator",
    "add_administrator",
    "add_member",
    "add_network",
    "change_logo",
    "change_network",
    "end_links",
    "end_membership",
    "forget_in_history",
    "forget_old_links",
    "give_link",
    "use_link",
]

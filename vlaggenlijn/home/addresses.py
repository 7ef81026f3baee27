"""Whole addresses for mails: of the network's own host, else of the installation."""

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.accounts.sites import site_of


def whole_address(path: str, network: LocalNetwork | None = None) -> str:
    """Return https://host/path; http where the installation says that it has no https."""
    return site_of(network) + path

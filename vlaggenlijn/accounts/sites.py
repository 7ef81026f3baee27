"""Where a network's pages stand, for links in mails."""

from django.conf import settings
from django.http import HttpRequest

from vlaggenlijn.accounts.models import LocalNetwork


def site_of(network: LocalNetwork, request: HttpRequest) -> str:
    """Return "https://host" of the network's own host, else of the host that was asked for.

    The host asked for is one of VLAGGENLIJN_HOSTS: Django refuses every other.
    """
    if network.host:
        scheme = "https" if settings.SESSION_COOKIE_SECURE else "http"
        return f"{scheme}://{network.host}"
    return f"{request.scheme}://{request.get_host()}"

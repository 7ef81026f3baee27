"""Where a network's pages stand, for links in mails."""

from django.conf import settings
from django.http import HttpRequest

from vlaggenlijn.accounts.models import LocalNetwork


def site_of(
    network: LocalNetwork | None, request: HttpRequest | None = None, otherwise: str = ""
) -> str:
    """Return "https://host": the network's own, else the one asked for, else the installation's.

    ``otherwise`` is an address that was asked for earlier. A host that is asked for is one of
    VLAGGENLIJN_HOSTS: Django refuses every other.
    """
    if network is not None and network.host:
        return f"{_scheme()}://{network.host}"
    if request is not None:
        return f"{request.scheme}://{request.get_host()}"
    return otherwise.rstrip("/") or _of_the_installation()


def _of_the_installation() -> str:
    """The first address or host of the settings that is one of its own and no pattern."""
    hosts = [host for host in settings.ALLOWED_HOSTS if not host.startswith(".")]
    known = [*settings.CSRF_TRUSTED_ORIGINS, *(f"{_scheme()}://{host}" for host in hosts)]
    plain = (one.rstrip("/") for one in known if "*" not in one)
    return next(plain, f"{_scheme()}://localhost")


def _scheme() -> str:
    return "https" if settings.SESSION_COOKIE_SECURE else "http"

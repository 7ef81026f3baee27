"""Whole addresses for mails: of the network's own host, else of the installation."""

from django.conf import settings

from vlaggenlijn.accounts.models import LocalNetwork


def whole_address(path: str, network: LocalNetwork | None = None) -> str:
    """Return https://host/path; http where the installation says that it has no https."""
    scheme = "https" if settings.SESSION_COOKIE_SECURE else "http"
    if network is not None and network.host:
        return f"{scheme}://{network.host}{path}"
    if settings.CSRF_TRUSTED_ORIGINS:
        return f"{settings.CSRF_TRUSTED_ORIGINS[0].rstrip('/')}{path}"
    return f"{scheme}://{settings.ALLOWED_HOSTS[0]}{path}"

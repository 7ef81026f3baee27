"""Why nothing was fetched, whatever it was, in sentences that say what to do."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as lazy

FETCHING: Mapping[str, Any] = {
    "fetch_port": lazy("Port %(port)s is not one of a web server, so we do not ask there."),
    "fetch_private": lazy(
        "%(host)s lies on a private network, so we do not ask there. Use an address that everybody"
        " can open."
    ),
    "fetch_unknown_host": lazy("We do not find %(host)s. Check the address."),
    "fetch_redirects": lazy(
        "The address sends us on more than %(limit)s times. Use the address where it ends."
    ),
    "fetch_downgrade": lazy(
        "The address sends us from a safe connection to one that is not, so we stop."
    ),
    "fetch_slow": lazy("The other site took longer than %(limit)s seconds. We try again tomorrow."),
    "fetch_broken": lazy("The connection with %(host)s failed. We try again tomorrow."),
    "fetch_status": lazy(
        "The other site answered with error %(status)s. Is the address still right, and open to"
        " everybody?"
    ),
}

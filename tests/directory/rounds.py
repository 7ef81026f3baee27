"""A round of confirmation for tests, and the link in its letter."""

import re
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.directory import actions
from vlaggenlijn.directory.models import (
    FreshnessCampaign,
)

BACKEND = "django.contrib.auth.backends.ModelBackend"


def today() -> date:
    """Asked anew: a round of tests may begin before midnight and end after it."""
    return timezone.localdate()


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def started(network: LocalNetwork, capture: Any, **values: Any) -> FreshnessCampaign:
    with capture(execute=True):
        return actions.start_campaign(by=None, network=network, **({"choice": "stale"} | values))


def token_in(letter: Any) -> str:
    (token,) = re.findall(r"^http\S+/actueel/(\S+)/$", letter.body, re.MULTILINE)
    return str(token)


def place_of(token: str) -> str:
    return reverse("directory:freshness", args=[token])

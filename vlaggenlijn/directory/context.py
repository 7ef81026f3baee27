"""Helplines on every page, without JavaScript."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from vlaggenlijn.accounts.middleware import regime
from vlaggenlijn.directory.models import Helpline


def helplines(request: HttpRequest) -> dict[str, Any]:
    if not hasattr(request, "network"):
        return {"helplines": []}
    return {"helplines": SimpleLazyObject(lambda: Helpline.objects.in_regime(regime(request)))}

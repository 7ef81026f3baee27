"""Pages that other sites may show in a frame: only those whose view says so."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.views.decorators.clickjacking import xframe_options_exempt

View = Callable[..., HttpResponse]
ANYWHERE = {"frame-ancestors": ["*"]}


def framable(view: View) -> View:
    """Let every site show the answers of a view in a frame; all other walls stay as they are.

    Put it on pages that only read and where nobody signs in: a frame is a place where somebody
    else decides what lies over a button.
    """
    opened = csp_replace(ANYWHERE)(xframe_options_exempt(view))

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        return opened(request, *args, **options)  # type: ignore[call-arg,return-value]

    return shown

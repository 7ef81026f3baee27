"""Walls around every request."""

import re
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

Answer = Callable[[HttpRequest], HttpResponse]
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
KNOWN_METHODS = ("GET", "HEAD", "OPTIONS", "POST")
WRITE = re.compile(r'^\s*(INSERT|UPDATE|DELETE)\b\s*(?:INTO\s+|FROM\s+)?"?(\w+)"?', re.IGNORECASE)
# Signing in keeps its state here; no field data.
SESSION_TABLES = {"django_session"}


class WriteOnSafeMethod(Exception):
    """A GET tried to change data."""


def refuse_trace(answer: Answer) -> Answer:
    """Answer 405 to every method that no page of ours uses (TRACE, PUT, DELETE ...)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in KNOWN_METHODS:
            return HttpResponseNotAllowed(KNOWN_METHODS)
        return answer(request)

    return middleware


def safe_methods_do_not_write(answer: Answer) -> Answer:
    """Make it impossible that opening an address changes data (mail scanners open links)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in SAFE_METHODS:
            return answer(request)
        with connection.execute_wrapper(_refuse_write):
            return answer(request)

    return middleware


def _refuse_write(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
) -> Any:
    write = WRITE.match(sql)
    if write and write[2] not in SESSION_TABLES:
        raise WriteOnSafeMethod(sql[:80])
    return execute(sql, params, many, context)

"""Looking never writes: a GET that changes the database is a defect, refused here whatever view it comes from.

Allowed: the session, the shared cache (sign-in limits), the person's last-visit mark, and the journal row of a
refusal (a GET may be refused, and the journal keeps refusals).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from django.db import connections
from django.http import HttpRequest, HttpResponse

WRITES = re.compile(
    r"\s*(INSERT|UPDATE|DELETE|REPLACE|TRUNCATE|ALTER|DROP|CREATE|MERGE|COPY)\b"
    r"|\s*WITH\b.*\b(INSERT\s+INTO|DELETE\s+FROM|UPDATE\s+\S+\s+SET)\b",
    re.IGNORECASE | re.DOTALL,
)
ALLOWED = re.compile(
    r'\s*(INSERT INTO|UPDATE|DELETE FROM)\s+"?(django_session|operations_cache)"?\b'
    r'|\s*INSERT INTO\s+"?journal_entry"?\b'
    r'|\s*UPDATE\s+"?people_user"?\s+SET\s+"?last_(login|visit)"?\s*=\s*\S+\s+WHERE',
    re.IGNORECASE,
)
LOOKING = ("GET", "HEAD", "OPTIONS")


class WroteWhileLooking(RuntimeError):
    """A GET, HEAD or OPTIONS request tried to write."""


class LookingNeverWritesMiddleware:
    """Refuse every writing statement of a request that only looks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with the guard on when the method only looks."""
        if request.method not in LOOKING:
            return self.get_response(request)
        with ExitStack() as guards:
            for connection in connections.all():
                guards.enter_context(connection.execute_wrapper(refuse_writes))
            return self.get_response(request)


def refuse_writes(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Django's hook round each statement."""
    if WRITES.match(sql) and not ALLOWED.match(sql):
        raise WroteWhileLooking(sql.split("VALUES")[0][:80])
    return execute(sql, params, many, context)

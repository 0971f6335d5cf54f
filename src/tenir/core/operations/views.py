"""/health: what a probe asks every few seconds."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.http import HttpRequest, JsonResponse

from tenir.core.journal import chain
from tenir.core.operations import state
from tenir.core.web.pages import PUBLIC, page


@page(access=PUBLIC)
def health(request: HttpRequest) -> JsonResponse:
    """200 when the site can work; 503 when its database is away or behind. Opens no session, tells no secret."""
    answer: dict[str, Any] = {"status": "ok", "version": settings.TENIR_VERSION}
    try:
        answer |= _of_database()
    except (DatabaseError, InterfaceError):
        answer |= {"status": "unavailable", "database": {"ok": False, "engine": connection.vendor}}
    response = JsonResponse(answer, status=200 if answer["status"] == "ok" else 503)
    response["Cache-Control"] = "no-store"
    return response


def _of_database() -> dict[str, Any]:
    missing = state.missing_migrations()
    found: dict[str, Any] = {"database": {"ok": True, "engine": connection.vendor}, "migrations_missing": len(missing)}
    if missing:
        return {"status": "behind"} | found
    head = chain.head()
    return found | {"journal": {"count": head.count, "hash": head.hash}}

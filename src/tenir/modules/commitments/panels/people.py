"""What the list of accounts tells of promises: those that nobody answers for any more."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from tenir.core.people.models import User
from tenir.modules.commitments.reporting import orphans


def orphaned(request: HttpRequest, user: User) -> dict[str, Any] | None:
    """Organisations without anybody left, on the territory of who looks."""
    found = orphans.on_territory_of(user)
    return {"found": found} if found else None

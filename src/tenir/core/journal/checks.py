"""What `tenir check --deploy --database default` says of the journal's own table."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register  # noqa: A004  (Django's own name)
from django.db import DatabaseError, InterfaceError, connection

from tenir.core.journal import protection


@register(Tags.database, deploy=True)
def role_cannot_rewrite_the_journal(**kwargs: Any) -> list[CheckMessage]:
    """On PostgreSQL, whether the role that serves the site could alter or delete what it has recorded."""
    if connection.vendor != "postgresql":
        return []
    try:
        if protection.TABLE not in connection.introspection.table_names():
            return []
        found = protection.standing(protection.current_role())
    except (DatabaseError, InterfaceError):
        return []  # an unreachable base is told by the check of operations
    if found is None or not found.trouble:
        return []
    return [
        Warning(
            f"le rôle «\u202f{found.role}\u202f» qui sert le site peut réécrire le journal\u202f: {found.trouble}.",
            hint="Servez le site avec un autre rôle, et lancez tenir journal protect --role CE_RÔLE avec le premier.",
            id="tenir.W010",
        )
    ]

"""What `tenir check --deploy` says of an installation, one French line each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError, InterfaceError, connection

from tenir.core.operations import state
from tenir.core.operations.models import CacheRow


@register(Tags.staticfiles, deploy=True)
def static_files_are_collected(**kwargs: Any) -> list[CheckMessage]:
    """Without the manifest every page of a site in production answers 500."""
    if not settings.PRODUCTION or (Path(settings.STATIC_ROOT) / "staticfiles.json").is_file():
        return []
    return [
        Error(
            f"les feuilles de style et les scripts ne sont pas dans {settings.STATIC_ROOT}.",
            hint="Lancez tenir collectstatic --no-input.",
            id="tenir.E001",
        )
    ]


@register(Tags.database, deploy=True)
def database_is_ready(**kwargs: Any) -> list[CheckMessage]:
    """Reachable, migrated, with the table of the shared cache (sign-in limits stand on it)."""
    try:
        missing = state.missing_migrations()
        if missing:
            return [_behind(missing)]
        tables = connection.introspection.table_names()
    except (DatabaseError, InterfaceError) as error:
        return [_away(error)]
    return [] if CacheRow._meta.db_table in tables else [_no_cache()]


def _behind(missing: list[str]) -> CheckMessage:
    shown = ", ".join(missing[:3]) + ("…" if len(missing) > 3 else "")
    return Error(
        f"la base n'est pas à jour ({len(missing)} en attente\u202f: {shown}).",
        hint="Lancez tenir migrate.",
        id="tenir.E002",
    )


def _away(error: Exception) -> CheckMessage:
    reason = (str(error).strip().splitlines() or [type(error).__name__])[-1].strip()
    return Error(f"la base ne répond pas ({reason}).", hint="Vérifiez DATABASE_URL.", id="tenir.E003")


def _no_cache() -> CheckMessage:
    return Error(
        "la table du cache commun manque, les limites d'entrée ne tiendraient pas.",
        hint="Lancez tenir createcachetable.",
        id="tenir.E004",
    )

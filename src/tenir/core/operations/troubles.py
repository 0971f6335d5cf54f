"""What a command says of an exception: one French sentence and an exit status.

Expected trouble (bad input, a failed check, a database that is away or behind) is explained; the rest is a defect of
ours, kept with its traceback in `erreurs.log` of the data folder, and ends in 70 (EX_SOFTWARE of sysexits.h), which
no caller can take for a failed check or bad input.
"""

from __future__ import annotations

import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError, SystemCheckError
from django.db import DatabaseError, InterfaceError, OperationalError

from tenir.core.errors import BadInput, CheckFailed, TenirError
from tenir.core.operations.commands import in_french
from tenir.core.operations.privacy import traceback_without_values

DEFECT = 70
# SQLSTATE of PostgreSQL for an unknown table, column, schema.
_UNKNOWN_TABLE = ("42P01", "42703", "3F000")
# And their class for a statement beyond its limits.
_TOO_COMPLEX = "54"
_SQLITE_UNKNOWN_TABLE = ("no such table", "no such column", "has no column named")


def explained(error: BaseException) -> TenirError | None:
    """The same trouble in a sentence, or None when it is a defect of ours."""
    if isinstance(error, TenirError):
        return error
    if isinstance(error, SystemCheckError):
        return CheckFailed(str(error).strip())
    if isinstance(error, CommandError):
        return _of_django(str(error))
    if isinstance(error, DatabaseError | InterfaceError):
        return _of_database(error)
    if isinstance(error, ImproperlyConfigured) and "psycopg" in str(error):
        return BadInput("le pilote de PostgreSQL manque.", remedy='Installez-le par pip install "tenir[postgres]".')
    return None


def _of_django(message: str) -> TenirError:
    usage = message.removeprefix("Error: ")
    return BadInput(in_french(usage) if usage != message else message)


def _of_database(error: Exception) -> TenirError | None:
    if _is_behind(error):
        return BadInput("la base n'est pas à jour.", remedy="Lancez tenir migrate.")
    if _is_refused_statement(error):
        return None
    if isinstance(error, OperationalError | InterfaceError) or "file is not a database" in str(error):
        reason = (str(error).strip().splitlines() or ["sans explication"])[-1].strip()
        return BadInput(
            f"la base ne répond pas ({reason}).",
            where="DATABASE_URL",
            remedy="Vérifiez qu'elle est démarrée et que l'adresse, le compte et le mot de passe sont les bons.",
        )
    return None


def _is_behind(error: Exception) -> bool:
    code = getattr(error.__cause__, "sqlstate", None)
    return code in _UNKNOWN_TABLE or any(words in str(error) for words in _SQLITE_UNKNOWN_TABLE)


def _is_refused_statement(error: Exception) -> bool:
    """The database answers, and cannot do what Tenir asked (« Expression tree is too large »): a defect of ours."""
    code = getattr(error.__cause__, "sqlite_errorcode", None)
    state = getattr(error.__cause__, "sqlstate", None) or ""
    return code == sqlite3.SQLITE_ERROR or state.startswith(_TOO_COMPLEX)


def defect(error: BaseException, *, command: str) -> str:
    """Keep the traceback of a defect and say where, in one sentence."""
    kept = _keep(
        f"{datetime.now(UTC).isoformat(timespec='seconds')} tenir {command}\n{traceback_without_values(error)}"
    )
    where = f"Le détail est dans {kept}." if kept else "Le détail n'a pas pu être gardé."
    return f"erreur imprévue ({type(error).__name__}), c'est un défaut de Tenir. {where} TENIR_TRACEBACK=1 le montre."


def _keep(text: str) -> Path | None:
    try:
        file = Path(settings.DATA_FOLDER) / "erreurs.log"
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "a", encoding="utf-8") as handle:
            handle.write(f"{text}\n")
    except Exception:  # settings themselves may be the defect
        return None
    return file

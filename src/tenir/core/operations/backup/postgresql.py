"""Copying a PostgreSQL database as of one instant, and putting a copy back in one transaction.

`pg_dump` writes the copy, because it alone knows every type, constraint, trigger and identity of its own server. It
reads the snapshot in which the facts are counted. Its plain SQL goes back through the site's own connection: the
machine that restores needs no PostgreSQL tool, and the journal is verified before the transaction ends.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from tenir.core.errors import BadInput, CheckFailed
from tenir.core.journal.hashing import GENESIS
from tenir.core.operations.backup.manifest import Facts

_OPTIONS = ("--format=plain", "--encoding=UTF8", "--no-owner", "--no-privileges", "--no-comments", "--no-publications")
# A newer pg_dump sets what an older server does not know; it changes nothing that Tenir stores.
_UNKNOWN_BEFORE_17 = "SET transaction_timeout"


def dump(target: Path) -> Facts:
    """Write the database into `target`, and count what it holds in the same snapshot."""
    import psycopg

    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as raw:
        raw.execute("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        snapshot = _one(raw, "SELECT pg_export_snapshot()")
        found = _counted(raw)
        _pg_dump(target, snapshot)
    return found


def _counted(raw: Any) -> Facts:
    names = raw.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1").fetchall()
    tables = {name: int(_one(raw, f'SELECT COUNT(*) FROM "{name}"')) for (name,) in names}  # noqa: S608  (catalogue's)
    if "journal_entry" not in tables:
        raise BadInput("la base n'est pas à jour.", remedy="Lancez d'abord tenir migrate.")
    head = raw.execute("SELECT sequence, hash FROM journal_entry ORDER BY sequence DESC LIMIT 1").fetchone()
    migrations = raw.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1").fetchall()
    count, digest = head or (0, GENESIS)
    return Facts(count, digest, tables, [name for (name,) in migrations])


def _one(raw: Any, statement: str) -> Any:
    return raw.execute(statement).fetchone()[0]


def _pg_dump(target: Path, snapshot: str) -> None:
    arguments, variables = connection.client.settings_to_cmd_args_env(connection.settings_dict, [])
    command = [_program(), *_OPTIONS, f"--snapshot={snapshot}", f"--file={target}", *arguments[1:]]
    done = subprocess.run(  # noqa: S603  (our own arguments, no shell)
        command, env=os.environ | (variables or {}), capture_output=True, text=True, check=False
    )
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["sans explication"])[0]
        raise BadInput(f"pg_dump n'a pas pu copier la base ({reason}).", remedy="Aucun fichier n'a été écrit.")


def _program() -> str:
    """`pg_dump` of TENIR_PG_BIN, else of the PATH."""
    found = shutil.which("pg_dump", path=settings.PG_BIN or None)
    if not found:
        raise BadInput(
            "pg_dump est introuvable.",
            where="TENIR_PG_BIN",
            remedy="Installez postgresql-client, ou donnez le dossier où il se trouve.",
        )
    return found


def is_empty() -> bool:
    """Whether nothing would be lost: no table of ours or of anybody."""
    with connection.cursor() as cursor:
        return not connection.introspection.table_names(cursor)


def put_back(file: Path) -> None:
    """Replace every table and function by those of the dump. Must run in a transaction; raises `CheckFailed`."""
    with connection.cursor() as cursor:
        _drop_everything(cursor)
        with file.open(encoding="utf-8", newline="\n") as script:
            _play(script, cursor)
        # The dump empties it for the session, and the site's own code names tables without their schema.
        cursor.execute("RESET search_path")


def facts() -> Facts:
    """What the database holds, seen from the current transaction."""
    connection.ensure_connection()
    return _counted(connection.connection)


def _drop_everything(cursor: Any) -> None:
    for name in connection.introspection.table_names(cursor):
        cursor.execute(f"DROP TABLE {connection.ops.quote_name(name)} CASCADE")
    # Functions of triggers, but not those that an extension brought.
    cursor.execute("""
        SELECT oid::regprocedure::text FROM pg_proc
        WHERE pronamespace = current_schema()::regnamespace
          AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
    """)
    for (name,) in cursor.fetchall():
        cursor.execute(f"DROP FUNCTION {name} CASCADE")


def _play(script: Iterator[str], cursor: Any) -> None:
    """Execute a plain dump: SQL, with data in COPY blocks that end with a line `\\.`."""
    statements: list[str] = []
    for line in script:
        if line.startswith("COPY ") and line.endswith(" FROM stdin;\n"):
            _execute(cursor, statements)
            statements = []
            _copy(cursor, line, script)
        elif not line.startswith(("\\", _UNKNOWN_BEFORE_17)):
            # A line of psql itself (\restrict) is for psql.
            statements.append(line)
    _execute(cursor, statements)


def _execute(cursor: Any, statements: list[str]) -> None:
    if any(line.strip() and not line.startswith("--") for line in statements):
        cursor.execute("".join(statements))


def _copy(cursor: Any, statement: str, script: Iterator[str]) -> None:
    with cursor.copy(statement) as copy:
        for line in script:
            if line == "\\.\n":
                return
            copy.write(line)
    raise CheckFailed("la copie de la base s'arrête au milieu d'une table.")

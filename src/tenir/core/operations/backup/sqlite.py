"""Copying the SQLite file as of one instant, and putting a copy back in one transaction.

SQLite's own backup interface does both. Read in a single step it holds one read lock: writers wait for the few seconds
it takes, and no half-made transaction is seen. Written back, all pages change in one journalled transaction of the
destination: kill -9 leaves the old database or the new one, also under a site that has the file open.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection

from tenir.core.errors import BadInput, CheckFailed
from tenir.core.journal.hashing import GENESIS
from tenir.core.operations.backup.manifest import Facts


def database_file() -> Path:
    """The file of this site's database."""
    return Path(connection.settings_dict["NAME"])


def dump(target: Path) -> Facts:
    """Copy the database into `target`; facts are counted in the copy, so they are of the same instant."""
    if not database_file().is_file():
        raise BadInput("il n'y a pas encore de base à sauvegarder.", remedy="Lancez d'abord tenir migrate.")
    with closing(sqlite3.connect(database_file(), timeout=60)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy, sleep=0.01)
    return facts(target)


def facts(file: Path) -> Facts:
    """What a database file holds; raises `CheckFailed` when SQLite finds it damaged."""
    try:
        with closing(sqlite3.connect(file)) as database:
            if database.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                raise CheckFailed("la base sauvegardée est endommagée.")
            return _counted(database)
    except sqlite3.DatabaseError as error:
        raise CheckFailed(f"la base sauvegardée n'est pas lisible ({error}).") from error


def _counted(database: sqlite3.Connection) -> Facts:
    names = database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
    )
    tables = {name: _rows(database, name) for (name,) in names.fetchall()}
    head = database.execute("SELECT sequence, hash FROM journal_entry ORDER BY sequence DESC LIMIT 1").fetchone()
    migrations = database.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1").fetchall()
    count, digest = head or (0, GENESIS)
    return Facts(count, digest, tables, [name for (name,) in migrations])


def _rows(database: sqlite3.Connection, table: str) -> int:
    quoted = table.replace('"', '""')
    return int(database.execute(f'SELECT COUNT(*) FROM "{quoted}"').fetchone()[0])  # noqa: S608  (quoted name)


def is_empty() -> bool:
    """Whether nothing would be lost: no file, or one without any table."""
    if not database_file().exists():
        return True
    try:
        with closing(sqlite3.connect(database_file())) as database:
            return bool(database.execute("SELECT COUNT(*) FROM sqlite_master").fetchone() == (0,))
    except sqlite3.DatabaseError:
        return False  # damaged is not empty


@contextmanager
def staged(file: Path) -> Iterator[None]:
    """The site's own code looks at `file` instead of the database."""
    connection.close()
    real = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = str(file)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = real


def put_back(file: Path) -> None:
    """Make the database what `file` holds, in one transaction of the database."""
    connection.close()
    _set_aside_if_unreadable()
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(database_file(), timeout=60)) as target:
        target.execute("PRAGMA synchronous=FULL")
        source.backup(target, sleep=0.01)


def _set_aside_if_unreadable() -> None:
    """A damaged file cannot be written into: it keeps its bytes under another name."""
    file = database_file()
    try:
        with closing(sqlite3.connect(file)) as database:
            database.execute("SELECT COUNT(*) FROM sqlite_master")
    except sqlite3.DatabaseError:
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        for suffix in ("", "-journal", "-wal", "-shm"):
            part = Path(f"{file}{suffix}")
            if part.exists():
                part.rename(f"{file}{suffix}.illisible-{stamp}")

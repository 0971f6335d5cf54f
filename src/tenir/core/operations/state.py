"""Whether the database is reachable and as this version of the code expects it."""

from __future__ import annotations

import functools

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def missing_migrations() -> list[str]:
    """Names of the migrations that this code ships and the database has not received, `app.name` sorted.

    One or two queries; raises `DatabaseError` when the database is away.
    """
    applied = set(MigrationRecorder(connection).applied_migrations())
    return sorted(f"{app}.{name}" for app, name in _shipped() - applied)


def known_migrations() -> frozenset[str]:
    """Every migration that this code knows, `app.name`."""
    return frozenset(f"{app}.{name}" for app, name in _shipped())


@functools.cache
def _shipped() -> frozenset[tuple[str, str]]:
    """Read once a process: the code of a running site does not change, and a probe asks every few seconds."""
    loader = MigrationLoader(None)
    return frozenset(loader.disk_migrations)


def engine() -> str:
    """`SQLite 3.40.1, journal DELETE, synchronous FULL`, or `PostgreSQL 15.14`."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SHOW server_version")
            return f"PostgreSQL {cursor.fetchone()[0].split(' ')[0]}"
        cursor.execute("SELECT sqlite_version()")
        version = cursor.fetchone()[0]
        cursor.execute("PRAGMA journal_mode")
        journal = cursor.fetchone()[0].upper()
        cursor.execute("PRAGMA synchronous")
        synchronous = {0: "OFF", 1: "NORMAL", 2: "FULL", 3: "EXTRA"}[cursor.fetchone()[0]]
    return f"SQLite {version}, journal {journal}, synchronous {synchronous}"

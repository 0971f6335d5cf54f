"""Running `tenir` as people do: a process of its own, on the database of the test; and its end, seen by PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from django.db import connection

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "tenir", *arguments]


def environment(folder: Path, database: str) -> dict[str, str]:
    kept = {
        name: os.environ[name]
        for name in ("PATH", "HOME", "PYTHONPATH", "COVERAGE_PROCESS_START")
        if name in os.environ
    }
    return {**kept, "TENIR_DATA": str(folder), "DATABASE_URL": database, "PYTHONUTF8": "1"}


def address_of_test_database() -> str:
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    user = ":".join(quote(part, safe="") for part in (settings["USER"], settings["PASSWORD"]) if part)
    return f"postgres://{user}@{quote(settings['HOST'], safe='')}:{settings['PORT'] or 5432}/{settings['NAME']}"


def sessions() -> set[int]:
    """PostgreSQL's sessions on the test's database, but ours."""
    if connection.vendor != "postgresql":
        return set()
    others = """
        SELECT pid FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
    """
    with connection.cursor() as cursor:
        cursor.execute(others)
        return {pid for (pid,) in cursor.fetchall()}


def settle(before: set[int]) -> None:
    """Wait until PostgreSQL has seen that its client is dead: a commit already asked for may still end after it.

    `before` are the sessions that were there before the client: an earlier test's thread may keep one.
    """
    until = time.monotonic() + 60
    while left := sessions() - before:
        assert time.monotonic() < until, f"the killed client's sessions are still there: {left}"
        time.sleep(0.02)

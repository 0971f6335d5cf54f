"""One migrated database for all the tests of a clone: to migrate takes half a minute, to copy nothing.

What is copied was made by `tenir migrate`, as on every site; it is made anew when a migration or a library changes.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build" / "tests"
# On PostgreSQL, in the cluster of the run.
TEMPLATE = "tenir_migrated"
_FILLED: dict[str, tuple[sqlite3.Connection, Any]] = {}


def place() -> None:
    """Put a migrated database where Django will look for the test database of this process."""
    name = connection.creation._get_test_db_name()
    if connection.vendor == "sqlite":
        copy(Path(name))
        return
    template = on_postgresql()
    with _administrator() as execute:
        execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        execute(f"CREATE DATABASE {name} TEMPLATE {template}")


def copy(file: Path) -> None:
    """A migrated SQLite database at `file`."""
    made = FOLDER / f"migrated-{_digest()}.sqlite3"
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            _make(made)
    file.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(made, file)


def filled(name: str, fill: Callable[[], Any]) -> Any:
    """What `fill` returns once it has filled an empty database; done once a process, then copied with what it returned.

    Copied on SQLite only, outside a test's transaction, and where nothing is there that a copy would take away.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block or not _is_empty():
        return fill()
    if name in _FILLED:
        kept, made = _FILLED[name]
        kept.backup(connection.connection)
        return made
    made, kept = fill(), sqlite3.connect(":memory:")
    connection.connection.backup(kept)
    _FILLED[name] = kept, made
    return made


def _is_empty() -> bool:
    """Whatever a test makes stands on a place, belongs to a person or was journaled."""
    from tenir.core.journal.models import Entry
    from tenir.core.people.models import User
    from tenir.core.places.models import Place

    return not any(model.objects.exists() for model in (Entry, User, Place))


def on_postgresql() -> str:
    """Name of a migrated database of the cluster, which is never used itself."""
    # The lock of the run goes with its connection, whatever becomes of this process.
    with _administrator() as execute:
        execute("SELECT pg_advisory_lock(7351)")
        if not execute(f"SELECT 1 FROM pg_database WHERE datname = '{TEMPLATE}'"):
            execute(f"DROP DATABASE IF EXISTS {TEMPLATE}_made WITH (FORCE)")
            execute(f"CREATE DATABASE {TEMPLATE}_made")
            _migrate(DATABASE_URL=f"{os.environ['DATABASE_URL'].rsplit('/', 1)[0]}/{TEMPLATE}_made")
            execute(f"ALTER DATABASE {TEMPLATE}_made RENAME TO {TEMPLATE}")
    return TEMPLATE


def _make(file: Path) -> None:
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        _migrate(TENIR_DATA=folder)
        for old in FOLDER.glob("migrated-*.sqlite3"):
            old.unlink()
        (Path(folder) / "tenir.sqlite3").rename(file)


def _migrate(**variables: str) -> None:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPATH") if name in os.environ}
    command = [sys.executable, "-m", "tenir", "migrate", "--verbosity", "0"]
    with tempfile.TemporaryDirectory() as folder:
        environment = {**kept, "TENIR_DATA": folder, **variables}
        done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def _digest() -> str:
    """Changes with whatever may change what a migrated database holds."""
    files = [*sorted((ROOT / "src/tenir").rglob("migrations/*.py")), *sorted((ROOT / "src/tenir").rglob("apps.py"))]
    whole = hashlib.sha256()
    for file in (*files, ROOT / "src/tenir/config/settings.py", ROOT / "requirements/base.txt"):
        whole.update(file.read_bytes())
    return whole.hexdigest()[:16]


@contextmanager
def _administrator() -> Iterator[Callable[[str], object]]:
    import psycopg

    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as admin:

        def execute(statement: str) -> object:
            cursor = admin.execute(statement)
            return cursor.fetchone() if cursor.description else None

        yield execute

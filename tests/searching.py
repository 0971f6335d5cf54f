"""Looks for planted bytes wherever a file of a person could have been left."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from django.db import connection

PROCESSES = Path("/proc")
PIECE = 1 << 20  # bytes read at once


def holders(marker: bytes, folders: Iterable[Path]) -> list[str]:
    """Files of the folders, and of the database with its journals, that hold the marker."""
    places = [*folders, *_database()]
    return [str(path) for path in _files(places) if _holds(path, marker)]


def open_holders(marker: bytes, process: int) -> list[str]:
    """Files that a process or its children keep open, deleted or not, and that hold the marker; memory is no file."""
    found = []
    for one in _family(process):
        for link in _entries(PROCESSES / str(one) / "fd"):
            with suppress(OSError):
                name = link.readlink()
                if name.is_absolute() and not str(name).startswith(("/memfd:", "/dev")) and _holds(link, marker):
                    found.append(str(name))
    return found


def _family(process: int) -> list[int]:
    children: list[int] = []
    for task in _entries(PROCESSES / str(process) / "task"):
        with suppress(OSError):
            children += map(int, (task / "children").read_text().split())
    return [process, *(one for child in children for one in _family(child))]


def _entries(folder: Path) -> list[Path]:
    """What a folder of the system holds; nothing once its process is gone."""
    with suppress(OSError):
        return list(folder.iterdir())
    return []


def _database() -> list[Path]:
    """The file of SQLite with what stands beside it, or all of PostgreSQL but the databases of other tests."""
    if connection.vendor == "sqlite":
        file = Path(connection.settings_dict["NAME"])
        return sorted(file.parent.glob(f"{file.name}*"))
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute(
            "SELECT current_setting('data_directory'), oid FROM pg_database WHERE datname = current_database()"
        )
        folder, number = cursor.fetchone()
    base = Path(folder) / "base"
    return [*(one for one in base.parent.iterdir() if one != base), base / str(number), base / "pgsql_tmp"]


def _files(places: Iterable[Path]) -> Iterator[Path]:
    """Files in and under the places. What goes away meanwhile, as a journal does, is passed over: it is not left."""
    for place in places:
        under = (Path(folder, name) for folder, _, names in os.walk(place) for name in names)
        yield from (one for one in (place, *under) if one.is_file() and not one.is_symlink())


def _holds(path: Path, marker: bytes) -> bool:
    """Read piece by piece: a file that shrinks while it is mapped in memory kills who reads it."""
    with suppress(FileNotFoundError), path.open("rb") as file:
        tail = b""
        while piece := file.read(PIECE):
            seen = tail + piece
            if marker in seen:
                return True
            tail = seen[-len(marker) + 1 :]
    return False

"""Looks for planted bytes wherever a file of a person could have been left."""

from __future__ import annotations

import mmap
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from django.db import connection

PROCESSES = Path("/proc")


def holders(marker: bytes, folders: Iterable[Path]) -> list[str]:
    """Files of the folders, and of the database with its journals, that hold the marker."""
    places = [*folders, *_database()]
    return [str(path) for path in _files(places) if _holds(path, marker)]


def open_holders(marker: bytes, process: int) -> list[str]:
    """Files that a process or its children keep open, deleted or not, and that hold the marker; memory is no file."""
    found = []
    for one in _family(process):
        for link in (PROCESSES / str(one) / "fd").iterdir():
            with suppress(OSError):
                name = link.readlink()
                if name.is_absolute() and not str(name).startswith(("/memfd:", "/dev")) and _holds(link, marker):
                    found.append(str(name))
    return found


def _family(process: int) -> list[int]:
    tasks = (PROCESSES / str(process) / "task").glob("*/children")
    children = [int(child) for task in tasks for child in task.read_text().split()]
    return [process, *(one for child in children for one in _family(child))]


def _database() -> list[Path]:
    """The file of SQLite with what stands beside it, or the folder of PostgreSQL, its write-ahead log included."""
    if connection.vendor == "sqlite":
        file = Path(connection.settings_dict["NAME"])
        return sorted(file.parent.glob(f"{file.name}*"))
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SHOW data_directory")
        return [Path(cursor.fetchone()[0])]


def _files(places: Iterable[Path]) -> Iterator[Path]:
    for place in places:
        yield from (one for one in (place, *place.rglob("*")) if one.is_file() and not one.is_symlink())


def _holds(path: Path, marker: bytes) -> bool:
    with suppress(FileNotFoundError), path.open("rb") as file:
        if not os.fstat(file.fileno()).st_size:
            return False
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as held:
            return held.find(marker) >= 0
    return False

"""All known official boundaries imported, as `tenir territories load` does, and the indexes made of them.

    python -m benchmarks.territories                                on SQLite
    python -m tests.postgres python -m benchmarks.territories       on PostgreSQL

Needs the reference files beside the clone. Processor time of the process; the floor is the bare parsing of the same
files, measured in the same run, since a slow machine is not a slow program.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import os
import sys
import tempfile
from pathlib import Path
from unittest import mock

from benchmarks.localisation_points import SHARED
from benchmarks.rollup import Cost, best, cost
from tenir.engines.localisation.boundaries import uncollected


def files(folder: Path) -> list[Path]:
    """Each known file of JSON once."""
    from tenir.modules.territories.importing import catalogue

    found = dict.fromkeys(path for known in catalogue.present(folder) for path in known.paths(folder))
    return [path for path in found if "json" in path.name]


def bare(folder: Path) -> None:
    """Unpacked and parsed, nothing kept; without the search for cycles, which would look through all of Django too."""
    with uncollected():
        for path in files(folder):
            data = path.read_bytes()
            json.loads(gzip.decompress(data) if path.suffix == ".gz" else data)


def load(folder: Path) -> None:
    """The whole command, but for the indexes that follow it."""
    from django.core.management import call_command

    said = contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(io.StringIO())
    with said[0], said[1], mock.patch("tenir.core.operations.jobs.run_after", return_value=[]):
        call_command("territories", "load", str(folder))


def floor(folder: Path) -> Cost:
    """The best of three."""
    return best([cost(lambda: bare(folder)) for _ in range(3)])


def prepare(folder: Path) -> None:
    """A site that knows the official lists and no boundary."""
    os.environ |= {"TENIR_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "tenir.config.settings"}
    import django

    django.setup()
    from django.core.management import call_command

    with contextlib.redirect_stdout(io.StringIO()):
        call_command("migrate", verbosity=0)
        call_command("referentials", "load")


def main() -> int:
    """Floor, import, indexes."""
    from tenir.core.operations import jobs
    from tenir.modules.territories.actions import IMPORTED

    least = floor(SHARED)
    for title, spent in (
        ("bare parsing", least),
        ("import", cost(lambda: load(SHARED))),
        ("indexes", cost(lambda: jobs.run_after(IMPORTED))),
        ("the same again", cost(lambda: load(SHARED))),
    ):
        ratio = spent.processor / least.processor
        print(f"{title:15} {spent.processor:6.1f} s of processor, {spent.clock:6.1f} by the clock, {ratio:5.1f} times")
    return 0


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        prepare(Path(made))
        sys.exit(main())

"""What readers wait for while somebody writes: 20 readers at once on 20,000 commitments, with and without a writer.

    python -m benchmarks.load                                   on SQLite
    python -m tests.postgres python -m benchmarks.load          on PostgreSQL

Gate (asserted in tests/test_load.py): p95 with a writer at most 3 times the p95 of the same readers without one, and no
error. « Unloaded » is thus the same twenty readers and nobody writing. One reader alone would be another question: two
workers that answer twenty readers who never pause make each of them wait for ten, whatever the code. Against one reader
alone, people who pause are measured (`people.py`), and printed too.

The writer records a level a second through the action, in a process of its own: each write makes every kept page old.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.server import Measure, serving

HERE = Path(__file__).resolve().parent
COMMITMENTS = 20_000
READERS = 20
ROUNDS = 3
SECONDS = 6
PAUSE_OF_WRITER = 1.0


@dataclass(frozen=True)
class Load:
    """Medians over the rounds, without and with a writer, and what was counted in all of them."""

    quiet: float
    written: float
    errors: int
    writes: int

    @property
    def ratio(self) -> float:
        """How many times longer readers wait while somebody writes."""
        return self.written / self.quiet


def readers(address: str, *, count: int, seconds: int, seed: int, promises: int = COMMITMENTS) -> Measure:
    """`count` readers who ask one page after the other."""
    wrk = shutil.which("wrk")
    if not wrk:
        raise SystemExit("wrk est introuvable : installez le paquet wrk.")
    command = [wrk, "--threads", "1", "--connections", str(count), "--duration", f"{seconds}s", "--timeout", "20s"]
    command += ["--script", str(HERE / "load_mix.lua"), address, "--", str(promises), str(seed)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return Measure(**json.loads(printed.rsplit("JSON ", 1)[1]))


@contextmanager
def writing() -> Iterator[list[int]]:
    """Somebody records levels meanwhile; the list then holds how many."""
    told: list[int] = []
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
    command = [sys.executable, "-m", "benchmarks.load", "write"]
    writer = subprocess.Popen(command, env=environment, cwd=HERE.parent, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert writer.stdout is not None
    assert writer.stdout.readline() == b"ready\n"
    yield told
    out, _ = writer.communicate(timeout=60)  # closing its input is how it is told to stop
    if writer.returncode:
        raise SystemExit("celui qui écrit a échoué.")
    told.append(int(out))


def write() -> int:
    """Record a level a second until the input is closed; prints how many."""
    import select

    import django

    django.setup()
    from django.utils import timezone

    from tenir.core.actions import System
    from tenir.modules.commitments.actions import record_level
    from tenir.modules.commitments.enums import OFFICIAL, Status
    from tenir.modules.commitments.models import Commitment
    from tenir.modules.commitments.moments import Moment

    keys = list(Commitment.objects.order_by("pk").values_list("pk", flat=True))
    print("ready", flush=True)
    count = 0
    while not select.select([sys.stdin], [], [], PAUSE_OF_WRITER)[0]:
        row = Commitment.objects.select_related("framework", "place").get(pk=random.choice(keys))
        moment = Moment(timezone.localdate())
        level = random.choice(OFFICIAL)
        record_level(by=System("load"), commitment=row, level=level, moment=moment, status=Status.VERIFIED)
        count += 1
    print(count)
    return 0


def measure(site: str, *, rounds: int = ROUNDS, seconds: int = SECONDS) -> Load:
    """Rounds without and with a writer in turn, so that both meet the same noise of the machine."""
    readers(site, count=READERS, seconds=3, seed=0)
    quiet, written, writes = [], [], 0
    for seed in range(1, rounds + 1):
        quiet.append(readers(site, count=READERS, seconds=seconds, seed=seed))
        with writing() as told:
            written.append(readers(site, count=READERS, seconds=seconds, seed=seed + rounds))
        writes += told[0]
    return Load(
        quiet=statistics.median(one.p95 for one in quiet),
        written=statistics.median(one.p95 for one in written),
        errors=sum(one.errors for one in (*quiet, *written)),
        writes=writes,
    )


def prepare() -> str:
    """A database with one framework of 20,000 invented commitments; the name of its kind."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    fill()
    connection.close()
    return connection.vendor


def fill() -> None:
    """The promises, and a département that they reach, whose page is among those that readers ask."""
    from benchmarks.content import large_framework
    from tenir.core.places.models import Containment, Place, PlaceKind

    large_framework(COMMITMENTS)
    here = Place.objects.create(kind=PlaceKind.DEPARTEMENT, code="21", name="Côte-d'Or")
    Containment.objects.create(part=here, whole=Place.objects.france())


def main() -> int:
    """Measure, print."""
    from benchmarks import people

    with tempfile.TemporaryDirectory(prefix="tenir-load-") as folder:
        os.environ |= {"TENIR_DATA": folder, "DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
        vendor = prepare()
        with serving(uncached=False) as site:
            started = time.monotonic()
            found = measure(site)
            crowd = people.measure(site)
            print(
                f"{vendor}, {COMMITMENTS} commitments, {READERS} readers: p95 {found.quiet:.1f} ms without a writer, "
                f"{found.written:.1f} ms with one ({found.ratio:.2f} times, gate 3), {found.errors} errors, "
                f"{found.writes} writes in {time.monotonic() - started:.0f} s; people who pause: "
                f"{crowd.alone.p95:.1f} ms for one alone, "
                f"{crowd.together.p95:.1f} ms for each of {READERS} ({crowd.ratio:.2f} times, gate 3)"
            )
    return 0


if __name__ == "__main__":
    sys.exit(write() if sys.argv[1:] == ["write"] else main())

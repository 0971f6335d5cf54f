"""What the site's readers and writers wait for while figures are imported: twenty people who pause, and a writer.

    python -m benchmarks.importing_load                               100,000 values on SQLite
    python -m tests.postgres python -m benchmarks.importing_load      on PostgreSQL

Gate (asserted in tests/test_importing_load.py with fewer values): p95 of the pages at most 3 times that of the same
people and the same writer without an import, and no error of either. The longest wait of the writer is printed.

The writer declares a value a second through the action, in a process of its own, of the indicators of the file in turn.
"""

from __future__ import annotations

import json
import os
import random
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks import importing, people
from benchmarks.server import serving

HERE = Path(__file__).resolve().parent
READERS = 20
SECONDS_QUIET = 20
PAUSE_OF_WRITER = 1.0
# No line of the file is of this year: the writer corrects nothing that the import writes.
YEAR = importing.FIRST_YEAR - 1


@dataclass(frozen=True)
class Seen:
    """What readers waited for, in milliseconds, and each write of the writer, in seconds."""

    read: people.Waited
    writes: tuple[float, ...]

    def with_(self, other: Seen) -> Seen:
        """Both together."""
        read = people.Waited((*self.read.milliseconds, *other.read.milliseconds), self.read.errors + other.read.errors)
        return Seen(read, (*self.writes, *other.writes))

    @property
    def told(self) -> str:
        """The figures that matter."""
        return (
            f"p95 {self.read.p95:.1f} ms, longest {max(self.read.milliseconds):.0f} ms, {self.read.errors} errors in "
            f"{len(self.read.milliseconds)} pages; {len(self.writes)} writes, longest {max(self.writes):.2f} s"
        )


@dataclass(frozen=True)
class Load:
    """The same people without and with an import, and how long that took."""

    quiet: Seen
    loaded: Seen
    seconds: float

    @property
    def ratio(self) -> float:
        """How many times longer pages take meanwhile, p95."""
        return self.loaded.read.p95 / self.quiet.read.p95


def measure(site: str, file: Path, *, seconds: float = SECONDS_QUIET) -> Load:
    """Quiet before and after, half each: figures are there afterwards that were not, and the machine has other work."""
    _seen(site, _during(3), seed=0)
    before = _seen(site, _during(seconds / 2), seed=100)
    began = time.monotonic()
    command = [sys.executable, "-m", "tenir", "indicators", "import", str(file), "--sender", "agence", "--accept"]
    import_ = subprocess.Popen(command, env=_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    loaded = _seen(site, lambda: import_.poll() is None, seed=200)
    _, said = import_.communicate()
    if import_.returncode:
        raise SystemExit(f"l'import a échoué : {said.decode(errors='replace')[-500:]}")
    taken = time.monotonic() - began
    return Load(before.with_(_seen(site, _during(seconds / 2), seed=300)), loaded, taken)


def _seen(site: str, going: Callable[[], bool], *, seed: int) -> Seen:
    with writing() as writes:
        read = people.read_while(site, going, count=READERS, seed=seed, path=_path)
    return Seen(read, tuple(writes))


def _during(seconds: float) -> Callable[[], bool]:
    end = time.monotonic() + seconds
    return lambda: time.monotonic() < end


def _path(chance: random.Random) -> str:
    indicator, quarter = chance.randrange(importing.INDICATORS), chance.randrange(importing.QUARTERS)
    pages = (
        (0.2, "/"),
        (0.4, "/chiffres/"),
        (0.6, f"/chiffres/invente-{indicator}/"),
        (1.0, f"/lieux/qpv/QP{quarter:05}/"),
    )
    drawn = chance.random()
    return next(path for most, path in pages if drawn < most)


def _environment() -> dict[str, str]:
    return os.environ | {"DJANGO_SETTINGS_MODULE": "benchmarks.settings"}


@contextmanager
def writing() -> Iterator[list[float]]:
    """Somebody declares values meanwhile; the list then holds how long each took. An error of theirs ends all."""
    told: list[float] = []
    command = [sys.executable, "-m", "benchmarks.importing_load", "write"]
    writer = subprocess.Popen(
        command, env=_environment(), cwd=HERE.parent, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == b"ready\n"
    yield told
    out, _ = writer.communicate(timeout=120)  # closing its input is how it is told to stop
    if writer.returncode:
        raise SystemExit("celui qui écrit a échoué.")
    told += json.loads(out)


def write() -> int:
    """Declare a value a second until the input is closed; prints how long each took."""
    import django

    django.setup()
    from tenir.core.actions import System
    from tenir.core.places.models import Place
    from tenir.engines.rollup import periods
    from tenir.engines.rollup.model import Value
    from tenir.modules.indicators.actions import Sent, declare
    from tenir.modules.indicators.models import Indicator

    indicators, period = list(Indicator.objects.all()), periods.parse(f"{YEAR}-S1")
    places = list(Place.objects.filter(kind="qpv"))
    taken: list[float] = []
    print("ready", flush=True)
    while not select.select([sys.stdin], [], [], PAUSE_OF_WRITER)[0]:
        indicator, value = indicators[len(taken) % len(indicators)], Value(random.randrange(10**6))
        began = time.perf_counter()
        declare(
            by=System("load"),
            indicator=indicator,
            place=random.choice(places),
            period=period,
            value=value,
            sent=Sent(reason="Essai de charge."),
        )
        taken.append(time.perf_counter() - began)
    print(json.dumps(taken))
    return 0


def main() -> int:
    """Measure, print."""
    from django.db import connection

    rows = int(sys.argv[1]) if len(sys.argv) > 1 else importing.ROWS
    with tempfile.TemporaryDirectory(prefix="tenir-importing-") as folder:
        os.environ |= {"TENIR_DATA": folder, "DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
        file = importing.prepare(Path(folder), rows)
        with serving(uncached=False) as site:
            found = measure(site, file)
        print(f"quiet: {found.quiet.told}")
        print(f"while {rows} values are imported in {found.seconds:.0f} s: {found.loaded.told}")
        print(f"{connection.vendor}: p95 {found.ratio:.2f} times (gate 3)")
    return 0


if __name__ == "__main__":
    sys.exit(write() if sys.argv[1:] == ["write"] else main())

"""How fast a document is read, as a ratio to the floor: decoding its bytes and splitting them into lines.

    python -m benchmarks.documents [FILE ...]      by default the circular, where ../shared is at hand

Goal: 0.2 s for 1,000 lines. Gate (in the tests): the circular in under 1 s.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tenir.engines import documents

RUNS = 9
GOAL_SECONDS_PER_1000_LINES = 0.2


def median_seconds(work: Callable[[], object]) -> float:
    """Median of several runs, after one that does not count."""
    work()
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def files() -> list[Path]:
    """The files named on the command line, or the circular."""
    if sys.argv[1:]:
        return [Path(name) for name in sys.argv[1:]]
    shared = Path(os.environ.get("TENIR_SHARED") or Path(__file__).resolve().parents[2] / "shared")
    return [shared / "sources/circulaire-6057-sg.txt"]


def main() -> int:
    """Print one line a file."""
    for file in files():
        data = file.read_bytes()
        lines = data.count(b"\n") + 1
        floor = median_seconds(lambda data=data: data.decode().split("\n"))
        reading = median_seconds(lambda data=data, name=file.name: documents.read(data, name=name))
        per_thousand = reading / lines * 1000
        verdict = "met" if per_thousand <= GOAL_SECONDS_PER_1000_LINES else "missed"
        print(
            f"{file.name}: {lines} lines in {reading * 1000:.1f} ms, {per_thousand:.4f} s per 1,000 lines "
            f"(goal {GOAL_SECONDS_PER_1000_LINES}: {verdict}), "
            f"{reading / floor:.0f} times the floor"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())

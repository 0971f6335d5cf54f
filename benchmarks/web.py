"""Requests per second and p95 of home and board at 20,000 commitments, as ratios to an empty view in the same run.

    python -m benchmarks.web                                   on SQLite
    python -m tests.postgres python -m benchmarks.web          on PostgreSQL

Gate (asserted in tests/test_speed.py with slack): board at most 25 times an empty view, nothing kept.
Goal: at most 3 times for a public page answered from cache or by 304.
"""

from __future__ import annotations

import os
import sys
import tempfile

from benchmarks.server import Measure, ask, etag_of, serving

COMMITMENTS = 20_000


def prepare() -> str:
    """A database with one framework of 20,000 invented commitments; returns the board's path."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from benchmarks.content import large_framework

    call_command("migrate", verbosity=0)
    slug = large_framework(COMMITMENTS)
    print(f"{connection.vendor}, {COMMITMENTS} commitments")
    connection.close()
    return f"/cadres/{slug}/"


def report(name: str, measure: Measure, floor: Measure) -> None:
    """One line: throughput and p95, both as ratios to the floor."""
    print(
        f"{name:28} {measure.per_second:9.0f} requests/s  p95 {measure.p95:8.2f} ms  "
        f"{floor.per_second / measure.per_second:6.1f} times an empty view, p95 {measure.p95 / floor.p95:6.1f} times, "
        f"{measure.errors} errors"
    )


def main() -> int:
    """Measure made, kept and not-modified answers."""
    with tempfile.TemporaryDirectory(prefix="tenir-benchmark-") as folder:
        os.environ |= {"TENIR_DATA": folder, "DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
        pages = {"home": "/", "board": prepare()}
        with serving(uncached=True) as site:
            floor = ask(f"{site}/vide")
            report("empty view", floor, floor)
            for name, path in pages.items():
                report(f"{name}, made each time", ask(site + path), floor)
        with serving(uncached=False) as site:
            floor = ask(f"{site}/vide")
            for name, path in pages.items():
                report(f"{name}, from cache", ask(site + path), floor)
                report(f"{name}, 304", ask(site + path, etag=etag_of(site + path)), floor)
    return 0


if __name__ == "__main__":
    sys.exit(main())

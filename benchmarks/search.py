"""Searches at 20,000 commitments, as ratios to an empty view in the same run, and what the index costs an adoption.

    python -m benchmarks.search                                on SQLite
    python -m tests.postgres python -m benchmarks.search       on PostgreSQL

Each question is asked anew: nothing kept. The rare ones are what people type (a number, a name); the common ones are
words that all 20,000 hold, the worst that there is.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from urllib.parse import quote

from benchmarks.server import ask, serving
from benchmarks.web import COMMITMENTS, report

RARE = ("engagement 14", "cadre inventé 777")
COMMON = ("lieux", "ouvrir lieux accueil", "quart")


def prepare() -> None:
    """The usual invented framework; says how long its adoption took, without the index and with it."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from benchmarks.content import large_framework, settle
    from tenir.core import actions
    from tenir.core.search.actions import rebuild

    call_command("migrate", verbosity=0)
    followers, actions._followers = actions._followers, []
    start = time.process_time()
    large_framework(COMMITMENTS)
    adopting = time.process_time() - start
    actions._followers = followers
    start = time.process_time()
    rebuild(by=actions.System("benchmark"))
    indexing = time.process_time() - start
    print(f"{connection.vendor}, {COMMITMENTS} commitments")
    print(f"adopted in {adopting:.1f} s of processor, indexed in {indexing:.1f} s more")
    settle()
    connection.close()


def main() -> int:
    """Suggestions, page and API for each question."""
    with tempfile.TemporaryDirectory(prefix="tenir-benchmark-") as folder:
        os.environ |= {"TENIR_DATA": folder, "DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
        prepare()
        with serving(uncached=True) as site:
            floor = ask(f"{site}/vide")
            report("empty view", floor, floor)
            for words in (*RARE, *COMMON):
                report(f"suggestions, {words}", ask(f"{site}/recherche/suggestions/?q={quote(words)}"), floor)
                report(f"page, {words}", ask(f"{site}/recherche/?q={quote(words)}"), floor)
    return 0


if __name__ == "__main__":
    sys.exit(main())

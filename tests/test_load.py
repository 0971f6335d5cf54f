"""The gate of load: what twenty readers wait for, at 20,000 commitments, while somebody writes."""

from __future__ import annotations

import shutil

import pytest
from django.db import connection

from benchmarks import load, people
from benchmarks.server import serving
from tests.test_speed import database_address

pytestmark = [
    pytest.mark.alone,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not shutil.which("wrk"), reason="needs wrk (tools/prepare-tests wrk)"),
]
# p95 of one person alone rests on some forty pages, mostly kept ones: a neighbour's work on the machine decides it, so
# it is tried again, with slack (1.2 to 3.6 were measured on PostgreSQL on a slow day).
GATE, SLACK, TRIES = 3, 1.3, 3


def test_readers_wait_at_most_three_times_longer_while_somebody_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", database_address())
    load.fill()
    connection.close()
    with serving(uncached=False) as site:
        assert any(programs_hold(load.measure(site)) for _ in range(TRIES))
        assert any(people_hold(people.measure(site)) for _ in range(TRIES))


def programs_hold(found: load.Load) -> bool:
    """Twenty programs that never pause, with the writer against without; an error is never noise."""
    assert found.errors == 0
    assert found.writes >= load.ROUNDS
    return found.ratio <= GATE


def people_hold(crowd: people.Crowd) -> bool:
    """Twenty people who pause, with the writer, against one alone."""
    assert crowd.alone.errors == crowd.together.errors == 0
    assert crowd.writes >= load.ROUNDS
    return crowd.ratio <= GATE * SLACK

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


def test_readers_wait_at_most_three_times_longer_while_somebody_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", database_address())
    load.fill()
    connection.close()
    with serving(uncached=False) as site:
        found = load.measure(site)
        crowd = people.measure(site)
    assert found.errors == 0
    assert found.writes >= load.ROUNDS
    assert found.ratio <= 3
    assert crowd.alone.errors == crowd.together.errors == 0
    assert crowd.writes >= load.ROUNDS
    assert crowd.ratio <= 3

"""The official boundaries of France go in within a minute, here as times the bare parsing of their files.

By the clock, and times the parsing of the same run: SQLite 43 and 51 s, 17 and 16 times; PostgreSQL 56 s, 17 times.
"""

from __future__ import annotations

import pytest

from benchmarks import territories as benchmark
from benchmarks.localisation_points import SHARED
from tenir.modules.territories.tests.test_command import agree
from tests.builders import france, official_lists

pytestmark = [
    *(pytest.mark.alone, pytest.mark.slow, pytest.mark.shared),
    pytest.mark.django_db(transaction=True),
]
# A minute where the parsing takes 2.5 s.
GATE, SLACK = 24, 1.2


def test_all_boundaries_cost_a_few_times_their_parsing() -> None:
    france()
    official_lists()
    floor = benchmark.floor(SHARED)
    spent = benchmark.cost(lambda: benchmark.load(SHARED))
    agree()
    assert spent.clock <= GATE * SLACK * floor.clock, (spent, floor)

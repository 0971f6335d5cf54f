"""The official boundaries of France go in within a minute, here as times the bare parsing of their files.

Measured on a busy machine: 107 s of processor before, 50 to 56 after, 6 times what parsing took in the same run.
"""

from __future__ import annotations

import pytest

from benchmarks import territories as benchmark
from benchmarks.localisation_points import SHARED
from tenir.modules.territories.tests.test_command import agree
from tests.builders import france, official_lists

pytestmark = [
    *(pytest.mark.alone, pytest.mark.slow, pytest.mark.shared, pytest.mark.sqlite),
    pytest.mark.django_db(transaction=True),
]
GATE, SLACK = 7, 1.3


def test_all_boundaries_cost_a_few_times_their_parsing() -> None:
    france()
    official_lists()
    floor = benchmark.floor(SHARED)
    spent = benchmark.cost(lambda: benchmark.load(SHARED))
    agree()
    assert spent.processor <= GATE * SLACK * floor.processor, (spent, floor)

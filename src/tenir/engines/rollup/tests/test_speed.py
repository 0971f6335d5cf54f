"""Totals cost about what a query written by hand costs (`python -m benchmarks.rollup` says it at full size)."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks import rollup as benchmark
from tenir.engines.rollup.frames import TOTAL, Frame

GATE = 2.5


def in_order(found: Frame) -> np.ndarray:
    table = np.stack([np.asarray(found[name], dtype=np.int64) for name in TOTAL])
    return table[:, np.lexsort(table[:3])]


@pytest.mark.slow
def test_the_query_written_by_hand_says_the_same() -> None:
    world = benchmark.made(half_years=2)
    query = dict(benchmark.by_hand(world, benchmark.reach_of(world)))
    # The query adds up the -1 that stands for no denominator.
    query["denominator"] = np.full(len(query["place"]), -1)
    assert np.array_equal(in_order(benchmark.engine(world)), in_order(query))


@pytest.mark.alone
@pytest.mark.slow
def test_half_a_million_answers_cost_what_a_query_by_hand_costs() -> None:
    # 0.8 to 1.3 measured on a busy machine, the goal being 1.5.
    assert benchmark.compare(half_years=4).ratio <= GATE

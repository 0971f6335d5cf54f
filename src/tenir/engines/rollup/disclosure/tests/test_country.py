"""At the size of the country: quick, France kept, safe where one looks."""

from __future__ import annotations

import time
from random import Random

import pytest

from tenir.engines.rollup.disclosure import protect
from tenir.engines.rollup.disclosure.tests.attacker import Attack, after
from tenir.engines.rollup.disclosure.tests.large_tables import country

# Measured: 0.25 s for a sixth of the cells small, 0.6 s for half of them; goal 0.5 s, with slack for a busy machine.
MOST_SECONDS = 2.0


@pytest.mark.alone
@pytest.mark.slow
def test_a_country_is_controlled_quickly() -> None:
    cells, relations = country(1, scale=30)
    start = time.process_time()
    protect(cells, relations)
    assert time.process_time() - start < MOST_SECONDS


@pytest.mark.slow
def test_a_country_is_safe_where_one_looks() -> None:
    """Thirty of its small figures, drawn at random, against the solver with everything public."""
    cells, relations = country(2, scale=30)
    outcome = protect(cells, relations)
    assert outcome.shown("france")
    assert not outcome.findings
    small = [cell for cell in cells if cell.value < 11]
    looked_at = Random(2).sample(small, 30)
    for cell in looked_at:
        ((low, high),) = Attack(relations, after(outcome)).intervals([cell.key]).values()
        assert high - low >= 11 - 1e-6, cell

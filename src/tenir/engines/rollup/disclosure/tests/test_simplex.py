"""The widths proved are those of a real solver, and never wider."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from tenir.engines.rollup.disclosure import simplex
from tenir.engines.rollup.disclosure.simplex import spread


def widest(equations: np.ndarray, x: np.ndarray, target: np.ndarray) -> float:
    """By linprog, within bounds that no table here comes near."""
    right, bounds = equations @ x, [(0, 10_000)] * len(x)
    ends = [linprog(sign * target, A_eq=equations, b_eq=right, bounds=bounds) for sign in (1, -1)]
    return float(-ends[1].fun - ends[0].fun)


@st.composite
def tables(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    columns, rows = draw(st.integers(1, 7)), draw(st.integers(1, 6))
    signs = st.sampled_from([0, 0, 1, 1, 1, -1])
    equations = [draw(st.lists(signs, min_size=columns, max_size=columns)) for _ in range(rows)]
    x = draw(st.lists(st.integers(0, 40), min_size=columns, max_size=columns))
    target = draw(st.lists(st.integers(0, 1), min_size=columns, max_size=columns))
    return np.array(equations), np.array(x), np.array(target)


@given(tables(), st.integers(1, 60))
@settings(deadline=None, max_examples=150)
def test_as_wide_as_a_solver_finds_or_as_asked(table: tuple[np.ndarray, ...], needed: int) -> None:
    equations, x, target = table
    found, truth = spread(equations, x, target, needed), widest(equations, x, target)
    assert found.width <= truth + 1e-6
    if found.best:
        assert found.width >= min(needed, truth) - 1e-6
    for point in (found.low, found.high):
        assert (point >= 0).all()
        assert (equations @ point == equations @ x).all()


def test_a_rectangle() -> None:
    """Women and men of two places, each margin told: 4 can be anything from 0 to 54."""
    equations = np.array([[1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 1, 0], [0, 1, 0, 1]])
    found = spread(equations, np.array([4, 50, 60, 70]), np.array([1, 0, 0, 0]), 1000)
    assert (found.width, found.best) == (54, True)


def test_a_table_that_does_not_hold_proves_nothing(monkeypatch) -> None:
    """A slip of floating point is caught: the point is replaced by the true table."""
    monkeypatch.setattr(simplex._Tableau, "climb", lambda self, target, wanted: (self.start + target * 7.0, True))
    found = spread(np.array([[1, 1]]), np.array([4, 5]), np.array([1, 0]), 11)
    assert (found.width, found.best) == (0, False)

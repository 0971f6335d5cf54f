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
def test_never_wider_than_a_solver_finds(table: tuple[np.ndarray, ...], needed: int) -> None:
    equations, x, target = table
    found = spread(equations, x, target, needed)
    assert found.width <= widest(equations, x, target) + 1e-6
    for point in (found.low, found.high):
        assert (point >= 0).all()
        assert (equations @ point == found.scale * (equations @ x)).all()


def test_as_wide_as_a_solver_finds() -> None:
    """Where the fractions are simple, as in all of these."""
    chance = np.random.default_rng(1)
    for _ in range(200):
        equations = chance.choice([0, 0, 1, 1, 1, -1], size=(4, 7))
        x, target = chance.integers(0, 40, 7), chance.integers(0, 2, 7)
        assert spread(equations, x, target, 30).width >= min(30, widest(equations, x, target)) - 1e-6


def test_a_rectangle() -> None:
    """Women and men of two places, each margin told: 4 can be anything from 0 to 54, or 64 less 10."""
    equations = np.array([[1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 1, 0], [0, 1, 0, 1]])
    found = spread(equations, np.array([4, 50, 60, 70]), np.array([1, 0, 0, 0]), 1000)
    assert (found.width, found.scale) == (54, 1)
    assert [found.low[0], found.high[0]] == [0, 54]


def test_a_table_of_halves() -> None:
    """a + c = b + c = 10 and a + b + d = 5: a goes from 0 to two and a half."""
    equations = np.array([[1, 1, 0, 1], [0, 1, 1, 0], [1, 0, 1, 0]])
    found = spread(equations, np.array([1, 1, 9, 3]), np.array([1, 0, 0, 0]), 10)
    assert (found.width, found.scale) == (2.5, 2)
    assert found.high.tolist() == [5, 5, 15, 0]


def test_a_table_that_does_not_hold_proves_nothing(monkeypatch) -> None:
    """A slip of floating point is caught: the point is replaced by the true table."""
    monkeypatch.setattr(simplex._Tableau, "climb", lambda self, target, wanted: self.start + target * 7.0)
    assert spread(np.array([[1, 1]]), np.array([4, 5]), np.array([1, 0]), 11).width == 0

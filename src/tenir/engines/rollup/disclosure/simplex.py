"""How far one sum of unknowns can go while others stay as published: two points, checked exactly.

A primal simplex that starts from the true figures. It proves nothing by itself: it ends at two possible tables, in
whole numbers or simple fractions, and `spread` keeps them only if they satisfy every equation exactly. A slip of
floating point can only make us hide more.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

EPS = 1e-9
# Steps in one direction; beyond, what was reached is what is proved.
MOST_STEPS = 300
# A corner of what is possible may be a table of halves, thirds …; finer fractions are not looked for.
SCALES = range(1, 25)


@dataclass(frozen=True, slots=True)
class Spread:
    """Two possible tables, in units of 1 / `scale`, and how far apart the sum is in them."""

    low: np.ndarray
    high: np.ndarray
    scale: int
    width: Fraction


def spread(equations: np.ndarray, x: np.ndarray, target: np.ndarray, needed: Fraction | int) -> Spread:
    """`equations` (m × n, whole), `x` (n, whole, ≥ 0: the true figures), `target` (n): the sum to spread.

    Stops as soon as the interval is `needed` wide.
    """
    tableau = _Tableau(equations, x)
    high, top = _checked(equations, x, tableau.climb(target, float(needed)))
    reached = Fraction(int(target @ (high - top * x)), top)
    low, bottom = _checked(equations, x, tableau.climb(-target, float(needed - reached)))
    scale = math.lcm(top, bottom)
    low, high = low * (scale // bottom), high * (scale // top)
    return Spread(low, high, scale, Fraction(int(target @ (high - low)), scale))


def _checked(equations: np.ndarray, x: np.ndarray, point: np.ndarray) -> tuple[np.ndarray, int]:
    """The point and its scale if it is a possible table; else the true one, which always is."""
    for scale in SCALES:
        whole = np.rint(point * scale).astype(np.int64)
        if (whole >= 0).all() and (equations @ whole == scale * (equations @ x)).all():
            return whole, scale
    return x, 1


class _Tableau:
    """Rows solved for the largest unknowns, so that the small ones are free to move."""

    def __init__(self, equations: np.ndarray, x: np.ndarray) -> None:
        self.rows = equations.astype(float)
        self.x = x.astype(float)
        self.start = self.x.copy()
        self.basis: list[int] = []
        for column in np.argsort(-x, kind="stable"):
            self._enter(int(column))
        self.rows = self.rows[: len(self.basis)]

    def _enter(self, column: int) -> None:
        row = len(self.basis)
        if row < len(self.rows):
            best = row + int(np.argmax(np.abs(self.rows[row:, column])))
            if abs(self.rows[best, column]) > EPS:
                self.rows[[row, best]] = self.rows[[best, row]]
                self._solve(row, column)
                self.basis.append(column)

    def _solve(self, row: int, column: int) -> None:
        self.rows[row] /= self.rows[row, column]
        factors = self.rows[:, column].copy()
        factors[row] = 0
        self.rows -= np.outer(factors, self.rows[row])
        self.rows[np.abs(self.rows) < EPS] = 0

    def climb(self, target: np.ndarray, wanted: float) -> np.ndarray:
        """A point where `target` is `wanted` more than at the true figures, or as much as can be."""
        self.x = self.start.copy()
        for _ in range(MOST_STEPS):
            left = wanted - float(target @ (self.x - self.start))
            if left < EPS or not self._step(target - target[self.basis] @ self.rows, left):
                break
        return self.x

    def _can_move(self, gains: np.ndarray) -> np.ndarray:
        found: np.ndarray = (gains > EPS) | ((gains < -EPS) & (self.x > EPS))
        found[self.basis] = False
        return found

    def _step(self, gains: np.ndarray, left: float) -> bool:
        """Moves one free unknown as far as the others allow; the one that gains most, the first of equals."""
        columns = np.flatnonzero(self._can_move(gains))
        if not len(columns):
            return False
        signs = np.sign(gains[columns])
        falls = self.rows[:, columns] * signs
        with np.errstate(divide="ignore", invalid="ignore"):
            room = np.where(falls > EPS, self.x[self.basis][:, None] / falls, math.inf)
        leaving = room.argmin(axis=0) if len(room) else np.zeros(len(columns), dtype=int)
        steps = room.min(axis=0, initial=math.inf)
        steps = np.minimum(steps, np.where(signs < 0, self.x[columns], math.inf))
        enough = np.ceil(left / np.abs(gains[columns]) - EPS)
        chosen = int(np.argmax(np.minimum(steps, enough) * np.abs(gains[columns])))
        self._move(int(columns[chosen]), signs[chosen] * min(steps[chosen], enough[chosen]))
        self._swap(int(leaving[chosen]), int(columns[chosen]), bool(steps[chosen] <= enough[chosen]))
        return True

    def _move(self, column: int, step: float) -> None:
        self.x[self.basis] -= self.rows[:, column] * step
        self.x[column] += step
        self.x[np.abs(self.x) < EPS] = 0

    def _swap(self, row: int, column: int, stopped: bool) -> None:
        """The unknown that stopped the move at zero leaves. A needless swap changes no figure."""
        if stopped and len(self.basis) and self.x[self.basis[row]] == 0 and abs(self.rows[row, column]) > EPS:
            self._solve(row, column)
            self.basis[row] = column

"""How far one sum of unknowns can go while others stay as published: two points, checked in whole numbers.

A primal simplex that starts from the true figures. It proves nothing by itself: what it returns is two possible tables,
and `spread` keeps them only if they satisfy every equation exactly, so that a slip of floating point can only make us
hide more.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

EPS = 1e-9
# Steps in one direction; beyond, what was reached is what is proved.
MOST_STEPS = 300


@dataclass(frozen=True, slots=True)
class Spread:
    """Two possible tables; `best` when the interval between them cannot be wider (or is as wide as was asked)."""

    low: np.ndarray
    high: np.ndarray
    width: int
    best: bool


def spread(equations: np.ndarray, x: np.ndarray, target: np.ndarray, needed: int) -> Spread:
    """`equations` (m × n, whole), `x` (n, whole, ≥ 0: the true figures), `target` (n): the sum to spread.

    Stops as soon as the interval is `needed` wide.
    """
    tableau = _Tableau(equations, x)
    high, top = _checked(equations, x, *tableau.climb(target, needed))
    reached = int(target @ (high - x))
    low, bottom = _checked(equations, x, *tableau.climb(-target, needed - reached))
    width = int(target @ (high - low))
    return Spread(low, high, width, width >= needed or (top and bottom))


def _checked(equations: np.ndarray, x: np.ndarray, point: np.ndarray, best: bool) -> tuple[np.ndarray, bool]:
    """The point if it is a possible table of whole numbers; else the true one, which always is."""
    whole = np.rint(point).astype(np.int64)
    if (whole >= 0).all() and (equations @ whole == equations @ x).all():
        return whole, best
    return x, False


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

    def climb(self, target: np.ndarray, wanted: int) -> tuple[np.ndarray, bool]:
        """A point where `target` is `wanted` more than at the true figures, or the most; whether there is no better."""
        self.x = self.start.copy()
        for _ in range(MOST_STEPS):
            left = wanted - float(target @ (self.x - self.start))
            if left < EPS:
                return self.x, True
            gains = target - target[self.basis] @ self.rows
            if not self._step(gains, left):
                return self.x, not self._can_move(gains).any()
        return self.x, False

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

"""Somebody who gathers every public output and solves the linear programmes: the slow twin of the engine's proofs.

Knows nothing of atoms or lines: one unknown a key, one equation a relation, what is public between its bounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import block_diag, coo_array

from tenir.engines.rollup.disclosure import Cell, Finding, Key, Outcome, Published, Relation, rules

SLACK = 1e-6


@dataclass(frozen=True)
class Attack:
    """What is public: sums that hold, and figures told (with their base of rounding)."""

    relations: Sequence[Relation]
    told: Sequence[Published]

    def intervals(self, targets: Sequence[Key]) -> dict[Key, tuple[float, float]]:
        """All the programmes (a least and a most for each target) as one, block by block: the same answers, quicker."""
        if not targets:
            return {}
        keys = list(dict.fromkeys([*_keys(self.relations), *(row.key for row in self.told), *targets]))
        place = {key: column for column, key in enumerate(keys)}
        equations, bounds = self._equations(place), self._bounds(keys)
        many = 2 * len(targets)
        costs = np.zeros(many * len(keys))
        for block, target in enumerate(targets):
            costs[2 * block * len(keys) + place[target]] = 1
            costs[(2 * block + 1) * len(keys) + place[target]] = -1
        found = linprog(
            costs,
            A_eq=block_diag([equations] * many, format="csr"),
            b_eq=np.zeros(many * equations.shape[0]),
            bounds=np.tile(bounds, (many, 1)),
        )
        assert found.status == 0, found.message
        points = found.x.reshape(many, len(keys))
        return {
            key: (points[2 * block, place[key]], points[2 * block + 1, place[key]]) for block, key in enumerate(targets)
        }

    def _equations(self, place: Mapping[Key, int]) -> coo_array:
        entries = [
            (row, place[key], sign)
            for row, one in enumerate(self.relations)
            for key, sign in [(one.whole, 1), *((part, -1) for part in one.parts)]
        ]
        rows, columns, signs = zip(*entries, strict=True) if entries else ((), (), ())
        return coo_array((np.array(signs, dtype=float), (rows, columns)), shape=(len(self.relations), len(place)))

    def _bounds(self, keys: Sequence[Key]) -> np.ndarray:
        """Wide enough to be no bound at all, and so that every programme ends."""
        far = 10.0 * max((row.value for row in self.told), default=0) + 10_000
        bounds = dict.fromkeys(keys, (0.0, far))
        for row in self.told:
            low, high = bounds[row.key]
            # Rounded half up: by 10, 20 is 15 to 24.
            less, more = row.value - row.base // 2, row.value + (row.base - 1) // 2
            bounds[row.key] = (max(low, less), min(high, more))
        return np.array([bounds[key] for key in keys])


def _keys(relations: Iterable[Relation]) -> Iterable[Key]:
    for one in relations:
        yield one.whole
        yield from one.parts


def broken(
    cells: Sequence[Cell],
    relations: Sequence[Relation],
    told: Sequence[Published],
    findings: Iterable[Finding] = (),
) -> dict[Key, tuple[float, float]]:
    """The hidden figures that are not safe: an interval too narrow for a protected one, a point for another."""
    known = {row.key for row in told}
    given_up = {one.key for one in findings}
    asked = [cell for cell in cells if cell.key not in given_up and (rules.needed(cell) or _is_kept(cell, known))]
    found = Attack(relations, told).intervals([cell.key for cell in asked])
    return {
        cell.key: found[cell.key]
        for cell in asked
        if found[cell.key][1] - found[cell.key][0] < max(rules.needed(cell), 2 * SLACK) - SLACK
    }


def _is_kept(cell: Cell, known: set[Key]) -> bool:
    """An offered figure that was hidden; what is never offered and has no rule is nobody's secret."""
    return cell.offered and cell.key not in known


def after(outcome: Outcome, ledger: Sequence[Published] = (), base: int = 1) -> list[Published]:
    return [*ledger, *outcome.ledger(base)]

"""What more to hide when a figure is not uncertain enough: as few figures, as small ones, as local ones as can be."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from tenir.engines.rollup.disclosure.pattern import NEVER, Pattern

# Atoms of a hidden total that are tried as the one to exchange.
TRIED = 4

Choice = tuple[int, int, int, int | None]


def cheapest(pattern: Pattern, position: int) -> list[int] | None:
    """The lines to hide so that some atom of this figure can be exchanged with one outside it, or is bound by nothing.

    None when the ledger forbids every exchange.
    """
    inside = list(pattern.system.lines[position].atoms)
    choices = [choice for atom in _movable(pattern, inside) for choice in _choices(pattern, atom, inside)]
    choices = [choice for choice in choices if choice[0] < NEVER]
    if not choices:
        return None
    _, _, atom, partner = min(choices, key=lambda choice: choice[:3])
    both = [atom] if partner is None else [atom, partner]
    alone = [pattern.system.alone[one] for one in both]
    return [one for one in alone if pattern.shown[one]] + pattern.apart(atom, partner)


def _movable(pattern: Pattern, inside: list[int]) -> list[int]:
    """Hidden ones first, then the smallest."""
    values = pattern.system.values
    return sorted(inside, key=lambda atom: (atom not in pattern.signature, values[atom], atom))[:TRIED]


def _choices(pattern: Pattern, atom: int, inside: list[int]) -> Iterable[Choice]:
    """Cost, value lost, atom and its partner: the best partner, and to hide all that binds the atom."""
    alone = int(pattern.cost[pattern.system.alone[atom]])
    yield int(pattern.through[atom]) + alone, 0, atom, None
    costs = pattern.exchange_costs(atom)
    costs[inside] = NEVER
    costs[costs == 0] = NEVER
    values = pattern.system.values
    partner = int(np.lexsort((values, costs))[0])
    yield int(costs[partner]), int(values[partner]), atom, partner

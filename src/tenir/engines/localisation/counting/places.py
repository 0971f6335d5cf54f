"""Which zones may be told how many people they have, in one layer or in several that cross.

The control of the site (`engines.rollup.disclosure`) decides, on as few figures as there need be: the zones of a layer
that are withheld for themselves are one, since nobody outside learns more of them than their sum. Why that is enough
for each of them: docs/decisions/0024-people-in-lumps.md.
"""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np

from tenir.engines.localisation.counting.model import Counts
from tenir.engines.localisation.zones import Wide
from tenir.engines.rollup.disclosure import NO_RULE, PERSONS, Cell, Published, Relation, protect

# Stands for the zones of a layer that have too few people to be told.
FEW = -1
Zone = tuple[int, int]


def zones_shown(counts: Counts) -> set[Zone]:
    """Layer and number of each zone that is shown; how many the file holds is known to whoever sent it."""
    zones, people = lumped(counts)
    cells, relations = _crossed(counts, zones, people)
    for layer in range(len(counts.layers)):
        totals = _totals(zones[:, layer], people)
        cells += [_cell(counts, layer, zone, many) for zone, many in totals.items()]
        relations.append(Relation("people", tuple((layer, zone) for zone in totals)))
    cells.append(Cell("people", counts.readable, offered=False))
    decided = protect(cells, relations, ledger=[Published("people", counts.readable)]).decisions
    shown: set[Zone] = {key for key, one in decided.items() if one.shown}  # type: ignore[misc]
    return shown | _of_nobody(counts)


def _of_nobody(counts: Counts) -> set[Zone]:
    """Outside and cannot say where nobody is: nothing was proved on the strength of their being unknown."""
    nowhere = {(layer, zone) for layer in range(len(counts.layers)) for zone in _nowhere(counts, layer)}
    return {(layer, zone) for layer, zone in nowhere if not (counts.keys[:, layer] == zone).any()}


def _nowhere(counts: Counts, layer: int) -> tuple[int, int]:
    return counts.outside(layer), counts.cannot_say(layer)


def lumped(counts: Counts) -> tuple[Wide, Wide]:
    """Zones of each layer that occur together, those of few people as `FEW`, and how many people they have."""
    zones = counts.keys[:, : len(counts.layers)].copy()
    for layer in range(len(counts.layers)):
        many = np.bincount(zones[:, layer], weights=counts.people, minlength=counts.outside(layer))
        few = many < PERSONS.least
        few[counts.outside(layer) :] = False
        zones[few[zones[:, layer]], layer] = FEW
    both, place = np.unique(zones, axis=0, return_inverse=True)
    return both, np.bincount(place.ravel(), weights=counts.people).astype(np.int64)


def figures(counts: Counts) -> int:
    """How many figures the control has to tell apart; its time grows with them."""
    return len(lumped(counts)[1])


def _totals(zones: Wide, people: Wide) -> dict[int, int]:
    found, place = np.unique(zones, return_inverse=True)
    sums = np.bincount(place.ravel(), weights=people).astype(np.int64)
    return dict(zip(found.tolist(), sums.tolist(), strict=True))


def _cell(counts: Counts, layer: int, zone: int, many: int) -> Cell:
    """Outside and cannot say are no place: withheld for others only, and last."""
    nowhere = zone >= counts.outside(layer)
    return Cell((layer, zone), many, NO_RULE if nowhere else PERSONS, offered=zone != FEW, keep=nowhere)


def _crossed(counts: Counts, zones: Wide, people: Wide) -> tuple[list[Cell], list[Relation]]:
    """With several layers: who is in a commune but in none of its neighbourhoods follows from both tables."""
    if len(counts.layers) < 2:
        return [], []
    cells: list[Cell] = []
    parts: dict[Zone, list[Hashable]] = {}
    for together, many in zip(zones.tolist(), people.tolist(), strict=True):
        nowhere = all(zone >= counts.outside(layer) for layer, zone in enumerate(together))
        key = ("crossed", *together)
        cells.append(Cell(key, many, NO_RULE if nowhere else PERSONS, offered=False))
        for layer, zone in enumerate(together):
            parts.setdefault((layer, zone), []).append(key)
    return cells, [Relation(whole, tuple(some)) for whole, some in parts.items()]

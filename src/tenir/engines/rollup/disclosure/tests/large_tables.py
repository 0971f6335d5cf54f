"""A publication as large as the country: 1,584 neighbourhoods and all the places that hold them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random

from tenir.engines.rollup.disclosure import PERSONS, Cell, Relation

# Communes, EPCI, contracts, départements, régions for 1,584 neighbourhoods.
LEVELS = (("commune", 870), ("epci", 430), ("contrat", 434), ("departement", 100), ("region", 18))
LEAVES = 1_584


def country(seed: int, scale: float, share: float = 1.0) -> tuple[list[Cell], list[Relation]]:
    """One indicator and period: counts around `scale`, a few leaves and communes in two places at once."""
    chance = Random(seed)
    leaves = int(LEAVES * share)
    values = [int(chance.expovariate(1 / scale)) for _ in range(leaves)]
    cells = [Cell(f"q{leaf}", value, PERSONS) for leaf, value in enumerate(values)]
    relations = []
    for name, inside in [*_places(chance, leaves, share), ("france", range(leaves))]:
        cells.append(Cell(name, sum(values[leaf] for leaf in inside), PERSONS, keep=name == "france"))
        relations.append(Relation(name, tuple(f"q{leaf}" for leaf in inside)))
    return cells, relations


def _places(chance: Random, leaves: int, share: float) -> Iterable[tuple[str, list[int]]]:
    """Communes, EPCI and contracts over leaves; each level's places over those of the level before."""
    below: Sequence[set[int]] = [{leaf} for leaf in range(leaves)]
    towns: Sequence[set[int]] = []
    for name, number in LEVELS:
        # An EPCI and a contract are both made of communes.
        below = _above(chance, towns if name == "contrat" else below, max(1, int(number * share)), name)
        towns = below if name == "commune" else towns
        yield from ((f"{name}{place}", sorted(inside)) for place, inside in enumerate(below) if inside)


def _above(chance: Random, parts: Sequence[set[int]], number: int, name: str) -> list[set[int]]:
    """Neighbouring parts together, one in twenty in a second place too below the département."""
    wholes: list[set[int]] = [set() for _ in range(number)]
    for place, part in enumerate(parts):
        wholes[place * number // len(parts)] |= part
        if name in ("commune", "epci", "contrat") and chance.random() < 0.05:
            wholes[chance.randrange(number)] |= part
    return wholes

"""Files of people that were counted already, drawn at random: no contours, no rows."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from tenir.engines.localisation.counting import Bands, Columns, Counts, Layer
from tenir.engines.localisation.counting.model import Faults


def a_file(people: int, *, zones: int, communes: int = 0, grouped: bool = False, seed: int = 1) -> Counts:
    """Two in five of them in a zone, a few near a border; each zone in one commune."""
    chance = np.random.default_rng(seed)
    where = chance.choice(zones, people, p=chance.dirichlet(np.ones(zones)))
    near = chance.integers(0, communes or 1, zones)[where]
    near = np.where(chance.random(people) < 0.02, communes + 1, near)
    lost = chance.random(people)
    where = np.where(lost < 0.57, zones, np.where(lost > 0.97, zones + 1, where))
    sex, age = chance.choice(3, people, p=[0.5, 0.45, 0.05]), chance.choice(5, people, p=[0.25, 0.25, 0.35, 0.1, 0.05])
    kept = [where, *([near] if communes else []), sex, age]
    keys, place = np.unique(np.stack(kept, axis=1), axis=0, return_inverse=True)
    layers = (layer("qpv", zones), *([layer("commune", communes)] if communes else []))
    columns = Columns("lon", "lat", *(("s", "a") if grouped else ()))
    return Counts(layers, Bands(), columns, keys, np.bincount(place.ravel()), Faults())


def layer(key: str, zones: int) -> Layer:
    """As many zones, without contours."""
    codes = tuple(f"{key}{number}" for number in range(zones))
    index: Any = SimpleNamespace(codes=codes, names=codes)
    return Layer(key, index)

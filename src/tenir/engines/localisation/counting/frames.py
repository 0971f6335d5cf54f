"""The files of a whole country: rows that already are on an engine (DuckDB, Polars, Spark), counted by zone.

Written once with Narwhals: the engine brings rows down to distinct points, each with its number of people, and those
are looked up here. Many people have one address, and an address is three numbers: what travels is a part of the rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np
import numpy.typing as npt

from tenir.engines.localisation.counting.coordinates import faults
from tenir.engines.localisation.counting.model import READABLE
from tenir.engines.localisation.index import Index
from tenir.engines.localisation.zones import Floats
from tenir.engines.rollup.frames import Engine

People = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Sums:
    """`by_zone` has one number a zone, in the order of codes; `unreadable`: no coordinates, zero, swapped, metres."""

    by_zone: People
    outside: int
    unreadable: int


def sums(engine: Engine, rows: nw.LazyFrame[Any], lon: str, lat: str, index: Index) -> Sums:
    """People of each zone among `rows` of `engine`, whose columns `lon` and `lat` are numbers in degrees."""
    total, points = _distinct(engine, rows, lon, lat)
    x, y, people = points["lon"], points["lat"], points["people"].astype(np.int64)
    readable = np.isfinite(x) & np.isfinite(y)
    for fault, has in faults(x, y).items():
        readable &= ~has if fault not in READABLE else True
    zone = np.where(readable, index.lookup(x, y), len(index.codes))
    # Shifted by one: outside, the zones, what is not readable.
    found = np.bincount(zone + 1, weights=people, minlength=len(index.codes) + 2).astype(np.int64)
    return Sums(found[1:-1], int(found[0]), total - int(found[:-1].sum()))


def _distinct(engine: Engine, rows: nw.LazyFrame[Any], lon: str, lat: str) -> tuple[int, dict[str, Floats]]:
    """How many rows, and how many of them at each point; rows without coordinates are at none."""
    plain = rows.select(nw.col(lon).cast(nw.Float64).alias("lon"), nw.col(lat).cast(nw.Float64).alias("lat"))
    total = engine.fetch(plain.select(nw.len().alias("people")))
    there = plain.filter(~nw.col("lon").is_null() & ~nw.col("lat").is_null())
    grouped = there.group_by("lon", "lat").agg(nw.len().alias("people"))
    return int(total["people"][0]), {name: np.asarray(column) for name, column in engine.fetch(grouped).items()}

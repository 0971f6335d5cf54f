"""Rows on any engine are counted as a file is: DuckDB and Polars here, Spark by `make test-spark`."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import numpy as np
import pytest

from tenir.engines.localisation.counting.frames import Sums, sums
from tenir.engines.localisation.index import Index
from tenir.engines.localisation.tests.worlds import square, zones
from tenir.engines.rollup.frames import DuckDB, Engine, Polars, Spark
from tenir.engines.rollup.tests.test_spark import needs_spark, session  # noqa: F401 a fixture

INDEX = Index.of(zones(square(1.30, 47.58, 0.01), square(1.31, 47.58, 0.01)), cuts=(16,))
# Fewer points than people, some beside any zone.
DRAWN = np.random.default_rng(3)
ADDRESSES = DRAWN.uniform([1.29, 47.57], [1.33, 47.60], (400, 2))
LON, LAT = ADDRESSES[DRAWN.integers(0, 400, 3_000)].T
ODD = [(0.0, 0.0), (np.nan, 47.585), (47.585, 1.305), (573_000.0, 6_725_000.0), (-0.12, 51.5)]


def counted(engine: Engine) -> Sums:
    lon, lat = np.append(LON, [x for x, _ in ODD]), np.append(LAT, [y for _, y in ODD])
    return sums(engine, engine.load({"x": lon, "y": lat, "nir": np.arange(len(lon))}), "x", "y", INDEX)  # type: ignore[dict-item]


def as_of_a_file() -> tuple[list[int], int, int]:
    """People by zone, outside (the one abroad too) and unreadable."""
    outside, *inside = np.bincount(INDEX.lookup(LON, LAT) + 1, minlength=3).tolist()
    return inside, outside + 1, 4


def told(found: Sums) -> tuple[list[int], int, int]:
    return found.by_zone.tolist(), found.outside, found.unreadable


@pytest.mark.parametrize("engine", [DuckDB, Polars])
def test_rows_of_an_engine_are_counted_as_those_of_a_file(engine: type[DuckDB | Polars]) -> None:
    assert told(counted(engine())) == as_of_a_file()


@needs_spark
@pytest.mark.slow
def test_rows_on_spark_too(session: Any) -> None:  # noqa: F811 the fixture
    assert told(counted(Spark(session))) == as_of_a_file()


def test_a_row_without_coordinates_is_not_readable() -> None:
    with DuckDB() as engine:
        table = engine._connection.sql("SELECT * FROM (VALUES (1.305, 47.585), (NULL, 47.585), (1.305, NULL)) t(x, y)")
        found = sums(engine, nw.from_native(table), "x", "y", INDEX)
    assert (found.by_zone.tolist(), found.outside, found.unreadable) == ([1, 0], 0, 2)

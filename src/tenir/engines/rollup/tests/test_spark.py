"""Spark says what the slow twin says: `make test-spark`, which fetches what it needs; skipped elsewhere."""

from __future__ import annotations

import importlib.util
import logging
import shutil
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from tenir.engines import rollup
from tenir.engines.rollup import periods
from tenir.engines.rollup.frames import DuckDB, Engine, Frame, Spark, of_observations, rows
from tenir.engines.rollup.plan import plan
from tenir.engines.rollup.tests import slowly
from tenir.engines.rollup.tests.slowly import World
from tenir.engines.rollup.tests.worlds import world
from tenir.engines.rollup.totals import computed, named

needs_spark = pytest.mark.skipif(
    not all(map(importlib.util.find_spec, ("pyspark", "pyarrow"))) or not shutil.which("java"),
    reason="needs the extra `spark` and Java 17 (make test-spark)",
)


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    # It says goodbye after the test room has closed its log.
    logging.getLogger("py4j").setLevel(logging.WARNING)
    options = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "2", "spark.driver.host": "127.0.0.1"}
    builder = SparkSession.builder.master("local[2]").config("spark.driver.bindAddress", "127.0.0.1")
    for name, value in options.items():
        builder = builder.config(name, value)
    opened = builder.getOrCreate()
    yield opened
    opened.stop()


def on(engine: Engine, invented: World) -> Frame:
    frame = of_observations(invented.observations)
    return rollup.totals(invented.indicators, frame, edges=invented.edges, members=invented.members, engine=engine)


@needs_spark
@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_spark_says_what_the_slow_twin_says(session: Any, seed: int) -> None:
    invented = world(Random(seed))
    found = list(rows(on(Spark(session), invented)))
    assert len(set(found)) == len(found)
    assert set(found) == slowly.totals(invented)


def left_there(engine: Engine, invented: World) -> Frame:
    """Totals with their names given by the engine itself, as a cluster writes them."""
    frame = of_observations(invented.observations)
    asked = {periods.from_id(one.period) for one in invented.observations}
    made = plan(invented.indicators, invented.edges, invented.members, asked)
    return engine.fetch(named(engine, computed(engine, engine.load(frame), made), made))


def test_totals_that_stay_on_the_engine_are_the_same() -> None:
    for seed in range(5):
        invented = world(Random(seed))
        assert set(rows(left_there(DuckDB(threads=1), invented))) == slowly.totals(invented)


@needs_spark
@pytest.mark.slow
def test_totals_that_stay_on_spark_are_the_same(session: Any) -> None:
    invented = world(Random(3))
    assert set(rows(left_there(Spark(session), invented))) == slowly.totals(invented) != set()

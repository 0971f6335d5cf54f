"""Look-ups and counts cost far less than what one would write otherwise (`python -m benchmarks.localisation`)."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest

from benchmarks import localisation as benchmark
from benchmarks import localisation_points as data
from benchmarks.rollup import best, cost
from tenir.engines.localisation.counting import Counts, figures, protected
from tenir.engines.localisation.index import Index
from tenir.engines.localisation.tests.files import a_file

pytestmark = [pytest.mark.alone, pytest.mark.slow]
MANY = 1_000_000
GEOPANDAS, TREE, BARE, COMMUNES = 15, 8, 4, 20
# Seconds of processor for the control of small counts, and what a busy machine may add.
GROUPS, CROSSED, SLACK = 1.0, 5.0, 1.3


@pytest.fixture(scope="module")
def invented() -> benchmark.Bench:
    return benchmark.bench(data.invented(), 300_000, data.invented_country())


@pytest.fixture(scope="module")
def neighbourhoods() -> benchmark.Bench:
    return benchmark.bench(data.qpv(), MANY, data.country())


def ratios(made: benchmark.Bench, peers: list[str]) -> dict[str, float]:
    costs = benchmark.compare(made, peers, rounds=2)
    return {peer: costs[peer].processor / costs["ours"].processor for peer in peers}


@pytest.mark.shared
def test_the_neighbourhoods_cost_a_fraction_of_what_others_take(neighbourhoods: benchmark.Bench) -> None:
    found = ratios(neighbourhoods, ["tree", "geopandas"])
    assert found["geopandas"] >= GEOPANDAS, found
    assert found["tree"] >= TREE, found


@pytest.mark.shared
def test_the_communes_cost_a_fraction_too() -> None:
    """Two million points, and theirs once: it is what takes the time of this test."""
    towns = data.communes()
    points = data.points(data.qpv(), 2 * MANY, data.country())
    made, answers = benchmark.Bench(towns, Index.of(towns, benchmark.COMMUNES_CUTS), *points), []
    ours = best([cost(made.ours) for _ in range(3)])
    theirs = cost(lambda: answers.append(made.geopandas()))
    assert np.array_equal(answers[0], made.ours())
    assert theirs.processor >= COMMUNES * ours.processor, (theirs, ours)


@pytest.mark.parametrize(
    ("counts", "most"),
    [
        pytest.param(a_file(3_000, zones=30, grouped=True), GROUPS, id="30 zones by sex and age"),
        pytest.param(a_file(5_000, zones=1_584, communes=3_000), CROSSED, id="the country, crossed"),
        pytest.param(a_file(5_000, zones=200, communes=100), CROSSED, id="a region, crossed"),
        pytest.param(a_file(300_000, zones=1_584, grouped=True), CROSSED, id="all neighbourhoods by sex and age"),
    ],
)
def test_small_counts_are_protected_while_a_page_waits(counts: Counts, most: float) -> None:
    spent = cost(lambda: protected(counts))
    assert spent.processor <= most * SLACK, spent


def test_the_most_that_a_page_crosses_is_protected_in_time() -> None:
    """`MOST_CROSSED` of `modules/localisation/beneficiaries.py`."""
    counts = a_file(20_000, zones=300, communes=300)
    assert 600 <= figures(counts) <= 700
    assert cost(lambda: protected(counts)).processor <= CROSSED * SLACK


@pytest.mark.shared
def test_a_file_costs_a_few_times_its_bare_reading(neighbourhoods: benchmark.Bench, tmp_path: Path) -> None:
    costs = benchmark.compare_files(neighbourhoods, tmp_path / "people.csv", rounds=2)
    assert costs["ours"].processor <= BARE * costs["bare"].processor, costs
    assert costs["usual"].processor >= 5 * costs["ours"].processor, costs


@pytest.mark.shared
def test_the_index_is_light_and_the_look_up_too(neighbourhoods: benchmark.Bench, tmp_path: Path) -> None:
    said = benchmark.look_up_alone(neighbourhoods, tmp_path)
    # Of seconds by the clock, on a machine that may be busy: the claim is 0.3.
    assert said["load"] < 1
    assert (said["index"] < 100, said["peak"] < 400, said["one"] < 1e-3) == (True, True, True), said


def test_invented_zones_cost_a_fraction_too(invented: benchmark.Bench) -> None:
    # Fewer zones and points: what is fixed weighs more.
    found = ratios(invented, ["tree", "geopandas"])
    assert found["geopandas"] >= GEOPANDAS / 2, found
    assert found["tree"] >= TREE / 2, found


def test_memory_does_not_grow_with_the_file(invented: benchmark.Bench, tmp_path: Path) -> None:
    benchmark.look_up_alone(invented, tmp_path)
    peaks = []
    for times in (2, 10):
        benchmark.people(invented, tmp_path / "people.csv", times)
        peaks.append(benchmark.memory(tmp_path / "index", "count", tmp_path / "people.csv")["peak"])
    # 16 MB and 80 MB of CSV.
    assert peaks[1] < peaks[0] + 40, peaks


def test_one_point_takes_less_than_a_millisecond(invented: benchmark.Bench) -> None:
    invented.index.one(2.0, 47.0)
    lasted = []
    for _ in range(50):
        start = time.perf_counter()
        invented.index.one(2.0, 47.0)
        lasted.append(time.perf_counter() - start)
    assert sorted(lasted)[len(lasted) // 2] < 1e-3

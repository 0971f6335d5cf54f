"""Look-ups and counts cost far less than what one would write otherwise (`python -m benchmarks.localisation`)."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from benchmarks import localisation as benchmark
from benchmarks import localisation_points as data

pytestmark = [pytest.mark.alone, pytest.mark.slow]
MANY = 1_000_000
GEOPANDAS, TREE, BARE = 15, 8, 4


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

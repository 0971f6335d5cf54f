"""Points to zones and a file of people to counts, as ratios to what one would write otherwise, in the same run.

    python -m benchmarks.localisation               5 million points, the neighbourhoods, then a CSV of them
    python -m benchmarks.localisation --communes    the communes of 2018 too (their index takes a minute to make)
    python -m benchmarks.localisation --quick       300,000 points
    python -m benchmarks.localisation --memory      the CSV of 10 and 100 million rows too (3 GB): memory stays

Answers are compared first: nobody is measured who says something else. Then each in turn, several rounds, and the best
of each. Ratios are of processor time, which hardly moves on a busy machine; the clock stands beside.

Gates (in the tests): 15 times `geopandas.sjoin`, 8 times shapely's tree with prepared contours; for the CSV at most 4
times DuckDB's bare reading of the two columns. Goals: 25 and 14.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import shapely

from benchmarks import localisation_points as data
from benchmarks.rollup import Cost, best, cost
from tenir.engines.localisation import storage
from tenir.engines.localisation.counting import Columns, Counts, Layer, count
from tenir.engines.localisation.index import CUTS, Index
from tenir.engines.localisation.zones import Zones

MANY, QUICK = 5_000_000, 300_000
ROUNDS = 3
COMMUNES_CUTS = (16, 4)
Numbers = npt.NDArray[np.int32]


@dataclass
class Bench:
    """One set of zones, its index, and points."""

    zones: Zones
    index: Index
    lon: data.Points
    lat: data.Points

    def ours(self) -> Numbers:
        return self.index.lookup(self.lon, self.lat)

    def floor(self) -> float:
        """Both columns read once."""
        return float(self.lon.sum() + self.lat.sum())

    def tree(self) -> Numbers:
        """Boxes by shapely's tree, then prepared contours on coordinates."""
        tree = shapely.STRtree(self.zones.geometries)
        shapely.prepare(self.zones.geometries)
        point, zone = tree.query(shapely.points(self.lon, self.lat))
        order = np.argsort(zone, kind="stable")
        point, zone = point[order], zone[order]
        meets = shapely.intersects_xy(self.zones.geometries[zone], self.lon[point], self.lat[point])
        return _smallest(point[meets], zone[meets], len(self.lon))

    def geopandas(self) -> Numbers:
        """As its manual says."""
        import geopandas

        contours = geopandas.GeoDataFrame(geometry=self.zones.geometries, crs=4326)
        points = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(self.lon, self.lat), crs=4326)
        joined = geopandas.sjoin(points, contours, predicate="intersects")
        return _smallest(joined.index.to_numpy(), joined["index_right"].to_numpy(), len(self.lon))


def _smallest(point: Any, zone: Any, many: int) -> Numbers:
    """One zone a point: the smallest code comes last and stays."""
    found = np.full(many, -1, dtype=np.int32)
    order = np.argsort(zone, kind="stable")[::-1]
    found[point[order]] = zone[order]
    return found


def bench(zones: Zones, many: int, country: data.Points, cuts: tuple[int, ...] = CUTS) -> Bench:
    """Zones with points; the points are always drawn round the same zones."""
    return Bench(zones, Index.of(zones, cuts), *data.points(zones, many, country))


def compare(made: Bench, peers: Iterable[str], rounds: int = ROUNDS) -> dict[str, Cost]:
    """The best cost of each; raises `AssertionError` when a peer does not say the same."""
    expected = made.ours()
    works: dict[str, Callable[[], Any]] = {"ours": made.ours, "floor": made.floor}
    for peer in peers:
        assert np.array_equal(getattr(made, peer)(), expected), f"{peer} does not say the same"
        works[peer] = getattr(made, peer)
    return interleaved(works, rounds)


def interleaved(works: dict[str, Callable[[], Any]], rounds: int) -> dict[str, Cost]:
    """Each in turn, `rounds` times; short ones several times a round."""
    costs: dict[str, list[Cost]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            costs[name] += [cost(work) for _ in range(3 if name in ("ours", "floor") else 1)]
    return {name: best(some) for name, some in costs.items()}


def people(made: Bench, file: Path, times: int = 1) -> None:
    """A CSV of the points, as a geocoder gives them back."""
    columns = {"lon": made.lon, "lat": made.lat}
    connection = duckdb.connect(":memory:")
    connection.register("points", columns)
    source = f"(SELECT * FROM points, range({times}))" if times > 1 else "points"
    connection.execute(
        f"COPY (SELECT row_number() OVER () AS id, round(lon, 6) AS lon, round(lat, 6) AS lat FROM {source})"
        f" TO '{file}' (HEADER)"
    )
    connection.close()


def counted(made: Bench, file: Path) -> Counts:
    """The whole job by us."""
    with file.open("rb") as stream:
        return count(stream, Columns("lon", "lat"), [Layer("zones", made.index)])


def bare(file: Path) -> Any:
    """The two columns read by DuckDB into numpy, and nothing else."""
    connection = duckdb.connect(":memory:", config={"threads": 2})
    connection.execute("SET enable_progress_bar = false")
    found = connection.execute(f"SELECT lon, lat FROM read_csv('{file}')").fetchnumpy()
    connection.close()
    return found


def usual(made: Bench, file: Path) -> Any:
    """pandas, then geopandas."""
    import pandas

    read = pandas.read_csv(file, usecols=["lon", "lat"])
    other = Bench(made.zones, made.index, read["lon"].to_numpy(), read["lat"].to_numpy())
    found = other.geopandas()
    return np.bincount(found[found >= 0], minlength=len(made.zones))


def compare_files(made: Bench, file: Path, rounds: int = ROUNDS, *, with_usual: bool = True) -> dict[str, Cost]:
    """The same for the whole job; counts must be identical."""
    people(made, file)
    ours = counted(made, file).by_zone(0)
    expected = made.ours()
    sums = np.bincount(expected[expected >= 0], minlength=len(made.zones))
    assert [ours.get(zone, 0) for zone in range(len(made.zones))] == sums.tolist()
    works: dict[str, Callable[[], Any]] = {"bare": lambda: bare(file), "ours": lambda: counted(made, file)}
    if with_usual:
        assert np.array_equal(usual(made, file), sums)
        works["usual"] = lambda: usual(made, file)
    return interleaved(works, rounds)


def report(title: str, costs: dict[str, Cost], many: int) -> None:
    """One line each."""
    ours = costs["ours"].processor
    print(f"\n{title}, {many / 1e6:.1f} million points: {many / ours / 1e6:.1f} million a second of processor")
    for name, spent in costs.items():
        print(f"  {name:10} {spent.processor:7.3f} s of processor, {spent.clock:7.3f} by the clock, "
              f"{spent.processor / ours:7.2f} times ours")  # fmt: skip


PROBE = """
import json, sys, time
from pathlib import Path
def peak():
    return next(int(line.split()[1]) for line in open('/proc/self/status') if line.startswith('VmHWM')) / 1024
import numpy as np, shapely, duckdb
from tenir.engines.localisation import storage
from tenir.engines.localisation.counting import Columns, Layer, count
before, start = peak(), time.perf_counter()
index = storage.load(Path(sys.argv[1]))
index.one(2.35, 48.85)
said = {'load': time.perf_counter() - start, 'index': peak() - before, 'before': before}
start = time.process_time()
for _ in range(200):
    index.one(2.35, 48.85)
said['one'] = (time.process_time() - start) / 200
if sys.argv[2] == 'lookup':
    index.lookup(*np.load(sys.argv[3]))
else:
    said['rows'] = count(open(sys.argv[3], 'rb'), Columns('lon', 'lat'), [Layer('zones', index)]).total
print(json.dumps(said | {'peak': peak()}))
"""


def memory(folder: Path, work: str, file: Path) -> dict[str, float]:
    """What a process of its own measures: seconds to load the index and to place one point, MB, and rows read."""
    command = [sys.executable, "-c", PROBE, str(folder), work, str(file)]
    found: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return found


def look_up_alone(made: Bench, folder: Path) -> dict[str, float]:
    """Loading and looking up, in a process that does nothing else."""
    storage.save(made.index, folder / "index")
    np.save(folder / "points.npy", np.stack([made.lon, made.lat]))
    return memory(folder / "index", "lookup", folder / "points.npy")


def memories(made: Bench, folder: Path, longer: bool) -> None:
    """Peaks, each in a fresh process."""
    said = look_up_alone(made, folder)
    print(f"\nindex loaded in {said['load']:.3f} s, {said['index']:.0f} MB; one point in {said['one'] * 1e6:.0f} us")
    print(f"look-up of {len(made.lon) / 1e6:.1f} million: peak {said['peak']:.0f} MB ({said['before']:.0f} before)")
    for times in (1, 2, 20) if longer else (1,):
        people(made, folder / "people.csv", times)
        said = memory(folder / "index", "count", folder / "people.csv")
        print(f"count of {said['rows'] / 1e6:.1f} million rows: peak {said['peak']:.0f} MB")


def main() -> int:
    """Neighbourhoods, file, memory; communes when asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for option in ("--quick", "--communes", "--memory"):
        parser.add_argument(option, action="store_true")
    asked = parser.parse_args()
    many = QUICK if asked.quick else MANY
    there = data.SHARED.is_dir()
    country = data.country() if there else data.invented_country()
    zones = data.qpv() if there else data.invented()
    made = bench(zones, many, country)
    report("neighbourhoods" if there else "invented zones", compare(made, ["tree", "geopandas"]), many)
    with tempfile.TemporaryDirectory() as folder:
        report("CSV to counts", compare_files(made, Path(folder) / "people.csv"), many)
        memories(made, Path(folder), asked.memory)
    if asked.communes and there:
        towns = data.communes()
        wide = Bench(towns, Index.of(towns, COMMUNES_CUTS), made.lon, made.lat)
        report("communes", compare(wide, ["geopandas"]), many)
    return 0


if __name__ == "__main__":
    sys.exit(main())

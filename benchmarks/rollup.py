"""All totals of three million observations, as a ratio to a query written by hand for the same data in the same run.

    python -m benchmarks.rollup            0.3 and 3 million observations
    python -m benchmarks.rollup --large    30 million too, in ten goes

1,584 QPV and the communes, EPCI, contracts, départements, régions and nation that enclose them, some QPV over two
communes; 75 indicators; half-years; one observation in twenty is revised. The query is given what contains each QPV on
each day, and does the rest as somebody would write it: the last revision, sums by place, sums by year, and how many
answers were expected. The engine starts from the containments themselves.

Goal: at most 1.5 times the query, under 2 GB, linear. Gate (in the tests): 2.5 times.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import duckdb
import numpy as np

from tenir.engines import rollup
from tenir.engines.rollup import periods
from tenir.engines.rollup.closure import closure
from tenir.engines.rollup.frames import DuckDB, Frame, frame
from tenir.engines.rollup.model import Edge, Indicator, Kind, Member, OverPeriods, OverPlaces, Period, PeriodKind

QPV, COMMUNES, CONTRACTS, EPCI, DEPARTEMENTS, REGIONS = 1_584, 860, 434, 400, 101, 18
INDICATORS = 75
FIRST_YEAR = 2015
PANEL = 1
THREADS = 2
RUNS = 3
# Half-years of 0.25 and 3 million observations.
SIZES = (2, 24)
BY_HAND = """
WITH counted AS (
    SELECT indicator, place, period, arg_max(numerator, rank) AS numerator, arg_max(denominator, rank) AS denominator
    FROM observations GROUP BY ALL
), half_years AS (
    SELECT c.indicator, r.place, c.period, sum(c.numerator)::BIGINT AS numerator,
           sum(c.denominator)::BIGINT AS denominator, count(*) AS answered
    FROM counted c JOIN reach r ON r.leaf = c.place AND r.period = c.period GROUP BY ALL
), years AS (
    SELECT h.indicator, h.place, y.year AS period, sum(h.numerator)::BIGINT AS numerator,
           sum(h.denominator)::BIGINT AS denominator, sum(h.answered)::BIGINT AS answered
    FROM half_years h JOIN calendar y ON y.period = h.period GROUP BY ALL
), expected AS (
    SELECT place, period, count(*) AS expected FROM reach GROUP BY ALL
    UNION ALL
    SELECT r.place, y.year, count(*) FROM reach r JOIN calendar y ON y.period = r.period GROUP BY ALL
)
SELECT t.*, e.expected FROM (FROM half_years UNION ALL FROM years) t
JOIN expected e ON e.place = t.place AND e.period = t.period
"""


@dataclass(frozen=True)
class World:
    """Invented places and indicators, with their observations."""

    indicators: list[Indicator]
    edges: list[Edge]
    members: list[Member]
    halves: list[Period]
    observations: Frame


def made(half_years: int, seed: int = 5) -> World:
    """`half_years` from 2015 on, each with 118,800 observations and a twentieth more revised."""
    halves = [periods.half_year(FIRST_YEAR + rank // 2, rank % 2 + 1) for rank in range(half_years)]
    indicators = [
        Indicator(1 + n, Kind.COUNT, PANEL, OverPlaces.SUM, OverPeriods.SUM, PeriodKind.HALF_YEAR)
        for n in range(INDICATORS)
    ]
    members = [Member(PANEL, 10_000 + n) for n in range(QPV)]
    return World(indicators, _edges(), members, halves, _observations(halves, np.random.default_rng(seed)))


def _edges() -> list[Edge]:
    """A tenth of the QPV over two communes; contracts and EPCI beside each other; a commune changes EPCI in 2017."""
    communes, contracts, epci, departements, regions = 20_000, 30_000, 40_000, 50_000, 60_000
    moved = date(2017, 1, 1)
    found = [Edge(10_000 + n, communes + n % COMMUNES) for n in range(QPV)]
    found += [Edge(10_000 + n, communes + (n + 1) % COMMUNES) for n in range(0, QPV, 10)]
    found += [Edge(10_000 + n, contracts + n % CONTRACTS) for n in range(QPV)]
    found += [Edge(communes + n, epci + n % EPCI, moved if n == 0 else None) for n in range(COMMUNES)]
    found += [Edge(communes, epci + 1, None, date(2016, 12, 31))]
    found += [Edge(communes + n, departements + n % DEPARTEMENTS) for n in range(COMMUNES)]
    found += [Edge(departements + n, regions + n % REGIONS) for n in range(DEPARTEMENTS)]
    return found + [Edge(regions + n, 1) for n in range(REGIONS)]


def _observations(halves: list[Period], random: np.random.Generator) -> Frame:
    """Every key once, a twentieth of them a second time, in the order in which they might have come in."""
    many = INDICATORS * QPV * len(halves)
    key = np.concatenate([np.arange(many), random.choice(many, many // 20, replace=False)])
    random.shuffle(key[: many // 2])
    ids = np.array([half.id for half in halves])
    return frame(
        indicator=1 + key // QPV % INDICATORS,
        place=10_000 + key % QPV,
        period=ids[key // (QPV * INDICATORS)],
        rank=np.arange(len(key)),
        numerator=random.integers(0, 10_000, len(key)),
        denominator=np.full(len(key), -1),
    )


def engine(world: World) -> Frame:
    """All totals by Tenir."""
    with DuckDB(threads=THREADS) as duck:
        return rollup.totals(
            world.indicators, world.observations, edges=world.edges, members=world.members, engine=duck
        )


def by_hand(world: World, reach: Frame) -> Frame:
    """All totals by the query."""
    connection = duckdb.connect(":memory:", config={"threads": THREADS, "preserve_insertion_order": False})
    for name, columns in (("observations", world.observations), ("reach", reach), ("calendar", calendar_of(world))):
        connection.register(name, dict(columns))
    found: Frame = connection.sql(BY_HAND).fetchnumpy()
    connection.close()
    return found


def reach_of(world: World) -> Frame:
    """What the query is given: each QPV with each place that contains it on the last day of each half-year."""
    closed = closure(world.edges, [member.leaf for member in world.members], [half.last for half in world.halves])
    rows = [
        (leaf, half.id, place)
        for half in world.halves
        for leaf, wholes in closed[half.last].items()
        for place in wholes
    ]
    leaf, period, place = np.array(rows, dtype=np.int64).T.copy()
    return frame(leaf=leaf, period=period, place=place)


def calendar_of(world: World) -> Frame:
    """Half-years and their years."""
    return frame(
        period=[half.id for half in world.halves], year=[periods.year(half.first.year).id for half in world.halves]
    )


@dataclass(frozen=True)
class Cost:
    """Seconds by the clock, and of processor on all cores: the second hardly moves on a busy machine."""

    clock: float
    processor: float


def cost(work: Callable[[], object]) -> Cost:
    """Of one run."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return Cost(time.perf_counter() - clock, time.process_time() - processor)


def best(costs: list[Cost]) -> Cost:
    """What the machine does when nothing disturbs it."""
    return Cost(min(one.clock for one in costs), min(one.processor for one in costs))


@dataclass(frozen=True)
class Measure:
    """Best costs of the engine and of the query, how many rows each way, and the engine's peak in MB."""

    engine: Cost
    query: Cost
    observations: int
    totals: int
    peak: float

    @property
    def ratio(self) -> float:
        """How many times the query, by the clock."""
        return self.engine.clock / self.query.clock


def peak() -> float:
    """The most memory that this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def compare(half_years: int, runs: int = RUNS) -> Measure:
    """The engine and the query in turn, and the best of each."""
    world = made(half_years)
    many, highest = len(engine(world)["place"]), peak()
    reach = reach_of(world)
    costs = [(cost(lambda: engine(world)), cost(lambda: by_hand(world, reach))) for _ in range(runs)]
    ours, theirs = best([one for one, _ in costs]), best([one for _, one in costs])
    return Measure(ours, theirs, len(world.observations["rank"]), many, highest)


def report(half_years: int) -> None:
    """One line."""
    found = compare(half_years)
    each = found.engine.processor / found.observations * 1e6
    print(
        f"{found.observations / 1e6:.2f} million observations, {found.totals / 1e6:.2f} million totals: "
        f"{found.engine.clock:.2f} s, {each:.2f} s of processor a million; "
        f"{found.ratio:.2f} times the query, {found.engine.processor / found.query.processor:.2f} in processor; "
        f"peak {found.peak:.0f} MB"
    )


def in_goes(half_years: int, goes: int) -> None:
    """More than memory holds at once: some indicators after others, since no total has two."""
    world, many = made(half_years), 0

    def all_goes() -> None:
        nonlocal many
        many = sum(len(engine(some_of(world, first, goes))["place"]) for first in range(goes))

    spent, rows = cost(all_goes), len(world.observations["rank"])
    print(
        f"{rows / 1e6:.1f} million observations in {goes} goes, {many / 1e6:.1f} million totals: "
        f"{spent.clock:.1f} s, {spent.processor / rows * 1e6:.2f} s of processor a million; peak {peak():.0f} MB"
    )


def some_of(world: World, first: int, step: int) -> World:
    """Every so many of the indicators, with their observations."""
    indicators = world.indicators[first::step]
    chosen = np.isin(world.observations["indicator"], [indicator.id for indicator in indicators])
    some = {name: column[chosen] for name, column in world.observations.items()}
    return replace(world, indicators=indicators, observations=some)


def main() -> int:
    """One line a size, the smaller first, so that each peak is its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--large", action="store_true", help="30 million observations too")
    large = parser.parse_args().large
    for half_years in SIZES:
        report(half_years)
    if large:
        in_goes(240, goes=10)
    return 0


if __name__ == "__main__":
    sys.exit(main())

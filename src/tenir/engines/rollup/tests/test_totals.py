"""Totals on examples counted by hand, then the same as the slow twin on random worlds, on every engine."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest
from hypothesis import given, settings

from tenir.engines import rollup
from tenir.engines.rollup import periods
from tenir.engines.rollup.frames import DuckDB, Engine, Polars, of_observations, rows
from tenir.engines.rollup.model import (
    Edge,
    Indicator,
    Kind,
    Member,
    Observation,
    OverPeriods,
    OverPlaces,
    PeriodKind,
    Total,
)
from tenir.engines.rollup.tests import slowly
from tenir.engines.rollup.tests.slowly import World
from tenir.engines.rollup.tests.worlds import worlds

S1, S2, YEAR = periods.half_year(2019, 1).id, periods.half_year(2019, 2).id, periods.year(2019).id
# Neighbourhoods 1 and 2 in commune 10; 1 over commune 11 too; both communes in département 20.
EDGES = [Edge(1, 10), Edge(2, 10), Edge(1, 11), Edge(10, 20), Edge(11, 20)]
MEMBERS = [Member(1, 1), Member(1, 2)]
POSTS = Indicator(1, Kind.COUNT, 1, OverPlaces.SUM, OverPeriods.SUM, PeriodKind.HALF_YEAR)


def computed(world: World, engine: Engine) -> set[Total]:
    frame = of_observations(world.observations)
    found = list(rows(rollup.totals(world.indicators, frame, edges=world.edges, members=world.members, engine=engine)))
    assert len(set(found)) == len(found)
    return set(found)


def by_place(
    indicator: Indicator, *observations: Observation
) -> dict[tuple[int, int], tuple[int, int | None, int, int]]:
    world = World([indicator], EDGES, MEMBERS, observations)
    found = computed(world, DuckDB())
    return {(t.place, t.period): (t.numerator, t.denominator, t.answered, t.expected) for t in found}


def test_a_neighbourhood_over_two_communes_counts_once_in_their_departement() -> None:
    found = by_place(POSTS, Observation(1, 1, S1, 1, 5), Observation(1, 2, S1, 1, 4))
    assert {place: found[place, S1] for place in (1, 10, 11, 20)} == {
        1: (5, None, 1, 1),
        10: (9, None, 2, 2),
        11: (5, None, 1, 1),
        20: (9, None, 2, 2),
    }


def test_a_year_adds_its_half_years_and_says_what_is_missing() -> None:
    found = by_place(POSTS, Observation(1, 1, S1, 1, 5), Observation(1, 1, S2, 1, 6))
    assert found[20, YEAR] == (11, None, 2, 4)
    assert (2, S1) not in found


def test_the_last_revision_counts_whatever_the_order() -> None:
    found = by_place(POSTS, Observation(1, 1, S1, 7, 3), Observation(1, 1, S1, 2, 5))
    assert found[20, S1] == (3, None, 1, 2)


def test_a_stock_takes_the_last_half_year_or_nothing() -> None:
    stock = Indicator(1, Kind.COUNT, 1, OverPlaces.SUM, OverPeriods.LAST, PeriodKind.HALF_YEAR)
    assert (20, YEAR) not in by_place(stock, Observation(1, 1, S1, 1, 5))
    assert by_place(stock, Observation(1, 1, S1, 1, 5), Observation(1, 1, S2, 1, 6))[20, YEAR] == (6, None, 1, 2)


def test_people_counted_once_a_year_are_asked_for_the_year() -> None:
    people = Indicator(1, Kind.COUNT, 1, OverPlaces.SUM, OverPeriods.ALONE, PeriodKind.HALF_YEAR)
    found = by_place(people, Observation(1, 1, S1, 1, 5), Observation(1, 1, S2, 1, 6), Observation(1, 1, YEAR, 1, 8))
    assert found[20, S1] == (5, None, 1, 2)
    assert found[20, YEAR] == (8, None, 1, 2)


def test_a_share_adds_its_parts() -> None:
    share = Indicator(1, Kind.SHARE, 1, OverPlaces.SUM, OverPeriods.SUM, PeriodKind.HALF_YEAR)
    found = by_place(share, Observation(1, 1, S1, 1, 1, 2), Observation(1, 2, S1, 1, 30, 100))
    assert found[20, S1] == (31, 102, 2, 2)


def test_a_median_stays_where_it_is() -> None:
    median = Indicator(1, Kind.RATE, 1, OverPlaces.NONE, OverPeriods.NONE, PeriodKind.HALF_YEAR)
    found = by_place(median, Observation(1, 1, S1, 1, 12), Observation(1, 2, S1, 1, 14))
    assert found == {(1, S1): (12, None, 1, 1), (2, S1): (14, None, 1, 1)}


def test_a_figure_given_for_a_departement_enters_no_sum() -> None:
    found = by_place(POSTS, Observation(1, 1, S1, 1, 5), Observation(1, 20, S1, 1, 1000))
    assert found[20, S1] == (5, None, 1, 2)


def test_generations_do_not_meet() -> None:
    old, new = POSTS, Indicator(2, Kind.COUNT, 2, OverPlaces.SUM, OverPeriods.SUM, PeriodKind.HALF_YEAR)
    members = [Member(1, 1, None, date(2023, 12, 31)), Member(2, 2, date(2019, 7, 1), None)]
    observations = [Observation(i, p, s, 1, 1) for i in (1, 2) for p in (1, 2) for s in (S1, S2)]
    found = computed(World([old, new], EDGES, members, observations), DuckDB())
    of_departement = {(t.indicator, t.period): (t.numerator, t.expected) for t in found if t.place == 20}
    assert of_departement == {(1, S1): (1, 1), (1, S2): (1, 1), (1, YEAR): (2, 2), (2, S2): (1, 1), (2, YEAR): (1, 1)}


def test_no_observation_no_total() -> None:
    assert by_place(POSTS) == {}


@pytest.mark.parametrize(
    ("observations", "words"),
    [
        ([Observation(1, 1, S1, 1, 5), Observation(1, 1, S1, 1, 6)], "same rank"),
        ([Observation(1, 1, S1, 1, 5, 10)], r"needless for indicators \[1\]"),
        ([Observation(1, 1, S1, 1, 5, -2)], "below zero"),
        ([Observation(1, 1, 7, 1, 5)], "no period|year|month"),
    ],
)
def test_wrong_columns_are_refused(observations: list[Observation], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        by_place(POSTS, *observations)


def test_words_do_not_add_up() -> None:
    with pytest.raises(ValueError, match="does not add up"):
        Indicator(1, Kind.QUALITATIVE, 1, OverPlaces.SUM, OverPeriods.NONE, PeriodKind.YEAR)


def test_a_share_without_its_denominator_is_refused() -> None:
    share = Indicator(1, Kind.SHARE, 1, OverPlaces.SUM, OverPeriods.SUM, PeriodKind.HALF_YEAR)
    with pytest.raises(ValueError, match=r"missing for indicators \[1\]"):
        by_place(share, Observation(1, 1, S1, 1, 5, None))


def test_sums_beyond_64_bits_are_refused() -> None:
    with pytest.raises(OverflowError):
        by_place(POSTS, Observation(1, 1, S1, 1, 2**62), Observation(1, 2, S1, 1, 2**62))


def test_nothing_is_drawn_while_it_computes() -> None:
    with DuckDB(threads=1) as engine:
        shown = engine._connection.sql("SELECT current_setting('enable_progress_bar')").fetchall()
    assert shown == [(False,)]


def test_an_engine_used_twice_holds_nothing_between() -> None:
    world = World([POSTS], EDGES, MEMBERS, [Observation(1, 1, S1, 1, 5)])
    with DuckDB(threads=1) as engine:
        first = computed(world, engine)
        assert engine._connection.sql("SHOW TABLES").fetchall() == []
        assert computed(world, engine) == first


def test_memory_is_bounded_and_nothing_goes_to_disk() -> None:
    many = [Observation(1, n % 2 + 1, S1, n, n) for n in range(200_000)]
    with pytest.raises(duckdb.OutOfMemoryException, match="no temporary directory"):
        computed(World([POSTS], EDGES, MEMBERS, many), DuckDB(threads=1, memory="5MB"))


@settings(deadline=None, max_examples=40)
@given(worlds())
def test_duckdb_says_what_the_slow_twin_says(world: World) -> None:
    assert computed(world, DuckDB(threads=1)) == slowly.totals(world)


@settings(deadline=None)
@given(worlds())
def test_polars_says_what_the_slow_twin_says(world: World) -> None:
    assert computed(world, Polars()) == slowly.totals(world)

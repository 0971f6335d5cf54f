"""One answer after another gives the totals that all of them give at once."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenir.engines.rollup import periods
from tenir.engines.rollup.closure import closure
from tenir.engines.rollup.increments import Increment, increments
from tenir.engines.rollup.model import (
    Indicator,
    Kind,
    Observation,
    OverPeriods,
    OverPlaces,
    PeriodKind,
    Total,
    Value,
)
from tenir.engines.rollup.plan import expected
from tenir.engines.rollup.tests import slowly
from tenir.engines.rollup.tests.slowly import World
from tenir.engines.rollup.tests.worlds import world

S1, S2, YEAR = periods.half_year(2019, 1), periods.half_year(2019, 2), periods.year(2019)
Cell = tuple[int, int, int]


def of(indicator: Indicator, period: periods.Period, before: Value | None, after: Value | None) -> list[Increment]:
    return increments(indicator, leaf=1, period=period, wholes={1, 10}, before=before, after=after)


def sort_of(over_periods: OverPeriods, kind: Kind = Kind.COUNT, over_places: OverPlaces = OverPlaces.SUM) -> Indicator:
    return Indicator(1, kind, 1, over_places, over_periods, PeriodKind.HALF_YEAR)


def test_a_first_answer_enters_its_places_and_longer_periods() -> None:
    assert of(sort_of(OverPeriods.SUM), S1, None, Value(5)) == [
        Increment(1, S1.id, 5, None, 1),
        Increment(10, S1.id, 5, None, 1),
        Increment(1, YEAR.id, 5, None, 1),
        Increment(10, YEAR.id, 5, None, 1),
    ]


def test_a_correction_changes_the_figure_and_a_refusal_takes_it_away() -> None:
    alone = sort_of(OverPeriods.NONE, Kind.SHARE, OverPlaces.NONE)
    assert of(alone, S1, Value(1, 4), Value(3, 5)) == [Increment(1, S1.id, 2, 1, 0)]
    assert of(alone, S1, Value(3, 5), None) == [Increment(1, S1.id, -3, -5, -1)]


def test_a_stock_enters_a_year_by_its_last_half_only() -> None:
    stock = sort_of(OverPeriods.LAST)
    assert {one.period for one in of(stock, S1, None, Value(5))} == {S1.id}
    assert {one.period for one in of(stock, S2, None, Value(5))} == {S2.id, YEAR.id}


def test_nothing_changes_when_nothing_changed_or_nothing_was_asked() -> None:
    assert of(sort_of(OverPeriods.SUM), S1, Value(5), Value(5)) == []
    assert of(sort_of(OverPeriods.SUM), YEAR, None, Value(5)) == []
    assert len(of(sort_of(OverPeriods.ALONE), YEAR, None, Value(5))) == 2


def test_parts_or_no_parts() -> None:
    with pytest.raises(ValueError, match="denominator"):
        of(sort_of(OverPeriods.SUM), S1, None, Value(5, 6))
    with pytest.raises(ValueError, match="denominator"):
        of(sort_of(OverPeriods.SUM, Kind.SHARE), S1, Value(5), None)


def one_by_one(invented: World, chance: Random) -> dict[Cell, list[int]]:
    """Observations in any order, some taken back and given again."""
    known = {indicator.id: indicator for indicator in invented.indicators}
    counted: dict[Cell, Observation] = {}
    sums: dict[Cell, list[int]] = {}
    for one in chance.sample(invented.observations, len(invented.observations)):
        key = (one.indicator, one.place, one.period)
        held = counted.get(key)
        if one.indicator in known and (held is None or held.rank < one.rank):
            steps = [held, None, one] if chance.random() < 0.3 else [held, one]
            for before, after in pairwise(steps):
                apply(invented, known[one.indicator], one, before, after, sums)
            counted[key] = one
    return sums


def apply(
    invented: World,
    indicator: Indicator,
    one: Observation,
    before: Observation | None,
    after: Observation | None,
    sums: dict[Cell, list[int]],
) -> None:
    period = periods.from_id(one.period)
    in_panel = any(
        m.panel == indicator.panel and m.leaf == one.place and m.holds(period.last) for m in invented.members
    )
    wholes = closure(invented.edges, [one.place], [period.last])[period.last][one.place] if in_panel else frozenset()
    values = [None if o is None else Value(o.numerator, o.denominator) for o in (before, after)]
    for gain in increments(indicator, leaf=one.place, period=period, wholes=wholes, before=values[0], after=values[1]):
        row = sums.setdefault((indicator.id, gain.place, gain.period), [0, 0, 0])
        row[:] = [row[0] + gain.numerator, row[1] + (gain.denominator or 0), row[2] + gain.answered]
        if row[2] == 0:
            assert row == [0, 0, 0]
            del sums[indicator.id, gain.place, gain.period]


@settings(deadline=None)
@given(st.integers(0, 2**40))
def test_one_by_one_gives_the_totals_of_all_at_once(seed: int) -> None:
    invented = world(Random(seed))
    full = slowly.totals(invented)
    found = one_by_one(invented, Random(seed))
    assert found == {(t.indicator, t.place, t.period): [t.numerator, t.denominator or 0, t.answered] for t in full}


@settings(deadline=None)
@given(st.integers(0, 2**40))
def test_what_is_expected_can_be_asked_without_totals(seed: int) -> None:
    invented = world(Random(seed))
    asked = {periods.from_id(one.period) for one in invented.observations}
    waited = {
        one.id: expected(one, edges=invented.edges, members=invented.members, asked=asked)
        for one in invented.indicators
    }
    found: set[Total] = slowly.totals(invented)
    assert all(waited[t.indicator][t.place, t.period] == t.expected for t in found)

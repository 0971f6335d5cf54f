"""What looks wrong is said with what, where and by how much."""

from __future__ import annotations

from fractions import Fraction

from tenir.engines.rollup import periods, quality
from tenir.engines.rollup.model import (
    Indicator,
    Kind,
    Observation,
    OverPeriods,
    OverPlaces,
    PeriodKind,
    Total,
)
from tenir.engines.rollup.quality import Bounds, Check, Finding

S1 = periods.half_year(2019, 1).id


def given(numerator: int, denominator: int | None = None, *, indicator: int = 1, place: int = 10) -> Observation:
    return Observation(indicator, place, S1, 1, numerator, denominator)


def series(*values: int) -> list[Observation]:
    halves = [periods.following(periods.half_year(2015, 1), step).id for step in range(len(values))]
    return [Observation(1, 10, half, 1, value) for half, value in zip(halves, values, strict=True)]


def test_answers_out_of_bounds() -> None:
    rows = [given(-1), given(5), given(12), given(99, indicator=2)]
    found = list(quality.outside(rows, {1: Bounds(0, 10)}))
    assert [(one.check, one.by) for one in found] == [(Check.BELOW, -1), (Check.ABOVE, 2)]


def test_a_share_of_nobody_has_no_bounds() -> None:
    assert list(quality.outside([given(0, 0)], {1: Bounds(0, 1)})) == []


def test_a_jump_is_against_the_past_of_its_own_series() -> None:
    (found,) = quality.jumps(series(100, 110, 90, 105, 900, 100))
    assert (found.given, found.against, found.by) == (900, Fraction(205, 2), Fraction(1595, 2))


def test_a_series_that_never_moved_may_move_a_tenth() -> None:
    assert list(quality.jumps(series(100, 100, 100, 110))) == []
    assert [one.by for one in quality.jumps(series(100, 100, 100, 111))] == [11]


def test_no_past_no_jump() -> None:
    assert list(quality.jumps(series(1, 1, 900))) == []
    year = Observation(1, 10, periods.year(2016).id, 1, 900)
    assert list(quality.jumps([*series(1, 1, 1), year])) == []


def indicator(number: int, kind: Kind) -> Indicator:
    return Indicator(number, kind, 1, OverPlaces.SUM, OverPeriods.SUM, PeriodKind.HALF_YEAR)


def test_a_share_is_at_most_one_and_a_rate_may_be_more() -> None:
    known = [indicator(1, Kind.SHARE), indicator(2, Kind.RATE)]
    found = list(quality.parts_above_wholes([given(12, 10), given(10, 10), given(12, 10, indicator=2)], known, {}))
    assert found == [Finding(Check.PART_ABOVE_WHOLE, 1, 10, S1, Fraction(12), Fraction(10))]


def test_a_part_is_at_most_its_whole_in_one_place() -> None:
    rows = [given(30, indicator=2), given(25, indicator=3), given(40, indicator=2, place=11)]
    found = list(quality.parts_above_wholes(rows, [], {2: 3}))
    assert [(one.indicator, one.place, one.given, one.against) for one in found] == [(2, 10, 30, 25)]


def test_doubles_are_told_even_when_equal() -> None:
    found = list(quality.doubles([given(5), given(5, place=11), given(5), given(7)]))
    assert [(one.given, one.against) for one in found] == [(5, 5), (7, 5)]


def test_a_total_given_elsewhere_is_compared_with_ours() -> None:
    complete, partial = Total(1, 10, S1, 50, None, 4, 4), Total(1, 11, S1, 50, None, 3, 4)
    rows = [given(50), given(60, place=11), given(40, place=11), given(99, place=12)]
    found = list(quality.contradictions(rows, [complete, partial]))
    assert [(one.place, one.by, one.explained) for one in found] == [(11, 10, True), (11, -10, False)]
    assert [one.explained for one in quality.contradictions([given(60)], [complete])] == [False]


def test_denominators_may_contradict_alone() -> None:
    found = list(quality.contradictions([given(5, 90)], [Total(1, 10, S1, 5, 100, 2, 2)]))
    assert [(one.given, one.against) for one in found] == [(90, 100)]

"""Targets counted by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from tenir.engines.rollup import targets
from tenir.engines.rollup.model import Kind, PeriodKind, Value
from tenir.engines.rollup.targets import Direction, Gap, GapUnit, Milestone, Sharing, Target, Trajectory, Trend

# 4,000 posts at the beginning of 2019, 5,000 at the end of 2022: 1,461 days.
START, END = Milestone(date(2018, 12, 31), 4000), Milestone(date(2022, 12, 31), 5000)
POSTS = Target(START, END)
FEWER = Target(Milestone(date(2019, 1, 1), 30), Milestone(date(2020, 1, 1), 20), Direction.LESS)


def test_a_straight_line_goes_day_by_day() -> None:
    assert targets.due_on(POSTS, date(2018, 6, 1)) == 4000
    assert targets.due_on(POSTS, date(2019, 12, 31)) == 4000 + Fraction(1000 * 365, 1461)
    assert targets.due_on(POSTS, date(2022, 12, 31)) == 5000
    assert targets.due_on(POSTS, date(2030, 1, 1)) == 5000


def test_steps_hold_until_the_next() -> None:
    steps = Target(START, END, trajectory=Trajectory.STEPS, between=(Milestone(date(2020, 1, 1), 4200),))
    assert targets.due_on(steps, date(2019, 12, 31)) == 4000
    assert targets.due_on(steps, date(2020, 1, 1)) == 4200
    assert targets.due_on(steps, date(2022, 12, 30)) == 4200
    assert targets.due_on(steps, date(2022, 12, 31)) == 5000


def test_a_line_may_break() -> None:
    broken = Target(START, END, between=(Milestone(date(2020, 12, 31), 4800),))
    assert targets.due_on(broken, date(2021, 12, 31)) == 4900


def test_milestones_are_in_order() -> None:
    with pytest.raises(ValueError, match="follow each other"):
        Target(END, START)


def test_what_is_left_in_either_direction() -> None:
    assert targets.distance(POSTS, 4600) == 400
    assert targets.distance(POSTS, 5100) == -100
    assert targets.distance(FEWER, 24) == 4
    assert targets.behind(POSTS, 3900, date(2018, 12, 31)) == 100
    assert targets.behind(FEWER, 19, date(2020, 1, 1)) == -1
    assert targets.progress(FEWER, 25) == Fraction(1, 2)
    assert targets.progress(Target(START, Milestone(END.day, 4000)), 4100) is None


def test_the_pace_that_each_period_needs() -> None:
    assert targets.pace(POSTS, 4600, after=date(2021, 12, 31), kind=PeriodKind.QUARTER) == 100
    assert targets.pace(POSTS, 4600, after=date(2021, 12, 30), kind=PeriodKind.QUARTER) == 80
    assert targets.pace(POSTS, 4700, after=date(2021, 6, 30), kind=PeriodKind.HALF_YEAR) == 100
    assert targets.pace(POSTS, 5000, after=date(2021, 6, 30), kind=PeriodKind.YEAR) == 0
    assert targets.pace(POSTS, 4999, after=date(2022, 12, 31), kind=PeriodKind.YEAR) is None


def test_parts_of_a_national_target_account_for_the_whole() -> None:
    short = targets.allocation(1000, {21: 400, 41: 250, 75: None})
    assert (short.rest, short.sharing, short.waiting) == (350, Sharing.UNALLOCATED, (75,))
    over = targets.allocation(1000, {21: 700, 41: 350})
    assert (over.rest, over.sharing, over.waiting) == (-50, Sharing.OVER_ALLOCATED, ())
    assert targets.allocation(1000, {21: 600, 41: 400}).sharing is Sharing.WHOLE


def test_a_gap_of_shares_is_in_points_and_others_are_ratios() -> None:
    assert targets.gap(Kind.SHARE, Value(30, 100), Value(20, 100)) == Gap(GapUnit.POINTS, Fraction(10))
    assert targets.gap(Kind.COUNT, Value(30), Value(120)) == Gap(GapUnit.RATIO, Fraction(1, 4))
    assert targets.gap(Kind.RATE, Value(30, 10), Value(15, 10)) == Gap(GapUnit.RATIO, Fraction(2))
    assert targets.gap(Kind.SHARE, Value(0, 0), Value(1, 2)) is None
    assert targets.gap(Kind.COUNT, Value(1), Value(0)) is None


def points(*values: int | None) -> list[Gap | None]:
    return [None if value is None else Gap(GapUnit.POINTS, Fraction(value)) for value in values]


def ratios(*values: Fraction) -> list[Gap | None]:
    return [Gap(GapUnit.RATIO, value) for value in values]


def test_a_gap_narrows_from_whichever_side() -> None:
    assert targets.trend(Kind.SHARE, points(10, None, 12, 8)) is Trend.NARROWS
    assert targets.trend(Kind.SHARE, points(-3, 8)) is Trend.WIDENS
    assert targets.trend(Kind.SHARE, points(3, -3)) is Trend.STEADY
    assert targets.trend(Kind.SHARE, points(None, 3)) is None
    assert targets.trend(Kind.RATE, ratios(Fraction(1, 2), Fraction(3, 2))) is Trend.NARROWS
    assert targets.trend(Kind.RATE, ratios(Fraction(3, 2), Fraction(0))) is Trend.WIDENS
    assert targets.trend(Kind.COUNT, ratios(Fraction(1, 2), Fraction(1, 3))) is None

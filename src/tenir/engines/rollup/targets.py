"""What was aimed at: where a figure should stand on a day, what is left, how fast; a neighbourhood beside its city.

Values are exact: whole units of the indicator, or fractions for shares (`Fraction(numerator, denominator)`). Nothing is
rounded here; a page rounds half up (`numbers.half_up`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from tenir.engines.rollup import periods
from tenir.engines.rollup.model import Kind, PeriodKind, Value

Exact = int | Fraction


class Direction(StrEnum):
    """Whether more is better (posts created) or less is (people without a job)."""

    MORE = "more"
    LESS = "less"


class Trajectory(StrEnum):
    """Between two milestones: in a straight line, day after day, or at once on the day of the second."""

    LINEAR = "linear"
    STEPS = "steps"


@dataclass(frozen=True, slots=True)
class Milestone:
    """A value on a day."""

    day: date
    value: Exact


@dataclass(frozen=True, slots=True)
class Target:
    """From a baseline to an aim, by milestones in the order of days; ValueError when they are not."""

    baseline: Milestone
    aim: Milestone
    direction: Direction = Direction.MORE
    trajectory: Trajectory = Trajectory.LINEAR
    between: tuple[Milestone, ...] = ()

    def __post_init__(self) -> None:
        days = [milestone.day for milestone in self.milestones]
        if any(later <= earlier for earlier, later in pairwise(days)):
            raise ValueError("milestones of a target follow each other")

    @property
    def milestones(self) -> tuple[Milestone, ...]:
        """Baseline, steps between, aim."""
        return (self.baseline, *self.between, self.aim)


def due_on(target: Target, day: date) -> Exact:
    """Where the figure should stand on a day: the baseline before it, the aim after it."""
    before = [milestone for milestone in target.milestones if milestone.day <= day]
    after = [milestone for milestone in target.milestones if milestone.day > day]
    if not before or not after:
        return target.aim.value if before else target.baseline.value
    last, following = before[-1], after[0]
    if target.trajectory is Trajectory.STEPS:
        return last.value
    gone = Fraction((day - last.day).days, (following.day - last.day).days)
    return _plain(last.value + (following.value - last.value) * gone)


def distance(target: Target, value: Exact) -> Exact:
    """What is left to the aim; zero or less when it is reached, whichever direction is better."""
    return _better(target, target.aim.value, value)


def behind(target: Target, value: Exact, day: date) -> Exact:
    """By how much a figure is short of its trajectory on a day; below zero when it is ahead."""
    return _better(target, due_on(target, day), value)


def progress(target: Target, value: Exact) -> Fraction | None:
    """The part of the way from the baseline that is done; None when there was no way to go."""
    way = target.aim.value - target.baseline.value
    return Fraction(value - target.baseline.value) / way if way else None


def pace(target: Target, value: Exact, *, after: date, kind: PeriodKind) -> Fraction | None:
    """What each period of a sort must bring, after a day, for the aim to be reached in time.

    Periods count that end after the day and not after the day of the aim: one that has begun can still bring its
    whole. 0 when the aim is reached, None when no period is left.
    """
    left = distance(target, value)
    if left <= 0:
        return Fraction(0)
    many = _periods_left(after, target.aim.day, kind)
    return Fraction(left) / many if many else None


def _periods_left(after: date, until: date, kind: PeriodKind) -> int:
    many, period = 0, periods.containing(kind, after)
    if period.last <= after:
        period = periods.following(period)
    while period.last <= until:
        many, period = many + 1, periods.following(period)
    return many


def _better(target: Target, aim: Exact, value: Exact) -> Exact:
    return aim - value if target.direction is Direction.MORE else value - aim


def _plain(value: Exact) -> Exact:
    """A whole number where it is one."""
    return int(value) if value == int(value) else value


# --- a national target, shared out ------------------------------------------------------------------------------------
class Sharing(StrEnum):
    """What the parts of a national target come to."""

    WHOLE = "whole"
    UNALLOCATED = "unallocated"
    OVER_ALLOCATED = "over-allocated"


@dataclass(frozen=True, slots=True)
class Allocation:
    """A national target and its parts; `waiting` are the places whose part is not set, in order."""

    national: Exact
    allocated: Exact
    waiting: tuple[int, ...]

    @property
    def rest(self) -> Exact:
        """What nobody has to reach; below zero when the parts promise more than the whole."""
        return self.national - self.allocated

    @property
    def sharing(self) -> Sharing:
        """In one word."""
        if not self.rest:
            return Sharing.WHOLE
        return Sharing.UNALLOCATED if self.rest > 0 else Sharing.OVER_ALLOCATED


def allocation(national: Exact, parts: Mapping[int, Exact | None]) -> Allocation:
    """How the parts by place (None: not set yet) account for a national target of a figure that adds up over places."""
    allocated = sum((part for part in parts.values() if part is not None), start=Fraction(0))
    return Allocation(national, _plain(allocated), tuple(sorted(p for p, part in parts.items() if part is None)))


# --- a neighbourhood beside its city ----------------------------------------------------------------------------------
class GapUnit(StrEnum):
    """Shares differ by points of percent; other figures are so many times the other."""

    POINTS = "points"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Gap:
    """A neighbourhood beside its city: a difference of shares in points, otherwise a ratio."""

    unit: GapUnit
    value: Fraction


class Trend(StrEnum):
    """Whether a gap comes down."""

    NARROWS = "narrows"
    WIDENS = "widens"
    STEADY = "steady"


def gap(kind: Kind, neighbourhood: Value, city: Value) -> Gap | None:
    """The neighbourhood less its city, or over it; None when a figure to divide by is zero.

    A ratio of counts says which part of the city the neighbourhood is, a ratio of rates how many times its rate.
    """
    here, there = _exact(neighbourhood), _exact(city)
    if here is None or there is None:
        return None
    if kind is Kind.SHARE:
        return Gap(GapUnit.POINTS, (here - there) * 100)
    return Gap(GapUnit.RATIO, here / there) if there else None


def trend(kind: Kind, gaps: Sequence[Gap | None]) -> Trend | None:
    """From the first known gap to the last, in the order of periods; None with fewer than two.

    Only of shares and rates: that a neighbourhood is a third of its city is no gap.
    """
    known = [one for one in gaps if one is not None]
    if len(known) < 2 or kind not in (Kind.SHARE, Kind.RATE):
        return None
    before, now = _apart(known[0]), _apart(known[-1])
    if before == now:
        return Trend.STEADY
    return Trend.NARROWS if now < before else Trend.WIDENS


def _apart(one: Gap) -> Fraction | float:
    """How far from equal; half as much is as far as twice as much, and nothing is farthest."""
    if one.unit is GapUnit.POINTS:
        return abs(one.value)
    return max(one.value, 1 / one.value) if one.value > 0 else math.inf


def _exact(value: Value) -> Fraction | None:
    if value.denominator == 0:
        return None
    return Fraction(value.numerator, value.denominator or 1)

"""What looks wrong in figures: said with what, where and by how much; never corrected, and often right after all.

Each check takes what counts and gives findings; a page shows them beside the figure, and a person decides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import groupby
from statistics import median

from tenir.engines.rollup import periods
from tenir.engines.rollup.model import Indicator, Kind, Observation, Total

# A jump needs a past to jump from.
LEAST_PAST = 3
# How many times the usual change makes a jump; a series that never moves is allowed a tenth of its level.
JUMP = 5
_STILL = Fraction(1, 10)

Key = tuple[int, int, int]


class Check(StrEnum):
    """What was looked at."""

    BELOW = "below"
    ABOVE = "above"
    JUMP = "jump"
    PART_ABOVE_WHOLE = "part-above-whole"
    DOUBLE = "double"
    CONTRADICTS_TOTAL = "contradicts-total"


@dataclass(frozen=True, slots=True)
class Finding:
    """`given` beside `against`, which it should not pass, or should be; in units of the indicator.

    Bounds and jumps of a ratio are of the ratio itself (a share goes from 0 to 1), the other checks of its parts.
    `explained` when answers that are still missing may be the reason.
    """

    check: Check
    indicator: int
    place: int
    period: int
    given: Fraction
    against: Fraction
    explained: bool = False

    @property
    def by(self) -> Fraction:
        """By how much, above zero when `given` is the greater."""
        return self.given - self.against


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most that an answer may be, in units of the indicator; None does not bound."""

    least: Fraction | int | None = 0
    most: Fraction | int | None = None


def outside(observations: Iterable[Observation], bounds: Mapping[int, Bounds]) -> Iterator[Finding]:
    """Answers below or above the bounds of their indicator."""
    for one in observations:
        bound = bounds.get(one.indicator)
        if bound is None or (value := _value(one)) is None:
            continue
        if bound.least is not None and value < bound.least:
            yield _finding(Check.BELOW, one, value, bound.least)
        if bound.most is not None and value > bound.most:
            yield _finding(Check.ABOVE, one, value, bound.most)


def jumps(observations: Iterable[Observation]) -> Iterator[Finding]:
    """Answers far from what their own series was before: `JUMP` times its usual distance from its median.

    The median and the median distance, since one wrong figure of the past moves neither. `against` is the median.
    """
    for _, series in groupby(sorted(observations, key=_series), key=lambda one: _series(one)[:3]):
        past: list[Fraction] = []
        for one in series:
            if (value := _value(one)) is None:
                continue
            if len(past) >= LEAST_PAST and abs(value - (usual := median(past))) > JUMP * _spread(past, usual):
                yield _finding(Check.JUMP, one, value, usual)
            past.append(value)


def parts_above_wholes(
    observations: Collection[Observation], indicators: Collection[Indicator], whole_of: Mapping[int, int]
) -> Iterator[Finding]:
    """Shares above one, and answers above those of the indicator that theirs is a part of.

    `whole_of` has for the indicator of a part (women) that of its whole (all), for one place and period. A rate has no
    whole: it may be above one.
    """
    shares = {indicator.id for indicator in indicators if indicator.kind is Kind.SHARE}
    given = {_key(one): one for one in observations}
    for one in observations:
        if one.indicator in shares and one.denominator is not None and one.numerator > one.denominator:
            yield _finding(Check.PART_ABOVE_WHOLE, one, one.numerator, one.denominator)
        whole = given.get((whole_of.get(one.indicator, -1), one.place, one.period))
        if whole is not None and one.numerator > whole.numerator:
            yield _finding(Check.PART_ABOVE_WHOLE, one, one.numerator, whole.numerator)


def doubles(observations: Iterable[Observation]) -> Iterator[Finding]:
    """Rows of one file for one indicator, place and period, each with the first; equal ones too."""
    first: dict[Key, Observation] = {}
    for one in observations:
        before = first.setdefault(_key(one), one)
        if before is not one:
            yield _finding(Check.DOUBLE, one, one.numerator, before.numerator)


def contradictions(observations: Iterable[Observation], totals: Iterable[Total]) -> Iterator[Finding]:
    """Figures given for a place as a whole that are not the sum of the answers within.

    More than our sum may be right while answers are missing; less is not, where answers are not below zero.
    """
    ours = {(total.indicator, total.place, total.period): total for total in totals}
    for one in observations:
        total = ours.get(_key(one))
        if total is None:
            continue
        given, sum_ = _parts(one), _parts(total)
        if given != sum_:
            missing = total.answered < total.expected
            explained = missing and all(a >= b for a, b in zip(given, sum_, strict=True))
            yield _finding(Check.CONTRADICTS_TOTAL, one, *_differing(given, sum_), explained)


def _differing(given: tuple[int, ...], sum_: tuple[int, ...]) -> tuple[int, int]:
    """The numerators, or the denominators when only these differ."""
    return next((a, b) for a, b in zip(given, sum_, strict=True) if a != b)


def _parts(one: Observation | Total) -> tuple[int, ...]:
    return one.numerator, one.denominator or 0


def _finding(
    check: Check, one: Observation, given: Fraction | int, against: Fraction | int, explained: bool = False
) -> Finding:
    return Finding(check, one.indicator, one.place, one.period, Fraction(given), Fraction(against), explained)


def _spread(past: list[Fraction], usual: Fraction) -> Fraction:
    return max(median(abs(value - usual) for value in past), abs(usual) * _STILL / JUMP)


def _series(one: Observation) -> tuple[int, int, str, int]:
    """A half-year is not compared with a year."""
    period = periods.from_id(one.period)
    return one.indicator, one.place, period.kind, one.period


def _key(one: Observation) -> Key:
    return one.indicator, one.place, one.period


def _value(one: Observation) -> Fraction | None:
    """A share of nobody has no value."""
    if one.denominator == 0:
        return None
    return Fraction(one.numerator, 1 if one.denominator is None else one.denominator)

"""What is wrong with columns of observations is said before anything is added."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from tenir.engines.rollup.frames import NO_DENOMINATOR, OBSERVATION, Column, Frame
from tenir.engines.rollup.model import Indicator

_KEY = ("indicator", "place", "period")
# Every total is a sum of some of the answers: their absolute sum bounds it, and stays far from the end of 64 bits.
ROOM = 2.0**62


def checked(indicators: Collection[Indicator], observations: Frame) -> Frame:
    """The columns of `OBSERVATION`; ValueError and OverflowError as `totals` says."""
    given = {name: np.asarray(observations[name]) for name in OBSERVATION}
    if any(column.dtype != np.int64 for column in given.values()) or len({len(c) for c in given.values()}) > 1:
        raise ValueError("columns of observations are 64-bit integers, of one length")
    _check_denominators(indicators, given["indicator"], given["denominator"])
    _check_room(given["numerator"], given["denominator"])
    _check_ranks(given)
    return given


def _check_denominators(indicators: Collection[Indicator], indicator: Column, denominator: Column) -> None:
    """Parts or no parts: a sum over both would be a ratio of nothing."""
    if len(denominator) and denominator.min() < NO_DENOMINATOR:
        raise ValueError("a denominator is below zero")
    without = set(np.unique(indicator[denominator == NO_DENOMINATOR]).tolist())
    with_one = set(np.unique(indicator[denominator != NO_DENOMINATOR]).tolist())
    lacking = sorted(one.id for one in indicators if one.has_parts and one.id in without)
    extra = sorted(one.id for one in indicators if not one.has_parts and one.id in with_one)
    if lacking or extra:
        raise ValueError(f"denominators missing for indicators {lacking}, needless for indicators {extra}")


def _check_room(*columns: Column) -> None:
    for column in columns:
        if np.abs(column.astype(np.float64)).sum() > ROOM:
            raise OverflowError("figures too large to be added in 64 bits")


def _check_ranks(given: Frame) -> None:
    """Ranks that are all different, as row numbers are, need no further look."""
    ranks = np.sort(given["rank"])
    if (ranks[1:] > ranks[:-1]).all():
        return
    order = np.lexsort([given[name] for name in ("rank", *_KEY)])
    same = np.ones(max(len(order) - 1, 0), dtype=bool)
    for name in ("rank", *_KEY):
        column = given[name][order]
        same &= column[1:] == column[:-1]
    if same.any():
        raise ValueError("two observations of one key have the same rank")

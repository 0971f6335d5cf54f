"""Cutting values into at most five classes for a map, with bounds that can be said in words.

A break is the lowest value of its class: breaks (4, 8) make « moins de 4 », « de 4 à moins de 8 », « 8 et plus ».
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from tenir.core.web.quantities import Unit, Value, figure, is_missing

MOST_CLASSES = 5


def quantile_breaks(values: Iterable[Value | None], classes: int = MOST_CLASSES) -> tuple[Value, ...]:
    """Breaks that put about as many known values in each class; equal values always share one.

    Fewer distinct values than classes give fewer classes; none, or one, gives no break.
    """
    known = sorted(value for value in values if value is not None and not is_missing(value))
    if not known:
        return ()
    ranks = (-(-len(known) * share // classes) for share in range(1, classes))
    breaks = {known[min(rank, len(known) - 1)] for rank in ranks}
    return tuple(sorted(breaks - {known[0]}))


def check_breaks(breaks: Sequence[Value]) -> None:
    """Raise ValueError unless `breaks` rise strictly and make at most five classes."""
    if len(breaks) >= MOST_CLASSES:
        raise ValueError(f"at most {MOST_CLASSES} classes can be told apart, {len(breaks) + 1} asked for")
    if any(low >= high for low, high in pairwise(breaks)):
        raise ValueError(f"breaks must rise: {breaks}")


def class_of(value: Value, breaks: Sequence[Value]) -> int:
    """Rank of the class of `value`, from 1."""
    return bisect_right(breaks, value) + 1


def words(breaks: Sequence[Value], unit: Unit) -> list[str]:
    """Each class in words, lowest first; whole numbers are said inclusively (« de 4 à 7 »)."""
    if not breaks:
        return ["toutes les valeurs connues"]
    whole = all(isinstance(value, int) for value in breaks)
    middle = [_between(low, high, unit, whole=whole) for low, high in pairwise(breaks)]
    return [f"moins de {figure(breaks[0], unit)}", *middle, f"{figure(breaks[-1], unit)} et plus"]


def _between(low: Value, high: Value, unit: Unit, *, whole: bool) -> str:
    bare = Unit(places=unit.places)
    if not whole:
        return f"de {figure(low, bare)} à moins de {figure(high, unit)}"
    last = high - 1
    return figure(low, unit) if low == last else f"de {figure(low, bare)} à {figure(last, unit)}"

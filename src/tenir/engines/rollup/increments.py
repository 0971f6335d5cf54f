"""What an answer, a correction or a refusal changes in the totals, so that they change in the same transaction."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from tenir.engines.rollup import periods
from tenir.engines.rollup.model import Indicator, OverPlaces, Period, Value
from tenir.engines.rollup.plan import Scope, scope_of


@dataclass(frozen=True, slots=True)
class Increment:
    """What to add to the total of a place for a period (of number `period`); `denominator` is None where none is.

    A total whose `answered` comes down to 0 has no row any more: nobody answered is not zero.
    """

    place: int
    period: int
    numerator: int
    denominator: int | None
    answered: int


def increments(
    indicator: Indicator,
    *,
    leaf: int,
    period: Period,
    wholes: Collection[int],
    before: Value | None,
    after: Value | None,
) -> list[Increment]:
    """What the totals of every place gain when what counts for `leaf` goes from `before` to `after`.

    `wholes` are the places that contain the leaf on the last day of the period, itself included (`closure`); empty when
    it is not in the panel then. None stands for no counted answer. ValueError: a ratio without its denominator, a count
    with one.
    """
    for value in (before, after):
        if value is not None and (value.denominator is not None) != indicator.has_parts:
            raise ValueError(f"denominator missing or needless for indicator {indicator.id}")
    scope = scope_of(indicator)
    if before == after or not scope.takes(period):
        return []
    numerator, denominator, answered = _gained(before, after)
    kept = denominator if indicator.has_parts else None
    places = wholes if scope.over_places is OverPlaces.SUM else [place for place in wholes if place == leaf]
    numbers = [period.id, *(whole.id for whole in _made_longer(scope, period))]
    return [Increment(place, number, numerator, kept, answered) for number in numbers for place in sorted(places)]


def _gained(before: Value | None, after: Value | None) -> tuple[int, int, int]:
    """Numerator, denominator, answers."""
    old, new = before or Value(0), after or Value(0)
    parts = (new.denominator or 0) - (old.denominator or 0)
    return new.numerator - old.numerator, parts, (after is not None) - (before is not None)


# A sheet brings thousands of answers of a few indicators and periods.
@lru_cache(maxsize=10_000)
def _made_longer(scope: Scope, period: Period) -> tuple[Period, ...]:
    if not scope.lengthens:
        return ()
    return tuple(whole for whole in periods.longer(period) if period in scope.spans(whole))

"""Round numbers for an axis, and where a value falls on it. Pure functions."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from tenir.core.web.quantities import Value

STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))


def ticks(lowest: Value, highest: Value, about: int = 4) -> list[Decimal]:
    """Round marks that enclose both values and zero, about `about` intervals: 0, 20, 40, 60 for 57."""
    low, high = min(Decimal(0), Decimal(str(lowest))), max(Decimal(0), Decimal(str(highest)))
    if low == high:
        return [Decimal(0), Decimal(1)]
    step = _round_step((high - low) / about)
    first = int((low / step).to_integral_value(ROUND_FLOOR))
    last = int((high / step).to_integral_value(ROUND_CEILING))
    return [step * rank for rank in range(first, last + 1)]


def _round_step(rough: Decimal) -> Decimal:
    power = Decimal(1).scaleb(rough.adjusted())
    return next(step * power for step in STEPS if step * power >= rough)


def share(value: Value, low: Decimal, high: Decimal) -> float:
    """Where `value` falls between `low` and `high`, 0 to 100, for an SVG attribute."""
    return float(round(100 * (Decimal(str(value)) - low) / (high - low), 2))

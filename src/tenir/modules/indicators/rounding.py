"""Figures rounded when they are released: to which multiple, and how far they may be from the exact ones."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

from tenir.engines.rollup.model import Value
from tenir.modules.indicators.enums import Rounding

if TYPE_CHECKING:
    from tenir.modules.indicators.models import Indicator


def step(indicator: Indicator, base: int) -> int:
    """A multiple of `base` in smallest units: an amount rounded to 5 euros is a multiple of 500 cents."""
    return 1 if base == Rounding.EXACT else base * 10**indicator.decimals


def points_off(indicator: Indicator, value: Value, base: int) -> int:
    """How many points of percent, at most, a share made of two rounded terms may be from the exact one; rounded up."""
    top, bottom = value.numerator, value.denominator or 0
    less, more = step(indicator, base) // 2, (step(indicator, base) - 1) // 2
    if bottom <= less:
        return 100
    lowest = Fraction(max(0, top - less), bottom + more)
    highest = min(Fraction(top + more, bottom - less), Fraction(1))
    share = Fraction(top, bottom)
    return math.ceil(100 * max(share - lowest, highest - share))

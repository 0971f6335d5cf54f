"""A figure with its unit, said in French: shared by tables, charts and the tile map."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tenir.core.web.french import MISSING, NARROW, decimal, nombre, pluriel

# Units that are not words: a narrow space before them, and no plural.
SIGNS = ("%", "€")
# A float comes from a database average at most; what is published is an integer or a decimal.
Value = int | Decimal | float


@dataclass(frozen=True)
class Unit:
    """Words of a unit: « engagement », « engagements ». `many` empty = invariable: « % », « € »."""

    one: str = ""
    many: str = ""
    places: int = 1  # decimals shown at most

    def after(self, value: Value) -> str:
        """The word that goes with this value."""
        return self.one if not self.many else pluriel(int(abs(Decimal(str(value)))), self.one, self.many)

    @property
    def title(self) -> str:
        """The unit alone, for a legend or a column."""
        return self.many or self.one


NO_UNIT = Unit()


def unit_of(unit: Unit | str) -> Unit:
    """A plain string is an invariable unit."""
    return unit if isinstance(unit, Unit) else Unit(unit)


def is_missing(value: Value | None) -> bool:
    """None, and the two ways in which a computation says that it has no result."""
    return value is None or not (isinstance(value, int) or Decimal(str(value)).is_finite())


def figure(value: Value | None, unit: Unit | str = "") -> str:
    """« 3 engagements », « 28,5 % », « non renseigné »: never a zero for a missing value."""
    unit = unit_of(unit)
    if value is None or is_missing(value):
        return MISSING
    word = unit.after(value)
    space = NARROW if word in SIGNS else "\u00a0"
    return (nombre(value) if isinstance(value, int) else decimal(value, unit.places)) + (space + word if word else "")

"""A value of an indicator as whole numbers of its smallest unit, and as people write and read it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from tenir.core.web.french import MISSING, percentage, pourcent
from tenir.core.web.quantities import Unit, figure
from tenir.engines.rollup.model import Value

if TYPE_CHECKING:
    from tenir.modules.indicators.models import Indicator

# Decimals of a percentage that is made from its parts.
PERCENT_PLACES = 1
_INVARIABLE = ("mois", "fois")


def words(indicator: Indicator, value: Value | None) -> str:
    """« 1 234 postes », « 28,5 % », « non renseigné »."""
    if value is None:
        return MISSING
    if indicator.is_share:
        return pourcent(value.numerator, value.denominator, PERCENT_PLACES)
    return figure(amount(indicator, value.numerator), unit(indicator))


def amount(indicator: Indicator, whole: int) -> Decimal | int:
    """The number that people know: 12345 with two decimals is 123.45."""
    return Decimal(whole).scaleb(-indicator.decimals) if indicator.decimals else whole


def number(indicator: Indicator, value: Value | None) -> Decimal | int | None:
    """What is drawn, sorted and put in files: the number itself, or the percentage of a share."""
    if value is None:
        return None
    if indicator.is_share:
        return percentage(value.numerator, value.denominator, PERCENT_PLACES)
    return amount(indicator, value.numerator)


def unit(indicator: Indicator) -> Unit:
    """The unit that goes with `number`."""
    if indicator.is_share:
        return Unit("%", places=PERCENT_PLACES)
    return Unit(_singular(indicator.unit), indicator.unit, places=indicator.decimals)


def _singular(unit: str) -> str:
    """« poste » for « postes », as it goes with 0 and 1; other plurals and expressions stay as they are written."""
    regular = unit.endswith("s") and " " not in unit and unit not in _INVARIABLE
    return unit[:-1] if regular else unit

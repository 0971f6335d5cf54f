"""Which answers make up the figure of a period."""

from __future__ import annotations

import pytest

from tenir.engines import rollup
from tenir.engines.rollup import Kind, OverPeriods, OverPlaces, Period, PeriodKind, periods

YEAR, FIRST, SECOND = periods.year(2019), periods.half_year(2019, 1), periods.half_year(2019, 2)


@pytest.mark.parametrize(
    ("over", "period", "made_of"),
    [
        (OverPeriods.SUM, FIRST, (FIRST,)),
        (OverPeriods.SUM, YEAR, (FIRST, SECOND)),
        (OverPeriods.LAST, YEAR, (SECOND,)),
        (OverPeriods.ALONE, YEAR, (YEAR,)),
        (OverPeriods.NONE, YEAR, ()),
        (OverPeriods.SUM, periods.quarter(2019, 1), ()),
    ],
)
def test_parts_of_a_period(over: OverPeriods, period: Period, made_of: tuple[Period, ...]) -> None:
    asked = rollup.Indicator(1, Kind.COUNT, 1, OverPlaces.SUM, over, PeriodKind.HALF_YEAR)
    assert rollup.parts(asked, period) == made_of

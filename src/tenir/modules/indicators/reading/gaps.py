"""A neighbourhood beside its city: the gap of a share, and whether it comes down.

The city's figure is the one given for the city itself, not the sum of its neighbourhoods: only an accepted value for
that place will do.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from tenir.core.places.models import Place, PlaceKind
from tenir.core.web.french import NARROW
from tenir.engines.rollup import Kind, numbers, periods
from tenir.engines.rollup import targets as engine
from tenir.modules.indicators import counting, publishing
from tenir.modules.indicators.models import CountedValue, Indicator
from tenir.modules.indicators.publishing import Figure, Sight
from tenir.modules.indicators.reading import wording

_TRENDS = {
    engine.Trend.NARROWS: "il se réduit",
    engine.Trend.WIDENS: "il se creuse",
    engine.Trend.STEADY: "il ne bouge pas",
}


def sentence(indicator: Indicator, place: Place | None, shown: Sequence[Figure], sight: Sight) -> str:
    """« Écart avec Dijon (32 %) : 12,5 points de plus, 2023 ; il se réduit depuis la première mesure (2020). ».

    `shown` are the figures of the place by period, as they may be shown. Two queries, for shares of quarters alone.
    """
    if place is None or not indicator.is_share or place.kind != PlaceKind.QPV:
        return ""
    city = Place.objects.containing(place).filter(kind=PlaceKind.COMMUNE).order_by("code").first()
    if city is None:
        return ""
    theirs = {one.period: one for one in _given(indicator, city, shown, sight)}
    own = [one for one in shown if periods.from_id(one.period).kind == indicator.periodicity]
    pairs = [(one, theirs[one.period]) for one in own if one.value and one.period in theirs]
    return _sentence(indicator, city, pairs) if pairs else ""


def _given(indicator: Indicator, city: Place, shown: Sequence[Figure], sight: Sight) -> list[Figure]:
    """What counts for the city itself over these periods, as it may be shown."""
    rows = CountedValue.objects.filter(indicator=indicator, place=city, period__in=[one.period for one in shown])
    made = [
        Figure(city.pk, row.period, counting.value_of(row.observation)) for row in rows.select_related("observation")
    ]
    return [one for one in publishing.shown(indicator, made, sight) if one.value is not None]


def _sentence(indicator: Indicator, city: Place, pairs: Sequence[tuple[Figure, Figure]]) -> str:
    gaps = [engine.gap(Kind.SHARE, here.value, there.value) for here, there in pairs if here.value and there.value]
    last = gaps[-1]
    if last is None:
        return ""
    here, there = pairs[-1]
    period = periods.label(periods.from_id(here.period))
    told = f"Écart avec {city.name} ({wording.said(indicator, there)}){NARROW}: {_points(last.value)}, {period}"
    trend = engine.trend(Kind.SHARE, gaps)
    # Of rounded shares, the gap may move by their rounding alone.
    if trend is None or any(one.rounded for pair in pairs for one in pair):
        return f"{told}."
    since = periods.label(periods.from_id(pairs[0][0].period))
    return f"{told}{NARROW}; {_TRENDS[trend]} depuis la première mesure ({since})."


def _points(gap: Fraction) -> str:
    if not gap:
        return "aucun"
    much = numbers.show(numbers.half_up(abs(gap), decimals=1), decimals=1)
    return f"{much} points de {'plus' if gap > 0 else 'moins'}"

"""Totals of every place that contains a value, moved in the transaction of the write (docs/decisions/0018)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from tenir.engines.rollup import periods
from tenir.engines.rollup.model import OverPeriods, OverPlaces, Period
from tenir.modules.indicators import expected, grounds, sums
from tenir.modules.indicators.counting import Change
from tenir.modules.indicators.models import Indicator, PanelPlace

Indicators = Mapping[int, Indicator]


def move(changes: Iterable[Change]) -> None:
    """Bring totals up to date with what counts now; a constant number of queries for one value.

    A value given for a place that is not asked (a total sent by a département) enters no sum.
    """
    moved = [change for change in changes if change.before != change.now]
    indicators = Indicator.objects.in_bulk({change.key.indicator_id for change in moved})
    asked = _asked(moved, indicators)
    # One place that answered is enough to know which periods are asked.
    questions = {(one.key.indicator_id, one.key.period): one for one in asked}
    expected.prepare((_question(one, indicators), one.key.place_id) for one in questions.values())
    sums.add(_summed(asked, indicators))


def periods_moved(indicator: Indicator, period: Period) -> tuple[Period, ...]:
    """The periods whose total a value of `period` enters: its own, and the longer ones that it makes up."""
    longer = periods.longer(period)
    match indicator.over_periods:
        case OverPeriods.SUM:
            return (period, *longer)
        case OverPeriods.LAST:
            return (period, *(one for one in longer if one.last == period.last))
        case _:
            return (period,)


def _question(change: Change, indicators: Indicators) -> expected.Asked:
    """A period that stands alone is asked by itself, whatever the indicator's own."""
    kind = periods.from_id(change.key.period).kind
    return expected.Asked(indicators[change.key.indicator_id].panel_id, kind, change.key.period)


def _asked(changes: Sequence[Change], indicators: Indicators) -> list[Change]:
    """Those about a place of the indicator's panel."""
    panels = {indicator.panel_id for indicator in indicators.values()}
    places = {change.key.place_id for change in changes}
    rows = PanelPlace.objects.filter(panel__in=panels)
    # A whole panel is read rather than thousands of places listed.
    rows = rows.filter(place__in=places) if len(places) < grounds.PLACES else rows
    known = set(rows.values_list("panel_id", "place_id"))
    return [one for one in changes if (indicators[one.key.indicator_id].panel_id, one.key.place_id) in known]


def _summed(changes: Sequence[Change], indicators: Indicators) -> Iterator[sums.Addition]:
    """One addition a total, whatever the number of values that enter it."""
    ground = _ground(changes)
    added: dict[tuple[int, int, int], list[int]] = defaultdict(lambda: [0, 0, 0])
    # Thousands of values are of one indicator and period: what these move is known once.
    moved: dict[tuple[int, int], tuple[date, list[int]]] = {}
    for change in changes:
        indicator, pair = indicators[change.key.indicator_id], (change.key.indicator_id, change.key.period)
        if pair not in moved:
            period = periods.from_id(change.key.period)
            moved[pair] = (period.last, [one.id for one in periods_moved(indicator, period)])
        last, ids = moved[pair]
        for place in _places(indicator, ground[last][change.key.place_id], change.key.place_id):
            for one in ids:
                _add(added[indicator.pk, one, place], change)
    for (indicator_id, period_id, place), (numerator, denominator, answered) in added.items():
        yield sums.Addition(
            indicator_id,
            period_id,
            place,
            numerator,
            denominator if indicators[indicator_id].is_share else None,
            answered,
        )


def _ground(changes: Sequence[Change]) -> dict[date, Mapping[int, list[int]]]:
    """For each last day of a period, where the places of its values lie."""
    places: dict[date, set[int]] = defaultdict(set)
    by_period: dict[int, set[int]] = defaultdict(set)
    for change in changes:
        by_period[change.key.period].add(change.key.place_id)
    for period, some in by_period.items():
        places[periods.from_id(period).last] |= some
    return {day: grounds.wholes(found, on=day) for day, found in places.items()}


def _places(indicator: Indicator, wholes: list[int], place: int) -> list[int]:
    return wholes if indicator.over_places == OverPlaces.SUM else [place]


def _add(sum_: list[int], change: Change) -> None:
    for value, sign in ((change.before, -1), (change.now, 1)):
        if value is not None:
            sum_[0] += sign * value.numerator
            sum_[1] += sign * (value.denominator or 0)
            sum_[2] += sign

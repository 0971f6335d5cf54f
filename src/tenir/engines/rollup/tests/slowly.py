"""The obvious totals: for each place and each period, look for the answers of the leaves within, one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tenir.engines.rollup import periods
from tenir.engines.rollup.model import (
    Edge,
    Indicator,
    Member,
    Observation,
    OverPeriods,
    OverPlaces,
    Period,
    PeriodKind,
    Total,
)

Sum = tuple[int, int | None, int, int]


@dataclass(frozen=True)
class World:
    """All that totals are made of."""

    indicators: Sequence[Indicator]
    edges: Sequence[Edge]
    members: Sequence[Member]
    observations: Sequence[Observation]


def totals(world: World) -> set[Total]:
    """Every total that has an answer."""
    found = set()
    places = {place for edge in world.edges for place in (edge.part, edge.whole)}
    places |= {member.leaf for member in world.members}
    for indicator in world.indicators:
        for period in candidates(world, indicator):
            for place in places:
                total = total_of(world, indicator, place, period)
                if total is not None and total[2]:
                    found.add(Total(indicator.id, place, period.id, *total))
    return found


def candidates(world: World, indicator: Indicator) -> set[Period]:
    """Periods of any sort that hold the first day of an answer."""
    days = {periods.from_id(o.period).first for o in world.observations if o.indicator == indicator.id}
    return {periods.containing(kind, day) for kind in PeriodKind for day in days}


def total_of(world: World, indicator: Indicator, place: int, period: Period) -> Sum | None:
    """Numerator, denominator, answered, expected; None where nothing is asked."""
    parts = [p for p in periods.shorter(period, indicator.periodicity) if p != period]
    if parts and indicator.over_periods is OverPeriods.SUM:
        sums = [total_of(world, indicator, place, part) for part in parts]
        return added([one for one in sums if one is not None])
    if parts and indicator.over_periods is OverPeriods.LAST:
        return total_of(world, indicator, place, parts[-1])
    if period.kind is indicator.periodicity or (parts and indicator.over_periods is OverPeriods.ALONE):
        return added([answer(world, indicator, leaf, period) for leaf in asked(world, indicator, place, period.last)])
    return None


def asked(world: World, indicator: Indicator, place: int, day: date) -> set[int]:
    """The leaves of the panel that the place contains on a day."""
    panel = {m.leaf for m in world.members if m.panel == indicator.panel and m.holds(day)}
    if indicator.over_places is OverPlaces.NONE:
        return panel & {place}
    return panel & within(world.edges, place, day)


def within(edges: Sequence[Edge], place: int, day: date) -> set[int]:
    """From the place down."""
    found = {place}
    for _ in edges:
        found |= {edge.part for edge in edges if edge.whole in found and edge.holds(day)}
    return found


def answer(world: World, indicator: Indicator, leaf: int, period: Period) -> Sum:
    """The answer of the highest rank, or one that is expected and missing."""
    key = (indicator.id, leaf, period.id)
    given = [o for o in world.observations if (o.indicator, o.place, o.period) == key]
    if not given:
        return 0, None, 0, 1
    last = max(given, key=lambda o: o.rank)
    return last.numerator, last.denominator, 1, 1


def added(sums: list[Sum]) -> Sum | None:
    """Side by side; the denominator of nothing is none."""
    if not sums:
        return None
    denominators = [one[1] for one in sums if one[1] is not None]
    return (
        sum(one[0] for one in sums),
        sum(denominators) if denominators else None,
        sum(one[2] for one in sums),
        sum(one[3] for one in sums),
    )

"""Random worlds: neighbourhoods over two communes, communes that move, revisions, answers nobody asked for.

Drawn with one generator, so that answers are dense enough to meet: lists drawn one by one are mostly empty.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from hypothesis import strategies as st

from tenir.engines.rollup import periods
from tenir.engines.rollup.model import (
    Edge,
    Indicator,
    Kind,
    Member,
    Observation,
    OverPeriods,
    OverPlaces,
    Period,
    PeriodKind,
)
from tenir.engines.rollup.tests.slowly import World

LEAVES, MIDDLE, TOP = range(1, 6), range(6, 9), 9
_START = date(2018, 11, 1)
_STEPS = {PeriodKind.DATE: 1, PeriodKind.MONTH: 31, PeriodKind.QUARTER: 92, PeriodKind.HALF_YEAR: 184}
_KINDS = [Kind.COUNT, Kind.AMOUNT, Kind.SHARE, Kind.RATE]


def worlds() -> st.SearchStrategy[World]:
    """A world whose answers are mostly of the leaves and the periods that its indicators ask."""
    return st.integers(0, 2**40).map(lambda seed: world(Random(seed)))


def world(chance: Random) -> World:
    """One world."""
    indicators = [indicator(chance, number) for number in range(1, chance.randint(2, 4))]
    edges = [Edge(leaf, chance.choice(MIDDLE), *days(chance)) for leaf in [*LEAVES, *LEAVES]]
    edges += [Edge(middle, TOP, *days(chance)) for middle in MIDDLE]
    edges += [Edge(chance.randint(1, TOP), chance.randint(1, TOP), *days(chance)) for _ in range(chance.randint(0, 4))]
    members = [Member(chance.randint(1, 2), chance.randint(1, 6), *days(chance)) for _ in range(chance.randint(3, 12))]
    observations = [observation(chance, indicators) for _ in range(chance.randint(0, 40))]
    return World(indicators, edges, members, list({key_and_rank(one): one for one in observations}.values()))


def indicator(chance: Random, number: int) -> Indicator:
    """Of any kind, adding up in any manner; more of those that add up."""
    return Indicator(
        number,
        chance.choice(_KINDS),
        chance.randint(1, 2),
        chance.choice([OverPlaces.SUM, OverPlaces.SUM, OverPlaces.NONE]),
        chance.choice([OverPeriods.SUM, *OverPeriods]),
        chance.choice(list(PeriodKind)),
    )


def days(chance: Random) -> tuple[date | None, date | None]:
    """Mostly unbounded; sometimes over before it begins."""
    since = _START + timedelta(days=chance.randint(0, 500)) if chance.random() < 0.25 else None
    until = _START + timedelta(days=chance.randint(0, 500)) if chance.random() < 0.25 else None
    return since, until


def observation(chance: Random, indicators: list[Indicator]) -> Observation:
    """An answer, sometimes of another sort of period, of a place that is no leaf, of an indicator that nobody knows."""
    one = chance.choice(indicators)
    period = asked(chance, one)
    place = chance.choice(LEAVES) if chance.random() < 0.9 else chance.randint(1, TOP)
    number = one.id if chance.random() < 0.95 else 99
    parts = chance.choice([0, 7, 10**12]) if one.has_parts else None
    return Observation(number, place, period.id, chance.randint(1, 3), chance.choice([-3, 0, 5, 10**12]), parts)


def asked(chance: Random, one: Indicator) -> Period:
    """One of three periods in a row, or a longer one."""
    step = _STEPS.get(one.periodicity, 365)
    period = periods.containing(one.periodicity, _START + timedelta(days=step * chance.randint(0, 2)))
    longer = periods.longer(period)
    return chance.choice(longer) if longer and chance.random() < 0.2 else period


def key_and_rank(one: Observation) -> tuple[int, int, int, int]:
    """What only one row may have."""
    return one.indicator, one.place, one.period, one.rank

"""Random worlds: quarters over two communes, communes that move, generations, revisions, answers nobody asked for."""

from __future__ import annotations

from datetime import date

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
    PeriodKind,
)
from tenir.engines.rollup.tests.slowly import World

_PLACES = st.integers(1, 9)
_DAYS = st.none() | st.dates(date(2018, 6, 1), date(2020, 6, 1))
_PERIODS = st.builds(
    periods.containing, st.sampled_from(PeriodKind), st.dates(date(2018, 10, 1), date(2019, 12, 31))
).map(lambda period: period.id)
EDGES = st.lists(st.builds(Edge, _PLACES, _PLACES, _DAYS, _DAYS) | st.builds(Edge, _PLACES, _PLACES), max_size=14)
MEMBERS = st.lists(
    st.builds(Member, st.integers(1, 2), _PLACES, _DAYS, _DAYS) | st.builds(Member, st.integers(1, 2), _PLACES),
    max_size=8,
)
INDICATORS = st.builds(
    Indicator,
    st.integers(1, 3),
    st.sampled_from([Kind.COUNT, Kind.AMOUNT, Kind.SHARE, Kind.RATE]),
    st.integers(1, 2),
    st.sampled_from(OverPlaces),
    st.sampled_from(OverPeriods),
    st.sampled_from(PeriodKind),
)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """A world whose answers are for the places and the sorts of period of its indicators, mostly."""
    indicators = draw(st.lists(INDICATORS, min_size=1, max_size=3, unique_by=lambda one: one.id))
    observations = draw(st.lists(observed(indicators), max_size=25, unique_by=key_and_rank))
    return World(indicators, draw(EDGES), draw(MEMBERS), observations)


@st.composite
def observed(draw: st.DrawFn, indicators: list[Indicator]) -> Observation:
    """An answer, sometimes of an indicator that nobody knows."""
    unknown = Indicator(99, Kind.COUNT, 1, OverPlaces.SUM, OverPeriods.SUM, PeriodKind.YEAR)
    one = draw(st.sampled_from([*indicators, *indicators, unknown]))
    own = st.builds(periods.containing, st.just(one.periodicity), st.dates(date(2018, 10, 1), date(2019, 12, 31)))
    period = draw(own.map(lambda period: period.id) | _PERIODS)
    parts = st.integers(0, 10**12) if one.has_parts else st.none()
    if not one.adds_up:
        parts |= st.integers(0, 10**12)
    numerator = draw(st.integers(-(10**12), 10**12))
    return Observation(one.id, draw(_PLACES), period, draw(st.integers(1, 3)), numerator, draw(parts))


def key_and_rank(observation: Observation) -> tuple[int, int, int, int]:
    """What only one row may have."""
    return observation.indicator, observation.place, observation.period, observation.rank

"""Indicators, places and panels as the engine of totals knows them: whole numbers and its own words."""

from __future__ import annotations

from datetime import datetime

from tenir.core.places import history
from tenir.engines.rollup import Edge, Kind, Member, OverPeriods, OverPlaces, PeriodKind
from tenir.engines.rollup import Indicator as EngineIndicator
from tenir.modules.indicators.models import Indicator, Panel


def of_engine(indicator: Indicator) -> EngineIndicator:
    """How an indicator adds up."""
    return EngineIndicator(
        id=indicator.pk,
        kind=Kind(indicator.kind),
        panel=indicator.panel_id,
        over_places=OverPlaces(indicator.over_places),
        over_periods=OverPeriods(indicator.over_periods),
        periodicity=PeriodKind(indicator.periodicity),
    )


def edges(known_at: datetime | None = None) -> list[Edge]:
    """Every containment, of every day, as told at an instant (now)."""
    return [Edge(*one) for one in history.told(known_at)]


def members(panel: Panel, known_at: datetime | None = None) -> list[Member]:
    """The places of a panel, as asked at an instant (now)."""
    return [Member(panel.pk, place) for place in panel.asked(known_at)]

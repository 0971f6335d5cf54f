"""Indicators, places and panels as the engine of totals knows them: whole numbers and its own words."""

from __future__ import annotations

from collections.abc import Iterable

from tenir.core.places.models import Containment
from tenir.engines.rollup import Edge, Kind, Member, OverPeriods, OverPlaces, PeriodKind
from tenir.engines.rollup import Indicator as EngineIndicator
from tenir.modules.indicators.models import Indicator, PanelPlace


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


def edges() -> list[Edge]:
    """Every containment, of every day; one query."""
    rows = Containment.objects.order_by().values_list("part", "whole", "since", "until")
    return [Edge(*row) for row in rows.iterator(chunk_size=5000)]


def members(panels: Iterable[int]) -> list[Member]:
    """The places of some panels; one query."""
    rows = PanelPlace.objects.filter(panel__in=set(panels)).order_by().values_list("panel", "place")
    return [Member(*row) for row in rows]

"""Tables of this module: what is measured, what was sent, what it adds up to, what is aimed at."""

from __future__ import annotations

from tenir.modules.indicators.models.imports import ImportBatch, ImportCells, ImportedValue, ImportState
from tenir.modules.indicators.models.indicators import FigureSource, FormerPanelPlace, Indicator, Panel, PanelPlace
from tenir.modules.indicators.models.observations import Closing, Observation, Verdict
from tenir.modules.indicators.models.publications import Margin, Publication, PublishedFigure
from tenir.modules.indicators.models.targets import Target
from tenir.modules.indicators.models.totals import CountedValue, Expected, Total

__all__ = [
    "Closing",
    "CountedValue",
    "Expected",
    "FigureSource",
    "FormerPanelPlace",
    "ImportBatch",
    "ImportCells",
    "ImportState",
    "ImportedValue",
    "Indicator",
    "Margin",
    "Observation",
    "Panel",
    "PanelPlace",
    "Publication",
    "PublishedFigure",
    "Target",
    "Total",
    "Verdict",
]

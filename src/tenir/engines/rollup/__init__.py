"""Figures that add up: observations and places to totals, targets and completeness (decision 18).

    found = rollup.totals(indicators, observations, edges=edges, members=members)   # all of them, on columns
    gains = rollup.increments(indicator, leaf=…, period=…, wholes=…, before=…, after=…)   # one more answer
    above = rollup.closure(edges, leaves, days)                                    # what contains what, on days
    asked = rollup.expected(indicator, edges=edges, members=members, asked=periods)

`model` has the words, `periods` and `numbers` read and print them, `frames` the columns and the engines (DuckDB,
Polars, Spark), `targets` what was aimed at, `quality` what looks wrong. Pure: no Django, no clock, no file.
"""

from tenir.engines.rollup.closure import closure
from tenir.engines.rollup.errors import BadFigure
from tenir.engines.rollup.frames import DuckDB, Engine, Polars, Spark, of_observations, rows
from tenir.engines.rollup.increments import Increment, increments
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
    Total,
    Value,
)
from tenir.engines.rollup.plan import expected, parts
from tenir.engines.rollup.totals import totals

__all__ = [
    "BadFigure",
    "DuckDB",
    "Edge",
    "Engine",
    "Increment",
    "Indicator",
    "Kind",
    "Member",
    "Observation",
    "OverPeriods",
    "OverPlaces",
    "Period",
    "PeriodKind",
    "Polars",
    "Spark",
    "Total",
    "Value",
    "closure",
    "expected",
    "increments",
    "of_observations",
    "parts",
    "rows",
    "totals",
]

"""Reading the lists of `referentials/figures/`: sources, indicators, targets, dated facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tenir.core import referentials
from tenir.core.referentials import Row
from tenir.engines.rollup import numbers, periods
from tenir.engines.rollup.model import Period, Value
from tenir.modules.indicators.enums import Counted, IndicatorKind, OverPeriods, OverPlaces, Periodicity

FOLDER = "figures"
SOURCES = ("slug", "title", "publisher", "url", "licence", "date")
INDICATORS = (
    *("slug", "title", "kind", "unit", "decimals", "over_places", "over_periods", "direction", "panel", "method"),
)
TARGETS = ("indicator", "on", "value", "baseline", "source", "lines", "note")
FACTS = (
    *("slug", "title", "kind", "unit", "decimals", "direction", "counted", "periodicity", "period", "value"),
    *("source", "lines", "note"),
)
# Panels of the lists: the places of these kinds; Saint-Martin is paid posts and is no département.
PANELS = {
    "departements": ("Départements et Saint-Martin", "departement"),
    "france": ("France entière", "nation"),
}
FIGURES = f"{FOLDER}/postes.csv"


@dataclass(frozen=True)
class Fact:
    """A dated key figure of a text: one indicator and its only value."""

    slug: str
    fields: dict[str, Any]
    period: Period
    value: Value
    source: str
    where: str


def sources() -> Iterator[tuple[str, dict[str, Any]]]:
    """Each source by its address."""
    for row in referentials.read(f"{FOLDER}/sources.csv", SOURCES):
        fields: dict[str, Any] = {name: row.cells[name].strip() for name in SOURCES[1:-1]}
        yield row.text("slug"), {**fields, "date": row.day("date")}


def indicators() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each indicator followed by département: address, panel, fields."""
    for row in referentials.read(f"{FOLDER}/indicators.csv", INDICATORS):
        fields = {name: row.cells[name].strip() for name in ("title", "unit", "direction", "method")}
        kinds = {name: row.text(name) for name in ("kind", "over_places", "over_periods")}
        yield row.text("slug"), row.text("panel"), {**fields, **kinds, **_counted(row), "periodicity": Periodicity.YEAR}


def facts() -> Iterator[Fact]:
    """Each dated key figure."""
    for row in referentials.read(f"{FOLDER}/facts.csv", FACTS):
        decimals = int(row.text("decimals"))
        fields = {
            **{name: row.cells[name].strip() for name in ("title", "kind", "unit", "direction", "periodicity")},
            "decimals": decimals,
            "counted": Counted(row.text("counted")),
            "over_places": OverPlaces.NONE,
            "over_periods": OverPeriods.NONE,
            "method": row.cells["note"].strip(),
        }
        value = Value(numbers.parse(row.text("value"), decimals=decimals))
        yield Fact(
            row.text("slug"), fields, periods.parse(row.text("period")), value, row.text("source"), row.text("lines")
        )


def targets() -> Iterator[tuple[str, Row]]:
    """Each target of France, by the address of its indicator."""
    for row in referentials.read(f"{FOLDER}/targets.csv", TARGETS):
        yield row.text("indicator"), row


def _counted(row: Row) -> dict[str, Any]:
    kind = IndicatorKind(row.text("kind"))
    return {"kind": kind, "decimals": int(row.text("decimals")), "counted": Counted.OTHER}

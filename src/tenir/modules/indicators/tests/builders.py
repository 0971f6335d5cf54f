"""Invented ground and indicators for tests: two communes of one département, a quarter over both."""

from __future__ import annotations

import itertools
from typing import Any

from tenir.core.actions import System
from tenir.core.places.models import Containment, Place, PlaceKind
from tenir.engines.rollup import periods
from tenir.engines.rollup.model import Period, Value
from tenir.modules.indicators import actions
from tenir.modules.indicators.enums import IndicatorKind, OverPeriods, OverPlaces, Periodicity, State
from tenir.modules.indicators.models import Indicator, Observation, Panel, Total
from tests.builders import a_place, france

ME = System("test")
_numbers = itertools.count(1)


class Ground:
    """France > département > communes `north` and `south`; quarters `a` (north), `b` (both), `c` (south)."""

    def __init__(self) -> None:
        self.france = france()
        self.departement = a_place(kind=PlaceKind.DEPARTEMENT, name="Département inventé", inside=self.france)
        self.north = a_place(name="Commune nord", inside=self.departement)
        self.south = a_place(name="Commune sud", inside=self.departement)
        self.a = a_place(kind=PlaceKind.QPV, code="QN0001A", name="Quartier A", inside=self.north)
        self.b = a_place(kind=PlaceKind.QPV, code="QN0002B", name="Quartier B", inside=self.north, share="0.5")
        self.c = a_place(kind=PlaceKind.QPV, code="QN0003C", name="Quartier C", inside=self.south)
        Containment.objects.create(part=self.b, whole=self.south, share="0.5")
        # Told since always: verdicts of these tests are put back in time.
        Containment.objects.update(recorded_at=None)

    @property
    def quarters(self) -> list[Place]:
        """The three, as asked."""
        return [self.a, self.b, self.c]


def a_panel(ground: Ground, places: list[Place] | None = None) -> Panel:
    number = next(_numbers)
    fields = {"name": f"Quartiers {number}", "kind": PlaceKind.QPV}
    chosen = ground.quarters if places is None else places
    slug = f"quartiers-{number}"
    panel = actions.describe_panel(by=ME, slug=slug, fields=fields, places=chosen, on=ground.france)
    panel.members.update(recorded_at=None)
    return panel


def an_indicator(ground: Ground, panel: Panel | None = None, **fields: Any) -> Indicator:
    number = next(_numbers)
    values = {
        "title": f"Personnes accompagnées {number}",
        "kind": IndicatorKind.COUNT,
        "over_places": OverPlaces.SUM,
        "over_periods": OverPeriods.SUM,
        "periodicity": Periodicity.HALF_YEAR,
        "panel": panel or a_panel(ground),
        "place": ground.france,
        **fields,
    }
    return actions.describe_indicator(by=ME, slug=f"indicateur-{number}", fields=values)


def first_half() -> Period:
    return periods.half_year(2019, 1)


def send(
    indicator: Indicator, place: Place, numerator: int, denominator: int | None = None, **more: Any
) -> Observation:
    """A value of the first half of 2019 unless told, not yet accepted."""
    period = more.pop("period", first_half())
    value = Value(numerator, denominator)
    sent = actions.Sent(reason=more.pop("reason", ""))
    return actions.declare(by=ME, indicator=indicator, place=place, period=period, value=value, sent=sent)


def answer(
    indicator: Indicator, place: Place, numerator: int, denominator: int | None = None, **more: Any
) -> Observation:
    """A value that counts; the same again is the one that counts already."""
    observation = send(indicator, place, numerator, denominator, **more)
    if observation.state == State.DECLARED:
        actions.accept(by=ME, observation=observation)
    return observation


def total(indicator: Indicator, place: Place, period: Period | None = None) -> tuple[int, int | None, int] | None:
    """Numerator, denominator and answers of a total; None where there is none."""
    row = Total.objects.filter(indicator=indicator, place=place, period=(period or first_half()).id).first()
    return (row.numerator, row.denominator, row.answered) if row else None

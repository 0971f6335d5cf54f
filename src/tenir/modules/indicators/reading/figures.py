"""Figures of one indicator with their completeness: of one place over time, of many places for a period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from tenir.core.places.models import Place, PlaceKind
from tenir.engines import rollup
from tenir.engines.rollup.model import Period
from tenir.modules.indicators.described import of_engine
from tenir.modules.indicators.enums import OverPeriods, OverPlaces
from tenir.modules.indicators.models import Expected, Indicator
from tenir.modules.indicators.publishing import Figure
from tenir.modules.indicators.reading import expecting
from tenir.modules.indicators.reading.ledgers import Ledger, Sum

_NOTHING = Sum(None, 0)


@dataclass(frozen=True)
class Spot:
    """A place as a line of a table names it."""

    pk: int
    kind: str
    code: str
    name: str
    is_invented: bool

    @classmethod
    def of(cls, place: Place) -> Spot:
        """The line of a place."""
        return cls(place.pk, place.kind, place.code, place.name, place.is_invented)

    @property
    def address(self) -> str:
        """As the pages of figures name it: `departement:21`."""
        return f"{self.kind}:{self.code}"


@dataclass(frozen=True)
class Line:
    """A place, and its figure for the period asked."""

    place: Spot
    figure: Figure


def asked_as(indicator: Indicator, period: Period) -> tuple[str, int]:
    """Periodicity and period number of the rows that tell how many answers a total is made of.

    A period that stands alone is asked by itself; one that takes its last part is complete when that part is.
    """
    parts = rollup.parts(of_engine(indicator), period)
    if not parts or period in parts:
        return period.kind, period.id
    return indicator.periodicity, parts[-1].id if indicator.over_periods == OverPeriods.LAST else period.id


def series(indicator: Indicator, ledger: Ledger, place: Place, known: Sequence[Period]) -> list[Figure]:
    """The figures of a place for each of these periods, missing ones included; two queries with today's ledger."""
    sums = ledger.series(place.pk)
    keys = {asked_as(indicator, one) for one in known}
    expected = expecting.over_time(indicator, place, keys, ledger.known_at)
    return [_figure(place.pk, one, sums, one.id, expected.get(asked_as(indicator, one))) for one in known]


def across(indicator: Indicator, ledger: Ledger, period: Period, places: QuerySet[Place]) -> list[Line]:
    """The figures of these places for a period, of those of which an answer is expected; two queries with today's."""
    sums = ledger.across(period, places)
    return [
        Line(Spot(*named), _figure(named[0], period, sums, named[0], answers))
        for named, answers in expecting.across(indicator, asked_as(indicator, period), places, ledger.known_at)
    ]


def kinds(indicator: Indicator, period: Period, places: QuerySet[Place]) -> list[str]:
    """Sorts of places that have a figure among these, the largest first, the nation left out; one query."""
    if indicator.over_places == OverPlaces.NONE:
        return [indicator.panel.kind]
    periodicity, number = asked_as(indicator, period)
    rows = Expected.objects.filter(panel=indicator.panel_id, periodicity=periodicity, period=number)
    rows = rows.filter(place__in=places.order_by().values("pk"))
    found = set(rows.order_by().values_list("place__kind", flat=True).distinct()) - {PlaceKind.NATION}
    return sorted(found, key=PlaceKind.values.index)


def _figure(place: int, period: Period, sums: Mapping[int, Sum], key: int, expected: int | None) -> Figure:
    value, answered, statement = sums.get(key, _NOTHING)
    return Figure(place, period.id, value, answered, expected, statement)

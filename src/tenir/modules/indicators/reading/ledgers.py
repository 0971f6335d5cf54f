"""The sums of one indicator, as they are now (`Now`) or as known on a past day (`Then`): the same three questions.

`Now` reads the totals that each write moves. `Then` adds up again what counted on that day, each place of the panel
once in every place that contained it on the last day of the period: its answer is the same for ever, since
observations and verdicts are only ever added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import NamedTuple, Protocol

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from tenir.core.places.models import Containment, Place, PlaceKind
from tenir.engines import rollup
from tenir.engines.rollup import periods
from tenir.engines.rollup.model import Edge, Period, Value
from tenir.modules.indicators import counting
from tenir.modules.indicators.described import of_engine
from tenir.modules.indicators.enums import OverPlaces
from tenir.modules.indicators.models import Indicator, Observation, Total


class Sum(NamedTuple):
    """What the answers of a place over a period make; `statement` is the one answer of an indicator in words."""

    value: Value | None
    answered: int
    statement: str = ""


class Ledger(Protocol):
    """Sums of one indicator. A place or a period that nobody answered for is in none of them."""

    def periods(self) -> list[Period]:
        """Every period that has a sum somewhere, the earliest first."""

    def series(self, place: int) -> Mapping[int, Sum]:
        """The sums of a place by period number."""

    def across(self, period: Period, places: QuerySet[Place]) -> Mapping[int, Sum]:
        """The sums of a period by place, of these places."""


def ledger(indicator: Indicator, day: date | None = None) -> Ledger:
    """As known at the end of a day; today's without one."""
    if day is None and not indicator.is_in_words:
        return Now(indicator)
    return Then(indicator, end_of(day) if day else None)


def end_of(day: date) -> datetime:
    """The last instant of a day in Paris."""
    midnight = datetime.combine(day + timedelta(days=1), time.min)
    return timezone.make_aware(midnight) - timedelta(microseconds=1)


class Now:
    """Totals as kept; one query a question."""

    def __init__(self, indicator: Indicator) -> None:
        self.indicator = indicator
        self._rows = Total.objects.filter(indicator=indicator)

    def periods(self) -> list[Period]:
        """France's, where the indicator adds up to it: a twentieth of the rows."""
        rows = self._rows.order_by("period")
        if self.indicator.over_places == OverPlaces.SUM:
            rows = rows.filter(place__kind=PlaceKind.NATION)
        return in_order(rows.values_list("period", flat=True).distinct())

    def series(self, place: int) -> Mapping[int, Sum]:
        """By period."""
        rows = self._rows.filter(place=place).values_list("period", "numerator", "denominator", "answered")
        return {period: Sum(Value(first, second), answered) for period, first, second, answered in rows}

    def across(self, period: Period, places: QuerySet[Place]) -> Mapping[int, Sum]:
        """By place."""
        rows = self._rows.filter(period=period.id, place__in=places.order_by().values("pk"))
        found = rows.values_list("place_id", "numerator", "denominator", "answered")
        return {place: Sum(Value(first, second), answered) for place, first, second, answered in found}


class Then:
    """Sums made again from the values that counted at an instant (now); three queries in all."""

    def __init__(self, indicator: Indicator, instant: datetime | None) -> None:
        self.indicator = indicator
        self._instant = instant

    def periods(self) -> list[Period]:
        """Every period that something counts in."""
        return in_order(self._sums)

    def series(self, place: int) -> Mapping[int, Sum]:
        """By period."""
        return {period: by_place[place] for period, by_place in self._sums.items() if place in by_place}

    def across(self, period: Period, places: QuerySet[Place]) -> Mapping[int, Sum]:
        """By place."""
        wanted = set(places.order_by().values_list("pk", flat=True))
        return {place: sum_ for place, sum_ in self._sums.get(period.id, {}).items() if place in wanted}

    @cached_property
    def _sums(self) -> dict[int, dict[int, Sum]]:
        """By period, then place."""
        found: dict[int, dict[int, Sum]] = defaultdict(dict)
        panel = set(self.indicator.panel.members.values_list("place_id", flat=True))
        for (place, period_id), observation in counting.counted(self.indicator, known_at=self._instant).items():
            # A value given for a place that is not asked enters no sum (decision 18).
            if place in panel:
                self._enter(found, place, periods.from_id(period_id), observation)
        return found

    def _enter(self, found: dict[int, dict[int, Sum]], place: int, period: Period, observation: Observation) -> None:
        value = counting.value_of(observation)
        if value is None:
            found[period.id][place] = Sum(None, 1, observation.statement)
            return
        wholes = sorted(self._ground.wholes(place, period.last))
        gains = rollup.increments(self._described, leaf=place, period=period, wholes=wholes, before=None, after=value)
        for gain in gains:
            found[gain.period][gain.place] = _added(found[gain.period].get(gain.place), gain)

    @cached_property
    def _described(self) -> rollup.Indicator:
        return of_engine(self.indicator)

    @cached_property
    def _ground(self) -> _Ground:
        return _Ground(self.indicator)


class _Ground:
    """What contains the places of a panel, on any day; one query."""

    def __init__(self, indicator: Indicator) -> None:
        reached = """
            WITH RECURSIVE reached(id) AS (
                SELECT place_id FROM indicators_panelplace WHERE panel_id = %s
                UNION
                SELECT c.whole_id FROM places_containment c JOIN reached r ON c.part_id = r.id
            ) SELECT id FROM reached
        """
        rows = Containment.objects.filter(part__in=RawSQL(reached, [indicator.panel_id])).order_by()
        self._edges: dict[int, list[Edge]] = defaultdict(list)
        for row in rows.values_list("part_id", "whole_id", "since", "until"):
            self._edges[row[0]].append(Edge(*row))
        self._known: dict[tuple[int, date], frozenset[int]] = {}

    def wholes(self, place: int, day: date) -> frozenset[int]:
        """Every place that contains it on a day, itself included, each once."""
        if (place, day) not in self._known:
            self._known[place, day] = frozenset(self._climbed(place, day))
        return self._known[place, day]

    def _climbed(self, place: int, day: date) -> set[int]:
        found, waiting = {place}, [place]
        while waiting:
            edges = self._edges[waiting.pop()]
            further = {edge.whole for edge in edges if edge.holds(day)} - found
            found |= further
            waiting += further
        return found


def in_order(numbers: Iterable[int]) -> list[Period]:
    """Periods by their last day, the longer ones after those that make them up."""
    found = (periods.from_id(number) for number in set(numbers))
    return sorted(found, key=lambda one: (one.last, -one.first.toordinal()))


def _added(sum_: Sum | None, gain: rollup.Increment) -> Sum:
    """A value more."""
    before = sum_.value if sum_ and sum_.value else Value(0, None if gain.denominator is None else 0)
    parts = None if gain.denominator is None else (before.denominator or 0) + gain.denominator
    return Sum(Value(before.numerator + gain.numerator, parts), (sum_.answered if sum_ else 0) + gain.answered)

"""The sums of one indicator, as they are now (`Now`) or as known on a past day (`Then`): the same three questions.

`Now` reads the totals that each write moves. `Then` adds up again what counted on that day, each place of the panel
once in every place that contained it on the last day of the period: its answer is the same for ever, since
observations and verdicts are only ever added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import NamedTuple, Protocol

from django.db.models import QuerySet, Subquery
from django.utils import timezone

from tenir.core.places.models import Place, PlaceKind
from tenir.engines.rollup import periods
from tenir.engines.rollup.model import Period, Value
from tenir.modules.indicators import counting, described, recomputing
from tenir.modules.indicators.enums import OverPlaces
from tenir.modules.indicators.models import Indicator, Total


class Sum(NamedTuple):
    """What the answers of a place over a period make; `statement` is the one answer of an indicator in words."""

    value: Value | None
    answered: int
    statement: str = ""


class Ledger(Protocol):
    """Sums of one indicator. A place or a period that nobody answered for is in none of them.

    `known_at`: the instant of the past that they are of, None for today's.
    """

    known_at: datetime | None

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
        self.known_at: datetime | None = None
        self._rows = Total.objects.filter(indicator=indicator)

    def periods(self) -> list[Period]:
        """France's, where the indicator adds up to it: a twentieth of the rows."""
        rows = self._rows.order_by("period")
        if self.indicator.over_places == OverPlaces.SUM:
            # One place, not a join: the index by place is then taken whatever the database knows of its tables.
            rows = rows.filter(place=Subquery(Place.objects.filter(kind=PlaceKind.NATION).values("pk")[:1]))
        return in_order(rows.values_list("period", flat=True).distinct())

    def series(self, place: int) -> Mapping[int, Sum]:
        """By period."""
        rows = self._rows.filter(place=place).order_by()
        found = rows.values_list("period", "numerator", "denominator", "answered")
        return {period: Sum(Value(first, second), answered) for period, first, second, answered in found}

    def across(self, period: Period, places: QuerySet[Place]) -> Mapping[int, Sum]:
        """By place."""
        rows = self._rows.filter(period=period.id, place__in=places.order_by().values("pk"))
        found = rows.order_by().values_list("place_id", "numerator", "denominator", "answered")
        return {place: Sum(Value(first, second), answered) for place, first, second, answered in found}


class Then:
    """Sums made again by the engine from the values that counted at an instant (now)."""

    def __init__(self, indicator: Indicator, instant: datetime | None) -> None:
        self.indicator = indicator
        self.known_at = instant

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
        for (period, place), sum_ in self._words() if self.indicator.is_in_words else self._numbers():
            found[period][place] = sum_
        return found

    def _numbers(self) -> Iterator[tuple[tuple[int, int], Sum]]:
        made = recomputing.computed(self.indicator, described.edges(self.known_at), known_at=self.known_at)
        for key, (numerator, denominator, answered) in made.items():
            yield key, Sum(Value(numerator, denominator), answered)

    def _words(self) -> Iterator[tuple[tuple[int, int], Sum]]:
        """One answer a place of the panel; sentences do not add up."""
        panel = self.indicator.panel.asked(self.known_at)
        for (place, period), one in counting.counted(self.indicator, known_at=self.known_at).items():
            if place in panel and one.statement:
                yield (period, place), Sum(None, 1, one.statement)


def in_order(numbers: Iterable[int]) -> list[Period]:
    """Periods by their last day, the longer ones after those that make them up."""
    found = (periods.from_id(number) for number in set(numbers))
    return sorted(found, key=lambda one: (one.last, -one.first.toordinal()))

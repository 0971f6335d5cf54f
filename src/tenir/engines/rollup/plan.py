"""What each answer enters, worked out beforehand on few rows, so that millions of answers are only joined and added.

Indicators that have the same panel and add up alike share a *scope*. A *cell* is one place for one period in a scope:
what a total stands in. `reach` says which cells an answer enters, `spans` which cells of longer periods a cell enters,
`expected` how many answers a cell waits for. Cells that one answer only can enter need no sum, and are most of all:
they are kept apart (`single`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

import numpy as np

from tenir.engines.rollup import periods
from tenir.engines.rollup.closure import Wholes, changes, closure
from tenir.engines.rollup.frames import Column, Frame, frame
from tenir.engines.rollup.model import Edge, Indicator, Member, OverPeriods, OverPlaces, Period, PeriodKind


@dataclass(frozen=True, slots=True)
class Scope:
    """What indicators have in common that decides where their answers go."""

    panel: int
    over_places: OverPlaces
    over_periods: OverPeriods
    periodicity: PeriodKind

    def takes(self, period: Period) -> bool:
        """Whether answers are asked for this period."""
        if self.over_periods is OverPeriods.ALONE and period.kind in periods.LONGER[self.periodicity]:
            return True
        return period.kind is self.periodicity

    def spans(self, longer: Period) -> tuple[Period, ...]:
        """The periods whose totals make up a longer one."""
        parts = periods.shorter(longer, self.periodicity)
        return parts[-1:] if self.over_periods is OverPeriods.LAST else parts

    @property
    def lengthens(self) -> bool:
        """Whether totals of longer periods are made of those of shorter ones."""
        return self.over_periods in (OverPeriods.SUM, OverPeriods.LAST)


REACH = ("scope", "place", "period", "cell", "single")
SPANS = ("cell", "longer", "single")
CELLS = ("cell", "place", "period", "expected")


@dataclass(frozen=True, slots=True)
class Plan:
    """Frames of `indicators` (indicator, scope), and of the columns `REACH`, `SPANS` and `CELLS`."""

    indicators: Frame
    reach: Frame
    spans: Frame
    cells: Frame


def scope_of(indicator: Indicator) -> Scope:
    """The scope of an indicator."""
    return Scope(indicator.panel, indicator.over_places, indicator.over_periods, indicator.periodicity)


def parts(indicator: Indicator, period: Period) -> tuple[Period, ...]:
    """The asked periods whose answers make up the figure of a period: itself, or those of a longer one.

    None where the indicator has no figure for it.
    """
    scope = scope_of(indicator)
    if scope.takes(period):
        return (period,)
    return scope.spans(period) if scope.lengthens else ()


@dataclass(frozen=True, slots=True)
class _Calendar:
    """The periods that answers of a scope are looked for in, and the longer ones with those that make them up."""

    own: tuple[Period, ...]
    longer: dict[Period, tuple[Period, ...]]


@dataclass(slots=True)
class _Parts:
    """Columns under construction, a list of pieces each."""

    reach: list[Frame]
    spans: list[Frame]
    cells: list[Frame]
    many_cells: int = 0

    def add_cells(self, cells: Frame) -> int:
        """Number cells after those that are there; the first number."""
        first = self.many_cells
        self.many_cells += len(cells["place"])
        self.cells.append({"cell": np.arange(first, self.many_cells, dtype=np.int64), **cells})
        return first


def plan(
    indicators: Collection[Indicator], edges: Collection[Edge], members: Collection[Member], asked: Collection[Period]
) -> Plan:
    """Where the answers for the periods `asked` go; ValueError when two indicators have one number."""
    if len({indicator.id for indicator in indicators}) < len(indicators):
        raise ValueError("two indicators have the same number")
    ranks = {scope: rank for rank, scope in enumerate(dict.fromkeys(map(scope_of, indicators)))}
    calendars = {scope: _calendar(scope, asked) for scope in ranks}
    ways = _ways(edges, members, calendars)
    parts = _Parts([], [], [])
    for scope, calendar in calendars.items():
        _add_scope(parts, ranks[scope], scope, calendar, ways)
    given = frame(indicator=[one.id for one in indicators], scope=[ranks[scope_of(one)] for one in indicators])
    return Plan(given, _joined(parts.reach, REACH), _joined(parts.spans, SPANS), _joined(parts.cells, CELLS))


def _calendar(scope: Scope, asked: Iterable[Period]) -> _Calendar:
    """A longer period is made as soon as one of its parts is asked, and then waits for all of them."""
    own = {period for period in asked if scope.takes(period)}
    reached = {whole for period in own for whole in periods.longer(period)} if scope.lengthens else set()
    longer = {whole: scope.spans(whole) for whole in sorted(reached, key=_order)}
    return _Calendar(tuple(sorted(own.union(*longer.values()), key=_order)), longer)


def _order(period: Period) -> int:
    return period.id


class _Ways:
    """Couples (leaf, place that contains it) of a panel on a day, flattened once for days on which nothing changes."""

    def __init__(self, members: Iterable[Member], closed: dict[date, Wholes]) -> None:
        self._closed = closed
        self._members: dict[int, list[Member]] = {}
        for member in members:
            self._members.setdefault(member.panel, []).append(member)
        self._changes = {panel: changes(found) for panel, found in self._members.items()}
        self._flat: dict[tuple[int, int, int], tuple[Column, Column]] = {}

    def of(self, scope: Scope, day: date) -> tuple[Column, Column]:
        """Leaves and places, of one length; each leaf with itself only where the scope adds up over no places."""
        stretch = bisect_right(self._changes.get(scope.panel, []), day)
        key = (scope.panel, stretch, id(self._closed[day]))
        if key not in self._flat:
            self._flat[key] = self._flattened(scope.panel, day)
        leaves, places = self._flat[key]
        if scope.over_places is OverPlaces.SUM:
            return leaves, places
        alone = leaves == places
        return leaves[alone], places[alone]

    def _flattened(self, panel: int, day: date) -> tuple[Column, Column]:
        leaves = sorted({member.leaf for member in self._members.get(panel, ()) if member.holds(day)})
        wholes = [self._closed[day][leaf] for leaf in leaves]
        repeated = np.repeat(np.array(leaves, dtype=np.int64), [len(found) for found in wholes])
        return repeated, np.fromiter(chain.from_iterable(wholes), dtype=np.int64, count=len(repeated))


def _ways(edges: Collection[Edge], members: Collection[Member], calendars: dict[Scope, _Calendar]) -> _Ways:
    panels = {scope.panel for scope in calendars}
    leaves = {member.leaf for member in members if member.panel in panels}
    days = {period.last for calendar in calendars.values() for period in calendar.own}
    return _Ways(members, closure(edges, leaves, days))


def _add_scope(parts: _Parts, rank: int, scope: Scope, calendar: _Calendar, ways: _Ways) -> None:
    """Number the cells of the scope's own periods, then those of the longer ones that they make up."""
    if not calendar.own:
        return
    couples = [ways.of(scope, period.last) for period in calendar.own]
    leaf, place = (np.concatenate([couple[side] for couple in couples]) for side in (0, 1))
    position = np.repeat(np.arange(len(couples)), [len(couple[0]) for couple in couples])
    ids = np.array([period.id for period in calendar.own], dtype=np.int64)
    cells, cell, counts = _grouped(place, position, len(ids))
    first = parts.add_cells({"place": cells[0], "period": ids[cells[1]], "expected": counts})
    single = (counts[cell] == 1).astype(np.int64)
    scopes = np.full(len(leaf), rank, dtype=np.int64)
    parts.reach.append(
        {"scope": scopes, "place": leaf, "period": ids[position], "cell": first + cell, "single": single}
    )
    for whole, made_of in calendar.longer.items():
        of_it = np.isin(cells[1], [calendar.own.index(part) for part in made_of])
        _add_longer(parts, whole, cells[0][of_it], counts[of_it], first + np.flatnonzero(of_it))


def _add_longer(parts: _Parts, whole: Period, place: Column, expected: Column, cell: Column) -> None:
    """Number the cells of one longer period, out of those that make it up."""
    places, inverse, counts = np.unique(place, return_inverse=True, return_counts=True)
    waited = np.zeros(len(places), dtype=np.int64)
    np.add.at(waited, inverse, expected)
    first = parts.add_cells({"place": places, "period": np.full(len(places), whole.id), "expected": waited})
    single = (counts[inverse] == 1).astype(np.int64)
    parts.spans.append({"cell": cell, "longer": first + inverse, "single": single})


def _grouped(place: Column, position: Column, many: int) -> tuple[tuple[Column, Column], Column, Column]:
    """Distinct couples (place, position of the period), which of them each row is, and how many rows each has."""
    places, place_rank = np.unique(place, return_inverse=True)
    distinct, inverse, counts = np.unique(place_rank * many + position, return_inverse=True, return_counts=True)
    return (places[distinct // many], distinct % many), inverse, counts


def _joined(pieces: Sequence[Frame], names: Sequence[str]) -> Frame:
    empty = np.empty(0, dtype=np.int64)
    return {name: np.concatenate([empty, *(piece[name] for piece in pieces)]) for name in names}


def expected(
    indicator: Indicator, *, edges: Collection[Edge], members: Collection[Member], asked: Collection[Period]
) -> dict[tuple[int, int], int]:
    """How many answers each (place, number of period) waits for, for the periods `asked` and the longer ones above.

    What a total that begins to exist between two full computations says beside its figure.
    """
    cells = plan([indicator], edges, members, asked).cells
    places, numbers, counts = (cells[name].tolist() for name in ("place", "period", "expected"))
    return dict(zip(zip(places, numbers, strict=True), counts, strict=True))

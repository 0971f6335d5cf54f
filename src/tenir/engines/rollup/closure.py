"""Which places contain a leaf on a day, through any chain of containments, each once.

A neighbourhood lies in two communes, a contract in several EPCI: the whole is a graph, not a tree, and it changes with
time. Between two changes it stands still, so that the days of one stretch share one answer. Wrong data may go in
circles: a place met twice is not looked at again.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Protocol

from tenir.engines.rollup.model import Edge

Wholes = dict[int, frozenset[int]]
_DAY = timedelta(days=1)


class Dated(Protocol):
    """What holds from a day to a day, both included."""

    @property
    def since(self) -> date | None: ...

    @property
    def until(self) -> date | None: ...


def closure(edges: Collection[Edge], leaves: Collection[int], days: Iterable[date]) -> dict[date, Wholes]:
    """For each day, each leaf with the places that contain it on that day, itself included.

    Days between which nothing changes share one dictionary: it is to be read only.
    """
    turns = changes(edges)
    stretches: dict[int, Wholes] = {}
    found = {}
    for day in set(days):
        stretch = bisect_right(turns, day)
        if stretch not in stretches:
            stretches[stretch] = _wholes(_upwards(edges, day), leaves)
        found[day] = stretches[stretch]
    return found


def changes(dated: Iterable[Dated]) -> list[date]:
    """The days on which something begins to hold or no longer holds."""
    rows = list(dated)
    begun = {row.since for row in rows if row.since}
    over = {row.until + _DAY for row in rows if row.until and row.until < date.max}
    return sorted(begun | over)


def _upwards(edges: Iterable[Edge], day: date) -> dict[int, tuple[int, ...]]:
    """Each part with the places that it lies in directly on a day, in one order whatever the order of the edges."""
    above: dict[int, set[int]] = {}
    for edge in edges:
        if edge.holds(day):
            above.setdefault(edge.part, set()).add(edge.whole)
    return {part: tuple(sorted(wholes)) for part, wholes in above.items()}


def _wholes(above: dict[int, tuple[int, ...]], leaves: Iterable[int]) -> Wholes:
    """Leaves that lie directly in the same places share the way up."""
    ways: dict[tuple[int, ...], frozenset[int]] = {}
    found = {}
    for leaf in leaves:
        direct = above.get(leaf, ())
        if direct not in ways:
            ways[direct] = _way_up(above, direct)
        found[leaf] = ways[direct] | {leaf}
    return found


def _way_up(above: dict[int, tuple[int, ...]], direct: tuple[int, ...]) -> frozenset[int]:
    met: set[int] = set()
    waiting = list(direct)
    while waiting:
        if (place := waiting.pop()) not in met:
            met.add(place)
            waiting += above.get(place, ())
    return frozenset(met)

"""Would a new containment make a place contain itself on some day?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Edge:
    """`whole` contains `part` (ids of places) from a day to a day, both included; None does not bound it."""

    part: int
    whole: int
    since: date | None
    until: date | None

    def holds(self, day: date) -> bool:
        """Whether it holds on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


def first_day_of_cycle(edges: Iterable[Edge], new: Edge) -> date | None:
    """The first day on which `edges` and `new` make a place contain itself through `new`; None when there is none.

    Containments only begin to hold on their `since`: if there is a day with a cycle, then there is one among these
    days and the first day of `new`. `date.min` stands for "since always".
    """
    edges = list(edges)
    starts = {edge.since or date.min for edge in [*edges, new]}
    for day in sorted(start for start in starts if new.holds(start)):
        if _leads(edges, new.whole, new.part, day):
            return day
    return None


def _leads(edges: list[Edge], start: int, goal: int, day: date) -> bool:
    """Whether following the containments of a day upwards from `start` meets `goal`."""
    reached, frontier = {start}, {start}
    while frontier:
        frontier = {edge.whole for edge in edges if edge.part in frontier and edge.holds(day)} - reached
        reached |= frontier
    return goal in reached

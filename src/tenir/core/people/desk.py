"""« Mon bureau »: what somebody has to do, what they wait for from others, what changed; every module gives its share.

A module adds to it by `Panel(page="desk", title=…, order=…, query=…, template=DESK_LINES)`, whose query is
`(request, user) -> {"share": DeskShare} | None` in a constant number of database calls. The three lists are those of
all modules together, by day, so that nobody reads one list a module. « Ce qui a changé » looks back to
`lately.since_last_visit`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from tenir.core import modules
from tenir.core.people.models import User

PAGE = "desk"
DESK_LINES = "people/desk_lines.html"
# Of each list; a module need not give more, and says how many more it has.
MOST_LINES = 30


@dataclass(frozen=True)
class DeskLine:
    """One thing: its words, where it is done or read, its day, and what is said under it."""

    title: str
    url: str
    on: date | None = None
    said: str = ""
    is_late: bool = False
    is_invented: bool = False


@dataclass(frozen=True)
class DeskList:
    """Lines of one list, and how many more there are."""

    lines: tuple[DeskLine, ...] = ()
    more: int = 0


@dataclass(frozen=True)
class DeskShare:
    """What one module has for somebody."""

    todo: DeskList = DeskList()
    waiting: DeskList = DeskList()
    changed: DeskList = DeskList()


def of(request: HttpRequest, user: User) -> DeskShare:
    """The three lists of all modules: the earliest day first, what changed latest first."""
    shares: list[DeskShare] = [shown.content["share"] for shown in modules.panels(PAGE, request, user)]
    return DeskShare(
        todo=_joined((one.todo for one in shares), _earliest),
        waiting=_joined((one.waiting for one in shares), _earliest),
        changed=_joined((one.changed for one in shares), _latest),
    )


def cut(rows: QuerySet[Any], draw: Callable[[Any], DeskLine]) -> DeskList:
    """The first rows as lines, and how many more there are; two queries."""
    total = rows.count()
    lines = tuple(draw(row) for row in rows[:MOST_LINES])
    return DeskList(lines, total - len(lines))


def listed(lines: Iterable[DeskLine]) -> DeskList:
    """Lines that are there already, cut the same way; no query."""
    found = tuple(lines)
    return DeskList(found[:MOST_LINES], max(0, len(found) - MOST_LINES))


def _joined(lists: Iterable[DeskList], order: Callable[[DeskLine], tuple[int, str]]) -> DeskList:
    lists = list(lists)
    lines = sorted((line for one in lists for line in one.lines), key=order)
    return DeskList(tuple(lines[:MOST_LINES]), sum(one.more for one in lists) + max(0, len(lines) - MOST_LINES))


def _earliest(line: DeskLine) -> tuple[int, str]:
    """What has no day comes last, but what is late without one first: nobody knows for how long."""
    day = line.on or (date.min if line.is_late else date.max)
    return (day.toordinal(), line.title)


def _latest(line: DeskLine) -> tuple[int, str]:
    return (-line.on.toordinal() if line.on else 0, line.title)

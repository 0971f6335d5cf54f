"""How many answers are expected in each place over each period: rows written when a period is first answered.

One answer is one place of the panel for one period of the indicator's periodicity: a year asked by half-years expects
two of each place. Rows follow the ground: `rebuild` after a panel or the containments of its places changed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from tenir.engines.rollup import periods
from tenir.engines.rollup.model import Period, PeriodKind
from tenir.modules.indicators import grounds
from tenir.modules.indicators.models import Expected, Panel

BATCH = 1000


@dataclass(frozen=True)
class Asked:
    """A period for which the places of a panel answer once, or several times when it is made of shorter ones."""

    panel_id: int
    periodicity: str
    period: int


def prepare(answers: Iterable[tuple[Asked, int]]) -> None:
    """Have the rows of these periods, each with one place that answered, and of the longer ones that they make up."""
    write(missing(answers))


def missing(answers: Iterable[tuple[Asked, int]]) -> set[Asked]:
    """Those among them whose rows are not there yet."""
    found = set[Asked]()
    for asked, place in dict(answers).items():
        wanted = _with_longer(asked)
        # A place of the panel lies in itself: its own row tells that those of the period were written.
        rows = Expected.objects.filter(panel=asked.panel_id, periodicity=asked.periodicity, place=place)
        known = set(rows.filter(period__in=wanted).values_list("period", flat=True))
        found |= {Asked(asked.panel_id, asked.periodicity, period) for period in wanted - known}
    return found


def write(asked: Iterable[Asked]) -> None:
    """Write the rows of some periods; those that are there already stay."""
    Expected.objects.bulk_create(rows_of(asked), batch_size=BATCH, ignore_conflicts=True)


def rows_of(asked: Iterable[Asked]) -> Iterator[Expected]:
    """The rows of some periods, written by nobody yet."""
    by_panel: dict[int, list[Asked]] = defaultdict(list)
    for one in asked:
        by_panel[one.panel_id].append(one)
    for panel in Panel.objects.filter(pk__in=by_panel):
        yield from _rows(panel, by_panel[panel.pk])


def _rows(panel: Panel, missing: Iterable[Asked]) -> Iterator[Expected]:
    for one, answers in in_each(panel, missing):
        for place, many in answers.items():
            yield Expected(panel=panel, periodicity=one.periodicity, period=one.period, place_id=place, answers=many)


def in_each(
    panel: Panel, asked: Iterable[Asked], known_at: datetime | None = None
) -> Iterator[tuple[Asked, Counter[int]]]:
    """Answers expected in each place (as told at an instant): of each shorter period on the ground of its last day."""
    parts = {one: periods.shorter(periods.from_id(one.period), PeriodKind(one.periodicity)) for one in asked}
    leaves = grounds.leaves_on(panel, {part.last for some in parts.values() for part in some}, known_at)
    for one, some in parts.items():
        yield one, sum((leaves[part.last] for part in some), Counter[int]())


def rebuild(panel: Panel) -> None:
    """Count again for every period that was ever answered."""
    rows = Expected.objects.filter(panel=panel)
    known = set(rows.values_list("periodicity", "period").distinct())
    rows.delete()
    write(Asked(panel.pk, periodicity, period) for periodicity, period in known)


def _with_longer(asked: Asked) -> set[int]:
    period: Period = periods.from_id(asked.period)
    return {asked.period, *(one.id for one in periods.longer(period))}

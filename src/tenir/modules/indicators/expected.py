"""How many answers are expected in each place over each period: rows written when a period is first answered.

One answer is one place of the panel for one period of the indicator's periodicity: a year asked by half-years expects
two of each place. Rows follow the ground: `rebuild` after a panel or the containments of its places changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tenir.engines.rollup import periods
from tenir.engines.rollup.model import OverPeriods, Period, PeriodKind
from tenir.modules.indicators import grounds
from tenir.modules.indicators.models import Expected, Indicator, Panel

BATCH = 1000


@dataclass(frozen=True)
class Asked:
    """A period for which the places of a panel answer once, or several times when it is made of shorter ones."""

    panel_id: int
    periodicity: str
    period: int


def question(indicator: Indicator, period: Period) -> Asked:
    """Which rows tell what is expected for a period; where the last of its parts stands for it, that one is awaited."""
    asked = PeriodKind(indicator.periodicity)
    parts = periods.shorter(period, asked)
    match indicator.over_periods:
        case OverPeriods.LAST if parts:
            return Asked(indicator.panel_id, asked, parts[-1].id)
        case OverPeriods.SUM:
            return Asked(indicator.panel_id, asked, period.id)
    return Asked(indicator.panel_id, period.kind, period.id)


def prepare(answers: Iterable[tuple[Asked, int]]) -> None:
    """Have the rows of these periods, each with one place that answered, and of the longer ones that they make up."""
    for asked, place in dict(answers).items():
        wanted = _with_longer(asked)
        # A place of the panel lies in itself: its own row tells that those of the period were written.
        rows = Expected.objects.filter(panel=asked.panel_id, periodicity=asked.periodicity, place=place)
        known = set(rows.filter(period__in=wanted).values_list("period", flat=True))
        for period in wanted - known:
            write(Asked(asked.panel_id, asked.periodicity, period))


def write(asked: Asked) -> None:
    """Write the rows of one period; those that are there already stay."""
    rows = (
        Expected(
            panel_id=asked.panel_id,
            periodicity=asked.periodicity,
            period=asked.period,
            place_id=place,
            answers=answers,
        )
        for place, answers in counted(asked).items()
    )
    Expected.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)


def counted(asked: Asked) -> Counter[int]:
    """Answers expected in each place: of each shorter period on the ground of its own last day."""
    panel = Panel.objects.get(pk=asked.panel_id)
    parts = periods.shorter(periods.from_id(asked.period), PeriodKind(asked.periodicity))
    return sum((grounds.leaves_in_each(panel, on=part.last) for part in parts), Counter[int]())


def rebuild(panel: Panel) -> None:
    """Count again for every period that was ever answered."""
    rows = Expected.objects.filter(panel=panel)
    known = set(rows.values_list("periodicity", "period").distinct())
    rows.delete()
    for periodicity, period in known:
        write(Asked(panel.pk, periodicity, period))


def _with_longer(asked: Asked) -> set[int]:
    period: Period = periods.from_id(asked.period)
    return {asked.period, *(one.id for one in periods.longer(period))}

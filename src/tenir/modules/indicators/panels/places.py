"""« Ses chiffres » on the page of a place: the latest figure of each indicator, its way, how complete it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists
from django.http import HttpRequest

from tenir.core.places.models import Place
from tenir.core.web.charts import Sparkline
from tenir.engines.rollup import periods
from tenir.engines.rollup.model import Value
from tenir.modules.indicators import publishing
from tenir.modules.indicators.models import Expected, Indicator, Total
from tenir.modules.indicators.publishing import Figure, Sight
from tenir.modules.indicators.reading import drawing, summaries, wording
from tenir.modules.indicators.reading.asked import name_of

MOST_SHOWN = 12
# By panel, sort of period and period: how many answers are expected.
Answers = dict[tuple[int, str, int], int]


@dataclass(frozen=True)
class Row:
    """One indicator in a place."""

    indicator: Indicator
    said: str
    period: str
    complete: str
    spark: Sparkline | None
    url: str


def figures(request: HttpRequest, place: Place) -> dict[str, Any] | None:
    """The latest figures of a place; five queries, whatever their number, five more for who may see withheld ones."""
    known = _answered(place)
    if not known:
        return None
    rows = latest(place, Sight(request.user), known[:MOST_SHOWN])
    return {"rows": rows, "more": len(known) - len(rows)}


def _answered(place: Place) -> list[int]:
    """The indicators that have a figure here over a period of their own sort, by title; one query, no total read."""
    rows, totals = summaries.own_totals(Indicator.objects.all())
    found = rows.filter(Exists(totals.filter(place=place))).order_by("title", "pk")
    return list(found.values_list("pk", flat=True))


def latest(place: Place, sight: Sight, among: Collection[int]) -> list[Row]:
    """The latest figure in a place of each of these indicators that has one, by title."""
    totals = _totals(place, among)
    if not totals:
        return []
    indicators = list(Indicator.objects.filter(pk__in=totals).order_by("title", "pk"))
    expected = _expected(place)
    sight.learn(indicators, [figure for made in totals.values() for figure in made])
    rows = [_row(one, place, totals[one.pk], expected, sight) for one in indicators]
    return [row for row in rows if row is not None]


def _totals(place: Place, among: Collection[int]) -> dict[int, list[Figure]]:
    found: dict[int, list[Figure]] = defaultdict(list)
    rows = Total.objects.filter(place=place, indicator__in=among).order_by("period")
    columns = ("indicator_id", "period", "numerator", "denominator", "answered")
    for indicator, period, first, second, answered in rows.values_list(*columns):
        found[indicator].append(Figure(place.pk, period, Value(first, second), answered))
    return found


def _expected(place: Place) -> Answers:
    rows = Expected.objects.filter(place=place).order_by().values_list("panel_id", "periodicity", "period", "answers")
    return {(panel, periodicity, period): answers for panel, periodicity, period, answers in rows}


def _row(indicator: Indicator, place: Place, made: Sequence[Figure], expected: Answers, sight: Sight) -> Row | None:
    """None for an indicator that has only longer periods here."""
    shown = drawing.own(indicator, publishing.shown(indicator, made, sight))
    if not shown:
        return None
    last = shown[-1]
    complete = Figure(
        place.pk,
        last.period,
        None,
        last.answered,
        expected.get((indicator.panel_id, indicator.periodicity, last.period)),
    )
    period = periods.from_id(last.period)
    return Row(
        indicator=indicator,
        said=wording.said(indicator, last),
        period=periods.label(period),
        complete=wording.completeness(complete),
        spark=drawing.sparkline(indicator, shown),
        url=f"{indicator.get_absolute_url()}?lieu={name_of(place)}",
    )

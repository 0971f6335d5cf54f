"""« Ses chiffres » on the page of a place: the latest figure of each indicator, its way, how complete it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Exists, Q
from django.http import HttpRequest

from tenir.core.places.models import Place
from tenir.core.web.charts import Sparkline
from tenir.engines.rollup import periods
from tenir.engines.rollup.model import Value
from tenir.modules.indicators import publishing
from tenir.modules.indicators.enums import OverPlaces
from tenir.modules.indicators.models import CountedValue, Expected, FigureSource, Indicator, Total
from tenir.modules.indicators.publishing import Figure, Sight
from tenir.modules.indicators.reading import drawing, summaries, wording
from tenir.modules.indicators.reading.asked import name_of

MOST_SHOWN = 12
# By panel, sort of period and period: how many answers are expected.
Answers = dict[tuple[int, str, int], int]


@dataclass(frozen=True)
class Row:
    """One indicator in a place; `sources` only where `with_sources` read them."""

    indicator: Indicator
    number: int  # of the period
    said: str
    period: str
    complete: str
    given: str
    spark: Sparkline | None
    url: str
    sources: tuple[FigureSource, ...] = ()


def figures(request: HttpRequest, place: Place) -> dict[str, Any] | None:
    """The latest figures of a place; five queries, whatever their number, five more for who may see withheld ones."""
    known = _answered(place)
    if not known:
        return None
    rows = latest(place, Sight(request.user), known[:MOST_SHOWN])
    return {"rows": rows, "more": len(known) - len(rows)}


def _answered(place: Place) -> list[int]:
    """The indicators that have a figure here over a period of their own sort, a sum or one given for the place itself,
    by title; one query, no figure read.
    """
    sums = summaries.of_own_sort(Total.objects.filter(place=place))
    given = summaries.of_own_sort(CountedValue.objects.filter(place=place, observation__numerator__isnull=False))
    shown = Exists(sums) | Q(over_places=OverPlaces.NONE) & Exists(given)
    found = summaries.with_sort(Indicator.objects.all()).filter(shown).order_by("title", "pk")
    return list(found.values_list("pk", flat=True))


def latest(place: Place, sight: Sight, among: Collection[int]) -> list[Row]:
    """The latest figure in a place of each of these indicators that has one, by title.

    Where nothing adds up, the value given for the place itself is its figure; where something does, it stands beside
    the sum and says by how much it differs.
    """
    totals, given = _totals(place, among), _given(place, among)
    if not totals and not given:
        return []
    indicators = list(Indicator.objects.filter(pk__in={*totals, *given}).order_by("title", "pk"))
    expected = _expected(place)
    sight.learn(indicators, [figure for made in (*totals.values(), *given.values()) for figure in made])
    rows = [_row(one, place, totals.get(one.pk, []), given.get(one.pk, []), expected, sight) for one in indicators]
    return [row for row in rows if row is not None]


def with_sources(rows: Sequence[Row]) -> list[Row]:
    """The same, each with where the values of its period come from; two queries."""
    told: dict[tuple[int, int], set[int]] = defaultdict(set)
    values = CountedValue.objects.filter(indicator__in={row.indicator.pk for row in rows})
    values = values.filter(period__in={row.number for row in rows}, observation__source__isnull=False).order_by()
    for indicator, period, source in values.values_list("indicator_id", "period", "observation__source").distinct():
        told[indicator, period].add(source)
    sources = FigureSource.objects.in_bulk({source for some in told.values() for source in some})
    return [
        replace(row, sources=tuple(sources[pk] for pk in sorted(told[row.indicator.pk, row.number]))) for row in rows
    ]


def _totals(place: Place, among: Collection[int]) -> dict[int, list[Figure]]:
    found: dict[int, list[Figure]] = defaultdict(list)
    rows = Total.objects.filter(place=place, indicator__in=among).order_by("period")
    columns = ("indicator_id", "period", "numerator", "denominator", "answered")
    for indicator, period, first, second, answered in rows.values_list(*columns):
        found[indicator].append(Figure(place.pk, period, Value(first, second), answered))
    return dict(found)


def _given(place: Place, among: Collection[int]) -> dict[int, list[Figure]]:
    """What counts of a place that its indicator does not ask: a number that somebody gives for it as a whole."""
    found: dict[int, list[Figure]] = defaultdict(list)
    rows = CountedValue.objects.filter(place=place, indicator__in=among, observation__numerator__isnull=False)
    rows = rows.exclude(indicator__panel__members__place=place).order_by("period")
    columns = ("indicator_id", "period", "observation__numerator", "observation__denominator")
    for indicator, period, first, second in rows.values_list(*columns):
        found[indicator].append(Figure(place.pk, period, Value(first, second)))
    return dict(found)


def _expected(place: Place) -> Answers:
    rows = Expected.objects.filter(place=place).order_by().values_list("panel_id", "periodicity", "period", "answers")
    return {(panel, periodicity, period): answers for panel, periodicity, period, answers in rows}


def _row(
    indicator: Indicator,
    place: Place,
    made: Sequence[Figure],
    given: Sequence[Figure],
    expected: Answers,
    sight: Sight,
) -> Row | None:
    """None for an indicator that has only longer periods here, or only a value given beside a sum of nothing."""
    alone = indicator.over_places == OverPlaces.NONE and not made
    shown = drawing.own(indicator, publishing.shown(indicator, given if alone else made, sight))
    if not shown:
        return None
    last = shown[-1]
    told = next((one for one in publishing.shown(indicator, given, sight) if one.period == last.period), None)
    asked = expected.get((indicator.panel_id, indicator.periodicity, last.period))
    period = periods.from_id(last.period)
    return Row(
        indicator=indicator,
        number=last.period,
        said=wording.said(indicator, last),
        period=periods.label(period),
        complete="" if alone else wording.completeness(replace(last, value=None, expected=asked)),
        given=wording.given(indicator, last, told),
        spark=drawing.sparkline(indicator, shown),
        url=f"{indicator.get_absolute_url()}?lieu={name_of(place)}",
    )

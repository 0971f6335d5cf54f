"""The last period of each indicator, how complete it is, and the country's figure: one line of a list each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Mod

from tenir.core.places.models import Place
from tenir.engines.rollup import model, periods
from tenir.engines.rollup.model import KIND_DIGITS, Period
from tenir.modules.indicators import publishing
from tenir.modules.indicators.enums import OverPlaces
from tenir.modules.indicators.models import Expected, Indicator, Target, Total
from tenir.modules.indicators.publishing import Figure, Sight
from tenir.modules.indicators.reading import wording

# Of a period's number, the last digit says the sort.
_DIGITS = 10
Keys = dict[int, Period]


@dataclass(frozen=True)
class Summary:
    """An indicator, the latest period of its own sort that somebody answered, the country's figure as it may be shown
    (None where the indicator does not add up), and the latest target of the country.
    """

    indicator: Indicator
    period: Period | None
    figure: Figure
    target: Target | None

    @property
    def period_words(self) -> str:
        """« 1er semestre 2024 »."""
        return periods.label(self.period) if self.period else ""

    @property
    def period_code(self) -> str:
        """`2024-S1`."""
        return periods.code(self.period) if self.period else ""

    @property
    def said(self) -> str:
        """The country's figure in words; why there is none where there cannot be."""
        known = self.figure.value is not None or self.figure.withheld
        if self.indicator.over_places == OverPlaces.NONE and not known:
            return "lieu par lieu"
        return wording.said(self.indicator, self.figure)

    @property
    def complete(self) -> str:
        """« 431 réponses sur 433 attendues »."""
        return wording.completeness(self.figure) if self.period else ""

    @property
    def aim(self) -> str:
        """« Cible pour le 31 décembre 2022 : 5 000 postes »."""
        return wording.aimed(self.indicator, self.target) if self.target else ""

    @property
    def missing(self) -> int:
        """How many answers are still awaited for the last period."""
        return max(0, (self.figure.expected or 0) - self.figure.answered)


def of(indicators: Sequence[Indicator], sight: Sight) -> list[Summary]:
    """One for each, in the order given; seven queries whatever their number."""
    france = Place.objects.filter(kind="nation", code="FR").first()
    if france is None or not indicators:
        return [Summary(one, None, Figure(0, 0), None) for one in indicators]
    latest = _latest(indicators)
    sums, answered = _sums(latest, france), _answered(latest, indicators)
    expected, aims = _expected(indicators, latest, france), _targets(indicators, france)
    figures = {}
    for one in indicators:
        period = latest.get(one.pk)
        figure = Figure(france.pk, period.id if period else 0, *sums.get(one.pk, (None, answered.get(one.pk, 0))))
        figures[one] = _expecting(figure, expected.get((one.panel_id, period.id)) if period else None)
    sight.learn(indicators, figures.values())
    return [
        Summary(one, latest.get(one.pk), publishing.shown(one, [figure], sight)[0], aims.get(one.pk))
        for one, figure in figures.items()
    ]


def _expecting(figure: Figure, expected: int | None) -> Figure:
    return Figure(figure.place, figure.period, figure.value, figure.answered, expected)


def with_sort(indicators: QuerySet[Indicator]) -> QuerySet[Indicator]:
    """Each with the last digit of the periods of its own sort, as `of_own_sort` asks of what it is within."""
    digits: Any = Case(*(When(periodicity=kind, then=Value(digit)) for kind, digit in KIND_DIGITS.items()))
    return indicators.annotate(digit=digits)


def of_own_sort(rows: QuerySet[Any]) -> QuerySet[Any]:
    """To be asked of each indicator of `with_sort`: its rows over periods of its own sort."""
    own = rows.filter(indicator=OuterRef("pk")).annotate(sort=Mod("period", _DIGITS))
    found: QuerySet[Any] = own.filter(sort=OuterRef("digit"))
    return found


def _latest(indicators: Sequence[Indicator]) -> Keys:
    """The last answered period of each one's own sort, found from the end of an index; one query."""
    rows = with_sort(Indicator.objects.filter(pk__in=[one.pk for one in indicators]))
    last = of_own_sort(Total.objects.all()).order_by("-period").values("period")[:1]
    found = rows.order_by().annotate(latest=Subquery(last)).values_list("pk", "latest")
    return {pk: periods.from_id(number) for pk, number in found if number}


def _sums(latest: Keys, france: Place) -> dict[int, tuple[model.Value, int]]:
    """The country's totals for these periods."""
    rows = Total.objects.filter(place=france, indicator__in=latest, period__in={one.id for one in latest.values()})
    found = rows.values_list("indicator_id", "period", "numerator", "denominator", "answered")
    return {
        pk: (model.Value(numerator, denominator), answered)
        for pk, period, numerator, denominator, answered in found
        if latest[pk].id == period
    }


def _answered(latest: Keys, indicators: Sequence[Indicator]) -> dict[int, int]:
    """How many places answered, of the indicators that have no total of the country."""
    apart = [one.pk for one in indicators if one.over_places == OverPlaces.NONE and one.pk in latest]
    rows = Total.objects.filter(indicator__in=apart, period__in={latest[pk].id for pk in apart}).order_by()
    counts = rows.values_list("indicator_id", "period").annotate(many=Count("pk"))
    return {pk: many for pk, period, many in counts if latest[pk].id == period}


def _expected(indicators: Sequence[Indicator], latest: Keys, france: Place) -> dict[tuple[int, int], int]:
    """Answers expected in the country, by panel and period of its own sort."""
    panels = {one.panel_id for one in indicators}
    rows = Expected.objects.filter(panel__in=panels, place=france, period__in={one.id for one in latest.values()})
    found = rows.order_by().values_list("panel_id", "period", "answers", "periodicity")
    return {
        (panel, period): answers
        for panel, period, answers, periodicity in found
        if periods.from_id(period).kind == periodicity
    }


def _targets(indicators: Sequence[Indicator], france: Place) -> dict[int, Target]:
    """The latest target of the country for each."""
    rows = Target.objects.filter(indicator__in=[one.pk for one in indicators], place=france).order_by(
        F("on").asc(nulls_first=True)
    )
    return {one.indicator_id: one for one in rows}

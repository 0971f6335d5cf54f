"""All that the page of an indicator, and the file that leaves from it, show of one address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import F, QuerySet

from tenir.core.places import history
from tenir.core.places.models import Place, PlaceKind
from tenir.engines.rollup import periods
from tenir.engines.rollup.model import Period
from tenir.modules.indicators import counting, publishing
from tenir.modules.indicators.enums import OverPlaces
from tenir.modules.indicators.models import Indicator, Target
from tenir.modules.indicators.publishing import Figure, Sight
from tenir.modules.indicators.reading import beside, figures
from tenir.modules.indicators.reading.asked import Asked, chosen
from tenir.modules.indicators.reading.drawing import MAPPED
from tenir.modules.indicators.reading.figures import Line
from tenir.modules.indicators.reading.ledgers import Ledger, end_of, ledger

# Where a table of the whole country, or of a région, starts.
_WIDE: tuple[str, ...] = (PlaceKind.NATION, PlaceKind.REGION)


@dataclass(frozen=True)
class Dossier:
    """`asked` has its place, period and sort of places filled in; `lines` are those of that sort, `mapped` those of
    the map, `beside` the place among similar ones. Every figure is as it may be shown. `figure` is None when the
    indicator has no value at all yet; `given` is one that somebody sent for a place that is not asked.
    """

    indicator: Indicator
    asked: Asked
    known: list[Period]
    series: list[Figure]
    figure: Figure | None
    kinds: list[str]
    lines: list[Line]
    mapped: list[Line]
    targets: list[Target]
    given: Figure | None
    beside: list[Line]

    @property
    def period_words(self) -> str:
        """« 1er semestre 2024 »."""
        return periods.label(self.asked.period) if self.asked.period else ""


def look(indicator: Indicator, asked: Asked, sight: Sight) -> Dossier:
    """Everything that an address asks of an indicator; thirteen queries with today's ledger."""
    book = ledger(indicator, asked.day)
    known = book.periods()
    period, place = chosen(asked.period, known, indicator.periodicity), asked.place
    if period is None or place is None:
        return Dossier(indicator, asked, known, [], None, [], [], [], targets(indicator, place), None, [])
    wanted = known if period in known else [*known, period]
    given = _given(indicator, place, asked.day, sight)
    series = publishing.shown(indicator, figures.series(indicator, book, place, wanted), sight)
    series = _filled(indicator, series, given)
    inside = _inside(place, period, book.known_at)
    kinds = figures.kinds(indicator, period, inside)
    kind = _kind(asked.kind, kinds, place)
    lines = _lines(indicator, book, period, inside.filter(kind__in={kind, *_drawn(indicator)}), sight)
    listed = [one for one in lines if one.place.kind == kind]
    figure = _counted(indicator, next(one for one in series if one.period == period.id), listed)
    return Dossier(
        indicator=indicator,
        asked=replace(asked, period=period, kind=kind),
        known=known,
        series=series,
        figure=figure,
        kinds=kinds,
        lines=listed,
        mapped=[one for one in lines if one.place.kind in MAPPED] if place.kind in _WIDE else [],
        targets=targets(indicator, place),
        given=given.get(period.id),
        beside=_beside(indicator, book, period, place, figure, sight),
    )


def _inside(place: Place, period: Period, known_at: datetime | None) -> QuerySet[Place]:
    """What a place contains at the end of a period, as told at an instant. The country contains all: walking down to
    each place takes ten times as long as asking for none in particular.
    """
    if place.kind == PlaceKind.NATION:
        places = Place.objects.all()
    elif known_at is None:
        places = Place.objects.within(place, on=period.last)
    else:
        places = Place.objects.filter(pk__in=history.within(place, on=period.last, at=known_at))
    return places.exclude(pk=place.pk)


def targets(indicator: Indicator, place: Place | None) -> list[Target]:
    """What is aimed at in a place, by day."""
    in_time = F("on").asc(nulls_last=True)
    return list(indicator.targets.filter(place=place).select_related("source").order_by(in_time)) if place else []


def _given(indicator: Indicator, place: Place, day: date | None, sight: Sight) -> dict[int, Figure]:
    """By period, what was sent for a place that is not in the panel (a total that a département sends); one query."""
    sent = counting.accepted(indicator, known_at=end_of(day) if day else None)
    apart = sent.filter(place=place).exclude(place__panel_places__panel=indicator.panel_id).order_by(F("rank"))
    figures = [Figure(place.pk, one.period, counting.value_of(one)) for one in apart]
    return {one.period: one for one in publishing.shown(indicator, figures, sight)}


def _filled(indicator: Indicator, series: list[Figure], given: dict[int, Figure]) -> list[Figure]:
    """Where nothing adds up, what is given for a place is its figure."""
    if indicator.over_places == OverPlaces.SUM:
        return series
    return [one if one.value is not None else given.get(one.period, one) for one in series]


def _counted(indicator: Indicator, figure: Figure, lines: list[Line]) -> Figure:
    """Where nothing adds up, the answers of a place are those of the places inside it."""
    if indicator.over_places == OverPlaces.SUM or not lines:
        return figure
    answered = sum(line.figure.answered for line in lines)
    return replace(figure, answered=answered, expected=sum(line.figure.expected or 0 for line in lines))


def _drawn(indicator: Indicator) -> tuple[str, ...]:
    """Sorts of places of the map: none where départements have no figure of their own."""
    return MAPPED if indicator.over_places == OverPlaces.SUM or indicator.panel.kind in MAPPED else ()


def _lines(indicator: Indicator, book: Ledger, period: Period, places: QuerySet[Place], sight: Sight) -> list[Line]:
    """The places of the table and those of the map, published together: what one hides the other must not show."""
    found = figures.across(indicator, book, period, places)
    shown = publishing.shown(indicator, [line.figure for line in found], sight)
    return [
        line if figure is line.figure else replace(line, figure=figure)
        for line, figure in zip(found, shown, strict=True)
    ]


def _beside(
    indicator: Indicator, book: Ledger, period: Period, place: Place, figure: Figure, sight: Sight
) -> list[Line]:
    alike = beside.similar(indicator, period, place)
    if not alike:
        return []
    found = _lines(indicator, book, period, Place.objects.filter(pk__in=alike), sight)
    return beside.in_order(indicator, place, figure, found)


def _kind(asked: str, kinds: Sequence[str], place: Place) -> str:
    """The sort of places of the table: the one asked for, else départements of the country, else the largest."""
    if asked in kinds:
        return asked
    if place.kind in _WIDE and PlaceKind.DEPARTEMENT in kinds:
        return PlaceKind.DEPARTEMENT
    return kinds[0] if kinds else ""
